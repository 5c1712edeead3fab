// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
)

func rulesExplain(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain DECISION --at DATE [FACT=VALUE ...]",
		Short: a.text("say why a decision comes out as it does", "说明某项决定的依据"),
		Example: "  icp rules explain verify_method --at 2018-04-04 region=shanghai kind=change_website\n" +
			"  icp rules explain verify_method --at 2018-04-04 region=guangdong kind=change_website",
		Args:       cobra.ArbitraryArgs,
		SuggestFor: []string{"why"},
	}
	flags := addPolicyFlags(a, cmd)
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return failf(exitUnanswered, "%s", a.text(
				"name a decision, like verify_method; icp rules eval lists them all", "请给出决定名称，如 verify_method；icp rules eval 列出全部"))
		}
		p, e, given, err := flags.explain(a, args[0], args[1:])
		if err != nil {
			return err
		}
		if format.String() == "json" {
			return a.writeJSON(explanationJSON(p, e, given))
		}
		return a.printExplanation(p, e)
	}
	return cmd
}

// answerJSON is one answer, in eval and in explain. The first five keys are fixed.
type answerJSON struct {
	Value      string       `json:"value"`
	Rule       string       `json:"rule"`
	File       string       `json:"file"`
	Line       int          `json:"line"`
	Source     string       `json:"source"`
	Rules      []string     `json:"rules,omitempty"` // all that contribute to it, the winner first
	Layer      string       `json:"layer,omitempty"`
	Confidence string       `json:"confidence,omitempty"`
	Disputed   bool         `json:"disputed,omitempty"`
	Why        *textJSON    `json:"why,omitempty"`
	Sources    []sourceJSON `json:"sources,omitempty"`
	When       []string     `json:"when,omitempty"`
	Since      string       `json:"since,omitempty"`
	Until      string       `json:"until,omitempty"`
	Problem    string       `json:"problem,omitempty"`
}

type textJSON struct {
	En string `json:"en"`
	Zh string `json:"zh"`
}

type sourceJSON struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
	Says  string `json:"says,omitempty"`
	Quote string `json:"quote,omitempty"`
	Rule  string `json:"rule"`
}

type otherJSON struct {
	Rule string   `json:"rule"`
	Why  string   `json:"why"`
	Of   []string `json:"of,omitempty"`
	File string   `json:"file"`
	Line int      `json:"line"`
}

type explanation struct {
	SchemaVersion int               `json:"schema_version"`
	Decision      string            `json:"decision"`
	Kind          string            `json:"kind"`
	Unit          string            `json:"unit,omitempty"`
	Binding       string            `json:"binding"`
	At            string            `json:"at"`
	Case          map[string]string `json:"case"`
	Policy        string            `json:"policy"`
	answerJSON
	HangsOn []string      `json:"hangs_on"`
	Derived []derivedJSON `json:"derived,omitempty"` // those of hangs_on a host computes
	Answers []answerJSON  `json:"answers"`
	Others  []otherJSON   `json:"others"`
}

func explanationJSON(p *rules.Policy, e rules.Explanation, given map[string]string) explanation {
	out := explanation{
		SchemaVersion: 1, Decision: e.Decision.Name(), Kind: string(e.Decision.Kind()), Unit: e.Decision.Unit(),
		Binding: string(e.Decision.Binding()), At: e.At.String(), Case: given, Policy: e.Policy,
		HangsOn: append([]string{}, e.HangsOn...), Derived: derivedOf(p, e.HangsOn), Answers: []answerJSON{}, Others: []otherJSON{},
	}
	for _, a := range e.Answers {
		out.Answers = append(out.Answers, newAnswerJSON(a))
	}
	if len(out.Answers) == 1 {
		out.answerJSON = out.Answers[0]
	}
	for _, o := range e.Others {
		out.Others = append(out.Others, otherJSON{
			Rule: o.Rule.ID, Why: o.Why, Of: o.Facts, File: o.Rule.Position.File, Line: o.Rule.Position.Line,
		})
	}
	return out
}

func newAnswerJSON(a rules.Answer) answerJSON {
	out := answerJSON{
		Value: a.Verdict.Value.String(), Rule: a.Verdict.Rule, Source: a.Verdict.Source, Layer: string(a.Verdict.Layer),
		Confidence: string(a.Verdict.Confidence), Disputed: a.Verdict.Disputed, When: a.When,
		Since: dateText(a.Since), Until: dateText(a.Until),
	}
	if a.Problem != nil {
		out.Problem = a.Problem.Error()
	}
	for i, r := range a.Rules {
		out.Rules = append(out.Rules, r.ID)
		if i == 0 {
			out.File, out.Line = r.Position.File, r.Position.Line
			out.Why = &textJSON{r.WhyEn, r.WhyZh}
		}
		for _, s := range r.Sources {
			out.Sources = append(out.Sources, sourceJSON{s.ID, s.Title, s.URL, s.Says, s.Quote, r.ID})
		}
	}
	return out
}

func dateText(d calendar.Date) string {
	if d == (calendar.Date{}) {
		return ""
	}
	return d.String()
}
