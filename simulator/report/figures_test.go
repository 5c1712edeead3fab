// SPDX-License-Identifier: Apache-2.0

package report

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/outcome"
)

// A quantile is at least the exact one and at most 3.2 % above it; below 64 it is exact.
func TestSpreadIsCloseEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 100), rapid.Int64Range(0, 6_000_000)), 1, 200).Draw(t, "values")
		var s spread
		for _, v := range values {
			s.add(v)
		}
		slices.Sort(values)
		for _, perMille := range []int64{1, 500, 900, 990, 1000} {
			exact := values[rankOf(int64(len(values)), perMille)-1]
			got := s.rank(perMille)
			assert.GreaterOrEqual(t, got, exact)
			assert.LessOrEqual(t, (got-exact)*1000, exact*32)
		}
		assert.Equal(t, values[len(values)-1], s.worst())
	})
}

// Where many visits end after the same time, that is the quantile: 45 days are 45 days.
func TestSpreadKeepsALimit(t *testing.T) {
	var s, o spread
	for range 100 {
		s.add(45 * 24 * 60)
		o.add(3)
	}
	s.add(100 * 24 * 60)
	assert.Equal(t, int64(45*24*60), s.rank(900))
	o.merge(&s)
	assert.Equal(t, int64(45*24*60), o.rank(900))
}

// upTo gives the largest value of a bucket.
func upTo(i int) int64 {
	if i < exactBelow {
		return int64(i)
	}
	shift := (i-exactBelow)/perOctave + 1
	return int64((i-exactBelow)%perOctave+perOctave+1)<<shift - 1
}

// Buckets follow each other without a hole and hold what they say.
func TestBuckets(t *testing.T) {
	for i := range mostIndex {
		require.Equal(t, i, index(upTo(i)))
		require.Equal(t, i+1, index(upTo(i)+1))
	}
	assert.Equal(t, mostIndex, index(1<<62))
	assert.Zero(t, index(-5))
}

func TestTallyIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 60), 1, 80).Draw(t, "values")
		var c tally
		for _, v := range values {
			c.add(v)
		}
		slices.Sort(values)
		q := c.quantiles()
		n := int64(len(values))
		assert.Equal(t, Quantiles{
			Count: n, P50: int64(values[rankOf(n, 500)-1]), P90: int64(values[rankOf(n, 900)-1]), P99: int64(values[rankOf(n, 990)-1]), Max: int64(values[n-1]),
		}, q)
	})
	assert.Equal(t, Quantiles{P50: -1, P90: -1, P99: -1, Max: -1}, tally(nil).quantiles())
	assert.Equal(t, Quantiles{P50: -1, P90: -1, P99: -1, Max: -1}, (&spread{}).quantiles())
}

// Parts of a run merge to the figures of the whole, in whatever order.
func TestFiguresMerge(t *testing.T) {
	states := fsm.States()
	draw := func(t *rapid.T) outcome.Filing {
		o := outcome.Filing{
			Kind:   fsm.Kind(rapid.IntRange(1, 4).Draw(t, "kind")),
			Region: rapid.SampledFrom([]string{"beijing", "tibet", "hunan"}).Draw(t, "region"), State: rapid.SampledFrom(states).Draw(t, "state"),
			BusinessDays: rapid.IntRange(-1, 40).Draw(t, "days"), Returns: rapid.IntRange(0, 2).Draw(t, "returns"),
		}
		for hour := range rapid.IntRange(0, 4).Draw(t, "stages") {
			o.Opened = at(1)
			o.Stages = append(o.Stages, outcome.Stage{State: rapid.SampledFrom(states).Draw(t, "stage"), Entered: at(hour), Left: at(hour * rapid.IntRange(1, 50).Draw(t, "hours"))})
			o.Deadlines = append(o.Deadlines, outcome.Deadline{Name: fsm.SMSWindow, Due: at(hour), Fate: outcome.Fate(rapid.IntRange(0, 2).Draw(t, "fate"))})
		}
		return o
	}
	rapid.Check(t, func(t *rapid.T) {
		var whole Figures
		parts := make([]Figures, 3)
		for range rapid.IntRange(0, 20).Draw(t, "filings") {
			o := draw(t)
			whole.See(&o)
			parts[rapid.IntRange(0, 2).Draw(t, "part")].See(&o)
		}
		var merged Figures
		for _, i := range rapid.Permutation([]int{0, 1, 2}).Draw(t, "order") {
			merged.Merge(&parts[i])
		}
		assert.Equal(t, whole.Summary(), merged.Summary())
	})
}

// What is counted adds up.
func TestSummaryAddsUp(t *testing.T) {
	s := few().Summary()
	assert.EqualValues(t, 3, s.Filings)
	assert.EqualValues(t, 2, s.Handed)
	assert.EqualValues(t, 1, s.Returned)
	for _, d := range s.Deadlines {
		assert.Equal(t, d.Set, d.Met+d.Passed+d.Running+d.Undated, d.Name)
	}
	for _, x := range s.Stages {
		assert.Equal(t, x.Visits, x.Waiting+x.Minutes.Count, x.State)
	}
	assert.EqualValues(t, 1, s.Days.Count)
	assert.EqualValues(t, 9, s.Days.P50)
}

// The arrays hold every state and deadline there is.
func TestArraysAreLargeEnough(t *testing.T) {
	assert.Less(t, len(fsm.States()), numStates)
	assert.Less(t, len(deadlineNames()), numDeadlines-1)
	assert.Contains(t, deadlineNames(), fsm.ExpiryLastReminder)
	assert.Contains(t, kinds(), fsm.AppFiling)
}

// Every stage and outcome has words of its own in both languages.
func TestEveryStateHasWords(t *testing.T) {
	seen := map[string]bool{}
	for _, lang := range []string{"en", "zh"} {
		p := Page{Lang: lang}
		for _, s := range fsm.States() {
			if s == fsm.StateNone {
				continue
			}
			words := p.state(s)
			assert.False(t, seen[words], words)
			seen[words] = true
			if lang == "zh" {
				assert.NotEqual(t, s.String(), words)
			}
		}
	}
}

// The axis rises without a jump.
func TestPlaces(t *testing.T) {
	last := int64(0)
	for minutes := int64(1); minutes < 5000; minutes++ {
		at := place(minutes)
		require.GreaterOrEqual(t, at, last)
		require.LessOrEqual(t, atPlace(at), minutes)
		last = at
	}
	assert.EqualValues(t, 10*perStep, place(1024))
	assert.EqualValues(t, 1024, atPlace(10*perStep))
}
