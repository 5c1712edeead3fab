// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/internal/inert"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/check"
)

func rulesTimeline(a *app) *cobra.Command {
	var policy string
	cmd := &cobra.Command{
		Use:     "timeline [FACT=VALUE ...]",
		Short:   a.text("the days on which answers change, and how", "规则变化的日期与内容"),
		Example: "  icp rules timeline region=shanghai\n  icp rules timeline region=fujian kind=first_filing --format markdown",
		Args:    cobra.ArbitraryArgs,
	}
	cmd.Flags().StringVar(&policy, "policy", builtinPolicy, policyText(a))
	format := formatFlag(a, cmd, "pretty", "json", "markdown")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p, err := readPolicy(a, policy)
		if err != nil {
			return err
		}
		given, err := conditions(a, p, args)
		if err != nil {
			return err
		}
		steps := check.Timeline(p, given)
		if format.String() == "json" {
			return a.writeJSON(newTimelineJSON(p, steps))
		}
		_, err = fmt.Fprint(a.stdout, a.timelineText(steps, format.String() == "markdown"))
		return err
	}
	return cmd
}

// conditions reads arguments like region=shanghai as limits on facts.
func conditions(a *app, p *rules.Policy, args []string) ([]rules.Condition, error) {
	_, given, err := readCase(a, p, args)
	if err != nil {
		return nil, err
	}
	var out []rules.Condition
	for _, f := range p.Facts() {
		if text, ok := given[f.Name()]; ok {
			out = append(out, rules.Condition{Fact: f.Name(), Values: []string{text}})
		}
	}
	return out, nil
}

type timelineJSON struct {
	SchemaVersion int        `json:"schema_version"`
	Policy        string     `json:"policy"`
	Days          []stepJSON `json:"days"`
}

type stepJSON struct {
	On      string       `json:"on"`
	Changes []changeJSON `json:"changes"`
}

func newTimelineJSON(p *rules.Policy, steps []check.Difference) timelineJSON {
	out := timelineJSON{SchemaVersion: 1, Policy: p.Digest(), Days: []stepJSON{}}
	for _, s := range steps {
		out.Days = append(out.Days, stepJSON{s.On.String(), newDiffJSON(s).Changes})
	}
	return out
}

func (a *app) timelineText(steps []check.Difference, markdown bool) string {
	var b strings.Builder
	if markdown {
		a.timelineMarkdown(&b, steps)
		return b.String()
	}
	for i, s := range steps {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", s.On)
		for _, c := range s.Changes {
			b.WriteString(a.flow("  "+c.Decision+"  "+c.StepIn(a.lang), 6))
			for k, text := range c.CasesIn(a.lang) {
				b.WriteString(a.hang("      "+pad(pick(k == 0, a.text("for", "情形")), 5), text))
			}
			b.WriteString(a.hang("      "+pad(a.text("by", "依据"), 5), listOr(c.Now, a.text("no rule", "无规则"))))
		}
	}
	return b.String()
}

func (a *app) timelineMarkdown(b *strings.Builder, steps []check.Difference) {
	for i, s := range steps {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "### %s\n\n", s.On)
		for _, c := range s.Changes {
			fmt.Fprintf(b, "- %s  %s\n", c.Decision, c.StepIn(a.lang))
			for _, text := range c.CasesIn(a.lang) {
				fmt.Fprintf(b, "      %s %s\n", a.text("for", "情形"), text)
			}
			fmt.Fprintf(b, "      %s %s\n", a.text("by ", "依据"), listOr(c.Now, a.text("no rule", "无规则")))
		}
	}
}

func rulesTable(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "table DECISION --at DATE [FACT=VALUE ...]",
		Short:   a.text("a decision as a table for people who read rules", "以表格列出一项决定"),
		Example: "  icp rules table verify_method --at 2018-04-04 --format markdown",
		Args:    leastArgs(a, 1, "DECISION [FACT=VALUE ...]"),
	}
	flags := addPolicyFlags(a, cmd)
	format := formatFlag(a, cmd, "markdown", "csv", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p, e, given, err := flags.explain(a, args[0], args[1:])
		if err != nil {
			return err
		}
		if format.String() == "json" {
			return a.writeJSON(explanationJSON(p, e, given))
		}
		return a.printTable(p, e, format.String() == "csv")
	}
	return cmd
}

