// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
)

// anyDeadline draws a deadline as a journal may hold it: whole microseconds, everything else whatever it is.
func anyDeadline(t *rapid.T) Deadline {
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.IntRange(0, 4).Draw(t, "none") == 0 {
			return time.Time{}
		}
		return time.UnixMicro(rapid.Int64Range(-1<<55, 1<<55).Draw(t, "us")).UTC()
	})
	return Deadline{
		Name:     DeadlineName(rapid.IntRange(1, int(numDeadlines)-1).Draw(t, "name")),
		Status:   calendar.Status(rapid.SampledFrom([]int{0, 1, 2, 3, 4, 255, 256, -1}).Draw(t, "status")),
		Pending:  rapid.IntRange(0, 3).Draw(t, "pending") == 0,
		Passed:   rapid.IntRange(0, 3).Draw(t, "passed") == 0,
		Amount:   rapid.SampledFrom([]int{0, 1, 20, 1<<31 - 1, -1 << 31, -7}).Draw(t, "amount"),
		From:     moment.Draw(t, "from"),
		Earliest: moment.Draw(t, "earliest"),
		Due:      moment.Draw(t, "due"),
		Missing:  rapid.SampledFrom([]string{"", "", "2027"}).Draw(t, "missing"),
		Calendar: rapid.SampledFrom([]string{"", "a", "a", "b"}).Draw(t, "calendar"),
	}
}

// wholeDeadlines is what a filing is to keep, kept whole.
type wholeDeadlines []Deadline

func (w *wholeDeadlines) put(d Deadline) {
	i := slices.IndexFunc(*w, func(old Deadline) bool { return old.Name == d.Name })
	switch {
	case i >= 0:
		old := (*w)[i]
		passed := old.Passed && !d.Pending && old.From.Equal(d.From) && !d.Due.After(old.Due)
		(*w)[i] = d
		(*w)[i].Passed = passed
	case len(*w) < maxDeadlines:
		*w = append(*w, d)
	}
}

// TestKeptDeadlinesComeBackWhole: however small a filing keeps its deadlines, it gives them out as they were set, in their
// order, and says alike what is due, past and next.
func TestKeptDeadlinesComeBackWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Subject{Filing: Filing{State: Draft}}
		var want wholeDeadlines
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			before := s
			kept := slices.Clone(want)
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				to := State(rapid.IntRange(1, int(numStates)-1).Draw(t, "to"))
				s.Filing.keepDeadlines(to)
				want = slices.DeleteFunc(want, func(d Deadline) bool { return !deadlineInfos[d.Name].scope.has(to) })
			case 1:
				name := DeadlineName(rapid.IntRange(1, int(numDeadlines)-1).Draw(t, "passes"))
				s.Apply(&Event{Type: EventDeadlineMissed, Deadline: Deadline{Name: name}})
				for i := range want {
					want[i].Passed = want[i].Passed || want[i].Name == name
				}
			default:
				d := anyDeadline(t)
				s.Apply(&Event{Type: EventDeadlineSet, Deadline: d})
				want.put(d)
			}
			require.True(t, slices.Equal([]Deadline(want), s.Filing.Deadlines()), "want %v, got %v", want, s.Filing.Deadlines())
			require.True(t, slices.Equal([]Deadline(kept), before.Filing.Deadlines()), "a copy made before has changed")
			want.agree(t, &s)
		}
	})
}

// agree compares what is asked of deadlines with what is asked of the kept ones.
func (w wholeDeadlines) agree(t *rapid.T, s *Subject) {
	fires := func(d Deadline) bool { return !d.Pending && !d.Passed && d.Name.Kind() != Expected }
	var next time.Time
	found := false
	for i, d := range w {
		require.True(t, s.Filing.dueOf(d.Name).Equal(d.Due))
		k := &s.Filing.deadlines[i]
		for _, at := range []time.Time{d.Due.Add(-time.Microsecond), d.Due, d.Due.Add(time.Microsecond)} {
			require.Equal(t, fires(d) && at.After(d.Due), k.past(at.UnixMicro()))
		}
		if fires(d) && (!found || d.Due.Before(next)) {
			next, found = d.Due, true
		}
	}
	due, ok := s.NextDue()
	require.Equal(t, found, ok)
	require.True(t, !ok || due.Equal(next))
}
