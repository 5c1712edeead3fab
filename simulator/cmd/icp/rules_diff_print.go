// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/rules/check"
)

func (a *app) printDiff(d check.Difference, out diffJSON) error {
	var b strings.Builder
	for _, v := range d.VocabularyIn(a.lang) {
		b.WriteString(a.flow("* "+v, 4))
	}
	for i, c := range d.Changes {
		a.printChange(&b, c, out.Changes[i])
	}
	b.WriteString(a.flow(a.changesText(d), 4))
	if c := out.Contract; c != nil {
		for _, u := range c.unannounced {
			b.WriteString(a.marked(styleError, a.text("not announced:", "未声明："), u))
		}
		for _, m := range c.missing {
			b.WriteString(a.marked(styleError, a.text("announced, but does not happen:", "已声明但未发生："), m))
		}
		if len(c.Unannounced)+len(c.Missing) == 0 {
			text := a.text("as announced", "与声明一致")
			if c.Intent != "" {
				text += a.text(": ", "：") + c.Intent
			}
			b.WriteString(a.styleLines(styleGood, a.flow(text, 4)))
		}
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// printChange writes a change: the answer, the cases, and the rules before and after with where they are written.
func (a *app) printChange(b *strings.Builder, c check.Change, at changeJSON) {
	step := "~ " + c.Decision + "  " + c.StepIn(a.lang)
	if c.Direction != "" {
		step += a.text("  ("+c.Direction+")", "（"+a.directionText(c.Direction)+"）")
	}
	b.WriteString(a.flow(step, 4))
	for i, text := range c.CasesIn(a.lang) {
		b.WriteString(a.hang("    "+pad(pick(i == 0, a.text("for", "情形")), 5), text))
	}
	was, now := at.places()
	for _, side := range []struct {
		lead string
		ids  []string
	}{{a.text("was", "原为"), was}, {a.text("now", "现为"), now}} {
		if len(side.ids) > 0 {
			b.WriteString(a.hang("    "+pad(side.lead, 5), strings.Join(side.ids, ", ")))
		}
	}
}

// marked writes a coloured mark and what it is about.
func (a *app) marked(s style, mark, text string) string {
	lines := a.flow(mark+a.text(" ", "")+text, 4)
	return strings.Replace(lines, mark, a.style(s, mark), 1)
}

// changesText counts the changes, and says what all of several have in common.
func (a *app) changesText(d check.Difference) string {
	text := a.text(plural(len(d.Changes), "change"), fmt.Sprintf("%d 处差异", len(d.Changes)))
	if shared := d.Shared(a.lang); len(d.Changes) > 1 && len(shared) > 0 {
		text += a.text(", all for ", "，均涉及 ") + strings.Join(shared, "; ")
	}
	return text
}

// diffMarkdown is made for a comment on a pull request: a table, details folded away.
func (a *app) diffMarkdown(d check.Difference, out diffJSON) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s%s\n\n", a.text("Policy diff: ", "规则差异："), a.changesText(d))
	for _, v := range d.VocabularyIn(a.lang) {
		fmt.Fprintf(&b, "- %s\n", v)
	}
	if len(d.Vocabulary) > 0 {
		b.WriteByte('\n') // a table is none right below a list
	}
	none := a.text("no rule", "无规则")
	if len(d.Changes) > 0 {
		b.WriteString(a.text("| decision | change | | for |\n", "| 决定 | 变化 | | 情形 |\n") + "|---|---|---|---|\n")
		for _, c := range d.Changes {
			cases := c.CasesIn(a.lang)
			first := cases[0]
			if len(cases) > 1 {
				first += fmt.Sprintf(a.text(" … (%d lines)", " …（共 %d 行）"), len(cases))
			}
			fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s |\n", c.Decision, c.StepIn(a.lang), a.directionText(c.Direction), strings.ReplaceAll(first, "|", "\\|"))
		}
		fmt.Fprintf(&b, "\n<details><summary>%s</summary>\n\n", a.text("All cases and rules", "全部情形与规则"))
		for i, c := range d.Changes {
			fmt.Fprintf(&b, "**%s** `%s`\n", c.Decision, c.StepIn(a.lang))
			for _, text := range c.CasesIn(a.lang) {
				fmt.Fprintf(&b, "- %s\n", text)
			}
			was, now := out.Changes[i].places()
			fmt.Fprintf(&b, a.text("- was %s; now %s\n\n", "- 原为 %s；现为 %s\n\n"), listOr(was, none), listOr(now, none))
		}
		b.WriteString("</details>\n")
	}
	if c := out.Contract; c != nil {
		for _, u := range c.unannounced {
			fmt.Fprintf(&b, a.text("- **not announced**: %s\n", "- **未声明**：%s\n"), u)
		}
		for _, m := range c.missing {
			fmt.Fprintf(&b, a.text("- **announced, but does not happen**: %s\n", "- **已声明但未发生**：%s\n"), m)
		}
	}
	return b.String()
}

// places gives the rules of a change, each with where it is written: "tibet-app (regions/tibet.yaml:12)".
func (c changeJSON) places() (was, now []string) {
	name := func(ids, at []string) []string {
		out := slices.Clone(ids)
		for i := range at {
			if at[i] != "" {
				out[i] += " (" + at[i] + ")"
			}
		}
		return out
	}
	return name(c.Was, c.WasAt), name(c.Now, c.NowAt)
}
