// SPDX-License-Identifier: Apache-2.0

package model

import (
	"math"
	"slices"
	"strconv"

	"github.com/icpfiling/icp/calendar"
)

// Policy is a compiled artifact. It is never changed after Compile.
type Policy struct {
	Art       *Artifact
	Canonical []byte
	Digest    string
	Starts    calendar.Date
	Facts     []FactInfo
	Decisions []DecisionInfo
	Rules     []RuleInfo      // same places as in the artifact
	Cuts      []calendar.Date // days on which a rule begins or ends, ascending; interval k ends before Cuts[k]
	left      int             // steps that compiling may still take
}

// FactInfo is a fact with its values numbered from 0 and grouped into classes no rule tells apart.
type FactInfo struct {
	*Fact
	Size    int
	Class   []uint16 // by value
	Classes int
	Default int // -1: none
	lookup  map[string]int
}

// RuleInfo is a rule ready to be tested.
type RuleInfo struct {
	*Rule
	On          bool // its switch, if it has one, is on
	From, Until calendar.Date
	Rank        int            // of its layer
	accept      map[int][]bool // by fact, by value; facts left out accept everything
}

// DecisionInfo is a decision with the rules that decide it.
type DecisionInfo struct {
	*Decision
	Index   int
	Rules   []int    // places of the rules, in the artifact's order
	Values  []string // what each of them decides, canonical text
	Facts   []int    // facts its rules limit, ascending
	match   [][]Bits // by place in Facts, by class of the fact
	limits  []Bits   // by place in Facts: rules that limit it
	force   []Bits   // by interval of dates: rules in force
	Diagram Diagram
}

// Compile makes a policy of an artifact that Check found nothing wrong with, whatever it takes: of one that
// CompileWithin took, or a little change of it.
func Compile(a *Artifact) *Policy { return compile(a, math.MaxInt) }

// CompileWithin is Compile for an artifact from elsewhere: how many ways rules can meet grows faster than the rules, and
// one that has more than MaxStates is a problem.
func CompileWithin(a *Artifact) (*Policy, []Problem) {
	p := compile(a, MaxStates)
	if p.left >= 0 {
		return p, nil
	}
	i := len(p.Decisions) - 1 // the last one drawn
	return nil, []Problem{{Path: "decisions/" + strconv.Itoa(i), ID: "limit", Msg: Say(
		"the rules of %s limit too many facts in too many ways: more than %d combinations; limit fewer facts in one rule, or make two decisions of it",
		"%s 的规则对过多事实作了过多不同的限定：组合超过 %d 种；请减少单条规则限定的事实，或拆分为两个决定", p.Decisions[i].Name, MaxStates)}}
}

func compile(a *Artifact, most int) *Policy {
	p := &Policy{Art: a, Canonical: a.Canonical(), left: most}
	p.Digest = Digest(p.Canonical)
	p.Starts, _ = calendar.ParseDate(a.Starts)
	for i := range a.Facts {
		p.Facts = append(p.Facts, newFactInfo(&a.Facts[i]))
	}
	p.build()
	return p
}

// build compiles the rules and the decisions, once the facts are there.
func (p *Policy) build() {
	a := p.Art
	off := map[string]bool{}
	for _, s := range a.Switches {
		off[s.Name] = !s.On
	}
	for i := range a.Rules {
		p.Rules = append(p.Rules, p.newRuleInfo(&a.Rules[i], !off[a.Rules[i].Switch]))
	}
	for f := range p.Facts {
		p.classify(f)
	}
	p.cutDates()
	for i := range a.Decisions {
		if p.left >= 0 {
			p.Decisions = append(p.Decisions, p.newDecisionInfo(i))
		}
	}
}

func newFactInfo(f *Fact) FactInfo {
	info := FactInfo{Fact: f, Size: f.Max - f.Min + 1, Default: -1}
	if len(f.Values) == 0 {
		return info
	}
	info.Size = len(f.Values)
	info.lookup = map[string]int{}
	for i, v := range f.Values {
		for _, s := range Spellings(v) {
			info.lookup[s] = i
		}
		if v.Name == f.Default {
			info.Default = i
		}
	}
	return info
}

