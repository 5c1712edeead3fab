// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// exactArgs wants one argument for each name, as in exactArgs(a, "DATE", "N"); without a name it is flagsOnly.
func exactArgs(a *app, names ...string) cobra.PositionalArgs {
	if len(names) == 0 {
		return flagsOnly(a)
	}
	return countedArgs(a, len(names), len(names), strings.Join(names, " "))
}

// leastArgs wants so many arguments or more; what says them all, as in "DECISION [FACT=VALUE ...]".
func leastArgs(a *app, least int, what string) cobra.PositionalArgs {
	return countedArgs(a, least, -1, what)
}

// mostArgs wants no more than so many arguments.
func mostArgs(a *app, most int, what string) cobra.PositionalArgs {
	return countedArgs(a, 0, most, what)
}

// countedArgs wants from least to most arguments, without an upper bound where most is negative.
func countedArgs(a *app, least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("%s takes %s; %d given; see %[1]s --help", cmd.CommandPath(), what, len(args)),
			fmt.Sprintf("%s 需要参数 %s；实际给出 %d 个；参见 %[1]s --help", cmd.CommandPath(), what, len(args))))
	}
}

// flagsOnly takes no arguments.
func flagsOnly(a *app) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		path := cmd.CommandPath()
		return failf(exitUnanswered, "%s", a.text(
			path+" takes flags only, and was given "+clip(args[0])+"; see "+path+" --help",
			path+" 只接受选项，多余的参数："+clip(args[0])+"；参见 "+path+" --help"))
	}
}

// takesNegative marks a command whose arguments may be negative numbers.
const takesNegative = "takes-negative"

var negativeNumber = regexp.MustCompile(`^-[0-9]+$`)

// negativesBehindDashes writes "add DATE -1 --lang zh" as "add --lang zh -- DATE -1" for a command that takes negative
// numbers, which flags could not be told from.
func negativesBehindDashes(root *cobra.Command, args []string) []string {
	cmd, rest, err := root.Find(args)
	if err != nil || cmd.Annotations[takesNegative] == "" {
		return args
	}
	var flags, others []string
	negative := false
	for i := 0; i < len(rest); i++ {
		arg := rest[i]
		switch {
		case arg == "--":
			return args
		case negativeNumber.MatchString(arg):
			negative = true
			others = append(others, arg)
		case !strings.HasPrefix(arg, "--"):
			others = append(others, arg)
		default:
			flags = append(flags, arg)
			name, _, hasValue := strings.Cut(arg[2:], "=")
			if f := cmd.Flag(name); f != nil && f.NoOptDefVal == "" && !hasValue && i+1 < len(rest) {
				i++
				flags = append(flags, rest[i])
			}
		}
	}
	if !negative {
		return args
	}
	return append(append(append(strings.Fields(cmd.CommandPath())[1:], flags...), "--"), others...)
}
