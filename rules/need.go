// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/internal/model"
)

// settle looks past the facts a case leaves out: when every way on gives one value, that is the answer.
func (p *Policy) settle(d *model.DecisionInfo, c *Case, from model.Ref, at calendar.Date) (model.Ref, error) {
	r := p.m.Restrict(d, from, c.known[:])
	if r.Root < 0 {
		return r.Leaf[^r.Root], nil
	}
	need := &NeedError{Decision: d.Name, At: at}
	for _, f := range r.Facts() {
		need.Facts = append(need.Facts, p.m.Facts[f].Name)
	}
	return 0, need
}

// Needs lists the facts, among those the case leaves out, that the answer to a decision on a day hangs on. None means
// that [Policy.Judge] can answer, or that no fact would help it: then its error says why.
func (p *Policy) Needs(d Decision, c *Case, at calendar.Date) []string {
	_, err := p.Judge(d, c, at)
	if need, ok := err.(*NeedError); ok {
		return slices.Clone(need.Facts)
	}
	return nil
}
