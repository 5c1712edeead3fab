// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/fsm"
)

// fsmVerify is `icp fsm verify`: the table checked under a policy, each finding with a story that shows it.
func fsmVerify(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:        "verify --at DATE",
		Short:      a.text("check the machine under a policy on a date", "检查某规则某日期下的状态机"),
		Example:    "  icp fsm verify --at 2018-04-04\n  icp fsm verify --at 2018-04-04 --region shanghai --kind change_website --weak",
		Args:       exactArgs(a),
		SuggestFor: []string{"check", "lint"},
	}
	flags := addFSMFlags(a, cmd)
	weak := cmd.Flags().Bool("weak", false, a.text("list also what only does not happen under this policy and date", "同时列出仅在本规则和日期下不会发生的情形"))
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		m, at, facts, err := flags.machine(a)
		if err != nil {
			return err
		}
		v := verification{at: at.String(), facts: facts, policy: m.Policy().Digest()}
		if v.findings, err = m.Verify(at, facts); err != nil {
			return err
		}
		if v.classes, v.cases, err = m.Classes(at, facts); err != nil {
			return err
		}
		if format.String() == "json" {
			err = a.writeJSON(v.json(a))
		} else {
			err = a.printVerification(v, flags.title(at), *weak)
		}
		if err == nil && v.wrong() > 0 {
			return exitWith(exitFindings)
		}
		return err
	}
	return cmd
}

// verification is what a run found.
type verification struct {
	at, policy     string
	facts          map[string]string
	classes, cases int
	findings       []fsm.Finding
}

// wrong counts what has to be mended.
func (v *verification) wrong() (n int) {
	for _, f := range v.findings {
		if !f.Weak {
			n++
		}
	}
	return n
}

func (a *app) printVerification(v verification, title string, weak bool) error {
	for _, f := range v.findings {
		if f.Weak && !weak {
			continue
		}
		kind, mark := styleError, a.text("error", "错误")
		if f.Weak {
			kind, mark = styleDim, a.text("weak", "提示")
		}
		text := a.flow(mark+" "+f.Check.String()+a.text(": ", "：")+f.Text(a.lang), 2)
		fmt.Fprint(a.stdout, strings.Replace(text, mark, a.style(kind, mark), 1), a.flow("  "+a.classText(f.Case), 4))
		for _, line := range f.Script.Lines() {
			fmt.Fprintf(a.stdout, "    %s\n", line)
		}
		if f.Script.Fails != "" {
			fmt.Fprintf(a.stdout, "    # %s %s\n", a.text("answered", "答复"), f.Script.Fails)
		}
	}
	wrong := v.wrong()
	style := styleGood
	if wrong > 0 {
		style = styleError
	}
	_, err := fmt.Fprint(a.stdout, a.styleLines(style, a.flow(a.text(
		fmt.Sprintf("%s: %d to mend, %d weak; %d classes stand for %d cases", title, wrong, len(v.findings)-wrong, v.classes, v.cases),
		fmt.Sprintf("%s：%d 项需修正，%d 项提示；%d 类情形代表 %d 种情况", title, wrong, len(v.findings)-wrong, v.classes, v.cases)), 2)))
	return err
}

var classWords = regexp.MustCompile(`^(\w+) in (\w+), registered (\w+)$`)

// classText says which filings a finding is about: "first_filing in beijing, registered nowhere".
func (a *app) classText(class string) string {
	if a.lang != "zh" {
		return class
	}
	return classWords.ReplaceAllString(class, "$2 的 $1，备案情况 $3")
}

type verificationJSON struct {
	SchemaVersion int               `json:"schema_version"`
	Policy        string            `json:"policy"`
	At            string            `json:"at"`
	Facts         map[string]string `json:"facts"`
	Sound         bool              `json:"sound"`
	Classes       int               `json:"classes"`
	Cases         int               `json:"cases"`
	Findings      []findingJSON     `json:"findings"`
}

type findingJSON struct {
	Check  string     `json:"check"`
	Weak   bool       `json:"weak"`
	State  string     `json:"state"`
	Row    string     `json:"row,omitempty"`
	Detail string     `json:"detail,omitempty"`
	Case   string     `json:"case"`
	Text   string     `json:"text"`
	Script scriptJSON `json:"script"`
}

func (v *verification) json(a *app) verificationJSON {
	out := verificationJSON{
		SchemaVersion: 1, Policy: v.policy, At: v.at, Facts: v.facts, Sound: v.wrong() == 0, Classes: v.classes, Cases: v.cases,
		Findings: []findingJSON{},
	}
	for _, f := range v.findings {
		out.Findings = append(out.Findings, findingJSON{
			Check: f.Check.String(), Weak: f.Weak, State: f.State.String(), Row: f.Row, Detail: f.Detail, Case: f.Case,
			Text: f.Text(a.lang), Script: newScriptJSON(f.Script),
		})
	}
	return out
}
