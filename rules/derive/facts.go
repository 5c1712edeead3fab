// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/icpfiling/icp/rules"
)

// Facts derives like [Into] and gives the facts by name, as the commands of a filing carry them. A filing with several
// domains brings one [Fields] for each: what is of one domain or website is said of [Fields.Domain], the rest once for
// all; what compares the persons is said of each domain too where the websites have several administrators. The case says what is filed where; Machine.Case of package fsm makes it. Errors are those of Into; two Fields that
// disagree on what is not of one domain are one too (RUL-015).
func Facts(p *rules.Policy, c rules.Case, all ...*Fields) ([]Said, error) {
	var list []Said
	several := slices.ContainsFunc(all, func(f *Fields) bool { return f.WebsiteAdministrator != all[0].WebsiteAdministrator })
	for _, f := range all {
		derived := c
		if err := Into(&derived, p, f); err != nil {
			return nil, err
		}
		for _, x := range Extractors() {
			said, ok := x.said(p, &c, &derived)
			if !ok {
				continue
			}
			if x.of == ofDomain || x.of == ofPersons && several {
				said.Of = f.Domain
			}
			i := slices.IndexFunc(list, func(s Said) bool { return s.Fact == said.Fact && s.Of == said.Of })
			if i < 0 {
				list = append(list, said)
			} else if list[i] != said {
				return nil, fmt.Errorf("RUL-015: %s is both %s and %s by two Fields of one filing; give every Fields the same of what is not of one domain",
					said.Fact, list[i].Value, said.Value)
			}
		}
	}
	return list, nil
}

// said is the fact by its names; false where it was not derived.
func (x *Extractor) said(p *rules.Policy, before, after *rules.Case) (Said, bool) {
	fact, ok := p.Fact(x.Fact)
	if !ok || fact.Derived() != x.Name {
		return Said{}, false
	}
	value, known := after.Get(fact)
	if _, given := before.Get(fact); given || !known {
		return Said{}, false
	}
	if _, _, number := fact.Integer(); number {
		return Said{Fact: x.Fact, Value: strconv.Itoa(value)}, true
	}
	return Said{Fact: x.Fact, Value: fact.Values()[value]}, true
}
