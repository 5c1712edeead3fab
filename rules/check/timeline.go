// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Timeline lists the days after a policy's start on which an answer changes, for the cases the conditions admit, and what
// changes on each. A condition admits some values of a fact; facts without one take every value.
func Timeline(p *rules.Policy, given []rules.Condition) []Difference {
	m := p.Compiled()
	pr := &pair{old: m, now: m, cuts: m.Cuts}
	allow, ok := admits(m, rules.Test{Given: given})
	if !ok {
		return nil
	}
	pr.common = make([][]bool, len(m.Facts))
	for f := range m.Facts {
		pr.common[f] = make([]bool, m.Facts[f].Size)
		for v := range pr.common[f] {
			values, limited := allow[f]
			pr.common[f][v] = !limited || slices.Contains(values, v)
		}
	}
	var out []Difference
	for k := m.Begin() + 1; k <= len(m.Cuts); k++ {
		step := Difference{Old: p.Digest(), New: p.Digest(), On: m.Start(k), pair: pr}
		for i := range m.Decisions {
			d := &m.Decisions[i]
			g := model.NewPairs(m, d, m, d, pr.isCommon)
			root := g.Walk(d.Diagram.Roots[k-1], d.Diagram.Roots[k])
			if root == model.Same {
				continue
			}
			list := pr.gather(g, d, d, []model.Ref{root}, map[model.Ref][]int{root: {k}})
			for j := range list {
				list[j].Cases = nil
				for _, c := range list[j].cubes {
					list[j].Cases = append(list[j].Cases, everyCase(m.CubeText(c)))
				}
			}
			step.Changes = append(step.Changes, list...)
		}
		if len(step.Changes) > 0 {
			out = append(out, step)
		}
	}
	return out
}

func everyCase(text string) string {
	if text == "" {
		return model.EveryCase
	}
	return text
}
