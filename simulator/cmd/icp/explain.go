// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/internal/codes"
)

// explainCommand is `icp explain`.
func explainCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain [CODE ...]",
		Short: a.text("say what error codes mean and what to do", "说明错误代码的含义与处理办法"),
		Long: a.text(
			"Say what an error code means and what to do about it. CODE is a code like FSM-043, or the letters of a group for all its\n"+
				"codes; without one the groups are listed. … stands for what the error itself names. What a policy decides is explained by\n"+
				"icp rules explain.",
			"说明错误代码的含义与处理办法。CODE 为代码（如 FSM-043），或代码组的字母（列出该组全部代码）；\n"+
				"不带参数时列出各组。“…”代表错误信息中的具体内容。规则的决定由 icp rules explain 说明。"),
		Example: "  icp explain FSM-043\n  icp explain CAL-001 RUL-005\n  icp explain FSM --format markdown",
		Args:    cobra.ArbitraryArgs,
	}
	format := formatFlag(a, cmd, "pretty", "json", "markdown")
	cmd.ValidArgsFunction = func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		return a.codeCompletions(strings.ToUpper(begun)), cobra.ShellCompDirectiveNoFileComp
	}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		chosen, err := a.chosenCodes(args)
		if err != nil {
			return err
		}
		switch {
		case format.String() == "json":
			return a.writeJSON(explainedJSON(chosen))
		case format.String() == "markdown":
			_, err = fmt.Fprint(a.stdout, codes.Tables(chosen, a.lang))
		case len(args) == 0:
			return a.printGroups(chosen)
		default:
			_, err = fmt.Fprint(a.stdout, a.explained(chosen))
		}
		return err
	}
	return cmd
}

// chosenCodes are the codes that are named, each once and in the order of the page; all where none is. Those there are not are
// told in one error.
func (a *app) chosenCodes(args []string) (chosen []codes.Group, err error) {
	all := codes.Groups()
	if len(args) == 0 {
		return all, nil
	}
	var names, unknown []string
	for _, g := range all {
		names = append(names, g.Prefix)
		for _, c := range g.Codes {
			names = append(names, c.Code)
		}
	}
	wanted := map[string]bool{}
	for _, arg := range args {
		name := strings.Trim(strings.ToUpper(arg), " :：,，;；-") // as it stands in a message
		if wanted[name] = slices.Contains(names, name); !wanted[name] {
			unknown = append(unknown, a.unknownCode(arg, name, names))
		}
	}
	if len(unknown) > 0 {
		return nil, failf(exitUnanswered, "%s", strings.Join(unknown, "\n"))
	}
	for _, g := range all {
		if !wanted[g.Prefix] {
			g.Codes = slices.DeleteFunc(g.Codes, func(c codes.Code) bool { return !wanted[c.Code] })
		}
		if len(g.Codes) > 0 {
			chosen = append(chosen, g)
		}
	}
	return chosen, nil
}

func (a *app) unknownCode(arg, name string, names []string) string {
	otherwise := a.text("icp explain lists the groups, icp rules explain says why a policy decides as it does",
		"icp explain 列出各组；规则决定的依据见 icp rules explain")
	if group := name[:min(3, len(name))]; slices.Contains(names, group) {
		otherwise = a.text("icp explain "+group+" lists its codes", "icp explain "+group+" 列出该组的代码")
	}
	return a.text("there is no error code \""+clip(arg)+"\"; ", "没有错误代码 \""+clip(arg)+"\"；") +
		orNear(a, "icp explain ", nearCode(name, names), otherwise)
}

// nearCode finds the code somebody meant: other letters or a lost sign, but no other number, which is another error.
func nearCode(name string, names []string) string {
	digits := func(s string) string { return strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_ ") }
	return nearName(name, slices.DeleteFunc(slices.Clone(names), func(n string) bool { return digits(n) != digits(name) }))
}

func (a *app) printGroups(groups []codes.Group) error {
	rows := [][]string{}
	for _, g := range groups {
		rows = append(rows, []string{g.Prefix, fmt.Sprint(len(g.Codes)), a.text(g.Title, g.TitleZH)})
	}
	if err := writeTable(a.stdout, []string{a.text("GROUP", "代码组"), a.text("CODES", "代码数"), a.text("ABOUT", "内容")}, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.stdout, "\n"+a.text("icp explain GROUP lists its codes, icp explain CODE explains one.",
		"icp explain GROUP 列出该组代码，icp explain CODE 说明单个代码。"))
	return err
}

// explained writes codes for a person: what, where it comes from, what next. … is what the error itself names.
func (a *app) explained(groups []codes.Group) string {
	var b strings.Builder
	for _, g := range groups {
		for _, c := range g.Codes {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			what, next := c.Words(a.lang)
			fmt.Fprintf(&b, "%s  %s\n", c.Code, a.text(g.Title, g.TitleZH))
			b.WriteString(a.hang(a.text("  says: ", "  含义："), what))
			b.WriteString(a.hang(a.text("  next: ", "  处理："), next))
			b.WriteString(a.hang(a.text("  from: ", "  来自："), plainFrom(c)))
		}
	}
	return b.String()
}

// plainFrom is from where a code comes, without the marks of Markdown.
func plainFrom(c codes.Code) string { return strings.ReplaceAll(c.From, "`", "") }

// codeCompletions offers groups and codes that begin so, with what they say.
func (a *app) codeCompletions(begun string) (list []string) {
	for _, g := range codes.Groups() {
		list = append(list, g.Prefix+"\t"+a.text(g.Title, g.TitleZH))
		for _, c := range g.Codes {
			what, _ := c.Words(a.lang)
			list = append(list, c.Code+"\t"+what)
		}
	}
	return slices.DeleteFunc(list, func(s string) bool { return !strings.HasPrefix(s, begun) })
}

type explainedCodes struct {
	SchemaVersion int             `json:"schema_version"`
	Codes         []explainedCode `json:"codes"`
}

type explainedCode struct {
	Code  string   `json:"code"`
	Group textJSON `json:"group"`
	From  string   `json:"from"`
	What  textJSON `json:"what"`
	Next  textJSON `json:"next"`
}

func explainedJSON(groups []codes.Group) explainedCodes {
	out := explainedCodes{SchemaVersion: 1, Codes: []explainedCode{}}
	for _, g := range groups {
		for _, c := range g.Codes {
			out.Codes = append(out.Codes, explainedCode{
				c.Code, textJSON{g.Title, g.TitleZH}, plainFrom(c), textJSON{c.What, c.WhatZH}, textJSON{c.Next, c.NextZH},
			})
		}
	}
	return out
}
