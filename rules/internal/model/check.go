// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/calendar"
)

// Problem is one thing wrong with an artifact. Path leads to it ("rules/3/when/region/0").
type Problem struct {
	Path string
	ID   string // kind of the problem: "unknown-value", "date" …
	Msg  string
	Near []string
}

func (p Problem) String() string {
	s := p.Path + ": " + p.Msg + " [" + p.ID + "]"
	if len(p.Near) > 0 {
		s += " (did you mean " + QuoteAll(p.Near) + "?)"
	}
	return s
}

// QuoteAll writes names as "a", "b" or "c".
func QuoteAll(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = strconv.Quote(n)
	}
	if len(q) < 2 {
		return strings.Join(q, "")
	}
	return strings.Join(q[:len(q)-1], ", ") + " or " + q[len(q)-1]
}

var (
	layers      = []string{"national", "region", "host"}
	bindings    = []string{"open", "submit", "authority_submit", "now"}
	confidences = []string{"seed", "fill", "near"}
	certainties = []string{"known_by", "about"}
	kinds       = []string{KindValues, KindCollect, KindNumber, KindRange, KindDuration}
)

type checker struct {
	a         *Artifact
	facts     map[string]*Fact
	decisions map[string]*Decision
	rules     map[string]*Rule
	switches  []string
	problems  []Problem
}

// Check finds everything wrong with an artifact, at most MaxFindings problems, in the order of the artifact.
func Check(a *Artifact) []Problem {
	c := &checker{
		a: a, facts: map[string]*Fact{}, decisions: map[string]*Decision{}, rules: map[string]*Rule{},
	}
	if a.Schema != 1 {
		c.add("schema", "schema", fmt.Sprintf("schema %d is not known here; this version reads schema 1", a.Schema))
	}
	if !IsID(a.Name) {
		c.add("name", "name", fmt.Sprintf("policy name %q must be lower-case letters, digits and hyphens", a.Name))
	}
	if a.Starts != "" {
		c.date("starts", a.Starts)
	}
	before := len(c.problems)
	if c.sizes(); len(c.problems) > before {
		return c.problems
	}
	for i := range a.Facts {
		c.fact("facts/"+strconv.Itoa(i), &a.Facts[i])
	}
	for i := range a.Decisions {
		c.decision("decisions/"+strconv.Itoa(i), &a.Decisions[i])
	}
	for i, s := range a.Switches {
		if !IsID(s.Name) || slices.Contains(c.switches, s.Name) {
			c.add("switches/"+strconv.Itoa(i), "name", fmt.Sprintf("switch name %q is not a new name", s.Name))
		}
		c.switches = append(c.switches, s.Name)
	}
	for i := range a.Rules {
		r := &a.Rules[i]
		if _, dup := c.rules[r.ID]; dup {
			c.add(fmt.Sprintf("rules/%d/id", i), "duplicate-rule", fmt.Sprintf("rule %q exists already", r.ID))
			continue
		}
		c.rules[r.ID] = r
	}
	for i := range a.Rules {
		c.rule("rules/"+strconv.Itoa(i), &a.Rules[i])
	}
	return c.problems
}

func (c *checker) add(path, id, msg string, near ...string) {
	if len(c.problems) < MaxFindings {
		c.problems = append(c.problems, Problem{Path: path, ID: id, Msg: msg, Near: near})
	}
}

func (c *checker) sizes() {
	limit := func(what string, n, most int) {
		if n > most {
			c.add(what, "limit", fmt.Sprintf("%d %s are more than the limit of %d", n, what, most))
		}
	}
	limit("facts", len(c.a.Facts), MaxFacts)
	limit("decisions", len(c.a.Decisions), MaxDecisions)
	limit("rules", len(c.a.Rules), MaxRules)
	limit("switches", len(c.a.Switches), MaxDecisions)
}

