// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/station"
)

// desks is a plan with reviewers of ten minutes a review, and nobody else.
func desks(servers int) *Plan {
	s := station.Station{
		Name: "reviewers", Works: []station.Work{station.Preliminary, station.Photo},
		Shifts: []station.Shift{{From: 540, Until: 720, Servers: servers}, {From: 780, Until: 1080, Servers: servers}},
	}
	s.Service[station.Preliminary] = station.Table{300, 900}
	s.Service[station.Photo] = station.Table{300, 900}
	return &Plan{Stations: []station.Station{s}, Replications: 3, WarmUp: 7}
}

func options(p *Plan) Options {
	return Options{Plan: p, Run: simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 500, Days: 25, Workers: 2,
	}}
}

func run(t *testing.T, o Options) *Result {
	t.Helper()
	r, err := Run(context.Background(), o)
	require.NoError(t, err)
	return r
}

// Few reviewers are busy and late, many are idle and in time; demand is the same for both.
func TestFewAndMany(t *testing.T) {
	few, many := run(t, options(desks(1))), run(t, options(desks(20)))
	x, y := few.Desks[0], many.Desks[0]
	assert.Greater(t, x.Utilisation.Mean, 85.0)
	assert.Less(t, y.Utilisation.Mean, 15.0)
	assert.Greater(t, x.Late.Mean, 10.0)
	assert.Zero(t, y.Late.Mean)
	assert.Greater(t, x.Wait.Mean, 5*y.Wait.Mean)
	assert.InDelta(t, x.Service, y.Service, 0.2, "the same work")
	assert.Equal(t, []Quantile{{50, 0}, {90, 1}, {95, 1}, {99, 1}, {100, 1}}, y.Turnaround)
	assert.Equal(t, Figure{7, 0}, y.WarmUp)
	assert.Greater(t, few.Late["preliminary_review"], many.Late["preliminary_review"])
	for _, r := range []*Result{few, many} {
		assert.True(t, r.Desks[0].Little)
		assert.Zero(t, r.Violations)
		sum := 0
		for _, n := range r.Outcomes {
			sum += n
		}
		assert.Equal(t, 3*500, sum)
	}
}

// The same bytes for any number of workers.
func TestWorkersDoNotMatter(t *testing.T) {
	var first string
	for _, workers := range []int{1, 3} {
		o := options(desks(2))
		o.Plan.WarmUp, o.Run.Filings, o.Run.Workers = -1, 200, workers
		data, err := json.Marshal(run(t, o))
		require.NoError(t, err)
		if first == "" {
			first = string(data)
		}
		assert.Equal(t, first, string(data))
	}
}

func TestFind(t *testing.T) {
	o := options(desks(1))
	o.Run.Filings, o.Replications = 200, 2
	a, err := Find(context.Background(), o, "p95 <= 1bd")
	require.NoError(t, err)
	assert.Equal(t, "reviewers p95 <= 1bd", a.Target)
	require.Positive(t, a.Servers)
	met := map[int]bool{}
	for _, x := range a.Tried {
		met[x.Servers] = x.Met
		assert.Equal(t, x.Met, x.Days <= 1)
	}
	assert.True(t, met[a.Servers])
	if a.Servers > 1 {
		less, tried := met[a.Servers-1]
		assert.True(t, tried)
		assert.False(t, less)
	}
	o.Plan = desks(5)
	b, err := Find(context.Background(), o, a.Target)
	require.NoError(t, err)
	assert.Equal(t, a.Servers, b.Servers, "from above as from below")
	assert.Equal(t, a.Result, b.Result)
}

func TestTargets(t *testing.T) {
	two := desks(1)
	two.Stations = append(two.Stations, station.Station{Name: "post"})
	for _, text := range []string{"", "p95 < 1bd", "p0 <= 1bd", "p101 <= 1bd", "p95 <= 1h", "p95 <= 1bd", "nobody p95 <= 1bd", "p95<=99999bd"} {
		o := options(two)
		_, err := Find(context.Background(), o, text)
		var wrong *simulator.OptionError
		require.ErrorAs(t, err, &wrong, text)
		assert.Equal(t, "find", wrong.Field)
	}
	got, err := parseTarget(" post  p100<=0bd ", two)
	require.NoError(t, err)
	assert.Equal(t, target{1, "post", 100, 0}, got)
}

// A target that is read is written back the same.
func FuzzTarget(f *testing.F) {
	f.Add("reviewers p95 <= 1bd")
	f.Add("p100<=0bd")
	f.Add("p000000 <= 99999bd")
	plan := desks(1)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseTarget(text, plan)
		if err != nil {
			var wrong *simulator.OptionError
			require.ErrorAs(t, err, &wrong)
			return
		}
		again, err := parseTarget(got.String(), plan)
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}

func TestShiftsGrowInProportion(t *testing.T) {
	p := desks(4)
	p.Stations[0].Shifts[1].Servers = 3
	assert.Equal(t, []station.Shift{{From: 540, Until: 720, Servers: 10}, {From: 780, Until: 1080, Servers: 8}}, p.with(0, 10).Stations[0].Shifts)
	assert.Equal(t, 1, p.with(0, 1).Stations[0].Shifts[1].Servers)
	assert.Equal(t, 4, p.Stations[0].Shifts[0].Servers)
	assert.Equal(t, 4, most(&p.Stations[0]))
}

func TestWhatCannotRun(t *testing.T) {
	var wrong *simulator.OptionError
	for name, change := range map[string]func(*Options){
		"no plan":         func(o *Options) { o.Plan = nil },
		"one replication": func(o *Options) { o.Replications = 1 },
		"only warm-up":    func(o *Options) { o.Plan.WarmUp = 25 },
		"no such region":  func(o *Options) { o.Plan.Stations[0].Regions = []string{"atlantis"} },
		"no filings":      func(o *Options) { o.Run.Filings = 0 },
	} {
		o := options(desks(1))
		change(&o)
		_, err := Run(context.Background(), o)
		require.ErrorAs(t, err, &wrong, name)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := Run(ctx, options(desks(1)))
	require.ErrorIs(t, err, context.Canceled)
}

// Of a series that begins high and then stays, MSER-5 leaves out the beginning; of one that does not change, nothing.
func TestMSER5(t *testing.T) {
	var series []int64
	for i := range 400 {
		x := int64(100 + i*7%13)
		if i < 60 {
			x += int64(60-i) * 20
		}
		series = append(series, x)
	}
	assert.InDelta(t, 60, mser5(series), 10)
	flat := make([]int64, 300)
	assert.Zero(t, mser5(flat))
	assert.Zero(t, mser5(nil))
	assert.Zero(t, mser5(series[:9]))
}

// Values of the Erlang-C formula from its definition: 5 erlangs on 6 servers, 0.7 on one.
func TestErlangC(t *testing.T) {
	assert.InDelta(t, 0.5875, erlangC(6, 5), 0.0001)
	assert.InDelta(t, 0.7, erlangC(1, 0.7), 1e-12)
	var d, over, none Desk
	d.line(&sample{jobs: 100, served: 100, service: 5000, area: station.Day{Staffed: 6000, Open: 1000}})
	assert.Equal(t, 6, d.AtWork)
	assert.InDelta(t, 5.0, d.Load, 1e-9)
	assert.InDelta(t, 0.5875*50/60, d.ErlangC, 0.001)
	over.line(&sample{jobs: 100, served: 100, service: 7000, area: station.Day{Staffed: 6000, Open: 1000}})
	assert.Equal(t, -1.0, over.ErlangC)
	none.line(&sample{})
	assert.Equal(t, Desk{}, none)
}
