// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// Limits of every journal. A subject's whole life is some hundred records of less than a kilobyte.
const (
	MaxName    = 256     // bytes of a stream, command id, type, key, queue, lane or timer name
	MaxData    = 1 << 20 // bytes of one record, row, timer, reply or detail
	MaxEntries = 1000    // records, rows and timer changes of one commit, each
	MaxCommit  = 8 << 20 // bytes of a commit in all
)

// Checked is the commit as every journal keeps it, or [ErrInvalid] or [ErrTooLarge] with the first rule it breaks.
// Times come back in UTC with microseconds: At cut off, due times rounded up, so that nothing fires early.
// A row without a due time is due at At. The slices are new, the bytes in them are still the caller's.
func (c Commit) Checked() (Commit, error) {
	check := &checker{stream: c.Stream, command: c.CommandID}
	check.name(field("Stream"), c.Stream)
	check.name(field("CommandID"), c.CommandID)
	if c.At.IsZero() {
		check.broken(field("At"), "is zero", "give the time of the command")
	}
	if len(c.Records) == 0 {
		check.broken(field("Records"), "are none", "append only what changes the stream")
	}
	check.count(field("Records"), len(c.Records))
	check.count(field("Outbox"), len(c.Outbox))
	check.count(field("Timers"), len(c.Timers))
	check.data(field("Reply"), len(c.Reply))
	for i := range c.Records {
		r := &c.Records[i]
		check.name(part{"Records", i, "Type"}, r.Type)
		if r.Schema < 1 {
			check.broken(part{"Records", i, "Schema"}, fmt.Sprint("is ", r.Schema), "number schemas from 1")
		}
		check.data(part{"Records", i, "Data"}, len(r.Data))
	}
	c.At = c.At.UTC().Truncate(time.Microsecond)
	c.Records = slices.Clone(c.Records)
	c.Outbox = check.rows(c.Outbox, c.At)
	c.Timers = check.timers(c.Timers)
	check.sum()
	return c, check.err
}

// Checked is the settlement as every journal keeps it, or [ErrInvalid] or [ErrTooLarge]; see [Commit.Checked].
// The Due of an added row stays zero where none is given: the row is due when the settled one was.
func (s Settlement) Checked() (Settlement, error) {
	check := &checker{settlement: true}
	if s.Outcome < Done || s.Outcome > Dead {
		check.broken(field("Outcome"), "is none", "choose Done, Retry, Defer or Dead")
	}
	check.data(field("Detail"), len(s.Detail))
	check.count(field("Add"), len(s.Add))
	s.NotBefore = roundUp(s.NotBefore)
	s.Add = check.rows(s.Add, time.Time{})
	check.sum()
	return s, check.err
}

// checker keeps the first rule that is broken. It puts nothing into words before that: every append comes by here.
type checker struct {
	stream, command string // of a commit
	settlement      bool
	bytes           int
	err             error
}

// part is a field of what is checked, or of an element of one of its lists.
type part struct {
	list  string
	at    int
	field string
}

func field(name string) part { return part{field: name} }

func (p part) String() string {
	if p.list == "" {
		return p.field
	}
	return fmt.Sprintf("%s[%d].%s", p.list, p.at, p.field)
}

func (k *checker) where() string {
	if k.settlement {
		return "settlement"
	}
	return fmt.Sprintf("commit %q to stream %q", abbreviate(k.command), abbreviate(k.stream))
}

func (k *checker) broken(p part, what, next string) {
	if k.err == nil {
		k.err = fmt.Errorf("%w: %s: %v %s; %s", ErrInvalid, k.where(), p, what, next)
	}
}

func (k *checker) tooLarge(what string, have, limit int) {
	if k.err == nil {
		k.err = fmt.Errorf("%w: %s: %s is %d, the limit is %d; split it, or keep the bulk elsewhere and refer to it",
			ErrTooLarge, k.where(), what, have, limit)
	}
}

func (k *checker) name(p part, value string) {
	if value == "" {
		k.broken(p, "is empty", "give it a stable name")
	}
	k.text(p, value)
}

func (k *checker) text(p part, value string) {
	if !utf8.ValidString(value) {
		k.broken(p, "is not UTF-8", "encode it")
	}
	if len(value) > MaxName {
		k.tooLarge("length of "+p.String(), len(value), MaxName)
	}
	k.bytes += len(value)
}

func (k *checker) data(p part, size int) {
	if size > MaxData {
		k.tooLarge("length of "+p.String(), size, MaxData)
	}
	k.bytes += size
}

func (k *checker) count(p part, n int) {
	if n > MaxEntries {
		k.tooLarge("number of "+p.String(), n, MaxEntries)
	}
}

func (k *checker) sum() {
	if k.bytes > MaxCommit {
		k.tooLarge("it", k.bytes, MaxCommit)
	}
}

func (k *checker) rows(rows []OutboxRow, at time.Time) []OutboxRow {
	rows = slices.Clone(rows)
	for i := range rows {
		r := &rows[i]
		k.name(part{"Outbox", i, "Key"}, r.Key)
		k.name(part{"Outbox", i, "Queue"}, r.Queue)
		k.text(part{"Outbox", i, "Lane"}, r.Lane)
		k.data(part{"Outbox", i, "Data"}, len(r.Data))
		if r.Due.IsZero() {
			r.Due = at
		} else {
			r.Due = roundUp(r.Due)
		}
	}
	k.twice("Outbox", "Key", len(rows), func(i int) string { return rows[i].Key })
	return rows
}

func (k *checker) timers(timers []TimerChange) []TimerChange {
	timers = slices.Clone(timers)
	for i := range timers {
		t := &timers[i]
		k.name(part{"Timers", i, "Name"}, t.Name)
		k.data(part{"Timers", i, "Data"}, len(t.Data))
		t.Due = roundUp(t.Due)
	}
	k.twice("Timers", "Name", len(timers), func(i int) string { return timers[i].Name })
	return timers
}

// twice wants names that differ from one another.
func (k *checker) twice(list, what string, n int, name func(int) string) {
	if n < 2 {
		return
	}
	seen := make(map[string]bool, n)
	for i := range n {
		if seen[name(i)] {
			k.broken(part{list, i, what}, fmt.Sprintf("%q is there twice", abbreviate(name(i))), "give each a name of its own")
			return
		}
		seen[name(i)] = true
	}
}

// roundUp gives the first whole microsecond that is not before t, in UTC; the zero time stays.
func roundUp(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	cut := t.UTC().Truncate(time.Microsecond)
	if cut.Before(t) {
		cut = cut.Add(time.Microsecond)
	}
	return cut
}

func abbreviate(s string) string {
	if len(s) <= 60 {
		return s
	}
	return s[:60] + "…"
}
