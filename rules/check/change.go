// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Change is one answer that becomes another, with every case and day it does so for.
type Change struct {
	Decision  string
	Old, New  string   // canonical values; "no answer" for a gap, "two answers" for a conflict, "silence"; of a set: what goes, what comes
	Direction string   // "stricter" or "looser" where the decision orders its values, else ""
	Cases     []string // what is concerned, in as few lines as possible: "region: fujian, from 2019-06-30 until 2019-07-30"
	Was, Now  []string // the rules that decided, and that decide
	cubes     []model.Cube
	set       bool
}

// String is the change in English, over a few lines.
func (c Change) String() string { return c.Text("en") }

// Text is the change in "en" or "zh", over a few lines.
func (c Change) Text(lang string) string {
	word := func(en, zh string) string { return model.Text{En: en, Zh: zh}.In(lang) }
	var b strings.Builder
	b.WriteString(c.Decision + "  " + c.StepIn(lang))
	switch c.Direction {
	case "stricter":
		b.WriteString(word("  (stricter)", "（更严）"))
	case "looser":
		b.WriteString(word("  (looser)", "（更宽）"))
	}
	for i, text := range c.CasesIn(lang) {
		if i == 0 {
			b.WriteString("\n    " + word("for ", "情形") + " " + text)
		} else {
			b.WriteString("\n         " + text)
		}
	}
	if len(c.Was) > 0 {
		b.WriteString("\n    " + word("was ", "原为") + " " + strings.Join(c.Was, ", "))
	}
	if len(c.Now) > 0 {
		b.WriteString("\n    " + word("now ", "现为") + " " + strings.Join(c.Now, ", "))
	}
	return b.String()
}

// CasesIn gives Cases in "en" or "zh"; names stay as they are.
func (c Change) CasesIn(lang string) []string { return model.CasesIn(lang, c.Cases) }

// Step is the change of the answer alone: "allowed -> not_allowed", or "+commitment_letter" for a set.
func (c Change) Step() string { return c.StepIn("en") }

// StepIn is Step in "en" or "zh".
func (c Change) StepIn(lang string) string {
	if !c.set {
		return answerIn(lang, c.Old) + " -> " + answerIn(lang, c.New)
	}
	var parts []string
	for _, n := range model.SetNames(c.Old) {
		parts = append(parts, "-"+n)
	}
	for _, n := range model.SetNames(c.New) {
		parts = append(parts, "+"+n)
	}
	return strings.Join(parts, " ")
}

// Difference is everything that differs between two policies.
type Difference struct {
	Old, New string        // digests
	On       calendar.Date // of a timeline: the day of the step; else zero
	// Vocabulary says which facts, values and decisions came or went. Answers are compared for what both know.
	Vocabulary []string
	vocabulary []model.Text
	Changes    []Change // by decision, in the old policy's order
	pair       *pair
}

// VocabularyIn gives Vocabulary in "en" or "zh".
func (d Difference) VocabularyIn(lang string) []string {
	var out []string
	for _, t := range d.vocabulary {
		out = append(out, t.In(lang))
	}
	return out
}

// Shared lists the limits all cases of all changes have in common, in "en" or "zh", such as "region: tibet": a page taken for
// another province's shows so at a glance.
func (d Difference) Shared(lang string) []string {
	var shared []string
	first := true
	for _, c := range d.Changes {
		for _, cube := range c.cubes {
			text := d.pair.old.CubeText(cube)
			parts := strings.Split(text, "; ")
			if first {
				shared, first = parts, false
			}
			shared = slices.DeleteFunc(shared, func(part string) bool { return part == "" || !slices.Contains(parts, part) })
		}
	}
	return model.CasesIn(lang, shared)
}

// Diff compares every answer of two policies, for every case and every day from the start of the earlier one on. Nothing
// is sampled: what it does not list is the same. A rule that changed without changing an answer is not a change.
func Diff(old, now *rules.Policy) Difference {
	out := Difference{Old: old.Digest(), New: now.Digest()}
	p := newPair(old, now)
	out.pair = p
	out.vocabulary = p.vocabulary
	out.Vocabulary = out.VocabularyIn("en")
	for i := range p.old.Decisions {
		d := &p.old.Decisions[i]
		if e := decision(p.now, d.Name); e != nil && d.Kind == e.Kind {
			out.Changes = append(out.Changes, p.changes(d, e)...)
		}
	}
	return out
}

// answerIn words an answer of [Change] in "en" or "zh": what is no value of a decision has words of its own.
func answerIn(lang, answer string) string {
	if words, ok := map[string]string{"no answer": "无答案", "two answers": "结果冲突", "silence": "无规定"}[answer]; ok && tongue.IsChinese(lang) {
		return words
	}
	return answer
}

// answerText says an outcome in a word.
func answerText(o *model.Outcome) string {
	switch o.State {
	case model.Gap:
		return "no answer"
	case model.Conflict:
		return "two answers"
	case model.Silent:
		return "silence"
	}
	return o.Value
}

// direction compares two values of a decision that lists its loosest value first; "" where it does not know both.
func direction(d *model.DecisionInfo, old, now string) string {
	if !d.LoosestFirst {
		return ""
	}
	place := func(name string) int {
		return slices.IndexFunc(d.Domain(), func(v string) bool { return v == name })
	}
	a, b := place(old), place(now)
	switch {
	case a < 0 || b < 0 || a == b:
		return ""
	case b > a:
		return "stricter"
	}
	return "looser"
}

func ruleNames(m *model.Policy, d *model.DecisionInfo, refs []model.Ref) []string {
	var out []string
	for _, ref := range refs {
		for _, r := range d.Diagram.Outcomes[^ref].Rules {
			if id := m.Rules[r].ID; !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	slices.Sort(out)
	return out
}
