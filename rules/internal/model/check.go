// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/tongue"
)

// Problem is one thing wrong with an artifact. Path leads to it ("rules/3/when/region/0").
type Problem struct {
	Path string
	ID   string // kind of the problem: "unknown-value", "date" …
	Msg  Text
	Near []string
	Also string // path of what belongs to it: the other thing of the same name, or where the values are declared
}

func (p Problem) String() string { return p.In("en") }

// In is the problem with its path in "zh" or English.
func (p Problem) In(lang string) string {
	near := QuoteAll(p.Near)
	if tongue.IsChinese(lang) {
		s := p.Path + "：" + p.Msg.In("zh") + " [" + p.ID + "]"
		if near != "" {
			s += "（是否想用 " + strings.ReplaceAll(near, " or ", " 或 ") + "？）"
		}
		return s
	}
	s := p.Path + ": " + p.Msg.En + " [" + p.ID + "]"
	if near != "" {
		s += " (did you mean " + near + "?)"
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
		c.add("schema", "schema", Say("schema %d is not known here; this version reads schema 1", "无法识别格式版本 %d；本版本仅支持 1", a.Schema))
	}
	if !IsID(a.Name) {
		c.add("name", "name", Say("policy name %q must be lower-case letters, digits and hyphens", "规则名称 %q 只能由小写字母、数字与连字符组成", a.Name))
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
			c.add("switches/"+strconv.Itoa(i), "name", Say("switch name %q is not a new name", "开关名称 %q 无效或已存在", s.Name))
		}
		c.switches = append(c.switches, s.Name)
	}
	first := map[string]int{}
	for i := range a.Rules {
		r := &a.Rules[i]
		if _, dup := c.rules[r.ID]; dup {
			c.also(fmt.Sprintf("rules/%d/id", first[r.ID]), fmt.Sprintf("rules/%d/id", i), "duplicate-rule", Say("rule %q exists already; give one of the two another id", "规则 %q 已存在；请为其中之一另取编号", r.ID))
			continue
		}
		c.rules[r.ID], first[r.ID] = r, i
	}
	for i := range a.Rules {
		c.rule("rules/"+strconv.Itoa(i), &a.Rules[i])
	}
	c.circles(first)
	c.texts()
	return c.problems
}

func (c *checker) add(path, id string, msg Text, near ...string) {
	if len(c.problems) < MaxFindings {
		c.problems = append(c.problems, Problem{Path: path, ID: id, Msg: msg, Near: near})
	}
}

// declared says of unknown values where those there are stand, unless one is suggested.
func (*checker) declared(problems []Problem, what string, i int) {
	for k := range problems {
		if p := &problems[k]; p.ID == "unknown-value" && len(p.Near) == 0 {
			p.Also = what + strconv.Itoa(i)
		}
	}
}

// also adds a problem with the place of the other thing of the same name.
func (c *checker) also(other, path, id string, msg Text) {
	if n := len(c.problems); n < MaxFindings {
		c.add(path, id, msg)
		c.problems[n].Also = other
	}
}

func (c *checker) sizes() {
	limit := func(what string, n, most int) {
		if n > most {
			c.add(what, "limit", Say("%d %s are more than the limit of %d", "%[2]s 共 %[1]d 项，超过上限 %[3]d", n, what, most))
		}
	}
	limit("facts", len(c.a.Facts), MaxFacts)
	limit("decisions", len(c.a.Decisions), MaxDecisions)
	limit("rules", len(c.a.Rules), MaxRules)
	limit("switches", len(c.a.Switches), MaxDecisions)
}

