// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/simulator/coverage"
)

// reachable lists what a run can reach.
func (lb *lab) reachable() *coverage.Space {
	setup := coverage.Setup{
		Table: lb.machine.Table(), Policy: lb.policy, Records: lb.machine.Records(), Sets: []string{lb.documents.Name()},
		From: lb.From, Until: lb.From.AddDays(lb.Days - 1),
	}
	for _, p := range lb.properties {
		if p.IsSometimes() {
			setup.Situations = append(setup.Situations, p.Name())
		}
	}
	return coverage.NewSpace(setup)
}

// covered words the counts of a run.
func (lb *lab) covered(reached []int64) *coverage.Report {
	c := lb.space.Counter()
	c.Add(reached)
	return lb.space.Report(c)
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
