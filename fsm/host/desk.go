// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/internal/worded"
)

// Desk answers across subjects: what is due today, what is overdue, who keeps whom waiting. It is a projection in
// memory, read from the journal and never written: a new one is rebuilt from the first record on, and follows what
// was written since, by any process, at every [Desk.Follow]. All answers come in an order that does not change, and
// each looks at every subject once.
//
// It keeps every subject there ever was: for 300,000 reckon with 1.5 gigabytes of memory, twice that while it reads, and a
// minute to fill it. Keep one and let it follow, instead of making one for every question.
//
// A Desk is safe for concurrent use. Streams of others in the same journal are passed over.
type Desk struct {
	journal journal.Journal

	reading sync.Mutex // one reader at a time
	cursor  journal.Cursor

	mu       sync.RWMutex
	subjects map[string]fsm.Subject
	broken   map[string]*CorruptError // by subject: the record that cannot be read
}

// Desk gives an empty desk on the host's journal; [Desk.Follow] fills it.
func (h *Host) Desk() *Desk {
	return &Desk{journal: h.journal}
}

// Follow reads what the journal has behind the last record that was read, to its end. A record that cannot be read is
// a *[CorruptError], several are joined, at every Follow until they can be read: their subjects stay as they were
// before them, and hold up no others.
func (d *Desk) Follow(ctx context.Context) error {
	d.reading.Lock()
	defer d.reading.Unlock()
	again := d.unread()
	if err := d.follow(ctx); err != nil {
		return err
	}
	for _, id := range again {
		if err := d.mend(ctx, id); err != nil {
			return err
		}
	}
	return d.corrupt()
}

func (d *Desk) follow(ctx context.Context) error {
	const page = 500
	for {
		records, cursor, err := d.journal.ReadAll(ctx, d.cursor, page)
		if err != nil {
			return fmt.Errorf("host: the journal cannot be read: %w", err)
		}
		d.take(records)
		d.cursor = cursor
		if len(records) == 0 {
			return nil
		}
	}
}

// mend reads a subject again from the record on that could not be read.
func (d *Desk) mend(ctx context.Context, id string) error {
	d.mu.Lock()
	after := d.subjects[id].Version
	d.mu.Unlock()
	records, err := d.journal.Load(ctx, subjectPrefix+id, after)
	if err != nil {
		return fmt.Errorf("host: stream %q cannot be loaded: %w", subjectPrefix+id, err)
	}
	if len(records) > 0 {
		d.mu.Lock()
		delete(d.broken, id)
		d.mu.Unlock()
	}
	d.take(records)
	return nil
}

// unread are the subjects with a record that cannot be read.
func (d *Desk) unread() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return slices.Sorted(maps.Keys(d.broken))
}

// corrupt gives the records that cannot be read, in the order of their subjects.
func (d *Desk) corrupt() error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var faults []error
	for _, id := range slices.Sorted(maps.Keys(d.broken)) {
		faults = append(faults, d.broken[id])
	}
	return errors.Join(faults...)
}

// Read takes records from somewhere else than a host's journal, as [ReadExport] gives them; the zero Desk can do that.
// What cannot be read is a *[CorruptError], as in [Desk.Follow]; an error of the records ends it and is passed on;
// with [ErrUnended] alone, all that was in the file was taken.
func (d *Desk) Read(records iter.Seq2[journal.Stored, error]) error {
	for r, err := range records {
		if err != nil {
			return errors.Join(d.corrupt(), err)
		}
		d.take([]journal.Stored{r})
	}
	return d.corrupt()
}

// Migrate says what a machine with another policy would change about every filing in progress, without doing
// anything: see [fsm.Machine.Migrate]. The order is that of the subjects' ids.
func (d *Desk) Migrate(m *fsm.Machine) []fsm.Migration {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var plan []fsm.Migration
	for _, id := range slices.Sorted(maps.Keys(d.subjects)) {
		if s := d.subjects[id]; s.Filing.State.InProgress() && d.broken[id] == nil {
			plan = append(plan, m.Migrate(s))
		}
	}
	return plan
}

