// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"math"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// maxDeadlines bounds how many deadlines one filing keeps at a time; the table needs at most four.
const maxDeadlines = 6

// kept is a Deadline as a filing keeps it: subjects are copied for every command, so it is small. Times are
// microseconds, as in events.
type kept struct {
	from, earliest, due int64
	amount              int32
	name                DeadlineName
	status              uint8
	pending, passed     bool
}

// keep makes a deadline small, in its place: one made elsewhere and copied would cost twice as much. Its calendar is the
// filing's; what does not fit is odd.
func (f *Filing) keep(k *kept, d *Deadline) {
	k.from, k.earliest, k.due = d.From.UnixMicro(), d.Earliest.UnixMicro(), d.Due.UnixMicro()
	k.amount, k.name, k.status, k.pending, k.passed = int32(d.Amount), d.Name, uint8(d.Status), d.Pending, d.Passed
	if f.odd != nil {
		f.dropOdd(func(o *Deadline) bool { return o.Name == d.Name })
	}
	if d.Missing != "" || d.Calendar != f.counted || d.Amount != int(k.amount) || d.Status != calendar.Status(k.status) {
		f.odd = plus(f.odd, *d)
	}
}

// dropOdd forgets odd deadlines.
func (f *Filing) dropOdd(drop func(*Deadline) bool) {
	var left []Deadline
	for i := range f.odd {
		if !drop(&f.odd[i]) {
			left = append(left, f.odd[i])
		}
	}
	f.odd = left
}

// deadline makes it whole again.
func (f *Filing) deadline(k *kept) (d Deadline) {
	f.tell(&d, k)
	return d
}

// tell is deadline in a place that holds none.
func (f *Filing) tell(d *Deadline, k *kept) {
	d.Name, d.Status, d.Pending, d.Amount, d.Calendar = k.name, calendar.Status(k.status), k.pending, int(k.amount), f.counted
	for i := range f.odd {
		if f.odd[i].Name == k.name {
			*d = f.odd[i]
		}
	}
	d.Passed = k.passed
	d.From, d.Earliest, d.Due = moments(k.from), moments(k.earliest), moments(k.due)
}

// moments is the time of a number of microseconds, as it stands in events.
func moments(us int64) time.Time { return time.UnixMicro(us).UTC() }

// running are the deadlines the filing keeps.
func (f *Filing) running() []kept { return f.deadlines[:min(f.pending, maxDeadlines)] }

// Deadlines lists the filing's deadlines in the order they were set.
func (f *Filing) Deadlines() []Deadline {
	var list []Deadline
	for i := range f.running() {
		list = append(list, f.deadline(&f.deadlines[i]))
	}
	return list
}

// never is later than all that is due, in microseconds.
const never = int64(math.MaxInt64)

// NextDue is when the next deadline of the filing or period of the record that needs a Tick is due; ok is false if there is none. Ask again after
// every step.
func (s *Subject) NextDue() (due time.Time, ok bool) {
	next := never
	if s.Filing.State.InProgress() && s.Filing.names&^expectedNames != 0 {
		for i := range s.Filing.running() {
			if k := &s.Filing.deadlines[i]; k.fires() && k.due < next {
				next = k.due
			}
		}
	}
	if s.Record != nil {
		next = s.Record.nextPeriod(next)
	}
	if next == never {
		return time.Time{}, false
	}
	return moments(next), true
}

// hardNames are the deadlines that end a stage by themselves, expectedNames those whose passing does nothing.
var hardNames, expectedNames = ofKind(Hard), ofKind(Expected)

func ofKind(kind DeadlineKind) (set deadlineSet) {
	for n := range numDeadlines {
		if deadlineInfos[n].kind == kind {
			set |= 1 << n
		}
	}
	return set
}

// deadlineSet is a set of deadlines as bits.
type deadlineSet uint16

