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
	check := &checker{where: fmt.Sprintf("commit %q to stream %q", abbreviate(c.CommandID), abbreviate(c.Stream))}
	check.name("Stream", c.Stream)
	check.name("CommandID", c.CommandID)
	check.that(!c.At.IsZero(), "At is zero", "give the time of the command")
	check.that(len(c.Records) > 0, "it has no records", "append only what changes the stream")
	check.count("Records", len(c.Records))
	check.count("Outbox", len(c.Outbox))
	check.count("Timers", len(c.Timers))
	check.data("Reply", c.Reply)
	for i, r := range c.Records {
		check.name(fmt.Sprintf("Records[%d].Type", i), r.Type)
		check.that(r.Schema >= 1, fmt.Sprintf("Records[%d].Schema is %d", i, r.Schema), "number schemas from 1")
		check.data(fmt.Sprintf("Records[%d].Data", i), r.Data)
	}
	c.At = c.At.UTC().Truncate(time.Microsecond)
	c.Records = slices.Clone(c.Records)
	c.Outbox = check.rows(c.Outbox, c.At)
	c.Timers = check.timers(c.Timers)
	if check.err == nil && check.bytes > MaxCommit {
		check.tooLarge("it", check.bytes, MaxCommit)
	}
	return c, check.err
}

// Checked is the settlement as every journal keeps it, or [ErrInvalid] or [ErrTooLarge]; see [Commit.Checked].
// The Due of an added row stays zero where none is given: the row is due when the settled one was.
func (s Settlement) Checked() (Settlement, error) {
	check := &checker{where: "settlement"}
	check.that(s.Outcome >= Done && s.Outcome <= Dead, "it has no outcome", "choose Done, Retry, Defer or Dead")
	check.data("Detail", []byte(s.Detail))
	check.count("Add", len(s.Add))
	s.NotBefore = roundUp(s.NotBefore)
	s.Add = check.rows(s.Add, time.Time{})
	if check.err == nil && check.bytes > MaxCommit {
		check.tooLarge("it", check.bytes, MaxCommit)
	}
	return s, check.err
}

// checker keeps the first rule that is broken.
type checker struct {
	where string
	bytes int
	err   error
}

func (k *checker) that(ok bool, what, next string) {
	if !ok && k.err == nil {
		k.err = fmt.Errorf("%w: %s: %s; %s", ErrInvalid, k.where, what, next)
	}
}

func (k *checker) tooLarge(what string, have, limit int) {
	if k.err == nil {
		k.err = fmt.Errorf("%w: %s: %s is %d, the limit is %d; split it, or keep the bulk elsewhere and refer to it",
			ErrTooLarge, k.where, what, have, limit)
	}
}

func (k *checker) name(what, value string) {
	k.that(value != "", what+" is empty", "give it a stable name")
	k.text(what, value)
}

func (k *checker) text(what, value string) {
	k.that(utf8.ValidString(value), what+" is not UTF-8", "encode it")
	if len(value) > MaxName {
		k.tooLarge("length of "+what, len(value), MaxName)
	}
	k.bytes += len(value)
}

func (k *checker) data(what string, value []byte) {
	if len(value) > MaxData {
		k.tooLarge("length of "+what, len(value), MaxData)
	}
	k.bytes += len(value)
}

func (k *checker) count(what string, n int) {
	if n > MaxEntries {
		k.tooLarge("number of "+what, n, MaxEntries)
	}
}

func (k *checker) rows(rows []OutboxRow, at time.Time) []OutboxRow {
	rows = slices.Clone(rows)
	keys := make(map[string]bool, len(rows))
	for i, r := range rows {
		k.name(fmt.Sprintf("Outbox[%d].Key", i), r.Key)
		k.name(fmt.Sprintf("Outbox[%d].Queue", i), r.Queue)
		k.text(fmt.Sprintf("Outbox[%d].Lane", i), r.Lane)
		k.data(fmt.Sprintf("Outbox[%d].Data", i), r.Data)
		k.that(!keys[r.Key], fmt.Sprintf("Outbox[%d].Key %q is there twice", i, abbreviate(r.Key)), "give every row its own")
		keys[r.Key] = true
		if rows[i].Due = roundUp(r.Due); r.Due.IsZero() {
			rows[i].Due = at
		}
	}
	return rows
}

func (k *checker) timers(timers []TimerChange) []TimerChange {
	timers = slices.Clone(timers)
	names := make(map[string]bool, len(timers))
	for i, t := range timers {
		k.name(fmt.Sprintf("Timers[%d].Name", i), t.Name)
		k.data(fmt.Sprintf("Timers[%d].Data", i), t.Data)
		k.that(!names[t.Name], fmt.Sprintf("Timers[%d].Name %q is there twice", i, abbreviate(t.Name)), "say only how it ends")
		names[t.Name] = true
		timers[i].Due = roundUp(t.Due)
	}
	return timers
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
