// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"context"
	"encoding/json"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

func options(filings int, old, now *rules.Policy) Options {
	return Options{Old: old, New: now, Run: simulator.Options{Calendar: calendar.China(), Seed: 1, Filings: filings, Workers: 2}}
}

func compared(t *testing.T, o Options) *Result {
	t.Helper()
	r, err := Run(context.Background(), o)
	require.NoError(t, err)
	return r
}

func with(t *testing.T, name string, on bool) *rules.Policy {
	t.Helper()
	p, err := builtin.Policy().With(name, on)
	require.NoError(t, err)
	return p
}

// A change that decides nothing otherwise gives every filing the same course, although the policies differ.
func TestNoOpIsTheSame(t *testing.T) {
	later, err := builtin.Policy().Without(futureRule(t))
	require.NoError(t, err)
	require.NotEqual(t, builtin.Policy().Digest(), later.Digest())
	r := compared(t, options(500, builtin.Policy(), later))
	assert.Equal(t, Ways{Same: 500}, r.Ways)
	assert.False(t, r.Changed())
	assert.Zero(t, r.Precision)
	for _, test := range r.Tests {
		assert.Equal(t, 1.0, test.PHolm, test.Name)
	}
}

// futureRule is a rule that starts after every filing of the run has ended.
func futureRule(t *testing.T) string {
	t.Helper()
	for _, r := range builtin.Policy().Rules() {
		if !r.From.Before(calendar.NewDate(2021, 1, 1)) {
			return r.ID
		}
	}
	require.Fail(t, "no rule of 2021 or later")
	return ""
}

// An extra check that a few filings fail: each of them needs more draws. The filings are compared with themselves, so
// that two independent runs would need more than twenty times as many.
func TestAnExtraCheckIsSeenThroughTheNoise(t *testing.T) {
	o := options(3000, with(t, "sms-2018", false), builtin.Policy())
	r := compared(t, o)
	t.Logf("%+v", r.Days)
	t.Logf("%d of %d filings the same; %.1f times the precision of independent seeds", r.Ways.Same, r.Filings, r.Precision)
	assert.GreaterOrEqual(t, r.Precision, 20.0)
	assert.Greater(t, r.Ways.Same, 0)
}

// The ratio of the variances by the definition, with the second run really independent: another seed.
func TestIndependentSeedsAreNoisier(t *testing.T) {
	o := options(2000, with(t, "sms-2018", false), builtin.Policy())
	paired := newPairs(o)
	lives := func(p *rules.Policy, seed uint64) (all []outcome.Filing) {
		run := o.Run
		run.Policy, run.Seed, run.Courses, run.Profile = p, seed, true, "realistic"
		run.Each = func(f outcome.Filing) error { all = append(all, f); return nil }
		_, err := simulator.Run(context.Background(), run)
		require.NoError(t, err)
		return all
	}
	old, now, other := lives(o.Old, 1), lives(o.New, 1), lives(o.New, 2)
	independent := newPairs(o)
	for i := range old {
		paired.add(&old[i], &now[i])
		independent.add(&old[i], &other[i])
	}
	// Var(independent)/Var(paired), as n(n-1) times both: whole numbers only.
	ratio := new(big.Rat).SetFrac(independent.all.spread(), paired.all.spread())
	ratio.Mul(ratio, big.NewRat(int64(paired.all.n), int64(independent.all.n)))
	ratio.Mul(ratio, big.NewRat(int64(paired.all.n-1), int64(independent.all.n-1)))
	t.Logf("variance of independent seeds over that of pairs: %s", ratio.FloatString(1))
	assert.Positive(t, ratio.Cmp(big.NewRat(20, 1)))
}

// The same bytes for any number of workers.
func TestWorkersDoNotMatter(t *testing.T) {
	var first []byte
	for _, workers := range []int{1, 5} {
		o := options(700, with(t, "app-verifies-administrator", false), builtin.Policy())
		o.Run.Workers = workers
		data, err := json.Marshal(compared(t, o))
		require.NoError(t, err)
		if first == nil {
			first = data
		}
		assert.JSONEq(t, string(first), string(data))
	}
}

