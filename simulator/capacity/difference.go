// SPDX-License-Identifier: Apache-2.0

package capacity

import "slices"

// less is what a desk has under the new policy less what it had under the old one. The replications are pairs: the same
// filings begin at the same times, and each visit takes the same time, so that their differences say more than the
// difference of the means.
func less(now, old *Desk, samples, olds []sample) Desk {
	d := Desk{
		Name: now.Name, Works: now.Works, Jobs: now.Jobs - old.Jobs, Withdrawn: now.Withdrawn - old.Withdrawn,
		Unfinished: now.Unfinished - old.Unfinished, Targets: now.Targets - old.Targets, Longest: now.Longest - old.Longest,
		Little: now.Little && old.Little, Turnaround: quantilesLess(now.Turnaround, old.Turnaround), LateBy: quantilesLess(now.LateBy, old.LateBy),
		Weeks: []float64{}, AtWork: now.AtWork - old.AtWork, Load: rounded(now.Load - old.Load), Service: rounded(now.Service - old.Service),
		InLine: rounded(now.InLine - old.InLine),
	}
	d.Utilisation = paired(samples, olds, utilisation)
	d.Wait = paired(samples, olds, waiting)
	d.Late = paired(samples, olds, lateness)
	d.Queue = paired(samples, olds, queueing)
	for i := range min(len(now.Weeks), len(old.Weeks)) {
		d.Weeks = append(d.Weeks, rounded(now.Weeks[i]-old.Weeks[i]))
	}
	if now.ErlangC >= 0 && old.ErlangC >= 0 {
		d.ErlangC = rounded(now.ErlangC - old.ErlangC)
	}
	return d
}

// paired is the mean difference over the replications that show something under both policies.
func paired(samples, olds []sample, of func(*sample) (float64, bool)) Figure {
	var list []float64
	for i := range samples {
		now, ok := of(&samples[i])
		old, was := of(&olds[i])
		if ok && was {
			list = append(list, now-old)
		}
	}
	return figureOf(list)
}

// quantilesLess subtracts those that both have.
func quantilesLess(now, old []Quantile) []Quantile {
	list := []Quantile{}
	for _, q := range now {
		if i := slices.IndexFunc(old, func(o Quantile) bool { return o.Percent == q.Percent }); i >= 0 {
			list = append(list, Quantile{q.Percent, q.Days - old[i].Days})
		}
	}
	return list
}