// printTable writes one row for every class of cases.
func (a *app) printTable(p *rules.Policy, e rules.Explanation, asCSV bool) error {
	head := append(append([]string{}, e.HangsOn...), e.Decision.Name(), a.text("rule", "规则"), a.text("source", "来源"), a.text("why", "说明"))
	rows := [][]string{head}
	for _, answer := range e.Answers {
		for _, when := range orEvery(answer.WhenIn(a.lang)) {
			cells := map[string]string{}
			for part := range strings.SplitSeq(when, "; ") {
				name, values, _ := strings.Cut(part, ": ")
				cells[name] = values
			}
			var row []string
			for _, f := range e.HangsOn {
				row = append(row, listOr([]string{cells[f]}[:min(1, len(cells[f]))], a.text("any", "任意")))
			}
			value := a.valueText(p, e.Decision, answer.Verdict.Value)
			if answer.Problem != nil {
				value = a.text("no answer", "无答案")
			}
			why := ""
			if len(answer.Rules) > 0 {
				why = a.text(answer.Rules[0].WhyEn, answer.Rules[0].WhyZh)
			}
			rows = append(rows, append(row, value, answer.Verdict.Rule, answer.Verdict.Source, why))
		}
	}
	if asCSV {
		for _, row := range rows {
			for k := range row {
				row[k] = inert.Cell(row[k])
			}
		}
		return csv.NewWriter(a.stdout).WriteAll(rows)
	}
	escape := strings.NewReplacer("|", "\\|", "<", "&lt;", "\n", " ")
	for i, row := range rows {
		for k := range row {
			row[k] = escape.Replace(row[k])
		}
		if _, err := fmt.Fprintf(a.stdout, "| %s |\n", strings.Join(row, " | ")); err != nil {
			return err
		}
		if i == 0 {
			fmt.Fprintf(a.stdout, "|%s\n", strings.Repeat("---|", len(row)))
		}
	}
	return nil
}

func orEvery(when []string) []string {
	if len(when) == 0 {
		return []string{""}
	}
	return when
}

func rulesNeeds(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "needs [DECISION] --at DATE [FACT=VALUE ...]",
		Short:   a.text("which facts are still missing for an answer", "还缺哪些事实才能得出结论"),
		Example: "  icp rules needs verify_method --at 2018-04-04 region=guangdong",
		Args:    cobra.ArbitraryArgs,
	}
	flags := addPolicyFlags(a, cmd)
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p, at, err := flags.question(a)
		if err != nil {
			return err
		}
		asked := p.Decisions()
		if len(args) > 0 && !strings.Contains(args[0], "=") {
			d, err := p.FindDecision(args[0])
			if err != nil {
				return sayUnknown(a, err)
			}
			asked, args = []rules.Decision{d}, args[1:]
		}
		c, _, err := readCase(a, p, args)
		if err != nil {
			return err
		}
		needs := map[string][]string{}
		var unanswered error
		for _, d := range asked {
			if missing := p.Needs(d, &c, at); len(missing) > 0 {
				needs[d.Name()] = missing
			} else if _, err := p.Judge(d, &c, at); err != nil {
				unanswered = cmp.Or(unanswered, err)
			}
		}
		if len(needs) == 0 && unanswered != nil {
			return sayUnanswered(a, p, unanswered) // no fact would help
		}
		if format.String() == "json" {
			return a.writeJSON(map[string]any{"schema_version": 1, "at": at.String(), "policy": p.Digest(), "needs": needs})
		}
		var b strings.Builder
		var all []string
		if len(needs) == 0 {
			fmt.Fprintln(&b, a.text("nothing is missing: icp rules eval answers", "不缺任何事实：icp rules eval 可给出结果"))
		}
		for _, d := range asked {
			if missing, ok := needs[d.Name()]; ok {
				b.WriteString(a.flow(d.Name()+": "+strings.Join(missing, ", "), 4))
				all = append(all, missing...)
			}
		}
		if len(args) > 0 && len(asked) == 1 {
			a.printDerived(&b, p, all)
		}
		_, err = fmt.Fprint(a.stdout, b.String())
		return err
	}
	return cmd
}