// take applies records. One that was applied before changes nothing, and neither does one behind a record that cannot be
// read.
func (d *Desk) take(records []journal.Stored) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.subjects == nil {
		d.subjects, d.broken = map[string]fsm.Subject{}, map[string]*CorruptError{}
	}
	for _, r := range records {
		id, ok := strings.CutPrefix(r.Stream, subjectPrefix)
		if !ok || d.broken[id] != nil {
			continue
		}
		s, known := d.subjects[id]
		if !known {
			s = fsm.Subject{ID: id}
		}
		if r.Version <= s.Version {
			continue
		}
		if r.Version != s.Version+1 {
			d.broken[id] = &CorruptError{r.Stream, s.Version + 1, worded.Say("the journal gave record %d in its place", "日志在此处给出了第 %d 条记录", r.Version)}
			continue
		}
		e, err := fsm.Decode(r.Type, r.Schema, r.Data)
		if err != nil {
			d.broken[id] = &CorruptError{r.Stream, r.Version, err}
			continue
		}
		d.subjects[id] = fsm.Evolve(s, e)
	}
}

// DueToday gives what is due later on the day of at, in China: first what is due first.
func (d *Desk) DueToday(at time.Time) []Item {
	today := calendar.DateOf(at)
	return d.items(byDue, func(i *Item) bool {
		return dated(i) && !i.Deadline.Due.Before(at) && calendar.DateOf(i.Deadline.Due) == today
	})
}

// Overdue gives what is due before at and still stands, what was named for a record among it: first what has waited longest.
func (d *Desk) Overdue(at time.Time) []Item {
	return d.items(byDue, func(i *Item) bool { return dated(i) && i.Deadline.Due.Before(at) })
}

// NextDue gives at most limit items that are due at or after at: first what is due first.
func (d *Desk) NextDue(at time.Time, limit int) []Item {
	limit = max(limit, 0)
	list := d.first(limit, byDue, func(i *Item) bool { return dated(i) && !i.Deadline.Due.Before(at) })
	return list[:min(len(list), limit)]
}

// Waiting gives every filing that waits for one of these, for the applicant or an administrator if none is named, once, with
// its first deadline; Persons says for whom. First comes the one that has waited longest, see Item.WaitsSince: for the platform's
// mail room that is how filings are found whose originals were posted and never entered, and for which no deadline runs.
func (d *Desk) Waiting(who ...fsm.Actor) []Item {
	if who == nil {
		who = []fsm.Actor{fsm.Applicant, fsm.WebsiteAdministrator, fsm.SubjectAdministrator}
	}
	list := d.items(byDue, func(i *Item) bool { return ofFiling(i) && slices.Contains(who, i.Waits) })
	seen := map[string]bool{}
	list = slices.DeleteFunc(list, func(i Item) bool {
		again := seen[i.Subject]
		seen[i.Subject] = true
		return again
	})
	slices.SortFunc(list, bySince)
	return list
}

// Pending gives the deadlines without a date, because a notice they count on is not published or not loaded: its
// name is Deadline.Missing. See [Host.ReplanAll].
func (d *Desk) Pending() []Item {
	return d.items(bySubject, func(i *Item) bool { return i.Deadline.Pending })
}

func dated(i *Item) bool { return i.Deadline.Name != fsm.DeadlineNone && !i.Deadline.Pending }

func (d *Desk) items(order func(a, b Item) int, want func(*Item) bool) []Item {
	return d.first(math.MaxInt, order, want)
}

// first gives the items that are wanted, in order: all, or those that come first and some more.
func (d *Desk) first(limit int, order func(a, b Item) int, want func(*Item) bool) []Item {
	d.mu.RLock()
	defer d.mu.RUnlock()
	const more = 64
	var list []Item
	for _, s := range d.subjects {
		for _, i := range Items(s) {
			if want(&i) {
				list = append(list, i)
			}
		}
		if len(list)-more > limit && len(list)-limit > limit { // sorting pays: half of them go
			slices.SortFunc(list, order)
			list = list[:limit]
		}
	}
	slices.SortFunc(list, order)
	return list
}