func (c *checker) fact(path string, f *Fact) {
	if !IsName(f.Name) {
		c.add(path, "name", Say("fact name %q must be lower-case letters, digits and underscores", "事实名称 %q 只能由小写字母、数字与下划线组成", f.Name))
	}
	if i := slices.IndexFunc(c.a.Facts, func(o Fact) bool { return o.Name == f.Name }); &c.a.Facts[i] != f {
		c.also("facts/"+strconv.Itoa(i), path, "duplicate-name", Say("fact %q exists already", "事实 %q 已存在", f.Name))
	}
	c.facts[f.Name] = f
	c.derived(path+"/derived", f)
	if len(f.Values) == 0 {
		if f.Min < 0 || f.Max <= f.Min || f.Max-f.Min >= MaxInt {
			c.add(path, "domain", Say("fact %q needs values, or an int with 0 <= min < max and at most %d numbers", "事实 %q 须列出取值，或为整数（0 <= min < max，至多 %d 个）", f.Name, MaxInt))
		}
		return
	}
	if f.Min != 0 || f.Max != 0 {
		c.add(path, "domain", Say("fact %q has both values and a range of integers", "事实 %q 同时有取值列表与整数范围", f.Name))
	}
	c.named(path+"/values", f.Values)
	if f.Default != "" && !hasName(f.Values, f.Default) {
		c.add(path+"/default", "unknown-value", Say("%q is not a value of %s", "%[2]s 没有取值 %[1]q", f.Default, f.Name), Near(f.Default, names(f.Values))...)
	}
}

// derived: an extractor is named, and makes one fact only.
func (c *checker) derived(path string, f *Fact) {
	if f.Derived == "" {
		return
	}
	if !IsID(f.Derived) {
		c.add(path, "name", Say("extractor %q must be lower-case letters, digits and hyphens", "推导器名称 %q 只能由小写字母、数字与连字符组成", f.Derived))
	}
	for i := range c.a.Facts {
		other := &c.a.Facts[i]
		if other == f {
			break
		}
		if other.Derived == f.Derived {
			c.add(path, "duplicate-name", Say("extractor %q derives %s already; one extractor makes one fact", "推导器 %q 已用于 %s；一个推导器只产生一个事实", f.Derived, other.Name))
		}
	}
}

