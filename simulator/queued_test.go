// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/outcome"
	"github.com/icpfiling/icp/simulator/station"
)

// reviewers is a desk for both reviews of the platform, ten minutes each.
func reviewers(servers int) station.Station {
	s := station.Station{
		Name: "reviewers", Works: []station.Work{station.Preliminary, station.Photo},
		Shifts: []station.Shift{{From: 9 * 60, Until: 18 * 60, Servers: servers}},
	}
	for _, w := range s.Works {
		s.Service[w] = station.Table{300, 900}
	}
	return s
}

func queuedRun(t *testing.T, o Options, stations ...station.Station) (*Report, *station.System, []outcome.Filing) {
	t.Helper()
	var all []outcome.Filing
	o.Each = func(f outcome.Filing) error { all = append(all, f); return nil }
	o.Stations = station.NewSystem(o.Seed, stations...)
	r := mustRun(t, o)
	return r, o.Stations, all
}

func passed(all []outcome.Filing, name fsm.DeadlineName) (n int) {
	for _, f := range all {
		for _, d := range f.Deadlines {
			if d.Name == name && d.Fate == outcome.Passed {
				n++
			}
		}
	}
	return n
}

// Filings feel the queue: with enough reviewers no target is missed, with too few most are, and fewer are approved.
// Nothing that is checked of every filing breaks.
func TestFilingsFeelTheQueue(t *testing.T) {
	o := shipped(1500)
	o.Days = 60
	many, busy, easy := queuedRun(t, o, reviewers(50))
	few, _, hard := queuedRun(t, o, reviewers(1))
	assert.Zero(t, many.Violations)
	assert.Zero(t, few.Violations)
	assert.Zero(t, passed(easy, fsm.PreliminaryReviewTarget))
	assert.Greater(t, passed(hard, fsm.PreliminaryReviewTarget), 500)
	assert.Less(t, few.Outcomes["approved"], many.Outcomes["approved"])
	assert.Equal(t, 1500, len(easy))
	reviews := 0
	for _, f := range easy {
		for _, s := range f.Stages {
			if (s.State == fsm.PreliminaryReview || s.State == fsm.VerificationReview) && !s.Left.IsZero() {
				reviews++
			}
		}
	}
	assert.InDelta(t, reviews, len(busy.Lines()[0].Visits), 30, "every review went through the desk")
}

// Same header, same bytes: a run with stations does not depend on workers, nor on what ran before it.
func TestQueuedRunsRepeat(t *testing.T) {
	o := shipped(400)
	o.Days = 30
	one, _, first := queuedRun(t, o, reviewers(2))
	o.Workers = 7
	two, _, second := queuedRun(t, o, reviewers(2))
	assert.Equal(t, one, two)
	assert.Equal(t, first, second)
	other, _, _ := queuedRun(t, o, reviewers(3))
	assert.NotEqual(t, one.Digest, other.Digest)
}

// Stations that take nothing change nothing but the header of the digest.
func TestStationsThatTakeNothing(t *testing.T) {
	o := shipped(300)
	plain := mustRun(t, o)
	desk := reviewers(1)
	desk.Regions = []string{"nowhere"}
	idle, _, _ := queuedRun(t, o, desk)
	assert.NotEqual(t, plain.Digest, idle.Digest)
	assert.Nil(t, idle.Coverage)
	idle.Digest, plain.Coverage = plain.Digest, nil
	assert.Equal(t, plain, idle)
}

// A filing that is withdrawn while it waits leaves the line.
func TestWhoWithdrawsLeavesTheLine(t *testing.T) {
	o := shipped(600)
	o.Days = 20
	_, sys, all := queuedRun(t, o, reviewers(1))
	left, withdrawn := 0, 0
	for _, v := range sys.Lines()[0].Visits {
		if !v.Served && v.Ended < int64(momentOf(o.withDefaults().From.AddDays(o.Days+horizonDays).Time())) {
			left++
		}
	}
	for _, f := range all {
		for i, s := range f.Stages[:max(len(f.Stages)-1, 0)] {
			if s.State == fsm.PreliminaryReview && f.Stages[i+1].State == fsm.Draft {
				withdrawn++
			}
		}
	}
	assert.Greater(t, left, 0)
	assert.LessOrEqual(t, withdrawn, left)
}

// Desks keep the statutory calendar: closed over Qingming 2018, open on the Sunday that made up for it.
func TestDesksKeepTheCalendar(t *testing.T) {
	o := shipped(20)
	o.Days = 10
	_, sys, _ := queuedRun(t, o, reviewers(2))
	for day, hours := range map[string]int64{
		"2018-04-04": 9, "2018-04-05": 0, "2018-04-06": 0, "2018-04-07": 0, "2018-04-08": 9, "2018-04-09": 9, "2018-04-14": 0,
	} {
		d := sys.Lines()[0].Days[sys.DayOf(int64(momentOf(date(t, day).Time())))]
		assert.Equal(t, 2*hours*60*int64(minute), d.Staffed, day)
	}
}

func TestQueuedOptions(t *testing.T) {
	o := shipped(10)
	o.Stations, o.Twice = station.NewSystem(1, reviewers(1)), true
	var wrong *OptionError
	_, err := Run(context.Background(), o)
	require.ErrorAs(t, err, &wrong)
	o.Twice, o.Filings = false, maxQueued+1
	_, err = Run(context.Background(), o)
	require.ErrorAs(t, err, &wrong)
	o.Filings = 100
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err = Run(ctx, o)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "SIM-005")
}

// The figure of interest is filings per CPU-second, with journal, invariants and the line at three desks.
func BenchmarkQueued(b *testing.B) {
	for b.Loop() {
		o := shipped(5000)
		o.Days = 60
		o.Stations = station.NewSystem(1, reviewers(8))
		if _, err := Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(5000*b.N)/b.Elapsed().Seconds(), "filings/s")
}

// Lines that only grow end the run with a word on why, before they end the machine.
func TestTooManyUnderWay(t *testing.T) {
	lb, err := newLab(shipped(1))
	require.NoError(t, err)
	q := &queued{lab: lb, slots: make([]*slot, maxUnderWay)}
	require.ErrorContains(t, q.begin(context.Background(), 0), "SIM-081")
}
