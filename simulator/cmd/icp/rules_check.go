// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/rules/yaml"
)

func rulesCheck(a *app) *cobra.Command {
	var strict bool
	cmd := &cobra.Command{
		Use:        "check POLICY",
		Short:      a.text("find everything wrong with a policy", "检查规则中的全部问题"),
		Example:    "  icp rules check rules/alibabacloud\n  icp rules check rules/alibabacloud --format sarif > rules.sarif",
		Args:       exactArgs(a, "POLICY"),
		SuggestFor: []string{"lint", "validate"},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, a.text("count warnings as findings, and want a source and a reason for every rule", "警告也视为问题，且每条规则须有来源与说明"))
	format := formatFlag(a, cmd, "pretty", "json", "sarif", "github")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		found, rulesRead, err := checkPolicy(a, args[0], strict)
		if err != nil {
			return err
		}
		switch format.String() {
		case "json":
			err = a.writeJSON(map[string]any{"schema_version": 1, "policy": args[0], "rules": rulesRead, "findings": found})
		case "sarif":
			err = a.writeJSON(newSARIF(a.version, found))
		case "github":
			err = a.printGithub(found)
		default:
			err = a.printIssues(found, rulesRead)
		}
		if err != nil {
			return err
		}
		if slices.ContainsFunc(found, func(i issue) bool { return strict || i.Severity == "error" }) {
			return exitWith(exitFindings)
		}
		return nil
	}
	return cmd
}

// mostFindings is how many mistakes of reading, and how many others, are reported in one run.
const mostFindings = 100

