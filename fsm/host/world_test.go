// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/notifytest"
	"github.com/icpfiling/icp/rules/builtin"
)

const (
	subject = "s-1"
	account = "a-1"
	stream  = "subject/s-1"
)

// start is Wednesday 2018-04-04, 10:00 in China.
var start = time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())

var machine = sync.OnceValue(func() *fsm.Machine {
	m, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		panic(err)
	}
	return m
})

// world is a host on a journal in memory, a recorder on every channel, and a clock that moves only when told.
type world struct {
	t       *testing.T
	journal journal.Journal
	dir     *directory.Memory
	rec     *notifytest.Recorder
	host    *host.Host
	seen    []host.Observation

	mu  sync.Mutex
	now time.Time
	ids int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		t: t, journal: journal.NewMemory(), dir: directory.NewMemory([]byte("0123456789abcdef")),
		rec: &notifytest.Recorder{}, now: start,
	}
	for _, person := range []string{notify.OwnerID, "p-1", "p-2"} {
		_, err := w.dir.Put(account, person, directory.Entry{Email: person + "@example.com", Phone: "13900000000"})
		require.NoError(t, err)
	}
	w.host = w.open(w.journal, nil)
	return w
}

// open gives another host over a journal, as after a restart.
func (w *world) open(j journal.Journal, change func(*host.Options)) *host.Host {
	w.t.Helper()
	o := host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: w.rec, notify.ChannelSMS: w.rec, notify.ChannelInbox: w.rec},
		Directory: w.dir, Clock: w.clock, Rand: func() uint64 { return 0 },
		Observer: func(o host.Observation) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.seen = append(w.seen, o)
		},
	}
	if change != nil {
		change(&o)
	}
	h, err := host.New(machine(), j, o)
	require.NoError(w.t, err)
	return h
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) at(t time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = t
}

// id gives a command id that was not used before.
func (w *world) id() string {
	w.ids++
	return "cmd-" + strings.Repeat("i", w.ids)
}

// do gives commands that must be accepted, and gives the last reply.
func (w *world) do(commands ...fsm.Command) (last host.Reply) {
	w.t.Helper()
	for _, c := range commands {
		r, err := w.host.Do(w.t.Context(), subject, w.id(), c)
		require.NoError(w.t, err, "%s", c.Name())
		last = r
	}
	return last
}

func (w *world) state() fsm.State {
	w.t.Helper()
	s, err := w.host.Subject(w.t.Context(), subject)
	require.NoError(w.t, err)
	return s.Filing.State
}

// topics gives "topic>receiver/channel" of every message sent, in order.
func (w *world) topics() []string {
	var got []string
	for _, a := range w.rec.Attempts() {
		got = append(got, a.Message.Notice.Topic+">"+a.Message.To.ID+"/"+a.Message.To.Channel.String())
	}
	return got
}

func first(region string) fsm.Open {
	return fsm.Open{
		ID: "f-1", Kind: fsm.FirstFiling, Region: region, SubjectKind: "enterprise", Account: account,
		SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2",
		Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.com"}}},
	}
}

// submitted are the commands of a first filing up to the preliminary review.
func submitted(region string) []fsm.Command {
	list := []fsm.Command{first(region)}
	for _, d := range []string{"identity_document", "business_licence", "authenticity_statement", "domain_certificate"} {
		list = append(list, fsm.Attach{Document: d, Ref: "file-" + d})
	}
	return append(list, fsm.Submit{})
}

// reviewed takes a filing from the preliminary review to the platform's last pass.
func reviewed() []fsm.Command {
	return []fsm.Command{fsm.PassPreliminary{}, fsm.UploadPhoto{Ref: "photo-1"}, fsm.PassPhoto{TopColour: "other"}}
}
