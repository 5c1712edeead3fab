// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/outcome"
)

// What Each is given agrees with the report, in order, for any number of workers.
func TestEachFilingIsToldAndAgreesWithTheReport(t *testing.T) {
	var first []outcome.Filing
	for _, workers := range []int{1, 3} {
		o := shipped(700)
		o.Workers = workers
		var all []outcome.Filing
		o.Each = func(f outcome.Filing) error { all = append(all, f); return nil }
		r, err := Run(context.Background(), o)
		require.NoError(t, err)
		outcomes, days := map[string]int{}, map[string]int{}
		for i, f := range all {
			require.Equal(t, i, f.Number)
			outcomes[f.State.String()]++
			checkStages(t, f)
			if f.BusinessDays >= 0 {
				days[f.Region]++
			}
		}
		for state, n := range r.Outcomes {
			assert.Equal(t, n, outcomes[state], state)
		}
		for region, d := range r.Provinces {
			assert.Equal(t, d.Count, days[region], region)
		}
		if first == nil {
			first = all
		}
		assert.Equal(t, first, all)
	}
}

// checkStages wants stages that follow each other without a hole, and deadlines that fit them.
func checkStages(t *testing.T, f outcome.Filing) {
	t.Helper()
	for i, s := range f.Stages {
		if i == len(f.Stages)-1 {
			assert.True(t, s.Left.IsZero())
			assert.Equal(t, f.State, s.State)
			break
		}
		assert.Equal(t, f.Stages[i+1].Entered, s.Left)
		assert.False(t, s.Left.Before(s.Entered))
	}
	assert.Equal(t, f.State == fsm.Approved, !f.Approved.IsZero())
	for _, d := range f.Deadlines {
		if d.Fate == outcome.Passed {
			assert.False(t, d.Due.IsZero(), d.Name.String())
		}
		if f.State.Final() {
			assert.NotEqual(t, outcome.Running, d.Fate, d.Name.String())
		}
	}
}

// Of no filing there is no duration, and none of zero days.
func TestDurationsOfNone(t *testing.T) {
	assert.Equal(t, Durations{0, -1, -1, -1, -1}, counts(nil).summary())
	assert.Equal(t, Durations{3, 2, 2, 5, 5}, counts{0, 0, 2, 0, 0, 1}.summary())
}

// A deadline is one for each visit of its stage, also where a calendar was amended and the host counted it again before it
// passed.
func TestDeadlinesCountedAgainAreNotNew(t *testing.T) {
	stages := map[fsm.DeadlineName][]fsm.State{
		fsm.PreliminaryReviewTarget: {fsm.PreliminaryReview},
		fsm.PhotoReviewTarget:       {fsm.VerificationReview},
		fsm.AuthorityExpected:       {fsm.AuthorityReview},
		fsm.LegalLimit:              {fsm.AuthorityReview},
	}
	o := shipped(700)
	o.Faults = fault.Profile{}.With(fault.CalendarAmended, 3000)
	set, visits := map[fsm.DeadlineName]int{}, map[fsm.DeadlineName]int{}
	var log bytes.Buffer
	o.Log = &log
	o.Each = func(f outcome.Filing) error {
		for _, d := range f.Deadlines {
			set[d.Name]++
		}
		for name, states := range stages {
			for _, s := range f.Stages {
				if slices.Contains(states, s.State) {
					visits[name]++
				}
			}
		}
		return nil
	}
	_, err := Run(context.Background(), o)
	require.NoError(t, err)
	require.Positive(t, bytes.Count(log.Bytes(), []byte(`"command":"replan"`)))
	for name := range stages {
		assert.Equal(t, visits[name], set[name], name.String())
	}
}

// Nothing is recorded when what was expected passes: the fate is told by when the stage ended.
func TestExpectationsPassToo(t *testing.T) {
	o := shipped(700)
	fates := map[fsm.DeadlineName]map[outcome.Fate]int{}
	o.Each = func(f outcome.Filing) error {
		for _, d := range f.Deadlines {
			if d.Name.Kind() != fsm.Expected || d.Fate == outcome.Running {
				continue
			}
			over := leftBy(f, d)
			assert.Equal(t, over.After(d.Due), d.Fate == outcome.Passed, "%d: %s due %s, over %s", f.Number, d.Name, d.Due, over)
			if fates[d.Name] == nil {
				fates[d.Name] = map[outcome.Fate]int{}
			}
			fates[d.Name][d.Fate]++
		}
		return nil
	}
	mustRun(t, o)
	for _, name := range []fsm.DeadlineName{fsm.PlatformExpected, fsm.AuthorityExpected} {
		assert.Positive(t, fates[name][outcome.Met], name)
		assert.Positive(t, fates[name][outcome.Passed], name)
	}
}

// leftBy is when the filing left the stages in which an expectation counts.
func leftBy(f outcome.Filing, d outcome.Deadline) (over time.Time) {
	counts := map[fsm.State]bool{fsm.PreliminaryReview: true, fsm.VerificationReview: true, fsm.Ready: true}
	if d.Name == fsm.AuthorityExpected {
		counts = map[fsm.State]bool{fsm.AuthorityReview: true}
	}
	for i, s := range f.Stages {
		if counts[s.State] && !s.Entered.After(d.Set) && s.Left.After(d.Set) {
			for over = s.Left; i+1 < len(f.Stages) && counts[f.Stages[i+1].State]; i++ {
				over = f.Stages[i+1].Left
			}
			return over
		}
	}
	return over
}

func TestAnErrorOfEachEndsTheRun(t *testing.T) {
	o, enough := shipped(500), errors.New("enough")
	seen := 0
	o.Each = func(outcome.Filing) error {
		if seen++; seen == 10 {
			return enough
		}
		return nil
	}
	_, err := Run(context.Background(), o)
	require.ErrorIs(t, err, enough)
	assert.Equal(t, 10, seen)
}