func setOfDeadlines(names []DeadlineName) (set deadlineSet) {
	for _, n := range names {
		set |= 1 << n
	}
	return set
}

func (m deadlineSet) has(n DeadlineName) bool { return uint64(m)>>(n&63)&1 == 1 }

// fires reports whether passing the deadline does something that has not been done yet.
func (k *kept) fires() bool { return !k.pending && !k.passed && !expectedNames.has(k.name) }

// past reports whether the deadline had passed at a time, in microseconds: strictly later than due.
func (k *kept) past(at int64) bool { return at > k.due && k.fires() }

// hardPast finds a hard deadline that had passed at a time.
func (f *Filing) hardPast(at int64) (DeadlineName, bool) {
	if f.names&hardNames == 0 {
		return DeadlineNone, false
	}
	return f.firstPast(at)
}

// firstPast is hardPast of a filing that has a hard deadline.
func (f *Filing) firstPast(at int64) (DeadlineName, bool) {
	for i := range f.running() {
		if k := &f.deadlines[i]; hardNames.has(k.name) && k.past(at) {
			return k.name, true
		}
	}
	return DeadlineNone, false
}

// dueOf is when a deadline of the filing is due, the zero time if it has none of this name.
func (f *Filing) dueOf(name DeadlineName) time.Time {
	if k := f.find(name); k != nil {
		return moments(k.due)
	}
	return time.Time{}
}

// find is the deadline of a name, nil if the filing has none.
func (f *Filing) find(name DeadlineName) *kept {
	for i := range f.running() {
		if k := &f.deadlines[i]; k.name == name {
			return k
		}
	}
	return nil
}

// scoped are the deadlines that survive a move into a state.
var scoped = func() (sets [numStates]deadlineSet) {
	for n := range numDeadlines {
		for s := range numStates {
			if deadlineInfos[n].scope.has(s) {
				sets[s] |= 1 << n
			}
		}
	}
	return sets
}()

// keepDeadlines drops the deadlines whose scope ends with the move from one state to another.
func (f *Filing) keepDeadlines(to State) {
	stay := deadlineSet(0)
	if to < numStates {
		stay = scoped[to]
	}
	if f.names&^stay != 0 {
		f.keepOnly(stay)
	}
}

// keepOnly drops all other deadlines.
func (f *Filing) keepOnly(stay deadlineSet) {
	running := f.running()
	n := 0
	for n < len(running) && stay.has(running[n].name) {
		n++
	}
	f.names &= stay
	for i := n + 1; i < len(running); i++ {
		if stay.has(running[i].name) {
			running[n] = running[i]
			n++
		}
	}
	for i := n; i < len(running); i++ {
		running[i] = kept{}
	}
	if f.pending = uint8(n); n == 0 {
		f.counted = ""
	}
	if f.odd != nil {
		f.dropOdd(func(d *Deadline) bool { return !stay.has(d.Name) })
	}
}

// putDeadline sets a deadline, replacing one of the same name.
func (f *Filing) putDeadline(d *Deadline) {
	if d.Name >= numDeadlines {
		return // there is no such deadline
	}
	if f.pending == 0 {
		f.counted = d.Calendar
	}
	if f.names.has(d.Name) {
		f.replaceDeadline(d)
		return
	}
	if f.pending < maxDeadlines {
		f.keep(&f.deadlines[f.pending], d)
		f.pending++
		f.names |= 1 << d.Name
	}
}

// replaceDeadline sets one anew. That it has passed stays, unless it begins at another time or ends later.
func (f *Filing) replaceDeadline(d *Deadline) {
	if k := f.find(d.Name); k != nil {
		from, due, passed := k.from, k.due, k.passed
		f.keep(k, d)
		k.passed = passed && !k.pending && from == k.from && k.due <= due
	}
}

func (f *Filing) passDeadline(name DeadlineName) {
	if k := f.find(name); k != nil {
		k.passed = true
	}
}