// issue is a finding of any kind, as the formats print it.
type issue struct {
	Severity  string   `json:"severity"`
	ID        string   `json:"id"`
	File      string   `json:"file"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	EndColumn int      `json:"end_column"`
	Message   string   `json:"message"`
	MessageZh string   `json:"message_zh"`
	Rule      string   `json:"rule,omitempty"`
	Near      []string `json:"near,omitempty"`
	Cases     []string `json:"cases,omitempty"`
	Related   []place  `json:"related,omitempty"`
	casesZh   []string // Cases in Chinese
}

type place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func (p place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// checkPolicy reads and lints a policy; what can still be analysed despite mistakes is.
func checkPolicy(a *app, name string, strict bool) (found []issue, rulesRead int, err error) {
	found = []issue{}
	if base, layer, ok := layeredName(name); ok {
		return checkLayer(a, base, layer, strict)
	}
	info, statErr := os.Stat(name)
	if name == builtinPolicy || statErr != nil || !info.IsDir() {
		p, err := readPolicy(a, name)
		if err != nil {
			return nil, 0, err
		}
		return append(found, lint(p, nil, strict)...), len(p.Rules()), nil
	}
	folder := os.DirFS(name)
	if err := a.policyIsBelow(name, folder); err != nil {
		return nil, 0, err
	}
	partial := yaml.ReadPartial(folder)
	if len(partial.Findings) > 0 {
		if err := a.onlyALayer(name, folder); err != nil {
			return nil, 0, err
		}
	}
	found = append(found, readIssues(name, partial.Findings)...)
	if partial.Policy == nil {
		return found, 0, nil
	}
	p := partial.Policy.Within(filepath.ToSlash(name))
	found = append(found, lint(p, partial.Unsure, strict)...)
	if len(partial.Findings) == 0 {
		if found, err = checkTests(a, found, name, partial.Policy); err != nil {
			return nil, 0, err
		}
	}
	return found, len(p.Rules()), nil
}

// checkLayer reads a host's layer over a policy and lints the two as one.
func checkLayer(a *app, base, layer string, strict bool) (found []issue, rulesRead int, err error) {
	b, err := readPolicy(a, base)
	if err != nil {
		return nil, 0, err
	}
	p, err := readLayer(a, b, layer)
	if e, ok := errors.AsType[*yaml.Error](err); ok {
		return readIssues(layer, e.Findings), len(b.Rules()), nil
	}
	if err != nil {
		return nil, 0, err
	}
	found = slices.DeleteFunc(append([]issue{}, lint(p, nil, strict)...), func(i issue) bool {
		_, below := b.Rule(i.Rule)
		return below && i.Severity != "error" // a layer is there to overrule
	})
	for _, folder := range policyFolders(layer) {
		if found, err = checkTests(a, found, folder, p); err != nil {
			return nil, 0, err
		}
	}
	return found, len(p.Rules()), nil
}

// checkTests adds what is wrong with the tests of a folder.
func checkTests(a *app, found []issue, folder string, p *rules.Policy) ([]issue, error) {
	_, err := yaml.ReadTests(os.DirFS(folder), p)
	if e, ok := errors.AsType[*yaml.Error](err); ok {
		return append(found, readIssues(folder, e.Findings)...), nil
	}
	if err != nil {
		return nil, a.worded(err)
	}
	return found, nil
}

func readIssues(folder string, findings []yaml.Finding) []issue {
	var out []issue
	within := func(file string) string { return path.Join(filepath.ToSlash(folder), file) }
	for _, f := range findings {
		i := issue{
			Severity: "error", ID: f.ID, File: within(f.File), Line: f.Line, Column: f.Column,
			EndColumn: f.EndColumn, Message: f.Message, MessageZh: f.MessageZh, Near: f.Near,
		}
		for _, r := range f.Related {
			i.Related = append(i.Related, place{within(r.File), r.Line, r.Column})
		}
		out = append(out, i)
	}
	return out
}

// lint runs the exact analysis. Where rules had to be left out, what only they could make whole is not held against the
// policy.
func lint(p *rules.Policy, unsure []string, strict bool) []issue {
	var out []issue
	for _, f := range check.Lint(p) {
		if f.ID == "gap" && slices.Contains(unsure, f.Decision) || len(unsure) > 0 && (f.ID == "redundant" || f.ID == "unused") {
			continue
		}
		i := issue{
			Severity: "warning", ID: f.ID, File: f.Position.File, Line: f.Position.Line, Column: f.Position.Column,
			EndColumn: f.Position.Column + max(1, len(f.Rule)), Message: f.Message, MessageZh: f.Text("zh"), Rule: f.Rule,
			Cases: f.Cases, casesZh: f.CasesIn("zh"),
		}
		if f.Error {
			i.Severity = "error"
		}
		for _, r := range f.Related {
			i.Related = append(i.Related, place{r.File, r.Line, r.Column})
		}
		out = append(out, i)
	}
	if strict {
		out = append(out, unsourced(p)...)
	}
	return out
}

func unsourced(p *rules.Policy) []issue {
	var out []issue
	for _, r := range p.Rules() {
		var lacks, zh []string
		if len(r.Sources) == 0 {
			lacks, zh = append(lacks, "source"), append(zh, "source")
		}
		if r.WhyEn == "" || r.WhyZh == "" {
			lacks, zh = append(lacks, "why in English and Chinese"), append(zh, "中英文 why")
		}
		if r.Confidence == "" {
			lacks, zh = append(lacks, "confidence"), append(zh, "confidence")
		}
		if len(lacks) > 0 {
			out = append(out, issue{
				Severity: "warning", ID: "unsourced", File: r.Position.File, Line: r.Position.Line, Column: r.Position.Column,
				EndColumn: r.Position.Column + len(r.ID), Rule: r.ID, Message: r.ID + " lacks " + strings.Join(lacks, ", "),
				MessageZh: r.ID + " 缺少 " + strings.Join(zh, "、"),
			})
		}
	}
	return out
}

func (i issue) at() string {
	if i.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d: ", i.File, i.Line, i.Column)
}

// hint is the advice after a misspelt name.
func (i issue) hint(a *app) string {
	if len(i.Near) == 0 {
		return ""
	}
	quoted := make([]string, len(i.Near))
	for k, n := range i.Near {
		quoted[k] = fmt.Sprintf("%q", n)
	}
	return a.text(" (did you mean "+strings.Join(quoted, " or ")+"?)", "（是否指 "+strings.Join(quoted, " 或 ")+"？）")
}

// line is the finding in one line: where, how bad, what, its kind.
func (i issue) line(a *app, severity string) string {
	return visibleLine(i.at() + severity + ": " + a.text(i.Message, i.MessageZh) + " [" + i.ID + "]" + i.hint(a))
}

func (a *app) severityText(severity string) string {
	if severity == "error" {
		return a.text("error", "错误")
	}
	return a.text("warning", "警告")
}

func (a *app) printIssues(found []issue, rulesRead int) error {
	const indent = 4
	for _, i := range found {
		plain, kind := a.severityText(i.Severity), styleWarn
		if i.Severity == "error" {
			kind = styleError
		}
		text := a.flow(i.line(a, plain), indent)
		if _, err := fmt.Fprint(a.stdout, strings.Replace(text, plain+": ", a.style(kind, plain)+": ", 1)); err != nil {
			return err
		}
		cases := i.Cases
		if a.lang == "zh" {
			cases = i.casesZh
		}
		for _, c := range cases {
			fmt.Fprint(a.stdout, a.flow("    "+c, indent+2))
		}
		for _, r := range i.Related {
			fmt.Fprint(a.stdout, a.flow("    "+a.text("see also ", "另见 ")+visibleLine(r.String()), indent+2))
		}
	}
	more := ""
	if len(found) >= mostFindings {
		more = a.text("; there may be more: mend these, then look again", "；可能还有更多，请修正后再次检查")
	}
	_, err := fmt.Fprintln(a.stdout, a.text(plural(rulesRead, "rule")+", "+plural(len(found), "finding"),
		fmt.Sprintf("%d 条规则，%d 个问题", rulesRead, len(found)))+more)
	return err
}

// printGithub writes annotations that GitHub Actions shows beside the lines of a pull request.
func (a *app) printGithub(found []issue) error {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, i := range found {
		text := i.Message + i.hint(&app{lang: "en"})
		if len(i.Cases) > 0 {
			text += "\n" + strings.Join(i.Cases, "\n")
		}
		if _, err := fmt.Fprintf(a.stdout, "::%s file=%s,line=%d,col=%d,endColumn=%d,title=%s::%s\n",
			i.Severity, property.Replace(i.File), i.Line, i.Column, i.EndColumn, property.Replace(i.ID), escape.Replace(text)); err != nil {
			return err
		}
	}
	return nil
}
