// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
)

// work is what one decision looks at. It lives in the Step, so that deciding allocates nothing of its own.
type work struct {
	m   *Machine
	s   *Subject
	f   *Filing
	cmd Command // nil when Actions asks what is possible
	cn  CommandName

	facts rules.Case // of based, see base
	based *Filing
	have  uint8 // which base facts are known
	met   [numBaseFacts]placed

	meant    string // the filing the command is for, if it says so
	revision int    // and the submission

	at, occurred time.Time
	us           int64 // occurred in microseconds
	skew         time.Duration
	date         calendar.Date // of occurred: the date that judges
	dayFrom      int64         // in microseconds, where that day begins and the next one: both 0 before the first
	dayTo        int64

	asked, held uint32 // guards that select rows: which were asked, and which hold

	span    int // of date, once spanned; see rules.Policy.Span
	spanned bool

	counted uint32 // which of ends are known, as bits
	ends    [mostEnds]end

	fresh   [bindNow]*answerList // answers given in this step, by binding; nil: not asked in this step
	entered State                // where the step leads

	judging bool      // some were given
	now     []*answer // "now" answers that guards relied on
	all     []*answer // of a list being made
	reasons []Reason

	compared *comparison // of this step's submission, nil where nothing was said
	fault    error       // the policy could not answer: not a refusal

	toldOf  *Filing // the filing that told is of
	toldNow told    // for which the policy was asked
	told    []told  // by kinds of notices: as the table has it; nil: it has nothing
	toldBy  string  // the value of the only fact it hangs on

	opened *Filing // room for the filing that an Open asks for
	read   Open    // see opens
	isRead bool
}

// placed is a value of a fact that was looked up last, and its place, counted from 1: filings one after another are
// mostly alike. Place 0 says that the policy does not know the value, or that nothing was looked up.
type placed struct {
	value string
	place int32
}

// as reads a command passed by value or by pointer.
func as[T any](c Command) (T, bool) {
	switch v := any(c).(type) {
	case T:
		return v, true
	case *T:
		if v != nil {
			return *v, true
		}
	}
	var zero T
	return zero, false
}

// opens is the Open of the step, one that was passed by value copied but once; one without anything where the command is
// not filled in. It is only to be read.
func (w *work) opens() *Open {
	switch c := w.cmd.(type) {
	case *Open:
		return c
	case Open:
		if !w.isRead {
			w.read, w.isRead = c, true
		}
		return &w.read
	}
	return &blankOpen
}

var blankOpen Open

// fewReasons is how many reasons there mostly are at most, of a refusal or of all actions.
const fewReasons = 8

// reason adds room for an unmet reason, to be filled in.
func (w *work) reason() *Reason {
	n := len(w.reasons)
	if n == cap(w.reasons) {
		w.reasons = slices.Grow(w.reasons, fewReasons)
	}
	w.reasons = w.reasons[:n+1]
	return &w.reasons[n]
}

// because notes an unmet reason and gives false, so that a guard can end with it.
func (w *work) because(code reasonCode, args ...string) bool {
	for i := range args {
		args[i] = shown(args[i])
	}
	w.reason().set(code, args)
	return false
}

// spoken is because with a value whose words are known.
func (w *work) spoken(code reasonCode, value *wording, other string) bool {
	r := w.reason()
	r.code, r.words, r.asks = code, &value.words, nil
	r.args[0], r.args[1] = value.value, shown(other)
	return false
}

// mostShown is how many bytes of one word a reason repeats.
const mostShown = 200

// shown is a word as a reason may repeat it: what a caller wrote is cut where it is long, and control characters and
// what is no text become question marks, so that nobody's terminal or log is written by it.
func shown(word string) string {
	if len(word) <= mostShown && plainText(word) {
		return word
	}
	cut := len(word) > mostShown
	clean := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return '?'
		}
		return r
	}, word[:min(len(word), mostShown)])
	if cut {
		clean += "…"
	}
	return clean
}

// labelled is because for a value of a decision: it brings the value's words in both languages as {2} and {3}.
func (w *work) labelled(code reasonCode, d decision, value, other string) bool {
	if t := w.m.wordings[d].of(value); t != nil {
		return w.spoken(code, t, other)
	}
	handle := w.m.decisions[d]
	return w.because(code, value, other, w.m.policy.Text(handle, value, "en"), w.m.policy.Text(handle, value, "zh"))
}

// worded is because for the value of a fact: it brings the value's words in both languages as {2} and {3}.
func (w *work) worded(code reasonCode, x fact, other string) bool {
	h := &w.m.facts[x.name]
	if t := h.of(x.value); t != nil {
		return w.spoken(code, t, other)
	}
	return w.because(code, x.value, other, h.Label(x.value, "en"), h.Label(x.value, "zh"))
}

// said is the recorded answer of a decision: of this step if it judges the decision, else of the filing.
func (w *work) said(d decision) string {
	if w.judging {
		if b := w.m.bindings[d]; b < bindNow && w.fresh[b] != nil {
			if v := w.fresh[b].verdict(d); v != nil {
				return v.Value
			}
			return ""
		}
	}
	return w.f.recorded(d)
}

// ask lets the policy answer a "now" decision; the answer is kept for the step's record.
func (w *work) ask(d decision, extra ...fact) (value string) {
	a := w.m.judge(w, d, extra...)
	if a == nil {
		return ""
	}
	w.now = append(w.now, a)
	return a.Value
}

func (w *work) hardPast() DeadlineName {
	n, _ := w.f.hardPast(w.us)
	return n
}
