// SPDX-License-Identifier: Apache-2.0

package main

import "strings"

// usageTemplate is cobra's help with our headings, in the language of this run.
func usageTemplate(a *app) string {
	return strings.NewReplacer(
		"«Usage»", a.text("Usage", "用法"),
		"«command»", a.text("command", "命令"),
		"«Examples»", a.text("Examples", "示例"),
		"«Commands»", a.text("Commands", "命令"),
		"«Flags»", a.text("Flags", "选项"),
		"«Global»", a.text("Global flags", "全局选项"),
		"«More»", a.text("about a command:", "查看某个命令的帮助："),
	).Replace(usageText)
}

const usageText = `«Usage»:{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [«command»]{{else}}
  {{.UseLine}}{{end}}{{if .HasExample}}

«Examples»:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

«Commands»:{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

«Flags»:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

«Global»:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

«More» {{.CommandPath}} [«command»] --help{{end}}
`
