// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strings"
	"time"

	"github.com/icpfiling/icp/rules/derive"
)

// plainReader reads an event that stands exactly as [Event.Append] writes it, with nothing but plain text in it: nearly
// all of a journal. Whatever it meets otherwise it leaves to the JSON reader, which says what is wrong if something is;
// so it decides nothing of its own, and what it reads the other would read alike.
//
// Texts of the event are parts of one copy of the record.
type plainReader struct {
	s  string // what is left
	ok bool   // nothing else was met so far
}

// next takes a piece of the text, if that comes next.
func (r *plainReader) next(piece string) bool {
	rest, ok := strings.CutPrefix(r.s, piece)
	if ok {
		r.s = rest
	}
	return ok
}

// must takes a piece that has to come.
func (r *plainReader) must(piece string) { r.ok = r.next(piece) && r.ok }

func (r *plainReader) text() string {
	if r.s == "" || r.s[0] != '"' {
		r.ok = false
		return ""
	}
	end := strings.IndexByte(r.s[1:], '"')
	if end < 0 || !plainText(r.s[1:1+end]) {
		r.ok = false
		return ""
	}
	text := r.s[1 : 1+end]
	r.s = r.s[end+2:]
	return text
}

// textIf reads a text that may be left out; key is with its comma and colon.
func (r *plainReader) textIf(key string) string {
	if r.next(key) {
		return r.text()
	}
	return ""
}

func (r *plainReader) number() int64 {
	n, i, negative := int64(0), 0, strings.HasPrefix(r.s, "-")
	if negative {
		i++
	}
	first := i
	for i < len(r.s) && isDigit(r.s[i]) {
		n = n*10 + int64(r.s[i]-'0')
		i++
	}
	if i == first || i-first > 18 || r.s[first] == '0' {
		r.ok = false // no number, too long, or one that is never written
		return 0
	}
	r.s = r.s[i:]
	if negative {
		return -n
	}
	return n
}

func (r *plainReader) numberIf(key string) int64 {
	if r.next(key) {
		return r.number()
	}
	return 0
}

func (r *plainReader) timeIf(key string) time.Time {
	if r.next(key) {
		return time.UnixMicro(r.number()).UTC()
	}
	return time.Time{}
}

// texts reads a list; one that is left out is nil, an empty one is not.
func (r *plainReader) texts(key string) []string {
	if !r.next(key) {
		return nil
	}
	r.must("[")
	list := []string{}
	for r.more(len(list)) {
		list = append(list, r.text())
	}
	return list
}

// more reports whether another element of a list follows, after some were read.
func (r *plainReader) more(read int) bool {
	if !r.ok || r.next("]") {
		return false
	}
	if read > 0 {
		r.must(",")
	}
	return r.ok
}

// plainEvent reads an event; ok is false if the JSON reader has to.
func plainEvent(t EventType, text string) (e Event, ok bool) {
	r := plainReader{text, true}
	r.must(`{"command":`)
	e.Type = t
	e.Command = CommandName(r.oneOf(&commandTable))
	if t.Moves() {
		r.must(`,"from":`)
		e.From = State(r.oneOf(&stateTable))
		r.must(`,"to":`)
		e.To = State(r.oneOf(&stateTable))
	}
	r.must(`,"at":`)
	e.At = time.UnixMicro(r.number()).UTC()
	e.OccurredAt = e.At
	if r.next(`,"occurred_at":`) {
		e.OccurredAt = time.UnixMicro(r.number()).UTC()
	}
	e.Skew = time.Duration(r.numberIf(`,"skew":`)) * time.Microsecond
	e.Filing = r.textIf(`,"filing":`)
	e.Value = r.textIf(`,"value":`)
	e.Ref = r.textIf(`,"ref":`)
	e.Target = int(r.numberIf(`,"target":`))
	e.OK = r.next(`,"ok":true`)
	e.Region = r.textIf(`,"region":`)
	e.Targets = r.targets()
	e.Changed = r.texts(`,"changed":`)
	e.Causes = r.texts(`,"causes":`)
	e.Derived = r.derived()
	if t == EventOpened {
		e.Opening = r.opening()
	}
	if t >= EventDeadlineSet && t <= EventAdviceDue {
		r.deadline(&e.Deadline)
	} else if t.names() && strings.HasPrefix(r.s, `,"deadline":`) {
		r.deadline(&e.Deadline)
	}
	if r.next(`,"binding":`) {
		e.Binding = r.text()
		if b := bindingOf(e.Binding); bindingNames[b] == e.Binding {
			e.Binding = bindingNames[b]
		}
	}
	e.Verdicts = r.verdicts()
	if r.next(`,"record":{`) {
		e.Record = r.record()
	}
	r.must("}")
	return e, r.ok && r.s == "" && e.Command != CmdNone
}

func (r *plainReader) targets() []Target {
	if !r.next(`,"targets":[`) {
		return nil
	}
	list := []Target{}
	for r.more(len(list)) {
		r.must("{")
		t := r.target()
		r.must("}")
		list = append(list, t)
	}
	return list
}

