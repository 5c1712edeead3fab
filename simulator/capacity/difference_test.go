// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
)

func with(t *testing.T, name string, on bool) *rules.Policy {
	t.Helper()
	p, err := builtin.Policy().With(name, on)
	require.NoError(t, err)
	return p
}

// A policy compared with itself differs in nothing, exactly: the demand is the same.
func TestTheSameDemandForBoth(t *testing.T) {
	o := options(desks(1))
	o.Old = builtin.Policy()
	r := run(t, o)
	require.NotNil(t, r.Old)
	assert.Equal(t, r.Desks, r.Old.Desks)
	require.Len(t, r.Differences, 1)
	d := r.Differences[0]
	for _, f := range []Figure{d.Utilisation, d.Wait, d.Late, d.Queue, d.WarmUp} {
		assert.Equal(t, Figure{}, f)
	}
	for _, q := range d.Turnaround {
		assert.Zero(t, q.Days)
	}
	assert.Zero(t, d.Jobs)

	alone := options(desks(1))
	a, b := run(t, alone), *r
	b.Old, b.Differences = nil, nil
	assert.Equal(t, a, &b, "the new policy's figures are those of a run of its own")
}

// Without the app's verification every filing has its photo reviewed: the reviewers are busier, and the pairs say so more
// surely than two runs would.
func TestPairedDifferences(t *testing.T) {
	o := options(desks(2))
	o.Old, o.Run.Policy, o.Replications = builtin.Policy(), with(t, "app-verifies-administrator", false), 6
	r := run(t, o)
	now, old, d := r.Desks[0], r.Old.Desks[0], r.Differences[0]
	assert.Equal(t, r.Old.Policy, o.Old.Digest())
	assert.Equal(t, r.Policy, o.Run.Policy.Digest())
	assert.Greater(t, d.Jobs, 0)
	assert.Equal(t, now.Jobs-old.Jobs, d.Jobs)
	assert.Greater(t, d.Utilisation.Mean-d.Utilisation.HalfWidth, 0.0)
	assert.InDelta(t, now.Utilisation.Mean-old.Utilisation.Mean, d.Utilisation.Mean, 0.01)
	assert.Less(t, d.Utilisation.HalfWidth, now.Utilisation.HalfWidth, "what both have in common cancels")
	assert.True(t, d.Little)
}

// The same bytes for any number of workers, and what is cut off as warm-up is the same for both.
func TestDifferencesForAnyWorkers(t *testing.T) {
	var first string
	for _, workers := range []int{1, 3} {
		o := options(desks(1))
		o.Old, o.Plan.WarmUp, o.Run.Filings, o.Run.Workers = with(t, "app-verifies-administrator", false), -1, 200, workers
		r := run(t, o)
		assert.Equal(t, r.Desks[0].WarmUp, r.Old.Desks[0].WarmUp)
		data, err := json.Marshal(r)
		require.NoError(t, err)
		if first == "" {
			first = string(data)
		}
		assert.Equal(t, first, string(data))
	}
}

// A region only one of the policies knows, and an old policy that cannot judge the filings, are errors.
func TestWhatCannotBeCompared(t *testing.T) {
	o := options(desks(1))
	broken, err := builtin.Policy().Without("preliminary-one-day")
	require.NoError(t, err)
	o.Old = broken
	_, err = Run(context.Background(), o)
	require.ErrorContains(t, err, "by the old policy")
	worded, ok := err.(interface{ Text(lang string) string })
	require.True(t, ok)
	require.Contains(t, worded.Text("zh"), "按旧规则：")

	o = options(desks(1))
	o.Old, o.Plan.Stations[0].Regions = builtin.Policy(), []string{"atlantis"}
	var wrong *simulator.OptionError
	_, err = Run(context.Background(), o)
	require.ErrorAs(t, err, &wrong)

	o = options(desks(1))
	o.Old, o.Run.Filings, o.Replications = broken, 60, 2
	_, err = Find(context.Background(), o, "p95 <= 1bd")
	require.NoError(t, err, "one policy is asked for its servers")
}
