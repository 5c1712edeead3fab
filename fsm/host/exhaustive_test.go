// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
)

// TestEveryPairAndTripleSurvivesEveryCrash gives every pair and every triple of commands, from every state a filing
// comes to: of April 2018, where the photo, the message to the administrators and the authority's review follow one
// another, and pairs of 2026, where an app verifies and a filing that is left alone expires. Letting time pass up to the
// next deadline, and ticking, is one of the commands.
//
// Each command is given once or twice, and the process dies at every call it makes of its journal, before the journal
// has it or after, so that the answer is lost; a new process then gives the command again. Whatever died, the journal
// holds the same commits as without crashes, byte for byte: records, messages by key, timers and reply; and every answer
// is the same.
//
// What the commands have to tell is delivered the same way: every message once, and again only under its key if it was
// under way; what cannot be delivered is noted in the filing once.
//
// Runs that come to the same state go on together: since each way through a command ends in the commits of the calm
// way, which is checked each time, the next command is tried from there once. A command that is refused, or changes
// nothing, ends where it began. Two histories with the same subject, at the same time, are gone on with once.
func TestEveryPairAndTripleSurvivesEveryCrash(t *testing.T) {
	w := newWalk(t)
	w.through(calendar.DateOf(start), 3)
	w.through(calendar.NewDate(2026, time.March, 10), 2)
	w.everyCommand()
	t.Logf("%d processes run, of which %d died, %d sets of messages delivered", w.processes, w.died, len(w.sent))
}

// through gives so many commands in a row to the filings of a day.
func (w *walk) through(day calendar.Date, inARow int) {
	w.nodes = map[string]*node{}
	starts := w.starts(day)
	for depth := range inARow {
		for _, n := range w.todo() {
			w.expand(n, depth+1 < inARow)
		}
	}
	size := uint64(len(starts))
	for length := 1; length <= inARow; length++ {
		size *= uint64(len(w.letters))
		var sequences, ways uint64
		for _, n := range starts {
			s, v := n.count(length)
			sequences, ways = sequences+s, ways+v
		}
		assert.Equal(w.t, size, sequences, "the full product of %d states and sequences of %d commands", len(starts), length)
		w.t.Logf("%v: %d states, %d commands, %d in a row: %d sequences, %d ways with repetitions and crashes, from %d histories",
			day, len(starts), len(w.letters), length, sequences, ways, len(w.nodes))
	}
}

func newWalk(t *testing.T) *walk {
	w := &walk{
		t: t, letters: letters(), nodes: map[string]*node{}, sent: map[string]bool{}, changed: map[string]bool{},
		addresses: directory.NewMemory([]byte("0123456789abcdef")),
	}
	for _, person := range []string{notify.OwnerID, "p-1", "person-1"} { // the second person has no address
		for _, account := range []string{account, "acct-1"} {
			_, err := w.addresses.Put(account, person, directory.Entry{Email: person + "@example.com"})
			require.NoError(t, err)
		}
	}
	return w
}

// everyCommand wants every name there is among the letters, and accepted somewhere, with these exceptions: deadlines
// that are due are ticked as time passes, and neither the policy nor the calendar changes.
func (w *walk) everyCommand() {
	letters := map[string]bool{}
	for _, l := range w.letters {
		letters[l.name] = true
	}
	never := []fsm.CommandName{fsm.CmdTick, fsm.CmdRejudge, fsm.CmdReplan}
	for _, name := range fsm.Commands() {
		assert.True(w.t, letters[name.String()], "%s is not tried", name)
		assert.Equal(w.t, !slices.Contains(never, name), w.changed[name.String()], "%s is accepted somewhere", name)
	}
}

// letter is a command of the alphabet; without one it stands for the time that passes.
type letter struct {
	name    string
	command fsm.Command
}

// letters has every command there is, filled in for the filings of starts.
func letters() []letter {
	causes := []string{"information_wrong"}
	list := []letter{{name: "time passes"}}
	for _, c := range []fsm.Command{
		fsm.Open{
			ID: "f-2", Kind: fsm.FirstFiling, Region: "tianjin", SubjectKind: "individual", Account: account,
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2", Targets: []fsm.Target{{Website: "w2", Domains: []string{"other.example"}}},
		},
		fsm.Edit{Targets: []fsm.Target{{Website: "w1", Domains: []string{"changed.example"}}}},
		fsm.ChooseUpload{Channel: "pc"},
		fsm.Attach{Document: "identity_document", Ref: "file-new"},
		fsm.Submit{},
		fsm.Resubmit{},
		fsm.Continue{},
		fsm.Withdraw{Reason: "wrong_information"},
		fsm.Abandon{Reason: "changed_mind"},
		fsm.RequestBackdrop{},
		fsm.MailOriginals{},
		fsm.UploadPhoto{Ref: "photo-new"},
		fsm.AppVerify{App: "alibaba_app"},
		fsm.AnswerSMS{Person: "subject_administrator", Correct: true},
		fsm.AnswerSMS{Person: "website_administrator", Correct: true},
		fsm.AnswerSMS{Person: "website_administrator"},
		fsm.PassPreliminary{},
		fsm.ReturnPreliminary{Causes: causes},
		fsm.PromptOriginals{},
		fsm.ReceiveOriginals{},
		fsm.PassPhoto{TopColour: "other"},
		fsm.ReturnPhoto{Causes: causes},
		fsm.SubmitToAuthority{},
		fsm.FailSMS{Causes: causes},
		fsm.Approve{SubjectNumber: "icp-18000002", WebsiteNumbers: []string{"icp-18000002-1"}},
		fsm.Reject{Causes: causes},
		fsm.Revoke{Causes: causes},
		fsm.Tick{},
		fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "authority_query"},
		fsm.Rejudge{Reason: "wrong_policy"},
		fsm.Replan{},
		fsm.GiveShellNotice{Website: "w8"},
		fsm.LiftShellNotice{Website: "w8"},
		fsm.FailInspection{Causes: causes},
		fsm.PassInspection{},
		fsm.RemoveAccess{Website: "w1", Causes: causes},
		fsm.RevokeWebsite{Website: "w1", Causes: causes},
		fsm.NoteUndelivered{Topic: "approved", Channel: "email", Receiver: "contact-1"},
		fsm.ImportRecord{Record: fsm.Record{
			Number: "icp-18000001", Region: "tianjin", SubjectKind: "individual",
			Websites: []fsm.Website{
				{ID: "w1", Number: "icp-18000001-1", Domains: []string{"old.example"}, Accesses: []string{"alibabacloud"}},
				{ID: "w8", Number: "icp-18000001-8"},
			},
		}},
	} {
		list = append(list, letter{c.Name().String(), c})
	}
	return list
}

