// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"slices"

	"github.com/icpfiling/icp/rules"
)

// layers are the layers of a policy; one that stands later decides over those before.
var layers = [...]rules.Layer{rules.LayerNational, rules.LayerRegion, rules.LayerHost}

// overruled reports whether one rule of a layer above decides wherever a rule applies to a filing of the run, as that of a
// provider does over the country's: the rule then gives no answer. It sees no rules that do so together.
func (s *Space) overruled(r *rules.Rule, decision string) bool {
	if slices.Contains(s.setup.Sets, decision) {
		return false // answers are added there
	}
	rank := slices.Index(layers[:], r.Layer)
	return slices.ContainsFunc(s.deciding[decision], func(above *rules.Rule) bool {
		return above.On && slices.Index(layers[:], above.Layer) > rank && s.holdsThroughout(above, r) && s.appliesWhere(above, r)
	})
}

// decidedBy gives the rules that say something on each decision.
func decidedBy(list []rules.Rule) map[string][]*rules.Rule {
	by := map[string][]*rules.Rule{}
	for i := range list {
		for decision := range list[i].Decide {
			by[decision] = append(by[decision], &list[i])
		}
	}
	return by
}

// holdsThroughout reports whether a rule is in force on every day of the run on which another one is.
func (s *Space) holdsThroughout(above, r *rules.Rule) bool {
	first, until := s.setup.From, r.Until
	if r.From.After(first) {
		first = r.From
	}
	return !above.From.After(first) && (above.Until.IsZero() || !until.IsZero() && !above.Until.Before(until))
}

// appliesWhere reports whether a rule applies to every filing of the run to which another one does.
func (s *Space) appliesWhere(above, r *rules.Rule) bool {
	return !slices.ContainsFunc(above.When, func(wants rules.Condition) bool {
		admitted := []string{s.setup.Provider}
		if wants.Fact != "provider" || s.setup.Provider == "" {
			i := slices.IndexFunc(r.When, func(c rules.Condition) bool { return c.Fact == wants.Fact })
			if i < 0 {
				return true
			}
			admitted = r.When[i].Values
		}
		return slices.ContainsFunc(admitted, func(value string) bool { return !slices.Contains(wants.Values, value) })
	})
}
