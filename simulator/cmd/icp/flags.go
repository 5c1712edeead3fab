// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// choice is a flag with a closed set of values. It implements pflag.Value.
type choice struct {
	value   string
	allowed []string
}

func newChoice(value string, allowed ...string) *choice {
	return &choice{value: value, allowed: allowed}
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.allowed, "|") }

func (c *choice) Set(value string) error {
	if !slices.Contains(c.allowed, value) {
		return &choiceError{allowed: c.allowed}
	}
	c.value = value
	return nil
}

type choiceError struct{ allowed []string }

func (e *choiceError) Error() string { return "choose one of " + strings.Join(e.allowed, ", ") }

// formatFlag adds --format with the formats a command has; the first is the default. Read it with String.
func formatFlag(a *app, cmd *cobra.Command, allowed ...string) *choice {
	format := newChoice(allowed[0], allowed...)
	cmd.Flags().Var(format, "format", a.text("form of the result", "结果格式"))
	mustComplete(cmd, "format", allowed)
	return format
}

// mustComplete offers values for a flag in shell completions. It fails only for a flag that does not exist.
func mustComplete(cmd *cobra.Command, flag string, values []string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}

// exactArgs wants one argument for each name, as in exactArgs(a, "DATE", "N").
func exactArgs(a *app, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("%s takes %s; %d given; see %[1]s --help", cmd.CommandPath(), strings.Join(names, " "), len(args)),
			fmt.Sprintf("%s 需要参数 %s；实际给出 %d 个；参见 %[1]s --help", cmd.CommandPath(), strings.Join(names, " "), len(args))))
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
			path+" takes flags only, and was given "+args[0]+"; see "+path+" --help",
			path+" 只接受选项，多余的参数："+args[0]+"；参见 "+path+" --help"))
	}
}

// flagError words what pflag found, with the nearest flag for a misspelt one.
func flagError(a *app, cmd *cobra.Command, err error) error {
	path := cmd.CommandPath()
	see := a.text("see "+path+" --help", "参见 "+path+" --help")
	if missing, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			name = "-" + name
		} else {
			name = "--" + name
		}
		return failf(exitUnanswered, "%s%s", a.text("unknown flag "+name+" of "+path+"; ", path+" 没有选项 "+name+"；"),
			orNear(a, "--", near(strings.TrimLeft(name, "-"), flagNames(cmd)), see))
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		flag := invalid.GetFlag()
		why := errors.Unwrap(invalid)
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("--%s=%s of %s cannot be used: %v; %s", flag.Name, invalid.GetValue(), path, why, see),
			fmt.Sprintf("%[3]s 的选项 --%[1]s=%[2]s 无效：%[4]v；%[5]s", flag.Name, invalid.GetValue(), path, why, see)))
	}
	if empty, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		name := empty.GetFlag().Name
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("--%s of %s needs a value; %s", name, path, see),
			fmt.Sprintf("%[2]s 的选项 --%[1]s 需要一个值；%[3]s", name, path, see)))
	}
	return failf(exitUnanswered, "%w; %s", err, see)
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	collect := func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	}
	cmd.LocalFlags().VisitAll(collect)
	cmd.InheritedFlags().VisitAll(collect)
	return names
}
