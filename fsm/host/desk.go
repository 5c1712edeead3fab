// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
)

// Desk answers across subjects: what is due today, what is overdue, who keeps whom waiting. It is a projection in
// memory, read from the journal and never written: a new one is rebuilt from the first record on, and follows what
// was written since, by any process, at every [Desk.Follow]. All answers come in an order that does not change, and
// each looks at every filing in progress once.
//
// A Desk is safe for concurrent use. Streams of others in the same journal are passed over.
type Desk struct {
	journal journal.Journal

	reading sync.Mutex // one reader at a time
	cursor  journal.Cursor

	mu       sync.RWMutex
	subjects map[string]fsm.Subject
}

// Desk gives an empty desk on the host's journal; [Desk.Follow] fills it.
func (h *Host) Desk() *Desk {
	return &Desk{journal: h.journal}
}

// Follow reads what the journal has behind the last record that was read, to its end. A record that cannot be read is
// a *[CorruptError]: the desk stays before it and nothing is passed over.
func (d *Desk) Follow(ctx context.Context) error {
	const page = 500
	d.reading.Lock()
	defer d.reading.Unlock()
	for {
		records, cursor, err := d.journal.ReadAll(ctx, d.cursor, page)
		if err != nil {
			return fmt.Errorf("host: the journal cannot be read: %w", err)
		}
		if len(records) == 0 {
			d.cursor = cursor
			return nil
		}
		if err := d.take(records); err != nil {
			return err
		}
		d.cursor = cursor
	}
}

// Read takes records from somewhere else than a host's journal, as [ReadExport] gives them; the zero Desk can do that.
// What cannot be read is a *[CorruptError], and an error of the records is passed on.
func (d *Desk) Read(records iter.Seq2[journal.Stored, error]) error {
	for r, err := range records {
		if err != nil {
			return err
		}
		if err := d.take([]journal.Stored{r}); err != nil {
			return err
		}
	}
	return nil
}

// Migrate says what a machine with another policy would change about every filing in progress, without doing
// anything: see [fsm.Machine.Migrate]. The order is that of the subjects' ids.
func (d *Desk) Migrate(m *fsm.Machine) []fsm.Migration {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var plan []fsm.Migration
	for _, id := range slices.Sorted(maps.Keys(d.subjects)) {
		if s := d.subjects[id]; s.Filing.State.InProgress() {
			plan = append(plan, m.Migrate(s))
		}
	}
	return plan
}

// take applies records. One that was applied before, ahead of one that could not be, changes nothing.
func (d *Desk) take(records []journal.Stored) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.subjects == nil {
		d.subjects = map[string]fsm.Subject{}
	}
	for _, r := range records {
		id, ok := strings.CutPrefix(r.Stream, subjectPrefix)
		if !ok {
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
			return &CorruptError{r.Stream, s.Version + 1, fmt.Errorf("the journal gave record %d in its place", r.Version)}
		}
		e, err := fsm.Decode(r.Type, r.Schema, r.Data)
		if err != nil {
			return &CorruptError{r.Stream, r.Version, err}
		}
		d.subjects[id] = fsm.Evolve(s, e)
	}
	return nil
}

// DueToday gives what is due later on the day of at, in China: first what is due first.
func (d *Desk) DueToday(at time.Time) []Item {
	today := calendar.DateOf(at)
	return d.items(byDue, func(i *Item) bool {
		return dated(i) && !i.Deadline.Due.Before(at) && calendar.DateOf(i.Deadline.Due) == today
	})
}

// Overdue gives what is due before at and still stands: first what has waited longest.
func (d *Desk) Overdue(at time.Time) []Item {
	return d.items(byDue, func(i *Item) bool { return dated(i) && i.Deadline.Due.Before(at) })
}

// NextDue gives at most limit items that are due at or after at: first what is due first.
func (d *Desk) NextDue(at time.Time, limit int) []Item {
	list := d.items(byDue, func(i *Item) bool { return dated(i) && !i.Deadline.Due.Before(at) })
	return list[:min(len(list), max(limit, 0))]
}

// Waiting gives every filing that waits for the applicant or an administrator, once, with its first deadline; Persons
// says for whom. First comes the one that has waited longest.
func (d *Desk) Waiting() []Item {
	list := d.items(byDue, func(i *Item) bool { return i.Waits == fsm.Applicant || i.Waits == fsm.WebsiteAdministrator })
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
	d.mu.RLock()
	defer d.mu.RUnlock()
	var list []Item
	for _, s := range d.subjects {
		for _, i := range Items(s) {
			if want(&i) {
				list = append(list, i)
			}
		}
	}
	slices.SortFunc(list, order)
	return list
}

// ReplanAll gives [fsm.Replan] to every subject with a deadline that is pending or was counted by another calendar
// than the machine's: after a notice was loaded or amended, with a host whose machine has the new calendar. It gives
// the subjects whose deadlines changed, in the order of their ids.
//
// Command ids begin with prefix and tell calendar and version, so that running it again, after a crash too, counts
// nothing twice. What goes wrong with one subject does not hold up the others; the error names each.
func (h *Host) ReplanAll(ctx context.Context, prefix string) (changed []string, err error) {
	if err := checkID("prefix", prefix); err != nil {
		return nil, err
	}
	d := h.Desk()
	if err := d.Follow(ctx); err != nil {
		return nil, err
	}
	var faults []error
	for _, s := range d.countedOtherwise(h.machine.Calendar().ID()) {
		id := fmt.Sprintf("%s/%.24s/%d", prefix, h.machine.Calendar().ID(), s.Version)
		reply, err := h.Do(ctx, s.ID, id, fsm.Replan{})
		if err != nil {
			faults = append(faults, fmt.Errorf("subject %q: %w", s.ID, err))
		}
		if len(reply.Events) > 0 {
			changed = append(changed, s.ID)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return changed, errors.Join(faults...)
}

// countedOtherwise gives the subjects with a deadline that is pending or of another calendar.
func (d *Desk) countedOtherwise(calendarID string) (list []fsm.Subject) {
	for _, s := range d.subjects {
		if s.Filing.State.InProgress() && slices.ContainsFunc(s.Filing.Deadlines(), func(d fsm.Deadline) bool {
			return d.Pending || d.Calendar != calendarID
		}) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b fsm.Subject) int { return strings.Compare(a.ID, b.ID) })
	return list
}
