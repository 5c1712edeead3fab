// SPDX-License-Identifier: Apache-2.0

package mutate_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/mutate"
	"github.com/icpfiling/icp/simulator/simtest"
)

func options() simulator.Options {
	return simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 300, Workers: 2}
}

// Of the changes of the shipped table and policy that may alter something, 99 in a hundred are noticed, and each of the
// others says why it is one.
func TestChangesOfTheShippedMachineAreNoticed(t *testing.T) {
	o := options()
	o.Filings = mutate.DefaultFilings
	s := simtest.Mutants(t, o, 99, mutate.Days(o)...)
	assert.Greater(t, s.Table.Mutants, 500)
	assert.Greater(t, s.Policy.Mutants, 900)
	assert.NotZero(t, s.Table.Broken, "an invariant notices some by itself")
	assert.Len(t, s.Survivors, s.Table.Survived()+s.Policy.Survived())
	assert.Len(t, s.Equivalent, s.Table.Equivalent+s.Policy.Equivalent)
	for _, m := range slices.Concat(s.Survivors, s.Equivalent) {
		assert.NotEmpty(t, m.Why)
		assert.NotEmpty(t, m.WhyZH)
	}
	assert.Less(t, len(s.Equivalent), 40, "few are equivalent: a proof that fits many is none")
}

// A table with one condition twice shows that what does nothing survives, and that workers change nothing.
func TestWhatDoesNothingSurvives(t *testing.T) {
	o := options()
	o.Filings = 60
	o.Table = slices.DeleteFunc(fsm.DefaultTable(), func(r fsm.Row) bool { return r.Command >= fsm.CmdGiveShellNotice }) // sixty say nothing of a record
	i := slices.IndexFunc(o.Table, func(r fsm.Row) bool { return r.ID() == "ready/submit_to_authority>authority_review" })
	o.Table[i].When = append(slices.Clone(o.Table[i].When), o.Table[i].When...)
	s, err := mutate.Run(t.Context(), o)
	require.NoError(t, err)
	twice := 0
	for _, m := range s.Survivors {
		if m.Where == o.Table[i].ID() && m.What == "drop the condition sms_not_required" {
			twice++
		}
	}
	assert.Equal(t, 2, twice)
	o.Workers = 1
	again, err := mutate.Run(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, s, again)
}

// On each of the days some rule is in force that is not on the ones before, and every rule is on one of them.
func TestDaysLetEveryRuleBeNoticed(t *testing.T) {
	o := options()
	days := mutate.Days(o)
	assert.Equal(t, simulator.DefaultFrom(), days[0])
	assert.True(t, slices.IsSortedFunc(days, calendar.Date.Compare))
	for _, r := range o.Policy.Rules() {
		assert.True(t, !r.On || slices.ContainsFunc(days, func(day calendar.Date) bool {
			return r.From.Before(day.AddDays(simulator.DefaultDays)) && (r.Until.IsZero() || r.Until.After(day))
		}), r.ID)
	}
	assert.Less(t, len(days), 8)
}

func TestARunThatIsBrokenSaysSo(t *testing.T) {
	o := options()
	o.Plant, o.Filings, o.Profile = "withdraw-silently", 2500, "default"
	_, err := mutate.Run(context.Background(), o)
	var broken *mutate.BrokenError
	require.ErrorAs(t, err, &broken)
	assert.Equal(t, "withdraw-has-reason", broken.Violation.Invariant)
	assert.Contains(t, err.Error(), "SIM-030")
}

func TestACancelledSearchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := mutate.Run(ctx, options())
	require.ErrorIs(t, err, context.Canceled)
}
