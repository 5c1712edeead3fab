// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"strconv"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// What the lines of events begin with, by type and by command, and the words of a move and of a deadline.
var (
	eventHeads    = headsOf(setEvent, prefixFiling, dataKey)
	commandHeads  = headsOf(setCommand, `{"command":"`, `"`)
	fromWords     = headsOf(setState, `,"from":"`, `","to":"`)
	toWords       = headsOf(setState, ``, `"`)
	deadlineHeads = headsOf(setDeadline, `,"deadline":{"name":"`, `","status":"`)
	statusWords   = headsOf(setStatus, ``, `"`)
)

func headsOf(s set, before, after string) (heads []string) {
	for _, name := range setNames()[s] {
		heads = append(heads, before+name+after)
	}
	return heads
}

// pairs are texts of two values of closed sets one after the other, each made when it is first asked for.
type pairs struct {
	first, second []string
	all           []string
}

func (p *pairs) of(i, k int) string {
	at := i*len(p.second) + k
	if p.all[at] == "" {
		p.all[at] = p.first[i] + p.second[k]
	}
	return p.all[at]
}

func pairsOf(first, second []string) pairs {
	return pairs{first, second, make([]string, len(first)*len(second))}
}

// EventLine appends the line of an event of the filing: field by field, and once more as its own room writes it if there
// is something that needs another look.
func (e *Encoder) EventLine(dst []byte, x *fsm.Event) []byte {
	if int(x.Type) >= len(eventHeads) || int(x.Command) >= len(commandHeads) || int(x.From) >= len(fromWords) ||
		int(x.To) >= len(toWords) || x.Derived != nil || x.At.IsZero() ||
		x.Type >= fsm.EventShellNoticePublished || x.Command >= fsm.CmdGiveShellNotice {
		return e.eventAsItIs(dst, x)
	}
	l := e.lines()
	l.odd = false
	b := append(append(dst, l.head...), l.origins.of(int(x.Type), int(x.Command))...)
	if x.Type.Moves() {
		b = append(b, l.moves.of(int(x.From), int(x.To))...)
	}
	if x.OccurredAt != x.At || x.Skew != 0 {
		b = l.whenElse(b, x)
	} else {
		b = append(b, l.when(x.At.UnixMicro(), x.Filing)...)
	}
	if x.Value != "" {
		b = l.word(b, `,"value":"`, x.Value)
	}
	if x.Ref != "" {
		b = l.word(b, `,"ref":"`, x.Ref)
	}
	if x.OK || x.Target != 0 || x.Region != "" || x.Targets != nil || x.Changed != nil || x.Causes != nil || x.Opening != nil {
		b = l.rare(b, x)
	}
	if x.Deadline.Name != fsm.DeadlineNone {
		b = l.deadline(b, &x.Deadline)
	}
	if x.Verdicts != nil || x.Binding != "" {
		b = e.judged(l, b, x)
	}
	if x.Record != nil {
		b = l.record(b, x.Record)
	}
	if l.odd {
		return e.eventAsItIs(dst, x)
	}
	return append(b, "}}\n"...)
}

func (e *Encoder) judged(l *lines, b []byte, x *fsm.Event) []byte {
	if x.Binding != "" {
		b = l.word(b, `,"binding":"`, x.Binding)
	}
	if x.Verdicts != nil {
		b = append(b, e.verdictLine(x)...)
	}
	return b
}

// eventAsItIs appends the line of an event as its own room writes it.
func (e *Encoder) eventAsItIs(dst []byte, x *fsm.Event) []byte {
	y := Entry{N: e.filing, Event: x}
	return y.AppendJSON(dst)
}

// when gives the fields that say when an event was recorded, and of which filing; the next one often shares them.
func (l *lines) when(at int64, filing string) []byte {
	if at != l.at || filing != l.filed || len(l.both) == 0 {
		l.both = l.time(append(l.both[:0], `,"at":`...), at)
		if filing != "" {
			l.both = l.word(l.both, `,"filing":"`, filing)
		}
		if l.at, l.filed = at, filing; l.odd {
			l.both = l.both[:0]
		}
	}
	return l.both
}

