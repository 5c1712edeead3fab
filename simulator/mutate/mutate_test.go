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
)

func options() simulator.Options {
	return simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 2500, Workers: 2}
}

// Most changes are noticed on few filings of one day alone, and each survivor says why it is one. What filings of that day
// cannot come to, expiry and verification first among them, is not. A table with one condition twice shows that what
// does nothing survives.
func TestChangesOfTheShippedMachineAreNoticed(t *testing.T) {
	o := options()
	o.Table = fsm.DefaultTable()
	i := slices.IndexFunc(o.Table, func(r fsm.Row) bool { return r.ID() == "ready/submit_to_authority>authority_review" })
	o.Table[i].When = append(slices.Clone(o.Table[i].When), o.Table[i].When...)
	s, err := mutate.Run(context.Background(), o)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, s.Table.Caught(), 5500, "%+v", s.Table)
	assert.GreaterOrEqual(t, s.Policy.Caught(), 6000, "%+v", s.Policy)
	assert.NotZero(t, s.Table.Broken, "an invariant notices some by itself")
	assert.Equal(t, s.Table.Mutants+s.Policy.Mutants,
		s.Table.Refused+s.Table.Broken+s.Table.Different+s.Policy.Refused+s.Policy.Broken+s.Policy.Different+len(s.Survivors))
	twice := 0
	for _, m := range s.Survivors {
		assert.NotEmpty(t, m.Why)
		assert.NotEmpty(t, m.WhyZH)
		if m.Where == o.Table[i].ID() && m.What == "drop the condition sms_not_required" {
			twice++
		}
	}
	assert.NotZero(t, twice)
}

func TestARunThatIsBrokenSaysSo(t *testing.T) {
	o := options()
	o.Plant = "withdraw-silently"
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
