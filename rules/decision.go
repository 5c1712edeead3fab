// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/icpfiling/icp/rules/internal/model"

// Kind is the kind of answer a decision has.
type Kind string

// The kinds of decisions.
const (
	KindValues   Kind = model.KindValues   // exactly one of a list
	KindCollect  Kind = model.KindCollect  // a set: what every matching rule adds
	KindNumber   Kind = model.KindNumber   // a number, in the decision's unit
	KindRange    Kind = model.KindRange    // from lo to hi, in the decision's unit
	KindDuration Kind = model.KindDuration // a span of time
)

// Binding is the moment whose date a decision is judged on, once and for all.
type Binding string

// The bindings.
const (
	BindingOpen            Binding = "open"             // the day the filing was opened
	BindingSubmit          Binding = "submit"           // the day it was submitted for preliminary review
	BindingAuthoritySubmit Binding = "authority_submit" // the day it was handed to the communications administration
	BindingNow             Binding = "now"              // the day of the question
)

// Decision is a handle to a decision of a policy and its copies: small, comparable with ==, looked up once by name
// with [Policy.Decision]. The zero Decision belongs to no policy.
type Decision struct {
	v *vocabulary
	i int
}

// Decision finds a decision by name.
func (p *Policy) Decision(name string) (Decision, bool) {
	i, ok := p.v.decision[name]
	return Decision{p.v, i}, ok
}

// Decisions lists the policy's decisions in its own order.
func (p *Policy) Decisions() []Decision {
	out := make([]Decision, len(p.v.decisions))
	for i := range out {
		out[i] = Decision{p.v, i}
	}
	return out
}

func (d Decision) def() *model.Decision { return &d.v.decisions[d.i] }

// Name is the decision's name, such as "verify_method".
func (d Decision) Name() string { return d.def().Name }

// Kind is the kind of answer the decision has.
func (d Decision) Kind() Kind { return Kind(d.def().Kind) }

// Binding is the moment whose date the decision is judged on.
func (d Decision) Binding() Binding { return Binding(d.def().Binding) }

// Unit says what a number or range counts, such as "business_days"; "" when the policy does not say.
func (d Decision) Unit() string { return d.def().Unit }

// Optional reports whether the policy may be silent on the decision.
func (d Decision) Optional() bool { return d.def().Optional }

// Values lists the names a values or collect decision can give; nil otherwise.
func (d Decision) Values() []string {
	var out []string
	for _, v := range d.def().Values {
		out = append(out, v.Name)
	}
	return out
}

// About says in one sentence what the decision is about, in "en" or "zh".
func (d Decision) About(lang string) string { return d.def().About.In(lang) }

// Text is the label of a decision's value for people, in "en" or "zh"; the value itself when there is no label.
func (p *Policy) Text(d Decision, value, lang string) string {
	for _, v := range d.def().Values {
		if v.Name == value && v.Label.In(lang) != "" {
			return v.Label.In(lang)
		}
	}
	return value
}