// target reads what a target has; all of it may be left out.
func (r *plainReader) target() (t Target) {
	if t.Website = r.textIf(`"website":`); t.Website == "" {
		if t.Domains = r.texts(`"domains":`); t.Domains == nil {
			t.Administrator = r.textIf(`"administrator":`)
			return t
		}
	} else {
		t.Domains = r.texts(`,"domains":`)
	}
	t.Administrator = r.textIf(`,"administrator":`)
	return t
}

func (r *plainReader) derived() []derive.Said {
	if !r.next(`,"derived":[`) {
		return nil
	}
	list := []derive.Said{}
	for r.more(len(list)) {
		var s derive.Said
		r.must(`{"fact":`)
		s.Fact = r.text()
		r.must(`,"value":`)
		s.Value = r.text()
		s.Of = r.textIf(`,"of":`)
		r.must("}")
		list = append(list, s)
	}
	return list
}

func (r *plainReader) opening() *Opening {
	o := &Opening{}
	r.must(`,"opening":{"kind":`)
	kind := r.oneOf(&kindTable)
	r.ok = r.ok && Kind(kind) != KindNone
	o.Kind = Kind(kind)
	for _, x := range [...]struct {
		key  string
		text *string
	}{
		{`,"registered":`, &o.Registered},
		{`,"region":`, &o.Region},
		{`,"subject_kind":`, &o.SubjectKind},
		{`,"site":`, &o.Site},
		{`,"provider":`, &o.Provider},
		{`,"account":`, &o.Account},
	} {
		r.must(x.key)
		*x.text = r.text()
	}
	o.SubjectAdministrator = r.textIf(`,"subject_administrator":`)
	o.WebsiteAdministrator = r.textIf(`,"website_administrator":`)
	o.NotificationsConfigured = r.next(`,"notifications_configured":true`)
	o.Targets = r.targets()
	r.must("}")
	return o
}

func (r *plainReader) deadline(d *Deadline) {
	r.must(`,"deadline":{"name":`)
	name := r.oneOf(&deadlineTable)
	r.ok = r.ok && DeadlineName(name) != DeadlineNone
	d.Name = DeadlineName(name)
	r.must(`,"status":`)
	status, known := parseStatus(r.text())
	r.ok = r.ok && known
	d.Status = status
	d.Pending = r.next(`,"pending":true`)
	d.Amount = int(r.numberIf(`,"amount":`))
	d.From, d.Earliest, d.Due = r.timeIf(`,"from":`), r.timeIf(`,"earliest":`), r.timeIf(`,"due":`)
	d.Missing = r.textIf(`,"missing":`)
	r.must(`,"calendar":`)
	d.Calendar = r.text()
	r.must("}")
}

func (r *plainReader) verdicts() []Verdict {
	policy := ""
	if r.next(`,"policy":`) {
		policy = r.text()
	}
	if !r.next(`,"verdicts":[`) {
		return nil
	}
	list := make([]Verdict, 0, strings.Count(r.s, `{"decision":`))
	guess := decision(0)
	for r.more(len(list)) {
		var v Verdict
		r.must(`{"decision":`)
		v.Decision = r.text()
		if d, ok := decisionNamed(v.Decision, guess); ok {
			v.Decision, guess = decisionNames[d], (d+1)%numDecisions
		}
		r.must(`,"value":`)
		v.Value = r.text()
		v.Rule = r.textIf(`,"rule":`)
		if v.Policy = r.textIf(`,"policy":`); v.Policy == "" {
			v.Policy = policy
		}
		r.must("}")
		list = append(list, v)
	}
	return list
}

func (r *plainReader) record() *Record {
	rec := &Record{}
	r.must(`"number":`)
	rec.Number = r.text()
	r.must(`,"region":`)
	rec.Region = r.text()
	rec.SubjectKind = r.textIf(`,"subject_kind":`)
	rec.Ended = r.textIf(`,"ended":`)
	r.must(`,"websites":[`)
	rec.Websites = []Website{}
	for r.more(len(rec.Websites)) {
		var w Website
		r.must(`{"id":`)
		w.ID = r.text()
		r.must(`,"number":`)
		w.Number = r.text()
		w.Domains = r.texts(`,"domains":`)
		w.Accesses = r.texts(`,"accesses":`)
		w.Periods = r.periods()
		r.must("}")
		rec.Websites = append(rec.Websites, w)
	}
	rec.Periods = r.periods()
	r.must("}")
	return rec
}

// oneOf reads a word of a closed set and gives its place.
func (r *plainReader) oneOf(words *names) int {
	place, known := words.place(r.text())
	r.ok = r.ok && known
	return place
}

// The closed sets that stand in events, for looking words up.
var (
	eventTable    = newNames(eventNames[:])
	stateTable    = newNames(stateNames[:])
	kindTable     = newNames(kindNames[:])
	commandTable  = newNames(namesOf(int(numCommands), func(i int) string { return CommandName(i).String() }))
	deadlineTable = newNames(namesOf(int(numDeadlines), func(i int) string { return DeadlineName(i).String() }))
)

func namesOf(n int, name func(int) string) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = name(i)
	}
	return list
}