// node is a history: where the next command is tried from.
type node struct {
	commits []journal.Commit
	given   []given // the commands since the start, the last ones among the commits
	subject fsm.Subject
	now     time.Time

	next []*node // by letter; the node itself where nothing changes; nil behind the last command
	ways []int   // by letter, how it was given: once or twice, and where the process died
}

// given is a command that was stored, and its answer.
type given struct {
	id      string
	command fsm.Command
	answer  answer
}

// answer is what the caller of a command hears.
type answer struct {
	reply   host.Reply
	refusal string
}

// store makes the journal of a history.
func (n *node) store(t require.TestingT) *store {
	s := &store{Journal: journal.NewMemory()}
	for _, c := range n.commits {
		_, err := s.Journal.Append(ctx, c)
		require.NoError(t, err)
	}
	return s
}

// count gives the sequences of so many commands from here, and the ways to go through them.
func (n *node) count(length int) (sequences, ways uint64) {
	for i, next := range n.next {
		s, w := uint64(1), uint64(1)
		if length > 1 {
			s, w = next.count(length - 1)
		}
		sequences, ways = sequences+s, ways+w*uint64(n.ways[i])
	}
	return sequences, ways
}

// walk goes through all histories.
type walk struct {
	t         *testing.T
	letters   []letter
	addresses *directory.Memory
	nodes     map[string]*node
	fresh     []*node
	sent      map[string]bool // sets of messages delivered already
	changed   map[string]bool // names of commands that were accepted

	processes, died int
}

// todo gives the nodes that were found since it was asked last.
func (w *walk) todo() []*node {
	list := w.fresh
	w.fresh = nil
	return list
}

// starts are a subject that is new, and the shortest way to every other state of a first filing in Tianjin.
func (w *walk) starts(day calendar.Date) (starts []*node) {
	scripts, err := machine().Paths(day, map[string]string{
		"region": "tianjin", "kind": "first_filing", "subject_kind": "individual", "site": "china", "registered": "nowhere",
	}, fsm.ShortestPaths)
	require.NoError(w.t, err)
	nothing := fsm.Script{At: scripts[0].At[:1]}
	for _, script := range append(scripts, nothing) {
		starts = append(starts, w.meet(w.begin(script)))
	}
	require.Len(w.t, w.nodes, len(starts), "states differ")
	return starts
}

// begin gives the commands of a script.
func (w *walk) begin(script fsm.Script) *node {
	n := &node{subject: fsm.Subject{ID: subject}, now: script.At[0]}
	s := n.store(w.t)
	for i, c := range script.Commands {
		n.now = script.At[i]
		a := w.give(w.open(s.process(0, false), n.now), fmt.Sprint("begin-", i+1), c)
		require.Empty(w.t, a.refusal)
		n.subject = a.reply.Subject
	}
	for _, c := range s.commits {
		c.Outbox = nil // delivered long ago
		n.commits = append(n.commits, c)
	}
	return n
}

// meet gives the node that goes on for a history: another one, if that has the same subject at the same time.
func (w *walk) meet(n *node) *node {
	s := n.subject
	s.Version, s.Record = 0, nil
	key := fmt.Sprintf("%v %+v", n.now, s)
	if n.subject.Record != nil {
		key += fmt.Sprintf("%+v", *n.subject.Record)
	}
	if known := w.nodes[key]; known != nil {
		return known
	}
	w.nodes[key] = n
	w.fresh = append(w.fresh, n)
	return n
}

// expand tries every letter from a node.
func (w *walk) expand(n *node, further bool) {
	n.next, n.ways = make([]*node, len(w.letters)), make([]int, len(w.letters))
	for i, l := range w.letters {
		next := n
		switch {
		case l.command == nil:
			next, n.ways[i] = w.wait(n)
		case w.changes(n, l.command):
			w.changed[l.name] = true
			next, n.ways[i] = w.accepted(n, l.command)
		default:
			n.ways[i] = w.refused(n, l.command)
		}
		if next != n {
			w.deliver(next)
			n.next[i] = next
			if further {
				n.next[i] = w.meet(next)
			}
			continue
		}
		n.next[i] = n
	}
}

// changes asks the machine alone whether a command leads to something.
func (w *walk) changes(n *node, c fsm.Command) bool {
	step, err := machine().Decide(n.subject, c, n.now)
	return err == nil && len(step.Events) > 0
}

func (w *walk) same(want, got any, what string) {
	if !reflect.DeepEqual(want, got) {
		require.Equal(w.t, want, got, what)
		w.t.Fatalf("%s differ in a way that is not seen: %v", what, got)
	}
}