func (c *checker) fact(path string, f *Fact) {
	if !IsName(f.Name) {
		c.add(path, "name", fmt.Sprintf("fact name %q must be lower-case letters, digits and underscores", f.Name))
	}
	if _, dup := c.facts[f.Name]; dup {
		c.add(path, "duplicate-name", fmt.Sprintf("fact %q exists already", f.Name))
	}
	c.facts[f.Name] = f
	c.derived(path+"/derived", f)
	if len(f.Values) == 0 {
		if f.Min < 0 || f.Max <= f.Min || f.Max-f.Min >= MaxInt {
			c.add(path, "domain", fmt.Sprintf("fact %q needs values, or an int with 0 <= min < max and at most %d numbers", f.Name, MaxInt))
		}
		return
	}
	if f.Min != 0 || f.Max != 0 {
		c.add(path, "domain", fmt.Sprintf("fact %q has both values and a range of integers", f.Name))
	}
	c.named(path+"/values", f.Values)
	if f.Default != "" && !hasName(f.Values, f.Default) {
		c.add(path+"/default", "unknown-value", fmt.Sprintf("%q is not a value of %s", f.Default, f.Name), Near(f.Default, names(f.Values))...)
	}
}

// derived: an extractor is named, and makes one fact only.
func (c *checker) derived(path string, f *Fact) {
	if f.Derived == "" {
		return
	}
	if !IsID(f.Derived) {
		c.add(path, "name", fmt.Sprintf("extractor %q must be lower-case letters, digits and hyphens", f.Derived))
	}
	for i := range c.a.Facts {
		other := &c.a.Facts[i]
		if other == f {
			break
		}
		if other.Derived == f.Derived {
			c.add(path, "duplicate-name", fmt.Sprintf("extractor %q derives %s already; one extractor makes one fact", f.Derived, other.Name))
		}
	}
}

func (c *checker) named(path string, values []Named) {
	if len(values) > MaxValues {
		c.add(path, "limit", fmt.Sprintf("%d values are more than the limit of %d", len(values), MaxValues))
		return
	}
	seen := map[string]string{}
	for i, v := range values {
		at := path + "/" + strconv.Itoa(i)
		if !IsName(v.Name) {
			c.add(at, "name", fmt.Sprintf("value name %q must be lower-case letters, digits and underscores", v.Name))
		}
		for _, s := range Spellings(v) {
			if other, dup := seen[s]; dup && other != v.Name {
				c.add(at, "duplicate-name", fmt.Sprintf("%q is a spelling of both %s and %s", s, other, v.Name))
			} else if dup && s == Fold(v.Name) {
				c.add(at, "duplicate-name", fmt.Sprintf("value %q exists already", v.Name))
			}
		}
		for _, s := range Spellings(v) {
			seen[s] = v.Name
		}
	}
}

