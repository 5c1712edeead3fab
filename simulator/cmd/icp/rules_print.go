// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
)

// printExplanation writes an explanation for a person.
func (a *app) printExplanation(p *rules.Policy, e rules.Explanation) error {
	var b strings.Builder
	if len(e.HangsOn) > 0 {
		b.WriteString(a.flow(a.text(
			fmt.Sprintf("%s on %s hangs on %s:", e.Decision.Name(), e.At, strings.Join(e.HangsOn, ", ")),
			fmt.Sprintf("%s 在 %s 取决于 %s：", e.Decision.Name(), e.At, strings.Join(e.HangsOn, "、"))), 4))
		a.printDerived(&b, p, e.HangsOn)
	}
	for _, answer := range e.Answers {
		if len(e.HangsOn) > 0 {
			b.WriteByte('\n')
		}
		a.printAnswer(&b, p, e, answer)
	}
	a.printOthers(&b, e)
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

func (a *app) printAnswer(b *strings.Builder, p *rules.Policy, e rules.Explanation, answer rules.Answer) {
	value := a.valueText(p, e.Decision, answer.Verdict.Value)
	if answer.Problem != nil {
		value = a.text("no answer", "无答案")
	}
	head, body, _ := strings.Cut(a.hang(e.Decision.Name()+" = ", value), " = ")
	b.WriteString(head + " = " + a.styleLines(styleGood, body))
	for i, when := range answer.WhenIn(a.lang) {
		a.line(b, pick(i == 0, a.text("when", "条件")), when)
	}
	if answer.Problem != nil {
		a.line(b, a.text("but", "但"), a.errorText(answer.Problem))
	}
	for _, r := range answer.Rules {
		a.line(b, a.text("because", "依据"), cmp.Or(a.text(r.WhyEn, r.WhyZh), a.text(r.WhyZh, r.WhyEn), a.text("(no reason is written: give the rule a why)", "（未写明理由：请为规则补充 why）")))
		a.line(b, a.text("rule", "规则"), r.ID+a.text(" ("+a.ruleNotes(r)+")", "（"+a.ruleNotes(r)+"）"))
		for i, s := range r.Sources {
			a.line(b, pick(i == 0, a.text("source", "来源")), strings.TrimSpace(sourceName(s)+"  "+s.Says))
			if s.Quote != "" {
				a.line(b, "", "“"+s.Quote+"”")
			}
		}
		if !r.Position.IsZero() {
			a.line(b, a.text("written", "位置"), fmt.Sprintf("%s:%d", r.Position.File, r.Position.Line))
		}
	}
	if answer.Problem == nil && len(answer.Rules) == 0 {
		a.line(b, a.text("because", "依据"), a.text("no rule says anything, and none needs to", "无相关规则，亦无须规定"))
	}
	if len(e.HangsOn) == 0 {
		a.line(b, a.text("holds", "有效期"), a.spanText(answer.Since, answer.Until))
		a.line(b, a.text("judged", "判断时点"), a.bindingText(e.Decision.Binding()))
	}
}

// printOthers names the rules that could speak for this case but do not. Those for other cases are only counted.
func (a *app) printOthers(b *strings.Builder, e rules.Explanation) {
	var here []rules.Other
	for _, o := range e.Others {
		if o.Why != "other facts" {
			here = append(here, o)
		}
	}
	if len(here) > 0 {
		fmt.Fprintf(b, "\n%s\n", a.text("Other rules for this case:", "与此情形有关的其他规则："))
	}
	for _, o := range here {
		line := fmt.Sprintf("  %s = %s%s", o.Rule.ID, o.Rule.Decide[e.Decision.Name()], a.text(": ", "："))
		text := a.flow(line+a.whyNot(o), 6)
		if why, found := strings.CutPrefix(text, line); found {
			text = line + a.styleLines(styleDim, why)
		}
		b.WriteString(text)
	}
	if n := len(e.Others) - len(here); n > 0 {
		english := fmt.Sprintf("%d rules are for other cases; --format json lists them.", n)
		if n == 1 {
			english = "1 rule is for other cases; --format json lists it."
		}
		fmt.Fprintf(b, "\n%s\n", a.text(english, fmt.Sprintf("另有 %d 条规则适用于其他情形；--format json 列出。", n)))
	}
}

func (a *app) whyNot(o rules.Other) string {
	facts := strings.Join(o.FactsIn(a.lang), "; ")
	switch o.Why {
	case "not yet":
		return a.text("not yet, from "+o.Rule.From.String(), "尚未生效，自 "+o.Rule.From.String())
	case "no longer":
		return a.text("no longer, until "+o.Rule.Until.String(), "已失效，至 "+o.Rule.Until.String()+"（不含）")
	case "switched off":
		return a.text("switched off by "+facts, "已由开关 "+facts+" 关闭")
	case "replaced":
		return a.text("replaced by "+facts, "被 "+facts+" 取代")
	case "agrees":
		return a.text("agrees with "+facts, "与 "+facts+" 一致")
	case "overruled":
		return a.text("overruled by "+facts, "被 "+facts+" 优先")
	}
	return a.text("for other cases, "+facts, "适用于其他情形，"+facts)
}

func (a *app) ruleNotes(r rules.Rule) string {
	notes := []string{a.layerText(r.Layer)}
	if r.Confidence != "" {
		notes = append(notes, a.confidenceText(r.Confidence))
	}
	if r.Disputed {
		notes = append(notes, a.text("disputed", "有争议"))
	}
	if r.Switch != "" {
		notes = append(notes, a.text("switch ", "开关 ")+r.Switch)
	}
	return strings.Join(notes, a.text(", ", "，"))
}

func (a *app) spanText(since, until calendar.Date) string {
	none := calendar.Date{}
	switch {
	case since == none && until == none:
		return a.text("always", "始终")
	case until == none:
		return a.text("since "+since.String(), "自 "+since.String())
	case since == none:
		return a.text("until "+until.String()+", exclusive", "至 "+until.String()+"（不含）")
	}
	return a.text("since "+since.String()+", until "+until.String()+" exclusive", "自 "+since.String()+" 至 "+until.String()+"（不含）")
}

func (a *app) bindingText(b rules.Binding) string {
	switch b {
	case rules.BindingOpen:
		return a.text("by the day the filing is opened", "以发起备案之日为准")
	case rules.BindingSubmit:
		return a.text("by the day it is submitted for preliminary review", "以提交初审之日为准")
	case rules.BindingAuthoritySubmit:
		return a.text("by the day it is handed to the communications administration", "以提交管局之日为准")
	}
	return a.text("by the day of the question", "以查询当日为准")
}

// valueText is a value with its label and unit: "photo: photo before the provider's backdrop", "3..20 business_days".
func (a *app) valueText(p *rules.Policy, d rules.Decision, v rules.Value) string {
	if v.Kind() == "" {
		return a.text("(silent)", "（无规定）")
	}
	if v.Kind() == rules.KindValues {
		plain := strings.NewReplacer("_", " ")
		if label := p.Text(d, v.String(), a.lang); !strings.EqualFold(plain.Replace(v.String()), plain.Replace(label)) {
			return v.String() + "  " + label
		}
	}
	if d.Unit() != "" && v.Kind() != rules.KindDuration {
		return v.String() + " " + a.unitText(d.Unit(), v.String())
	}
	return v.String()
}

func sourceName(s rules.Source) string {
	for _, name := range []string{s.ID, s.Title, s.URL} {
		if name != "" {
			return name
		}
	}
	return ""
}

// line writes what a lead is about behind it.
func (a *app) line(b *strings.Builder, lead, text string) {
	const width = 10
	b.WriteString(a.hang("  "+lead+strings.Repeat(" ", max(1, width-runewidth.StringWidth(lead))), text))
}

// styleLines colours lines, each by itself.
func (a *app) styleLines(s style, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		body := strings.TrimLeft(strings.TrimSuffix(line, "\n"), " ")
		indent := line[:len(strings.TrimSuffix(line, "\n"))-len(body)]
		b.WriteString(indent + a.style(s, body) + "\n")
	}
	return b.String()
}

// pick gives the lead of the first line of several, and nothing for the others.
func pick(first bool, lead string) string {
	if first {
		return lead
	}
	return ""
}