func (c *checker) named(path string, values []Named) {
	if len(values) > MaxValues {
		c.add(path, "limit", Say("%d values are more than the limit of %d", "取值共 %d 个，超过上限 %d", len(values), MaxValues))
		return
	}
	seen := map[string]string{}
	for i, v := range values {
		at := path + "/" + strconv.Itoa(i)
		if !IsName(v.Name) {
			c.add(at, "name", Say("value name %q must be lower-case letters, digits and underscores", "取值名称 %q 只能由小写字母、数字与下划线组成", v.Name))
		}
		for _, s := range Spellings(v) {
			if other, dup := seen[s]; dup && other != v.Name {
				c.add(at, "duplicate-name", Say("%q is a spelling of both %s and %s", "%q 既是 %s 也是 %s 的写法", s, other, v.Name))
			} else if dup && s == Fold(v.Name) {
				c.add(at, "duplicate-name", Say("value %q exists already", "取值 %q 已存在", v.Name))
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
		c.add(path, "name", Say("decision name %q must be lower-case letters, digits and underscores", "决定名称 %q 只能由小写字母、数字与下划线组成", d.Name))
	}
	if i := slices.IndexFunc(c.a.Decisions, func(o Decision) bool { return o.Name == d.Name }); &c.a.Decisions[i] != d {
		c.also("decisions/"+strconv.Itoa(i), path, "duplicate-name", Say("decision %q exists already", "决定 %q 已存在", d.Name))
	}
	c.decisions[d.Name] = d
	if d.Kind == "" {
		c.add(path, "domain", Say("decision %q does not say what answers it has: %s", "决定 %q 未写明答案类型：%s", d.Name, strings.Join(kinds, ", ")))
	} else {
		c.oneOf(path+"/kind", "kind", d.Kind, kinds)
	}
	if d.Binding == "" {
		c.add(path, "unknown-binding", Say("decision %q does not say whose day it is judged by; give it a binding: %s", "决定 %q 未写明判断时点；请写 binding：%s", d.Name, strings.Join(bindings, ", ")))
	} else {
		c.oneOf(path+"/binding", "binding", d.Binding, bindings)
	}
	listed := d.Kind == KindValues || d.Kind == KindCollect
	if d.Kind == "" {
		return
	}
	if listed && len(d.Values) == 0 {
		c.add(path, "domain", Say("decision %q lists no values", "决定 %q 未列出取值", d.Name))
	}
	if !listed && len(d.Values) > 0 {
		c.add(path, "domain", Say("decision %q is a %s and has no list of values", "决定 %q 为 %s，不应有取值列表", d.Name, d.Kind))
	}
	c.named(path+"/values", d.Values)
}

func (c *checker) oneOf(path, what, got string, known []string) {
	if !slices.Contains(known, got) {
		c.add(path, "unknown-"+what, Say("%q is not a %s (%s)", "%[2]s 不能是 %[1]q（可选：%[3]s）", got, what, strings.Join(known, ", ")), Near(got, known)...)
	}
}

func (c *checker) date(path, text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		c.add(path, "date", Say("expected a date like 2026-01-31, found %q", "应为日期（如 2026-01-31），实际为 %q", text))
	}
	return d
}

func (c *checker) rule(path string, r *Rule) {
	if !IsID(r.ID) {
		c.add(path+"/id", "name", Say("rule id %q must be lower-case letters, digits and hyphens", "规则编号 %q 只能由小写字母、数字与连字符组成", r.ID))
	}
	c.oneOf(path+"/layer", "layer", r.Layer, layers)
	if r.From == "" {
		c.add(path, "date", Say("rule %q has no from date", "规则 %q 缺少生效日期 from", r.ID))
	} else {
		from := c.date(path+"/from", r.From)
		if r.Until != "" {
			if until := c.date(path+"/until", r.Until); until != (calendar.Date{}) && until.Compare(from) <= 0 {
				c.add(path+"/until", "date", Say("until %s is not after from %s; until is the first day the rule no longer holds", "until %s 不晚于 from %s；until 是规则不再有效的第一天", r.Until, r.From))
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
		c.add(path+"/switch", "unknown-switch", Say("%q is not a switch of this policy", "本规则集没有开关 %q", r.Switch), Near(r.Switch, c.switches)...)
	}
	seen := map[string]bool{}
	for _, w := range r.When {
		if seen[w.Fact] {
			c.add(path+"/when/"+w.Fact, "duplicate-fact", Say(
				"rule %q limits %s twice, what the file says for all its rules included; join the limits",
				"规则 %q 对 %s 限定了两次（含文件开头的 for）；请合并", r.ID, w.Fact))
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
		c.add(path, "unknown-fact", Say("unknown fact %q", "没有事实 %q", w.Fact), Near(w.Fact, sortedKeys(c.facts))...)
		return
	}
	if len(w.In) > 0 && len(w.Not) > 0 {
		c.add(path, "condition", Say("%s is limited by values and by not at once", "%s 同时用取值与 not 限定", w.Fact))
	}
	if len(f.Values) == 0 {
		c.intCond(path, f, w)
		return
	}
	if w.From != nil || w.Below != nil {
		c.add(path, "condition", Say("%s has named values; from and below are for integers", "%s 的取值是名称；from 与 below 仅用于整数", w.Fact))
	}
	if len(w.In)+len(w.Not) == 0 {
		c.add(path, "condition", Say("%s is limited to nothing", "对 %s 的限定为空", w.Fact))
	}
	before := len(c.problems)
	for i, v := range append(slices.Clone(w.In), w.Not...) {
		if !hasName(f.Values, v) {
			c.add(path+"/"+strconv.Itoa(i), "unknown-value", Say("%q is not a value of %s", "%[2]s 没有取值 %[1]q", v, w.Fact), NearNamed(v, f.Values)...)
		}
	}
	c.declared(c.problems[before:], "facts/", slices.IndexFunc(c.a.Facts, func(o Fact) bool { return o.Name == w.Fact }))
}

func (c *checker) intCond(path string, f *Fact, w Cond) {
	for i, v := range append(slices.Clone(w.In), w.Not...) {
		n, err := strconv.Atoi(v)
		if err != nil || n < f.Min || n > f.Max {
			c.add(path+"/"+strconv.Itoa(i), "unknown-value", Say("%q is no integer from %d to %d (%s)", "%q 不是 %d 至 %d 的整数（%s）", v, f.Min, f.Max, f.Name))
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
		c.add(path, "condition", Say("%s is limited by a span and by values at once", "%s 同时用区间与取值限定", w.Fact))
	}
	if lo < f.Min || below > f.Max+1 || lo >= below {
		c.add(path, "condition", Say("from %d below %d is no span of %s (%d to %d)", "from %d below %d 不是 %s 的区间（%d 至 %d）", lo, below, f.Name, f.Min, f.Max))
	}
	if !span && len(w.In)+len(w.Not) == 0 {
		c.add(path, "condition", Say("%s is limited to nothing", "对 %s 的限定为空", w.Fact))
	}
}

func (c *checker) answers(path string, r *Rule) {
	if len(r.Decide) == 0 {
		c.add(path, "decide", Say("rule %q decides nothing", "规则 %q 没有作出任何决定", r.ID))
	}
	seen := map[string]bool{}
	for _, a := range r.Decide {
		at := path + "/decide/" + a.Decision
		d, ok := c.decisions[a.Decision]
		if !ok {
			c.add(at, "unknown-decision", Say("unknown decision %q", "没有决定 %q", a.Decision), Near(a.Decision, sortedKeys(c.decisions))...)
			continue
		}
		if seen[a.Decision] {
			c.add(at, "duplicate-name", Say("rule %q decides %s twice", "规则 %q 对 %s 决定了两次", r.ID, a.Decision))
		}
		seen[a.Decision] = true
		before := len(c.problems)
		c.answer(at, d, a.Value)
		if len(d.Values) > 0 {
			c.declared(c.problems[before:], "decisions/", slices.IndexFunc(c.a.Decisions, func(o Decision) bool { return o.Name == a.Decision }))
		}
		known := slices.Contains(bindings, r.Binding) && slices.Contains(bindings, d.Binding)
		if known && r.Binding != d.Binding && d.Kind != KindCollect {
			c.add(path+"/binding", "binding", Say("%s is bound at %s, not at %s", "%s 的判断时点是 %s，不是 %s", d.Name, d.Binding, r.Binding))
		}
	}
	if r.Binding != "" {
		c.oneOf(path+"/binding", "binding", r.Binding, bindings)
	}
}

// CheckAnswer finds what keeps a value from being an answer of a decision.
func CheckAnswer(d *Decision, value string) []Problem {
	c := &checker{}
	c.answer("decide/"+d.Name, d, value)
	return c.problems
}

func (c *checker) answer(path string, d *Decision, value string) {
	kind, _, _, err := ParseText(value)
	if err != nil && d.Kind == KindValues {
		c.add(path, "unknown-value", Say("%q is not a value of %s", "%[2]s 没有取值 %[1]q", value, d.Name), NearNamed(value, d.Values)...)
		return
	}
	if err != nil && (d.Kind != KindNumber && d.Kind != KindRange || strings.Contains(value, "..")) {
		c.add(path, "unknown-value", Text{err.Error(), fmt.Sprintf("%s 应为%s，实际为 %q", d.Name, kindWords[d.Kind].Zh, value)})
		return
	}
	if err != nil || kind != d.Kind {
		words := kindWords[d.Kind]
		c.add(path, "kind", Text{
			fmt.Sprintf("%s needs %s, found %q", d.Name, words.En, value), fmt.Sprintf("%s 应为%s，实际为 %q", d.Name, words.Zh, value),
		})
		return
	}
	switch kind {
	case KindValues:
		if !hasName(d.Values, value) {
			c.add(path, "unknown-value", Say("%q is not a value of %s", "%[2]s 没有取值 %[1]q", value, d.Name), NearNamed(value, d.Values)...)
		}
	case KindCollect:
		for _, n := range SetNames(value) {
			if !hasName(d.Values, n) {
				c.add(path+"/"+n, "unknown-value", Say("%q is not a value of %s", "%[2]s 没有取值 %[1]q", n, d.Name), NearNamed(n, d.Values)...)
			}
		}
		if value == "[]" {
			c.add(path, "decide", Say("an empty list adds nothing to %s", "空列表对 %s 没有作用", d.Name))
		}
	}
}

var kindWords = map[string]Text{
	KindValues: {"one of its values", "其取值之一"}, KindCollect: {"a list of its values", "其取值的列表"}, KindNumber: {"a number", "数字"},
	KindRange: {"a range like [3, 20]", "区间，如 [3, 20]"}, KindDuration: {"a duration like 48h", "时长，如 48h"},
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