// Spellings lists everything a value may be called, folded: name, Chinese label, aliases.
func Spellings(v Named) []string {
	out := []string{Fold(v.Name)}
	for _, s := range append([]string{v.Label.Zh}, v.Aliases...) {
		if f := Fold(s); f != "" && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

func (c *checker) decision(path string, d *Decision) {
	if !IsName(d.Name) {
		c.add(path, "name", fmt.Sprintf("decision name %q must be lower-case letters, digits and underscores", d.Name))
	}
	if _, dup := c.decisions[d.Name]; dup {
		c.add(path, "duplicate-name", fmt.Sprintf("decision %q exists already", d.Name))
	}
	c.decisions[d.Name] = d
	c.oneOf(path+"/kind", "kind", d.Kind, kinds)
	c.oneOf(path+"/binding", "binding", d.Binding, bindings)
	listed := d.Kind == KindValues || d.Kind == KindCollect
	if listed && len(d.Values) == 0 {
		c.add(path, "domain", fmt.Sprintf("decision %q lists no values", d.Name))
	}
	if !listed && len(d.Values) > 0 {
		c.add(path, "domain", fmt.Sprintf("decision %q is a %s and has no list of values", d.Name, d.Kind))
	}
	c.named(path+"/values", d.Values)
}

func (c *checker) oneOf(path, what, got string, known []string) {
	if !slices.Contains(known, got) {
		c.add(path, "unknown-"+what, fmt.Sprintf("%q is not a %s (%s)", got, what, strings.Join(known, ", ")), Near(got, known)...)
	}
}

func (c *checker) date(path, text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		c.add(path, "date", fmt.Sprintf("expected a date like 2026-01-31, found %q", text))
	}
	return d
}

func (c *checker) rule(path string, r *Rule) {
	if !IsID(r.ID) {
		c.add(path+"/id", "name", fmt.Sprintf("rule id %q must be lower-case letters, digits and hyphens", r.ID))
	}
	c.oneOf(path+"/layer", "layer", r.Layer, layers)
	if r.From == "" {
		c.add(path, "date", fmt.Sprintf("rule %q has no from date", r.ID))
	} else {
		from := c.date(path+"/from", r.From)
		if r.Until != "" {
			if until := c.date(path+"/until", r.Until); until != (calendar.Date{}) && until.Compare(from) <= 0 {
				c.add(path+"/until", "date", fmt.Sprintf("until %s is not after from %s; until is the first day the rule no longer holds", r.Until, r.From))
			}
		}
	}
	if r.FromIs != "" {
		c.oneOf(path+"/from_is", "certainty", r.FromIs, certainties)
	}
	if r.UntilIs != "" {
		c.oneOf(path+"/until_is", "certainty", r.UntilIs, certainties)
	}
	if r.Confidence != "" {
		c.oneOf(path+"/confidence", "confidence", r.Confidence, confidences)
	}
	if r.Switch != "" && !slices.Contains(c.switches, r.Switch) {
		c.add(path+"/switch", "unknown-switch", fmt.Sprintf("%q is not a switch of this policy", r.Switch), Near(r.Switch, c.switches)...)
	}
	seen := map[string]bool{}
	for _, w := range r.When {
		if seen[w.Fact] {
			c.add(path+"/when/"+w.Fact, "duplicate-fact", fmt.Sprintf("rule %q limits %s twice; join the limits", r.ID, w.Fact))
		}
		seen[w.Fact] = true
		c.cond(path+"/when/"+w.Fact, w)
	}
	c.answers(path, r)
	c.replaces(path, r)
}

func (c *checker) cond(path string, w Cond) {
	f, ok := c.facts[w.Fact]
	if !ok {
		c.add(path, "unknown-fact", fmt.Sprintf("unknown fact %q", w.Fact), Near(w.Fact, sortedKeys(c.facts))...)
		return
	}
	if len(w.In) > 0 && len(w.Not) > 0 {
		c.add(path, "condition", fmt.Sprintf("%s is limited by values and by not at once", w.Fact))
	}
	if len(f.Values) == 0 {
		c.intCond(path, f, w)
		return
	}
	if w.From != nil || w.Below != nil {
		c.add(path, "condition", fmt.Sprintf("%s has named values; from and below are for integers", w.Fact))
	}
	if len(w.In)+len(w.Not) == 0 {
		c.add(path, "condition", fmt.Sprintf("%s is limited to nothing", w.Fact))
	}
	for i, v := range append(slices.Clone(w.In), w.Not...) {
		if !hasName(f.Values, v) {
			c.add(path+"/"+strconv.Itoa(i), "unknown-value", fmt.Sprintf("%q is not a value of %s", v, w.Fact), NearNamed(v, f.Values)...)
		}
	}
}

func (c *checker) intCond(path string, f *Fact, w Cond) {
	for i, v := range append(slices.Clone(w.In), w.Not...) {
		n, err := strconv.Atoi(v)
		if err != nil || n < f.Min || n > f.Max {
			c.add(path+"/"+strconv.Itoa(i), "unknown-value", fmt.Sprintf("%q is no integer from %d to %d (%s)", v, f.Min, f.Max, f.Name))
		}
	}
	lo, below := f.Min, f.Max+1
	if w.From != nil {
		lo = *w.From
	}
	if w.Below != nil {
		below = *w.Below
	}
	span := w.From != nil || w.Below != nil
	if span && len(w.In)+len(w.Not) > 0 {
		c.add(path, "condition", fmt.Sprintf("%s is limited by a span and by values at once", w.Fact))
	}
	if lo < f.Min || below > f.Max+1 || lo >= below {
		c.add(path, "condition", fmt.Sprintf("from %d below %d is no span of %s (%d to %d)", lo, below, f.Name, f.Min, f.Max))
	}
	if !span && len(w.In)+len(w.Not) == 0 {
		c.add(path, "condition", fmt.Sprintf("%s is limited to nothing", w.Fact))
	}
}

func (c *checker) answers(path string, r *Rule) {
	if len(r.Decide) == 0 {
		c.add(path, "decide", fmt.Sprintf("rule %q decides nothing", r.ID))
	}
	seen := map[string]bool{}
	for _, a := range r.Decide {
		at := path + "/decide/" + a.Decision
		d, ok := c.decisions[a.Decision]
		if !ok {
			c.add(at, "unknown-decision", fmt.Sprintf("unknown decision %q", a.Decision), Near(a.Decision, sortedKeys(c.decisions))...)
			continue
		}
		if seen[a.Decision] {
			c.add(at, "duplicate-name", fmt.Sprintf("rule %q decides %s twice", r.ID, a.Decision))
		}
		seen[a.Decision] = true
		c.answer(at, d, a.Value)
		if r.Binding != "" && r.Binding != d.Binding && d.Kind != KindCollect {
			c.add(path+"/binding", "binding", fmt.Sprintf("%s is bound at %s, not at %s", d.Name, d.Binding, r.Binding))
		}
	}
	if r.Binding != "" {
		c.oneOf(path+"/binding", "binding", r.Binding, bindings)
	}
}

func (c *checker) answer(path string, d *Decision, value string) {
	kind, _, _, err := ParseText(value)
	if err != nil && d.Kind == KindValues {
		c.add(path, "unknown-value", fmt.Sprintf("%q is not a value of %s", value, d.Name), NearNamed(value, d.Values)...)
		return
	}
	if err != nil {
		c.add(path, "unknown-value", err.Error())
		return
	}
	if kind != d.Kind {
		c.add(path, "kind", fmt.Sprintf("%s needs %s, found %q", d.Name, kindWords[d.Kind], value))
		return
	}
	switch kind {
	case KindValues:
		if !hasName(d.Values, value) {
			c.add(path, "unknown-value", fmt.Sprintf("%q is not a value of %s", value, d.Name), NearNamed(value, d.Values)...)
		}
	case KindCollect:
		for _, n := range SetNames(value) {
			if !hasName(d.Values, n) {
				c.add(path+"/"+n, "unknown-value", fmt.Sprintf("%q is not a value of %s", n, d.Name), NearNamed(n, d.Values)...)
			}
		}
		if value == "[]" {
			c.add(path, "decide", fmt.Sprintf("an empty list adds nothing to %s", d.Name))
		}
	}
}

var kindWords = map[string]string{
	KindValues: "one of its values", KindCollect: "a list of its values", KindNumber: "a number",
	KindRange: "a range like [3, 20]", KindDuration: "a duration like 48h",
}

func (c *checker) replaces(path string, r *Rule) {
	for i, id := range r.Replaces {
		at := path + "/replaces/" + strconv.Itoa(i)
		other, ok := c.rules[id]
		if !ok {
			c.add(at, "unknown-rule", fmt.Sprintf("unknown rule %q", id), Near(id, sortedKeys(c.rules))...)
			continue
		}
		if other.Layer != r.Layer || id == r.ID {
			c.add(at, "replaces", fmt.Sprintf("rule %q can replace another rule of its own layer only; %q is %s", r.ID, id, other.Layer))
		}
		shares := slices.ContainsFunc(other.Decide, func(o Answer) bool {
			return slices.ContainsFunc(r.Decide, func(a Answer) bool { return a.Decision == o.Decision })
		})
		if !shares {
			c.add(at, "replaces", fmt.Sprintf("rule %q and %q decide nothing in common", r.ID, id))
		}
	}
}

func hasName(values []Named, name string) bool {
	return slices.ContainsFunc(values, func(v Named) bool { return v.Name == name })
}

func names(values []Named) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Name
	}
	return out
}

// NearNamed suggests canonical names for a wrong spelling, also by Chinese label and alias.
func NearNamed(wrong string, values []Named) []string {
	for _, v := range values {
		if slices.Contains(Spellings(v), Fold(wrong)) {
			return []string{v.Name}
		}
	}
	return Near(wrong, names(values))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
