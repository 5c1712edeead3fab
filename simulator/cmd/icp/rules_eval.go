// SPDX-License-Identifier: Apache-2.0

package main

import (
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
		for _, d := range p.Decisions() {
			e, err := p.Explain(d, &c, at)
			if err != nil {
				problems++
			}
			all = append(all, e)
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

func (a *app) printEvaluation(p *rules.Policy, all []rules.Explanation) error {
	var rows [][]string
	for _, e := range all {
		name := e.Decision.Name()
		if len(e.HangsOn) > 0 {
			rows = append(rows, []string{name, a.text("hangs on ", "取决于 ") + strings.Join(e.HangsOn, ", ")})
		}
		for _, answer := range e.Answers {
			v := answer.Verdict
			value := v.Value.String()
			switch {
			case answer.Problem != nil:
				value = a.text("no answer", "无答案")
			case v.Value.Kind() == "":
				value = a.text("(silent)", "（无规定）")
			}
			if len(e.HangsOn) > 0 {
				name, value = "", "  "+value
				if len(answer.When) > 0 {
					value += "  (" + answer.When[0] + pick(len(answer.When) > 1, ", …") + ")"
				}
			}
			rule := v.Rule
			if more := len(answer.Rules) - 1; more > 0 && v.Value.Kind() == rules.KindCollect {
				rule += fmt.Sprintf(" +%d", more)
			}
			rows = append(rows, []string{name, value, rule, v.Source})
		}
	}
	return writeTable(a.stdout, []string{a.text("DECISION", "决定"), a.text("VALUE", "取值"), a.text("RULE", "规则"), a.text("SOURCE", "来源")}, rows)
}
