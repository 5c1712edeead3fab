// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/station"
)

// result words the replications.
func (o *Options) result(trials []trial) *Result {
	r := o.policyResult(o.Run.Policy, trials)
	if o.Old == nil {
		return r
	}
	olds := make([]trial, len(trials))
	for i := range trials {
		olds[i] = *trials[i].old
	}
	r.Old = o.policyResult(o.Old, olds)
	for i := range o.Plan.Stations {
		r.Differences = append(r.Differences, less(&r.Desks[i], &r.Old.Desks[i], samplesOf(trials, i), samplesOf(olds, i)))
	}
	return r
}

// policyResult words the replications under one policy.
func (o *Options) policyResult(p *rules.Policy, trials []trial) *Result {
	r := &Result{
		SchemaVersion: SchemaVersion, Spec: simulator.Spec, Seed: o.Run.Seed, Replications: len(trials), Filings: o.Run.Filings,
		From: o.Run.From.String(), Until: o.Run.From.AddDays(o.Run.Days).String(), Policy: p.Digest(), Calendar: o.Run.Calendar.ID(),
		Outcomes: map[string]int{}, Late: map[string]int{}, Desks: []Desk{},
	}
	for _, t := range trials {
		for state, n := range t.report.Outcomes {
			r.Outcomes[state] += n
		}
		for name, n := range t.late {
			r.Late[name] += n
		}
		r.Violations += t.report.Violations
		for name, n := range t.report.Broken {
			if r.Broken == nil {
				r.Broken = map[string]int{}
			}
			r.Broken[name] += n
		}
	}
	for i := range o.Plan.Stations {
		r.Desks = append(r.Desks, desk(&o.Plan.Stations[i], samplesOf(trials, i)))
	}
	return r
}

// samplesOf are those of desk i.
func samplesOf(trials []trial, i int) []sample {
	samples := make([]sample, len(trials))
	for k := range trials {
		samples[k] = trials[k].desks[i]
	}
	return samples
}

// desk words the samples of a desk.
func desk(s *station.Station, samples []sample) Desk {
	d := Desk{Name: s.Name, Servers: most(s), Little: true, LateBy: []Quantile{}, Turnaround: []Quantile{}, Weeks: []float64{}}
	for _, w := range s.Works {
		d.Works = append(d.Works, w.String())
	}
	var turnaround, lateBy counts
	var all sample
	for i := range samples {
		x := &samples[i]
		d.Jobs += x.jobs
		d.Withdrawn += x.withdrawn
		d.Unfinished += x.unfinished
		d.Targets += x.due
		d.Longest = max(d.Longest, x.longest)
		d.Little = d.Little && x.little
		turnaround.merge(x.turnaround)
		lateBy.merge(x.lateBy)
		all.served += x.served
		all.service += x.service
		all.jobs += x.jobs - x.withdrawn
		all.area.Busy += x.area.Busy
		all.area.Staffed += x.area.Staffed
		all.area.Open += x.area.Open
		all.area.OpenQueue += x.area.OpenQueue
	}
	d.Utilisation = figure(samples, utilisation)
	d.Wait = figure(samples, waiting)
	d.Late = figure(samples, lateness)
	d.Queue = figure(samples, queueing)
	d.WarmUp = figure(samples, func(x *sample) (float64, bool) { return float64(x.warmUp) / (24 * 3600), true })
	d.Turnaround = append(d.Turnaround, quantiles(turnaround)...)
	d.LateBy = append(d.LateBy, quantiles(lateBy)...)
	for week := range samples[0].weeks {
		sum := int64(0)
		for i := range samples {
			sum += samples[i].weeks[week]
		}
		d.Weeks = append(d.Weeks, rounded(float64(sum)/float64(len(samples))/(7*24*3600)))
	}
	d.line(&all)
	return d
}

// What a replication shows of a desk; false where it shows nothing.
func utilisation(x *sample) (float64, bool) { return share(100*float64(x.area.Busy), x.area.Staffed) }

func waiting(x *sample) (float64, bool) {
	return share(float64(x.wait)/3600, int64(x.served+x.unfinished))
}

func lateness(x *sample) (float64, bool) { return share(100*float64(x.late), int64(x.due)) }

func queueing(x *sample) (float64, bool) { return share(float64(x.area.OpenQueue), x.area.Open) }

// most is the most servers who are there at once on a business day.
func most(s *station.Station) (n int) {
	for _, x := range s.Shifts {
		at := 0
		for _, y := range s.Shifts {
			if y.From <= x.From && x.From < y.Until {
				at += y.Servers
			}
		}
		n = max(n, at)
	}
	return n
}

func share(part float64, whole int64) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return part / float64(whole), true
}

// figure is the mean of what each replication shows; those that show nothing are left out.
func figure(samples []sample, of func(*sample) (float64, bool)) Figure {
	var list []float64
	for i := range samples {
		if x, ok := of(&samples[i]); ok {
			list = append(list, x)
		}
	}
	return figureOf(list)
}

// figureOf is the mean of some values, each of one replication.
func figureOf(list []float64) Figure {
	switch len(list) {
	case 0:
		return Figure{}
	case 1:
		return Figure{Mean: rounded(list[0])}
	}
	mean, deviation := stat.MeanStdDev(list, nil)
	n := float64(len(list))
	t := distuv.StudentsT{Sigma: 1, Nu: n - 1}
	return Figure{rounded(mean), rounded(t.Quantile(0.975) * deviation / math.Sqrt(n))}
}

func quantiles(c counts) (list []Quantile) {
	for _, percent := range []int{50, 90, 95, 99, 100} {
		if n := c.quantile(percent); n >= 0 {
			list = append(list, Quantile{percent, n})
		}
	}
	return slices.Clip(list)
}

// rounded keeps three digits behind the point, which are the same on every machine.
func rounded(x float64) float64 { return math.Round(x*1e3) / 1e3 }

// line compares with M/M/c at the same load.
func (d *Desk) line(all *sample) {
	if all.area.Open == 0 || all.served == 0 || all.jobs == 0 {
		return
	}
	d.AtWork = max(int(math.Round(float64(all.area.Staffed)/float64(all.area.Open))), 1)
	service := float64(all.service) / float64(all.served)
	load := float64(all.jobs) * service / float64(all.area.Open)
	d.Service, d.Load = rounded(service/60), rounded(load)
	d.InLine = rounded(float64(all.area.OpenQueue) / float64(all.jobs) / 60)
	if d.ErlangC = -1; load < float64(d.AtWork) {
		d.ErlangC = rounded(erlangC(d.AtWork, load) * service / (float64(d.AtWork) - load) / 60)
	}
}

// erlangC is the chance that a job has to wait, by Erlang's recursion for the loss formula.
func erlangC(servers int, load float64) float64 {
	blocked := 1.0
	for i := range servers {
		blocked = load * blocked / (float64(i+1) + load*blocked)
	}
	c := float64(servers)
	return c * blocked / (c - load*(1-blocked))
}