// whenElse writes the same of an event that happened at another time, or was recorded by a clock that lay behind.
func (l *lines) whenElse(b []byte, x *fsm.Event) []byte {
	b = l.time(append(b, `,"at":`...), x.At.UnixMicro())
	if !x.OccurredAt.Equal(x.At) && !x.OccurredAt.IsZero() {
		b = appendMicros(append(b, `,"occurred_at":`...), x.OccurredAt.UnixMicro())
	}
	if us := x.Skew.Microseconds(); us != 0 {
		b = strconv.AppendInt(append(b, `,"skew":`...), us, 10)
	}
	if x.Filing != "" {
		b = l.word(b, `,"filing":"`, x.Filing)
	}
	return b
}

// word writes a field that must need no escaping.
func (l *lines) word(b []byte, key, value string) []byte {
	if !plainWord(value) {
		l.odd = true
	}
	return append(append(append(b, key...), value...), '"')
}

// words writes a list of such words.
func (l *lines) words(b []byte, key string, list []string) []byte {
	if !plainWords(list) {
		l.odd = true
	}
	return appendList(b, key, list)
}

func (l *lines) deadline(b []byte, d *fsm.Deadline) []byte {
	if int(d.Name) >= len(deadlineHeads) || d.Status < calendar.Confirmed || int(d.Status) >= len(statusWords) || d.Missing != "" ||
		d.Pending || d.From.IsZero() || d.Due.IsZero() {
		l.odd = true
		return b
	}
	b = append(b, l.deadlines.of(int(d.Name), int(d.Status))...)
	if d.Amount != 0 {
		b = appendInteger(append(b, `,"amount":`...), d.Amount)
	}
	b = l.time(append(b, `,"from":`...), d.From.UnixMicro())
	if !d.Earliest.IsZero() {
		b = appendMicros(append(b, `,"earliest":`...), d.Earliest.UnixMicro())
	}
	b = appendMicros(append(b, `,"due":`...), d.Due.UnixMicro())
	if d.Calendar != l.calendar || l.calendarField == nil {
		l.calendar, l.calendarField = d.Calendar, l.word(l.calendarField[:0], `,"calendar":"`, d.Calendar)
		if l.calendarField = append(l.calendarField, '}'); l.odd {
			l.calendarField = nil
		}
	}
	return append(b, l.calendarField...)
}

// verdictLine gives the fields that a list of verdicts is, as its own room writes them.
func (e *Encoder) verdictLine(x *fsm.Event) []byte {
	if len(x.Verdicts) == 0 {
		return []byte(`,"verdicts":[]`)
	}
	known := e.verdicts(x.Verdicts)
	if known.line == nil {
		y := fsm.Event{Verdicts: x.Verdicts}
		bare := fsm.Event{}
		line := y.Append(nil)
		known.line = line[len(bare.Append(nil))-1 : len(line)-1]
	}
	return known.line
}

func appendList(b []byte, key string, list []string) []byte {
	if b = append(b, key...); len(list) == 0 {
		return append(b, ']')
	}
	b = append(append(b, '"'), list[0]...)
	for _, s := range list[1:] {
		b = append(append(b, `","`...), s...)
	}
	return append(b, `"]`...)
}

// plainWord reports whether a text stands in JSON as it is.
func plainWord(s string) bool {
	n := len(s)
	switch {
	case n >= 8:
		odd := oddBytes(eight(s[n-8:])) // the last may overlap those before
		for ; len(s) > 8; s = s[8:] {
			odd |= oddBytes(eight(s))
		}
		return odd == 0
	case n >= 4:
		return oddBytes(four(s)|four(s[n-4:])<<32) == 0
	case n > 0:
		return oddBytes(three(s)|uint64(s[0])*0x0101010101000000) == 0
	}
	return true
}

// oddBytes is 0 if none of eight bytes is a control, a quote, a backslash or beyond ASCII.
func oddBytes(x uint64) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quote, slash := x^ones*'"', x^ones*'\\'
	return (x | (x + ones) | (x - ones*' ') | (quote - ones) | (slash - ones)) & highs
}

func plainWords(list []string) bool {
	for _, s := range list {
		if !plainWord(s) {
			return false
		}
	}
	return true
}
