// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
)

// usageTemplate is cobra's help with our headings, in the language of this run.
func usageTemplate(a *app) string {
	return strings.NewReplacer(
		"«Usage»", a.text("Usage", "用法"),
		"«command»", a.text("command", "命令"),
		"«Examples»", a.text("Examples", "示例"),
		"«Commands»", a.text("Commands", "命令"),
		"«Flags»", a.text("Flags", "选项"),
		"«Global»", a.text("Global flags", "全局选项"),
		"«flags»", a.text("flags", "选项"),
		"«More»", a.text("about a command:", "查看某个命令的帮助："),
		"«Exit»", a.text("Exit codes", "退出码"),
		"«codes»", exitCodes(a),
	).Replace(usageText)
}

var (
	flagLine    = regexp.MustCompile(`^( +-.*?\S {2,}|  \S+ {2,})(\S.*)$`) // a flag or a command, and what it is for
	defaultText = regexp.MustCompile(` ?\(default (.*)\)$`)
)

// printHelp writes a command's help in the language and the width of this run: cobra words a default in English, and
// neither it nor pflag knows how wide a Chinese character is.
func (a *app) printHelp(cmd *cobra.Command) error {
	nameValues(cmd)
	var b strings.Builder
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	b.WriteString(a.paragraphs(strings.TrimSpace(about)) + "\n")
	for line := range strings.Lines(cmd.UsageString()) {
		line = strings.TrimSuffix(line, "\n")
		parts := flagLine.FindStringSubmatch(line)
		if parts == nil {
			b.WriteString(line + "\n")
			continue
		}
		if a.lang == "zh" {
			parts[2] = defaultText.ReplaceAllString(parts[2], "（默认 $1）")
		}
		if runewidth.StringWidth(parts[1])+runewidth.StringWidth(parts[2]) > a.width {
			b.WriteString(a.hang(parts[1], parts[2]))
			continue
		}
		b.WriteString(parts[1] + parts[2] + "\n")
	}
	_, err := fmt.Fprint(cmd.OutOrStdout(), b.String())
	return err
}

const usageText = `«Usage»:{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [«command»]{{else}}
  {{.UseLine}} [«flags»]{{end}}{{if .HasExample}}

«Examples»:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

«Commands»:{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

«Flags»:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

«Global»:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

«More» {{.CommandPath}} [«command»] --help{{end}}{{if not .HasParent}}

«Exit»:
«codes»{{else if not .HasAvailableSubCommands}}

«Exit»: icp --help{{end}}
`

// exitCodes words the contract with scripts, see exit.go.
func exitCodes(a *app) string {
	return a.text(
		"  0  fine\n"+
			"  1  findings, failed tests or violations; with --exit-code also differences\n"+
			"  2  could not answer (usage, unreadable input, an unpublished year), or was\n     stopped before the end\n"+
			"  3  the same input gave different bytes\n"+
			"  4  less was covered than was asked (--strict, --threshold, --least)",
		"  0  正常\n"+
			"  1  有发现、测试失败或违例；使用 --exit-code 时也包括有差异\n"+
			"  2  无法给出结果（用法有误、输入不可读、年份未发布），或中途停止\n"+
			"  3  相同输入产生了不同的字节\n"+
			"  4  覆盖未达要求（--strict、--threshold、--least）")
}