func TestStopsWhenTheIntervalIsNarrow(t *testing.T) {
	o := options(100_000, with(t, "sms-2018", false), builtin.Policy())
	o.HalfWidth = 12 * time.Hour
	seen := 0
	o.Run.Progress = func(n int) { seen = n }
	r := compared(t, o)
	assert.True(t, r.Reached)
	assert.Equal(t, 1024, r.Filings)
	assert.Equal(t, 1, r.Looks)
	assert.LessOrEqual(t, r.Days.HalfWidth, 0.5)
	assert.LessOrEqual(t, seen, 1024)
	o.Run.Filings, o.HalfWidth = 1500, time.Second
	r = compared(t, o)
	assert.False(t, r.Reached)
	assert.Equal(t, 1500, r.Filings)
	assert.Equal(t, 2, r.Looks)
}

// What the result counts adds up.
func TestResultAddsUp(t *testing.T) {
	o := options(2000, with(t, "sms-2018", false), builtin.Policy())
	for _, r := range builtin.Policy().Rules() {
		o.Rules = append(o.Rules, r.ID)
	}
	r := compared(t, o)
	w := r.Ways
	assert.Equal(t, r.Filings, w.Same+w.Judged+w.Times+w.Stages+w.Outcome)
	assert.Positive(t, w.Judged+w.Times+w.Stages)
	n, ends := 0, 0
	for _, x := range r.Transitions {
		n += x.Filings
		assert.LessOrEqual(t, len(x.Samples), 3)
		assert.NotEmpty(t, x.Samples)
		for _, g := range x.By {
			n -= g.Filings
		}
		assert.Zero(t, n)
		n, ends = 0, ends+x.Filings
	}
	assert.Equal(t, w.Outcome, ends)
	for _, list := range [][]Days{r.Regions, r.Kinds} {
		pairs, slower := 0, 0
		for _, d := range list {
			pairs += d.Pairs
			slower += d.Slower
			assert.GreaterOrEqual(t, d.PHolm, d.P)
		}
		assert.Equal(t, r.Days.Pairs, pairs)
		assert.Equal(t, r.Days.Slower, slower)
	}
	assert.Equal(t, 1+len(r.Regions)+len(r.Kinds)+len(r.Tests), r.Family)
	assert.Zero(t, r.BrokenOld+r.BrokenNew)
	judged := 0
	for _, e := range r.Rules {
		judged += e.Judged
		assert.LessOrEqual(t, e.Changed, e.Judged)
	}
	assert.Positive(t, judged)
}

// A comparison that is stopped gives what it has by then.
func TestStoppedComparison(t *testing.T) {
	o := options(100_000, with(t, "sms-2018", false), builtin.Policy())
	ctx, stop := context.WithCancel(context.Background())
	o.Run.Progress = func(n int) {
		if n >= 128 {
			stop()
		}
	}
	r, err := Run(ctx, o)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "SIM-005")
	worded, ok := err.(interface{ Text(lang string) string })
	require.True(t, ok)
	assert.Contains(t, worded.Text("zh"), "SIM-005：比较在 100000 件备案中完成")
	require.NotNil(t, r)
	assert.True(t, r.Partial)
	assert.GreaterOrEqual(t, r.Filings, 128)
	assert.Equal(t, r.Filings, r.Ways.Same+r.Ways.Judged+r.Ways.Times+r.Ways.Stages+r.Ways.Outcome)
}

func TestWhatCannotBeCompared(t *testing.T) {
	p := builtin.Policy()
	var wrong *simulator.OptionError
	o := options(10, nil, p)
	_, err := Run(context.Background(), o)
	require.ErrorAs(t, err, &wrong)
	o = options(10, p, p)
	o.HalfWidth = -1
	_, err = Run(context.Background(), o)
	require.ErrorAs(t, err, &wrong)
	o.HalfWidth, o.Samples = 0, -1
	_, err = Run(context.Background(), o)
	require.ErrorAs(t, err, &wrong)
	o.Samples, o.Run.Filings = 0, 0
	_, err = Run(context.Background(), o)
	require.ErrorAs(t, err, &wrong)
	require.ErrorContains(t, err, "old policy")
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err = Run(ctx, options(5000, p, p))
	require.ErrorIs(t, err, context.Canceled)
}

// Filings that break an invariant are named, under whichever policy they do, as many as are asked for.
func TestBrokenFilingsAreNamed(t *testing.T) {
	p := newPairs(Options{Samples: 2})
	for n := range 5 {
		old, now := &outcome.Filing{Number: n, Region: "beijing"}, &outcome.Filing{Number: n, Region: "beijing"}
		switch n {
		case 1, 4:
			old.Broken = []string{"x"}
		case 3:
			now.Broken = []string{"x", "y"}
		}
		p.add(old, now)
	}
	assert.Equal(t, [2]int{2, 1}, p.broken)
	assert.Equal(t, []int{1, 3}, p.breaking)
}
