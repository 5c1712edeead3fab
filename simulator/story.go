// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
)

// Story is the journal of one filing, for a person to read.
type Story struct {
	// Seed and Filing say which one it is.
	Seed   uint64
	Filing int
	Region string
	Kind   fsm.Kind
	// Outcome is the state the filing ended or waits in.
	Outcome fsm.State
	// Lines tell what happened, in order.
	Lines []Line
	// Violations are the invariants it broke.
	Violations []Violation
	// Journal holds the filing's log, one JSON object each; Digest is the SHA-256 over it, as in the run.
	Journal []json.RawMessage
	Digest  string

	lang     string
	words    storyWords
	machine  *fsm.Machine
	provider string // of the filing, once one is opened
	targets  []fsm.Target
	messages []message
	marked   int // violations told
}

// Line is one line of a Story.
type Line struct {
	// At is when, in UTC+8; zero for a line that belongs to the one before.
	At time.Time
	// Text says what.
	Text string
	// Refused marks a command that was refused, Broken an invariant that was broken here, Fault what went wrong.
	Refused, Broken, Fault bool
}

// Tell simulates filing n alone, exactly as Run does, and tells its story in "zh" or English. Every filing of a seed
// can be told, those beyond Options.Filings too. The error is an [*OptionError], also for a number that is none, a
// [*PlantError] or a [*FilingError].
func Tell(o Options, n int, lang string) (*Story, error) {
	o.Filings = max(o.Filings, 1)
	lb, err := newLab(o)
	if err != nil {
		return nil, err
	}
	if n < 0 || n >= maxFilings {
		return nil, onlyError(n)
	}
	l := newLife(lb)
	s := l.newStory(o.Seed, n, lang)
	l.tale = s
	if _, err := l.simulate(n); err != nil {
		return nil, err
	}
	l.close(s)
	return s, nil
}

func (l *life) newStory(seed uint64, filing int, lang string) *Story {
	return &Story{Seed: seed, Filing: filing, lang: lang, words: wordsOf(lang), machine: l.lab.machine}
}

// Status is what a user reads of the filing in the end.
func (s *Story) Status() string { return s.status(s.Outcome) }

func (s *Story) status(of fsm.State) string { return s.machine.Status(s.provider, of, s.lang) }

func (s *Story) deadline(n fsm.DeadlineName) string {
	return s.machine.DeadlineLabel(s.provider, n, s.lang)
}

func (s *Story) actor(a fsm.Actor) string { return s.machine.ActorLabel(s.provider, a, s.lang) }

// add takes an entry in, with the violations found by then: those that are not told yet are told here, also what was found
// between two entries.
func (s *Story) add(e *entry, found []Violation) {
	found = found[min(s.marked, len(found)):]
	switch {
	case e.event != nil:
		s.addEvent(e.event)
	case e.book != nil:
		s.line(e.book.At, s.words.book+s.words.colon+strings.ReplaceAll(e.book.Type, "_", " ")+" "+e.book.Contact)
	case e.told != nil:
		s.addDelivery(e.told)
	case e.refused != nil:
		s.addRefusal(e.refused)
	case e.fault != nil:
		s.addFault(e.fault)
	}
	s.draw(e, found)
	s.mark(found)
}

// mark tells violations.
func (s *Story) mark(found []Violation) {
	for _, v := range found {
		s.Lines = append(s.Lines, Line{Text: v.Invariant + s.words.colon + v.Text(s.lang), Broken: true})
	}
	s.marked += len(found)
}

func (s *Story) line(at time.Time, text string) {
	s.Lines = append(s.Lines, Line{At: at.In(calendar.Zone()), Text: text})
}

func (s *Story) more(text string) { s.Lines = append(s.Lines, Line{Text: text}) }

func (s *Story) addRefusal(r *refusal) {
	text := strings.Join(r.codes, " ")
	switch why := r.why.(type) {
	case interface{ Text(string) string }:
		text = why.Text(s.lang)
	case nil:
	default:
		text = why.Error()
	}
	if len(r.codes) == 0 {
		text = s.words.noReason
	}
	s.line(r.at, s.words.refused+s.words.colon+readable(text))
	s.Lines[len(s.Lines)-1].Refused = true
}

