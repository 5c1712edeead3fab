// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/simulator/coverage"
	"github.com/icpfiling/icp/simulator/fault"
)

// cover makes the space that a run counts in, once.
func (lb *lab) cover() {
	if lb.space == nil {
		lb.space = lb.reachable()
	}
}

// reachable lists what a run can reach.
func (lb *lab) reachable() *coverage.Space {
	setup := coverage.Setup{
		Table: lb.machine.Table(), Policy: lb.policy, Records: lb.machine.Records(), Sets: []string{lb.documents.Name()},
		Provider: lb.provider(),
		From:     lb.From, Until: lb.From.AddDays(lb.Days - 1),
	}
	for _, p := range lb.properties {
		if p.IsSometimes() {
			setup.Situations = append(setup.Situations, p.Name())
		}
	}
	lb.meets = lb.met()
	for _, k := range lb.meets {
		setup.Faults = append(setup.Faults, k.String())
	}
	return coverage.NewSpace(setup)
}

// met lists the faults that can happen in the run.
func (lb *lab) met() (list []fault.Kind) {
	for _, k := range fault.Kinds() {
		if lb.Faults.Rates[k] > 0 && (k != fault.PolicyChanged || lb.variants[0][1] != nil) {
			list = append(list, k)
		}
	}
	return list
}

// covered words the counts of a run.
func (lb *lab) covered(reached []int64) *coverage.Report {
	c := lb.space.Counter()
	c.Add(reached)
	r := lb.space.Report(c)
	r.Idle = lb.idle()
	return r
}

// countSituations counts the filings that reached each situation since the last forgetAsked.
func (m *monitor) countSituations(c *coverage.Counter) {
	n := 0
	for i, place := range m.placeOf {
		if place < 0 {
			c.Reached(n, m.props.Asked[i])
			n++
		}
	}
}
