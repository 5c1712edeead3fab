// SPDX-License-Identifier: Apache-2.0

package rules

// Behind names the rules that give an answer, by its place among [Policy.Answers]: the winner first, of a set every
// rule that adds to it. It is empty where the policy is silent.
func (p *Policy) Behind(place int) []string {
	for d := range p.m.Decisions {
		outcomes := p.m.Decisions[d].Diagram.Outcomes
		i := place - int(p.e.first[d])
		if i < 0 || i >= len(outcomes) {
			continue
		}
		var ids []string
		for _, r := range outcomes[i].Rules {
			ids = append(ids, p.m.Rules[r].ID)
		}
		return ids
	}
	return nil
}