// addDelivery joins the receivers of one notice on one line.
func (s *Story) addDelivery(d *delivery) {
	to := d.to[0].ID + " (" + d.to[0].Channel.String() + ")" // a tale is told of one after the other
	text := s.words.told + " " + d.claim.notice.Topic + s.words.colon
	if d.again {
		text = s.words.again + " " + d.claim.notice.Topic + s.words.colon
	}
	if n := len(s.Lines); n > 0 && strings.HasPrefix(s.Lines[n-1].Text, text) && !s.Lines[n-1].Broken {
		s.Lines[n-1].Text += ", " + to
		return
	}
	if d.at.Equal(d.claim.notice.At) {
		s.more(text + to)
		return
	}
	s.line(d.at, text+to)
}

func (s *Story) addEvent(e *fsm.Event) {
	switch e.Type {
	case fsm.EventJudged:
		s.addVerdicts(e)
	case fsm.EventDeadlineSet:
		s.more(s.words.due + " " + s.deadline(e.Deadline.Name) + s.words.colon + local(momentOf(e.Deadline.Due)))
	case fsm.EventDeadlinePending:
		s.more(s.words.pending + " " + s.deadline(e.Deadline.Name) + s.words.colon + e.Deadline.Missing)
	case fsm.EventDeadlineMissed, fsm.EventAdviceDue:
		s.line(e.At, s.words.passed+" "+s.deadline(e.Deadline.Name))
	case fsm.EventPeriodOver:
		s.line(e.At, strings.TrimSpace(s.words.passed+" "+s.deadline(e.Deadline.Name)+" "+e.Ref))
	default:
		if e.Type.Moves() || e.Type == fsm.EventRecordImported {
			s.addMove(e)
			return
		}
		if e.Command >= fsm.CmdGiveShellNotice {
			s.addStanding(e)
			return
		}
		s.more(strings.TrimSpace(e.Type.String() + " " + e.Ref + " " + e.Value))
	}
}

func (s *Story) addMove(e *fsm.Event) {
	text := s.actor(e.Actor()) + s.words.colon + e.Command.Label(s.lang)
	details := append([]string{s.value(e), s.inWords("region", e.Region)}, e.Causes...)
	if o := e.Opening; o != nil {
		s.provider = o.Provider
		details = append(details, o.Kind.Label(s.lang), s.inWords("region", o.Region), s.inWords("subject_kind", o.SubjectKind))
	}
	details = append(details, s.whose(e)...)
	if e.Type == fsm.EventSMSAnswered && !e.OK {
		details = append(details, s.words.wrong)
	}
	text += bracketed(details)
	if e.From != e.To {
		text += " → " + s.state(e.To)
	}
	if !e.OccurredAt.Equal(e.At) {
		text += " [" + s.words.occurred + " " + local(momentOf(e.OccurredAt)) + "]"
	}
	s.line(e.At, text)
}

// bracketed are the details there are, behind what they are of.
func bracketed(details []string) string {
	details = slices.DeleteFunc(details, func(s string) bool { return s == "" })
	if len(details) == 0 {
		return ""
	}
	return " (" + strings.Join(details, ", ") + ")"
}

// state is a state's name, in Chinese after the words for it.
func (s *Story) state(to fsm.State) string {
	if words := s.status(to); words != s.machine.Status(s.provider, to, "en") {
		return words + " (" + to.String() + ")"
	}
	return to.String()
}

// addVerdicts says what was answered, each with the rule that did.
func (s *Story) addVerdicts(e *fsm.Event) {
	list := make([]string, 0, len(e.Verdicts))
	for _, v := range e.Verdicts {
		if v.Value == "" {
			continue
		}
		said := v.Decision + "=" + v.Value
		if v.Rule != "" {
			said += " (" + v.Rule + ")"
		}
		list = append(list, said)
	}
	s.more(s.words.judged + " " + strings.Join(list, ", "))
}

// storyWords are the few words a story needs beside those of the machine.
type storyWords struct {
	book, refused, noReason, told, due, pending, passed, wrong, occurred, judged, again, fault, recovered, right string
	businessDays, days, hours, minutes, colon                                                                    string
}

func wordsOf(lang string) storyWords {
	if tongue.IsChinese(lang) {
		return storyWords{
			"联系人", "已拒绝", "未附原因", "已通知", "期限", "期限待定", "已超过", "错误", "发生于", "判定", "重复通知", "故障", "系统重启，日志完整至版本", "系统时钟恢复正常",
			" 个工作日", " 天", " 小时", " 分钟", "：",
		}
	}
	return storyWords{
		"contacts", "refused", "no reason given", "told", "due", "due date not known yet,", "passed:", "wrong", "happened", "judged", "told again of",
		"fault", "the host starts again; its journal is whole up to version", "the host's clock is right again",
		" business days", " d", " h", " min", ": ",
	}
}
