// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// What the lines of events begin with, by type and by command, and the words of a move.
var (
	eventHeads    = headsOf(setEvent, prefixFiling, dataKey)
	commandHeads  = headsOf(setCommand, `{"command":"`, `"`)
	fromWords     = headsOf(setState, `,"from":"`, `","to":"`)
	toWords       = headsOf(setState, ``, `"`)
	deadlineHeads = headsOf(setDeadline, `,"deadline":{"name":"`, `","status":"`)
)

func headsOf(s set, before, after string) (heads []string) {
	for _, name := range setNames()[s] {
		heads = append(heads, before+name+after)
	}
	return heads
}

// eventLine appends the line of an event: field by field if it has only those that most events have, and else as its
// own room writes it.
func (e *Encoder) eventLine(dst []byte, x *fsm.Event) []byte {
	if int(x.Type) >= len(eventHeads) || !usualEvent(x) {
		y := Entry{N: e.filing, Event: x}
		return y.AppendJSON(dst)
	}
	b, l := e.line(dst)
	b = append(b, eventHeads[x.Type]...)
	if x.Opening != nil || x.Record != nil {
		return append(x.Append(b), '}', '\n')
	}
	b = append(b, commandHeads[x.Command]...)
	if x.Type.Moves() {
		b = append(append(b, fromWords[x.From]...), toWords[x.To]...)
	}
	b = append(b, `,"at":`...)
	b = l.time(b, x.At)
	b = l.seen.append(b, `,"filing":"`, x.Filing)
	b = appendField(b, `,"value":"`, x.Value)
	b = appendField(b, `,"ref":"`, x.Ref)
	if x.Changed != nil {
		b = appendList(b, `,"changed":[`, x.Changed)
	}
	if x.Causes != nil {
		b = appendList(b, `,"causes":[`, x.Causes)
	}
	if x.Deadline.Name != fsm.DeadlineNone {
		b = l.deadline(b, &x.Deadline)
	}
	b = appendField(b, `,"binding":"`, x.Binding)
	if x.Verdicts != nil {
		b = append(b, e.verdictLine(x)...)
	}
	return append(b, "}}\n"...)
}

// usualEvent reports whether eventLine knows every field that is there, and no text needs escaping.
func usualEvent(x *fsm.Event) bool {
	return int(x.Command) < len(commandHeads) && int(x.From) < len(fromWords) && int(x.To) < len(toWords) && !x.At.IsZero() &&
		(x.OccurredAt == x.At || x.OccurredAt.Equal(x.At)) && x.Derived == nil && x.Schema() == 1 && x.Skew == 0 && x.Target == 0 && !x.OK && x.Region == "" && x.Targets == nil &&
		plainWord(x.Filing) && plainWord(x.Value) && plainWord(x.Ref) && plainWord(x.Binding) && plainWords(x.Changed) && plainWords(x.Causes) &&
		(x.Deadline.Name == fsm.DeadlineNone || usualDeadline(&x.Deadline))
}

func usualDeadline(d *fsm.Deadline) bool {
	return int(d.Name) < len(deadlineHeads) && d.Missing == "" && !d.Pending && !d.From.IsZero() && !d.Due.IsZero() &&
		d.Status >= calendar.Confirmed && d.Status <= calendar.Unknown && plainWord(d.Calendar)
}

func (l *lines) deadline(b []byte, d *fsm.Deadline) []byte {
	b = append(append(b, deadlineHeads[d.Name]...), d.Status.String()...)
	b = append(b, '"')
	if d.Amount != 0 {
		b = append(b, `,"amount":`...)
		b = appendInteger(b, d.Amount)
	}
	b = append(b, `,"from":`...)
	if us := d.From.UnixMicro(); us == l.now && us != 0 {
		b = append(b, l.digits...)
	} else {
		b = appendMicros(b, us)
	}
	if !d.Earliest.IsZero() {
		b = append(b, `,"earliest":`...)
		b = appendMicros(b, d.Earliest.UnixMicro())
	}
	b = append(b, `,"due":`...)
	b = appendMicros(b, d.Due.UnixMicro())
	if d.Calendar == "" {
		return append(b, `,"calendar":""}`...)
	}
	return append(l.cal.append(b, `,"calendar":"`, d.Calendar), '}')
}

// append writes a field, which is left out where it is empty.
func (f *seenField) append(b []byte, key, value string) []byte {
	if f.value != value || f.text == nil {
		f.value, f.text = value, appendField(f.text[:0], key, value)
	}
	return append(b, f.text...)
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
	b = append(b, key...)
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), s...), '"')
	}
	return append(b, ']')
}

// plainWord reports whether a text stands in JSON as it is.
func plainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func plainWords(list []string) bool {
	for _, s := range list {
		if !plainWord(s) {
			return false
		}
	}
	return true
}
