// SPDX-License-Identifier: Apache-2.0

package property

// Property is one thing that must hold of filings over time. Make it with Always, LeadsTo, Eventually or Sometimes;
// a Property is a value and its methods give changed copies.
type Property struct {
	name, source string
	en, zh       string
	kind         kind
	from, to     Situation
	holds        func(*Snapshot) bool
	bound        Bound
}

type kind uint8

const (
	always kind = iota
	leadsTo
	eventually
	sometimes
)

// Always says that in every entry of a situation something holds.
func Always(name string, in Situation, holds func(*Snapshot) bool) Property {
	return Property{name: name, kind: always, from: in, holds: holds}
}

// LeadsTo says that after every entry of one situation an entry of another follows in time; see [Property.Within], which
// it needs. One entry meets all obligations open before it, and may begin the next.
func LeadsTo(name string, from, to Situation) Property {
	return Property{name: name, kind: leadsTo, from: from, to: to}
}

// Eventually says that after every entry of one situation an entry of another follows, at whatever time. It is judged
// when the watching ends, of filings that are over or whose faults have all healed.
func Eventually(name string, from, to Situation) Property {
	return Property{name: name, kind: eventually, from: from, to: to}
}

// Sometimes names a situation that a run must reach with at least one filing.
func Sometimes(name string, in Situation) Property {
	return Property{name: name, kind: sometimes, from: in}
}

// Within gives a LeadsTo its bound.
func (p Property) Within(b Bound) Property {
	p.bound = b
	return p
}

// Says gives the property its words: one sentence in English and one in Chinese.
func (p Property) Says(en, zh string) Property {
	p.en, p.zh = en, zh
	return p
}

// From names the sentence, ledger entry or document the property comes from.
func (p Property) From(source string) Property {
	p.source = source
	return p
}

// Name is the property's stable name.
func (p Property) Name() string { return p.name }

// Source is where it comes from; empty if nobody said.
func (p Property) Source() string { return p.source }

// IsSometimes reports whether it is a situation to reach; such a property is never broken.
func (p Property) IsSometimes() bool { return p.kind == sometimes }

// Timed reports whether the passing of time can break it: a LeadsTo or an Eventually. Replaying a filing for it lets
// timers fire by themselves.
func (p Property) Timed() bool { return p.kind == leadsTo || p.kind == eventually }

// fault says what is wrong with a property; empty if nothing is.
func (p *Property) fault() string {
	switch {
	case p.name == "":
		return "a property has no name"
	case p.kind == always && p.holds == nil:
		return p.name + " does not say what holds"
	case p.kind == leadsTo && p.bound == Bound{}:
		return p.name + " has no bound: add Within, or make it an Eventually"
	case p.kind != leadsTo && p.bound != Bound{}:
		return p.name + " has a bound, which only a LeadsTo takes"
	case p.bound.Days < 0 || p.bound.Clock < 0:
		return p.name + " has a bound before its beginning"
	case p.from.empty() || p.Timed() && p.to.empty():
		return p.name + " looks at nothing: name events, refusals or topics"
	}
	return ""
}
