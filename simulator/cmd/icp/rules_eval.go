// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules"
)

func rulesEval(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "eval --at DATE [FACT=VALUE ...]",
		Short:      a.text("every decision of a policy for one case", "对一个情形给出全部决定"),
		Example:    "  icp rules eval --at 2018-04-04 region=shanghai kind=change_website",
		Args:       cobra.ArbitraryArgs,
		SuggestFor: []string{"list", "show", "decide"},
	}
	flags := addPolicyFlags(a, cmd)
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		p, at, err := flags.question(a)
		if err != nil {
			return err
		}
		c, given, err := readCase(a, p, args)
		if err != nil {
			return err
		}
		var all []rules.Explanation
		problems := 0
		var first error
		for _, d := range p.Decisions() {
			e, err := p.Explain(d, &c, at)
			if err != nil {
				problems++
				first = cmp.Or(first, err)
			}
			all = append(all, e)
		}
		if gap, ok := errors.AsType[*rules.GapError](first); ok && gap.At.Compare(gap.Starts) < 0 {
			return sayUnanswered(a, p, first) // which says when the policy begins; some decisions are silent even then
		}
		if format.String() == "json" {
			err = a.writeJSON(newEvaluation(p, at.String(), given, all))
		} else {
			err = a.printEvaluation(p, all)
		}
		if err == nil && problems > 0 {
			return failf(exitUnanswered, "%s", a.text(
				fmt.Sprintf("%d decisions have no answer for this case on %s; icp rules explain says why", problems, at),
				fmt.Sprintf("%d 项决定在 %s 没有答案；icp rules explain 说明原因", problems, at)))
		}
		return err
	}
	return cmd
}

type evaluation struct {
	SchemaVersion int               `json:"schema_version"`
	Policy        string            `json:"policy"`
	Name          string            `json:"name"`
	At            string            `json:"at"`
	Case          map[string]string `json:"case"`
	Decisions     []evaluated       `json:"decisions"`
}

type evaluated struct {
	Decision string `json:"decision"`
	Binding  string `json:"binding"`
	answerJSON
	HangsOn []string     `json:"hangs_on,omitempty"`
	Answers []answerJSON `json:"answers,omitempty"`
}

func newEvaluation(p *rules.Policy, at string, given map[string]string, all []rules.Explanation) evaluation {
	out := evaluation{SchemaVersion: 1, Policy: p.Digest(), Name: p.Name(), At: at, Case: given}
	for _, e := range all {
		one := evaluated{Decision: e.Decision.Name(), Binding: string(e.Decision.Binding()), HangsOn: e.HangsOn}
		for _, answer := range e.Answers {
			one.Answers = append(one.Answers, newAnswerJSON(answer))
		}
		if len(one.Answers) == 1 {
			one.answerJSON, one.Answers = one.Answers[0], nil
		}
		out.Decisions = append(out.Decisions, one)
	}
	return out
}

// printEvaluation writes every decision with its value, and behind it the rule and the first source it has it from. Those
// the policy says nothing about come together at the end.
func (a *app) printEvaluation(p *rules.Policy, all []rules.Explanation) error {
	const widest = 28 // of a name that others are lined up with
	column := 0
	for _, e := range all {
		if n := len(e.Decision.Name()); n <= widest {
			column = max(column, n)
		}
	}
	var b strings.Builder
	var silent []string
	for _, e := range all {
		if len(e.Answers) == 1 && e.Answers[0].Problem == nil && e.Answers[0].Verdict.Value.Kind() == "" {
			silent = append(silent, e.Decision.Name())
			continue
		}
		head := pad(e.Decision.Name(), column) + "  "
		if len(e.HangsOn) > 0 {
			b.WriteString(a.hang(head, a.text("hangs on ", "取决于 ")+strings.Join(e.HangsOn, a.text(", ", "、"))))
			head = pad("", column) + "  - "
		}
		for _, answer := range e.Answers {
			text := a.answerText(p, e.Decision, answer)
			if when := answer.WhenIn(a.lang); len(when) > 0 {
				text += a.text(" when ", "，当 ") + when[0] + pick(len(when) > 1, ", …")
			}
			if by := answeredBy(answer); by != "" {
				text += "  (" + by + ")"
			}
			b.WriteString(a.hang(head, text))
		}
	}
	if len(silent) > 0 {
		b.WriteString(a.hang(pad(a.text("(silent)", "（无规定）"), column)+"  ", strings.Join(silent, ", ")))
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// answerText is the bare value of an answer with its unit, or why there is none.
func (a *app) answerText(p *rules.Policy, d rules.Decision, answer rules.Answer) string {
	v := answer.Verdict.Value
	switch {
	case answer.Problem != nil:
		return a.text("no answer", "无答案")
	case v.Kind() == "":
		return a.text("(silent)", "（无规定）")
	case v.Kind() == rules.KindValues, v.Kind() == rules.KindCollect:
		return v.String()
	}
	return a.valueText(p, d, v)
}

// answeredBy names the rule an answer is from, how many others add to it, and the source.
func answeredBy(answer rules.Answer) string {
	v := answer.Verdict
	by := v.Rule
	if more := len(answer.Rules) - 1; more > 0 && v.Value.Kind() == rules.KindCollect {
		by += fmt.Sprintf(" +%d", more)
	}
	if by != "" && v.Source != "" {
		by += ", " + v.Source
	}
	return by
}