// Value finds a value by its name, Chinese label or alias, or the place of an integer.
func (f *FactInfo) Value(text string) (int, bool) {
	if f.lookup != nil {
		v, ok := f.lookup[text]
		if !ok {
			v, ok = f.lookup[Fold(text)]
		}
		return v, ok
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < f.Min || n > f.Max {
		return 0, false
	}
	return n - f.Min, true
}

// ValueName is the name of value v.
func (f *FactInfo) ValueName(v int) string {
	if f.lookup == nil {
		return strconv.Itoa(f.Min + v)
	}
	return f.Values[v].Name
}

func (p *Policy) factIndex(name string) int {
	return slices.IndexFunc(p.Facts, func(f FactInfo) bool { return f.Name == name })
}

var layerRank = map[string]int{"national": 0, "region": 1, "host": 2}

func (p *Policy) newRuleInfo(r *Rule, on bool) RuleInfo {
	info := RuleInfo{Rule: r, On: on, Rank: layerRank[r.Layer], accept: map[int][]bool{}}
	info.From, _ = calendar.ParseDate(r.From)
	info.Until, _ = calendar.ParseDate(r.Until)
	for _, w := range r.When {
		f := p.factIndex(w.Fact)
		info.accept[f] = p.Facts[f].accepts(w)
	}
	return info
}

func (f *FactInfo) accepts(w Cond) []bool {
	out := make([]bool, f.Size)
	if w.From != nil || w.Below != nil {
		for v := range out {
			n := f.Min + v
			out[v] = (w.From == nil || n >= *w.From) && (w.Below == nil || n < *w.Below)
		}
		return out
	}
	for v := range out {
		out[v] = len(w.Not) > 0
	}
	for _, name := range w.In {
		v, _ := f.Value(name)
		out[v] = true
	}
	for _, name := range w.Not {
		v, _ := f.Value(name)
		out[v] = false
	}
	return out
}

// Accepts reports whether the rule's limit on a fact admits a value; no limit admits all.
func (r *RuleInfo) Accepts(fact, value int) bool {
	a, ok := r.accept[fact]
	return !ok || a[value]
}

// Holds reports whether the rule is in force on a day.
func (r *RuleInfo) Holds(at calendar.Date) bool {
	return r.On && at.Compare(r.From) >= 0 && (r.Until == (calendar.Date{}) || at.Compare(r.Until) < 0)
}

// classify numbers the classes of a fact: two values share one when every rule treats them alike.
func (p *Policy) classify(f int) {
	info := &p.Facts[f]
	var columns [][]bool
	for i := range p.Rules {
		if a, ok := p.Rules[i].accept[f]; ok {
			columns = append(columns, a)
		}
	}
	seen := map[string]uint16{}
	sig := make([]byte, (len(columns)+7)/8)
	info.Class = make([]uint16, info.Size)
	if len(columns) == 0 {
		info.Classes = min(1, info.Size)
		return
	}
	for v := range info.Size {
		clear(sig)
		for i, a := range columns {
			if a[v] {
				sig[i/8] |= 1 << (i % 8)
			}
		}
		c, ok := seen[string(sig)]
		if !ok {
			c = uint16(len(seen))
			seen[string(sig)] = c
		}
		info.Class[v] = c
	}
	info.Classes = len(seen)
}

func (p *Policy) cutDates() {
	for i := range p.Rules {
		p.Cuts = append(p.Cuts, p.Rules[i].From)
		if p.Rules[i].Until != (calendar.Date{}) {
			p.Cuts = append(p.Cuts, p.Rules[i].Until)
		}
	}
	slices.SortFunc(p.Cuts, calendar.Date.Compare)
	p.Cuts = slices.Compact(p.Cuts)
}

// Interval is the place of a day among the spans between two cuts: 0 is before the first.
func (p *Policy) Interval(at calendar.Date) int {
	lo, hi := 0, len(p.Cuts)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.Cuts[mid].Compare(at) <= 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (p *Policy) newDecisionInfo(index int) DecisionInfo {
	d := DecisionInfo{Decision: &p.Art.Decisions[index], Index: index}
	limited := map[int]bool{}
	for i := range p.Rules {
		for _, a := range p.Rules[i].Decide {
			if a.Decision != d.Name {
				continue
			}
			d.Rules = append(d.Rules, i)
			d.Values = append(d.Values, a.Value)
			for f := range p.Rules[i].accept {
				limited[f] = true
			}
		}
	}
	d.Facts = sortedInts(limited)
	for _, f := range d.Facts {
		info := &p.Facts[f]
		match := make([]Bits, info.Classes)
		for c := range match {
			match[c] = newBits(len(d.Rules))
		}
		limits := newBits(len(d.Rules))
		for local, r := range d.Rules {
			if _, ok := p.Rules[r].accept[f]; ok {
				limits.set(local)
			}
			for v := range info.Size {
				if p.Rules[r].Accepts(f, v) {
					match[info.Class[v]].set(local)
				}
			}
		}
		d.match = append(d.match, match)
		d.limits = append(d.limits, limits)
	}
	for k := range len(p.Cuts) + 1 {
		force := newBits(len(d.Rules))
		for local, r := range d.Rules {
			if k > 0 && p.Rules[r].Holds(p.Cuts[k-1]) {
				force.set(local)
			}
		}
		d.force = append(d.force, force)
	}
	d.Diagram = p.draw(&d)
	return d
}

func sortedInts(set map[int]bool) []int {
	out := make([]int, 0, len(set))
	for i := range set {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

// Domain lists the names of a decision's values in their order.
func (d *DecisionInfo) Domain() []string { return names(d.Decision.Values) }

// Variant compiles one decision of a policy with other rules, sharing everything rules do not touch. It serves what-if
// questions that are asked by the thousand: digest and canonical bytes are left out.
func (p *Policy) Variant(decision string, rules []Rule) *Policy {
	i := 0
	for p.Art.Decisions[i].Name != decision {
		i++
	}
	a := &Artifact{
		Schema: p.Art.Schema, Name: p.Art.Name, Starts: p.Art.Starts,
		Facts: p.Art.Facts, Decisions: p.Art.Decisions[i : i+1], Switches: p.Art.Switches, Rules: rules,
	}
	v := &Policy{Art: a, Starts: p.Starts, Facts: slices.Clone(p.Facts), left: math.MaxInt}
	v.build()
	return v
}

// Deciding lists the rules of an artifact that decide a decision, for nothing else.
func (a *Artifact) Deciding(decision string) []Rule {
	var out []Rule
	for _, r := range a.Rules {
		for _, d := range r.Decide {
			if d.Decision == decision {
				r.Decide = []Answer{d}
				out = append(out, r)
				break
			}
		}
	}
	return out
}
