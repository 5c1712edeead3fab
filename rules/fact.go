// SPDX-License-Identifier: Apache-2.0

package rules

// Fact is a handle to a fact of a policy and its copies: small, comparable with ==, looked up once by name with
// [Policy.Fact]. The zero Fact belongs to no policy.
type Fact struct {
	v *vocabulary
	i int
}

// Fact finds a fact by name.
func (p *Policy) Fact(name string) (Fact, bool) {
	i, ok := p.v.fact[name]
	return Fact{p.v, i}, ok
}

// Facts lists the policy's facts in its own order.
func (p *Policy) Facts() []Fact {
	out := make([]Fact, len(p.v.facts))
	for i := range out {
		out[i] = Fact{p.v, i}
	}
	return out
}

// Name is the fact's name, such as "region".
func (f Fact) Name() string { return f.v.facts[f.i].Name }

// Integer reports whether the fact is a whole number, and the span it lies in, both ends included.
func (f Fact) Integer() (lo, hi int, ok bool) {
	d := &f.v.facts[f.i]
	return d.Min, d.Max, len(d.Values) == 0
}

// Derived names the extractor that computes the fact by comparing fields of a filing, such as "domain-holder-1" of
// rules/derive; "" when the fact is simply said. A host gives the fact's value to the policy, never the fields.
func (f Fact) Derived() string { return f.v.facts[f.i].Derived }

// About says in one sentence what the fact is, in "en" or "zh".
func (f Fact) About(lang string) string { return f.v.facts[f.i].About.In(lang) }

// Values lists the names of the fact's values in their order; nil for an integer.
func (f Fact) Values() []string {
	var out []string
	for _, v := range f.v.facts[f.i].Values {
		out = append(out, v.Name)
	}
	return out
}

// Value finds the value to give to [Case.Set]: the place of a named value, also found by Chinese label or alias (上海,
// SH, An'hui), or the integer itself.
func (f Fact) Value(name string) (int, bool) {
	d := &f.v.facts[f.i]
	v, ok := d.Value(name)
	if !ok {
		return 0, false
	}
	return d.Min + v, true
}

// Label is the name of a value for people, in "en" or "zh"; the value's name when the policy has no label for it.
func (f Fact) Label(value, lang string) string {
	for _, v := range f.v.facts[f.i].Values {
		if v.Name == value && v.Label.In(lang) != "" {
			return v.Label.In(lang)
		}
	}
	return value
}
