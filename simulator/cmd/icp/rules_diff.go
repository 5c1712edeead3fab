// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/rules/yaml"
)

func rulesDiff(a *app) *cobra.Command {
	var allow string
	var exitCode bool
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: a.text("every answer that differs between two policies", "比较两套规则的全部差异"),
		Long: a.text("diff compares two policies over every case and day. OLD and NEW are policies, see icp rules\n"+
			"--help, or a revision alone: the folder the other names, as it was then.",
			"diff 对两套规则的全部情形与日期进行比较。OLD 与 NEW 的写法见 icp rules --help；\n"+
				"仅写版本时，指另一参数所指目录在该版本的内容。"),
		Example:    "  icp rules diff builtin rules/alibabacloud\n  icp rules diff main rules/alibabacloud\n  icp rules diff builtin rules/alibabacloud --allow change.yaml",
		Args:       exactArgs(a, "OLD", "NEW"),
		SuggestFor: []string{"compare"},
	}
	cmd.Flags().StringVar(&allow, "allow", "", a.text("exit 1 on any change this file does not announce", "出现该文件未声明的差异时退出码为 1"))
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, a.text("exit 1 when anything differs", "存在差异时退出码为 1"))
	only := newChoice("", "stricter", "looser")
	cmd.Flags().Var(only, "only", a.text("exit 1 on a change that is not stricter (or looser)", "出现并非更严（或更宽）的差异时退出码为 1"))
	format := formatFlag(a, cmd, "pretty", "json", "markdown")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		old, now, err := readPolicies(a, args[0], args[1])
		if err != nil {
			return err
		}
		d := check.Diff(old, now)
		out := newDiffJSON(d)
		out.locate(old, now)
		if allow != "" {
			data, err := a.readWhole(allow, caseMegabytes)
			if err != nil {
				return err
			}
			contract, err := yaml.ReadContract(allow, data, now)
			if found, ok := errors.AsType[*yaml.Error](err); ok {
				return failf(exitUnanswered, "%s", a.findingLines("", found))
			}
			if err != nil {
				return err
			}
			out.Contract = newContract(a, d, contract)
		}
		switch format.String() {
		case "json":
			err = a.writeJSON(out)
		case "markdown":
			_, err = fmt.Fprint(a.stdout, a.diffMarkdown(d, out))
		default:
			err = a.printDiff(d, out)
		}
		if err != nil {
			return err
		}
		return out.verdict(only.String(), exitCode)
	}
	return cmd
}

type diffJSON struct {
	SchemaVersion int           `json:"schema_version"`
	Old           string        `json:"old"`
	New           string        `json:"new"`
	Vocabulary    []string      `json:"vocabulary"`
	Changes       []changeJSON  `json:"changes"`
	Contract      *contractJSON `json:"contract,omitempty"`
}

type changeJSON struct {
	Decision  string   `json:"decision"`
	Old       string   `json:"old"`
	New       string   `json:"new"`
	Step      string   `json:"step"`
	Direction string   `json:"direction,omitempty"`
	Cases     []string `json:"cases"`
	Was       []string `json:"was"`
	Now       []string `json:"now"`
	// WasAt and NowAt say where the rules of Was and Now are written, in their order; empty where that is not known.
	WasAt []string `json:"was_at,omitempty"`
	NowAt []string `json:"now_at,omitempty"`
}

type contractJSON struct {
	Intent      string   `json:"intent"`
	Unannounced []string `json:"unannounced"`
	Missing     []string `json:"missing"`

	unannounced, missing []string // in the language of the run
}

func newDiffJSON(d check.Difference) diffJSON {
	out := diffJSON{SchemaVersion: 1, Old: d.Old, New: d.New, Vocabulary: append([]string{}, d.Vocabulary...), Changes: []changeJSON{}}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, changeJSON{
			Decision: c.Decision, Old: c.Old, New: c.New, Step: c.Step(), Direction: c.Direction, Cases: c.Cases,
			Was: append([]string{}, c.Was...), Now: append([]string{}, c.Now...),
		})
	}
	return out
}

// locate says where the rules of every change are written.
func (d diffJSON) locate(old, now *rules.Policy) {
	at := func(p *rules.Policy, ids []string) []string {
		var out []string
		known := false
		for _, id := range ids {
			r, _ := p.Rule(id)
			place := ""
			if !r.Position.IsZero() {
				place, known = fmt.Sprintf("%s:%d", r.Position.File, r.Position.Line), true
			}
			out = append(out, place)
		}
		if !known {
			return nil
		}
		return out
	}
	for i := range d.Changes {
		c := &d.Changes[i]
		c.WasAt, c.NowAt = at(old, c.Was), at(now, c.Now)
	}
}

func newContract(a *app, d check.Difference, announced []rules.Announcement) *contractJSON {
	unannounced, missing := d.Against(announced)
	out := &contractJSON{Unannounced: append([]string{}, unannounced...), Missing: append([]string{}, missing...)}
	out.unannounced, out.missing = d.AgainstIn(a.lang, announced)
	for _, a := range announced {
		out.Intent = a.Intent
	}
	return out
}

// verdict turns what was asked for into an exit code.
func (d diffJSON) verdict(only string, exitCode bool) error {
	wrongWay := func(c changeJSON) bool { return only != "" && c.Direction != only }
	switch {
	case d.Contract != nil && len(d.Contract.Unannounced)+len(d.Contract.Missing) > 0,
		slices.ContainsFunc(d.Changes, wrongWay),
		exitCode && len(d.Changes)+len(d.Vocabulary) > 0:
		return exitWith(exitFindings)
	}
	return nil
}

func listOr(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}

// plural counts things in English: "1 change", "2 changes".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
