// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/explore"
)

// Nothing that these filings can do breaks an invariant, and the search saw everything there is.
func TestExploringTheShippedMachineFindsNothing(t *testing.T) {
	for _, x := range []struct {
		from calendar.Date
		b    explore.Bounds
		rows []string // that only filings of this date and place can take
	}{
		{DefaultFrom(), explore.Bounds{Kind: fsm.FirstFiling, Region: "tianjin"}, []string{"sms_verification/tick>sms_returned", "sms_returned/resubmit>preliminary_review"}},
		{DefaultFrom(), explore.Bounds{Kind: fsm.FirstFiling, Region: "guangdong"}, []string{"preliminary_review/pass_preliminary>ready"}},
		{calendar.NewDate(2021, 3, 1), explore.Bounds{Kind: fsm.FirstFiling, Region: "shanghai"}, []string{"draft/tick>expired", "draft/submit>verification"}},
	} {
		o := shipped(5000)
		o.From = x.from
		c, seen, err := o.Explore(context.Background(), x.b)
		require.NoError(t, err)
		if c != nil {
			t.Fatalf("found %s:\n%s", c.Invariant, c.Encode())
		}
		assert.True(t, seen.Complete)
		assert.NotEmpty(t, seen.Starts)
		assert.NotZero(t, seen.Refused)
		for _, row := range x.rows {
			assert.NotContains(t, seen.Never, row)
		}
	}
}

// What is found has the least commands: shrinking what a run caught comes to the same number.
func TestExploringFindsPlantedFaults(t *testing.T) {
	for _, name := range []string{
		"open-second-filing", "choose-upload-late", "photo-before-pass", "return-without-cause", "withdraw-after-photo",
		"withdraw-silently", "red-top", "withdraw-at-authority", "originals-later", "sms-timeout-passes",
	} {
		t.Run(name, func(t *testing.T) {
			p := plantNamed(t, name)
			o, caught := caught(t, p)
			short, err := caught.Shrink(o)
			require.NoError(t, err)
			o.Filings = 2000
			c, seen, err := o.Explore(context.Background(), explore.Bounds{Filings: []int{caught.Filing}})
			require.NoError(t, err)
			require.NotNil(t, c, "%+v", seen)
			assert.False(t, seen.Complete)
			assert.Equal(t, p.Trips, c.Invariant)
			r, err := c.Replay(o, "en")
			require.NoError(t, err)
			assert.True(t, r.AsExpected)
			smallest, err := c.Shrink(o)
			require.NoError(t, err)
			assert.Len(t, smallest.Steps, len(short.Steps))
		})
	}
}

func TestBoundsAreSaid(t *testing.T) {
	o := shipped(500)
	_, seen, err := o.Explore(context.Background(), explore.Bounds{Region: "beijing", Kind: fsm.FirstFiling, Depth: 3})
	require.NoError(t, err)
	assert.False(t, seen.Complete)
	_, seen, err = o.Explore(context.Background(), explore.Bounds{Region: "beijing", Kind: fsm.FirstFiling, States: 5})
	require.NoError(t, err)
	assert.False(t, seen.Complete)
	assert.Equal(t, 5, seen.States)
	for _, b := range []explore.Bounds{{Depth: -1}, {States: -1}, {Region: "atlantis"}, {Filings: []int{-1}}} {
		_, _, err = o.Explore(context.Background(), b)
		require.IsType(t, &OptionError{}, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err = o.Explore(ctx, explore.Bounds{})
	require.ErrorIs(t, err, context.Canceled)
}
