// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
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
		Long: a.text("diff compares two policies over every case and day. OLD and NEW are folders, packed files, builtin,\n"+
			"either of them in git as REVISION:PATH, or a revision alone: the folder the other names, as it was then.",
			"diff 对两套规则的全部情形与日期进行比较。OLD 与 NEW 可为目录、打包文件、builtin，\n"+
				"或 git 中的 版本:路径；仅写版本时，指另一参数所指目录在该版本的内容。"),
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
		if allow != "" {
			data, err := os.ReadFile(allow)
			if err != nil {
				return failf(exitUnanswered, "%w", err)
			}
			contract, err := yaml.ReadContract(allow, data, now)
			if found, ok := errors.AsType[*yaml.Error](err); ok {
				return failf(exitUnanswered, "%s", strings.Join(findingLines("", found), "\n"))
			}
			if err != nil {
				return err
			}
			out.Contract = newContract(d, contract)
		}
		switch format.String() {
		case "json":
			err = a.writeJSON(out)
		case "markdown":
			_, err = fmt.Fprint(a.stdout, out.markdown())
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
}

type contractJSON struct {
	Intent      string   `json:"intent"`
	Unannounced []string `json:"unannounced"`
	Missing     []string `json:"missing"`
}

func newDiffJSON(d check.Difference) diffJSON {
	out := diffJSON{SchemaVersion: 1, Old: d.Old, New: d.New, Vocabulary: append([]string{}, d.Vocabulary...), Changes: []changeJSON{}}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, changeJSON{
			c.Decision, c.Old, c.New, c.Step(), c.Direction, c.Cases, append([]string{}, c.Was...), append([]string{}, c.Now...),
		})
	}
	return out
}

func newContract(d check.Difference, announced []rules.Announcement) *contractJSON {
	unannounced, missing := d.Against(announced)
	out := &contractJSON{Unannounced: append([]string{}, unannounced...), Missing: append([]string{}, missing...)}
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

func (a *app) printDiff(d check.Difference, out diffJSON) error {
	var b strings.Builder
	for _, v := range d.Vocabulary {
		fmt.Fprintf(&b, "* %s\n", v)
	}
	for _, c := range d.Changes {
		fmt.Fprintf(&b, "~ %s\n", c)
	}
	fmt.Fprintf(&b, "%s\n", a.text(plural(len(d.Changes), "change")+out.allFor(", all for "), fmt.Sprintf("%d 处差异", len(d.Changes))+out.allFor("，均涉及 ")))
	if c := out.Contract; c != nil {
		for _, u := range c.Unannounced {
			fmt.Fprintf(&b, "%s %s\n", a.style(styleError, a.text("not announced:", "未声明：")), u)
		}
		for _, m := range c.Missing {
			fmt.Fprintf(&b, "%s %s\n", a.style(styleError, a.text("announced, but does not happen:", "已声明但未发生：")), m)
		}
		if len(c.Unannounced)+len(c.Missing) == 0 {
			fmt.Fprintf(&b, "%s\n", a.style(styleGood, a.text("as announced: ", "与声明一致：")+c.Intent))
		}
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// markdown is made for a comment on a pull request: a table, details folded away.
func (d diffJSON) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### Policy diff: %s%s\n\n", plural(len(d.Changes), "change"), d.allFor(", all for "))
	for _, v := range d.Vocabulary {
		fmt.Fprintf(&b, "- %s\n", v)
	}
	if len(d.Changes) > 0 {
		b.WriteString("| decision | change | | for |\n|---|---|---|---|\n")
		for _, c := range d.Changes {
			first := c.Cases[0]
			if len(c.Cases) > 1 {
				first += fmt.Sprintf(" … (%d lines)", len(c.Cases))
			}
			fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s |\n", c.Decision, c.Step, c.Direction, strings.ReplaceAll(first, "|", "\\|"))
		}
		b.WriteString("\n<details><summary>All cases and rules</summary>\n\n")
		for _, c := range d.Changes {
			fmt.Fprintf(&b, "**%s** `%s`\n", c.Decision, c.Step)
			for _, text := range c.Cases {
				fmt.Fprintf(&b, "- %s\n", text)
			}
			fmt.Fprintf(&b, "- was %s; now %s\n\n", listOr(c.Was, "no rule"), listOr(c.Now, "no rule"))
		}
		b.WriteString("</details>\n")
	}
	if c := d.Contract; c != nil {
		for _, u := range c.Unannounced {
			fmt.Fprintf(&b, "- **not announced**: %s\n", u)
		}
		for _, m := range c.Missing {
			fmt.Fprintf(&b, "- **announced, but does not happen**: %s\n", m)
		}
	}
	return b.String()
}

func listOr(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}

var daysOfCase = regexp.MustCompile(`(^|, )(from|until) \d{4}-\d\d-\d\d.*$`)

// allFor says after lead what all of several changes have in common, such as one region: a page taken for another shows
// so at a glance.
func (d diffJSON) allFor(lead string) string {
	if len(d.Changes) < 2 {
		return ""
	}
	var shared []string
	for i, c := range d.Changes {
		for k, text := range c.Cases {
			parts := strings.Split(daysOfCase.ReplaceAllString(text, ""), "; ")
			if i+k == 0 {
				shared = parts
			}
			shared = slices.DeleteFunc(shared, func(part string) bool { return part == "" || !slices.Contains(parts, part) })
		}
	}
	if len(shared) == 0 {
		return ""
	}
	return lead + strings.Join(shared, "; ")
}

// plural counts things in English: "1 change", "2 changes".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
