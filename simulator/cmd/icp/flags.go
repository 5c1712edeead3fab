// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
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
			orNear(a, "--", nearName(strings.TrimLeft(name, "-"), flagNames(cmd)), see))
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		flag := invalid.GetFlag()
		why := whyInvalid(a, flag, errors.Unwrap(invalid))
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("--%s=%s of %s cannot be used: %s; %s", flag.Name, invalid.GetValue(), path, why, see),
			fmt.Sprintf("%[3]s 的选项 --%[1]s=%[2]s 无效：%[4]s；%[5]s", flag.Name, invalid.GetValue(), path, why, see)))
	}
	if empty, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		name := empty.GetFlag().Name
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("--%s of %s needs a value; %s", name, path, see),
			fmt.Sprintf("%[2]s 的选项 --%[1]s 需要一个值；%[3]s", name, path, see)))
	}
	if broken, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		return failf(exitUnanswered, "%s", a.text(
			broken.GetSpecifiedFlag()+" of "+path+" is not written as a flag is; "+see,
			path+" 的选项写法有误："+broken.GetSpecifiedFlag()+"；"+see))
	}
	return failf(exitUnanswered, "%w; %s", err, see)
}

// emptyFlag refuses a flag that was given nothing, as a variable of a script that is not set does: --allow "" would let
// every change pass, and --log "" would keep no log.
func emptyFlag(a *app, cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		switch v := f.Value.(type) {
		case pflag.SliceValue:
			values = v.GetSlice()
		default:
			if v.Type() != "string" {
				return
			}
		}
		if err == nil && (len(values) == 0 || slices.Contains(values, "")) {
			path := cmd.CommandPath()
			err = failf(exitUnanswered, "%s", a.text(
				"--"+f.Name+" of "+path+" is empty; give it a value, or leave it out", path+" 的选项 --"+f.Name+" 为空；请给出值，或不使用该选项"))
		}
	})
	return err
}

// whyInvalid says what the value of a flag should have been.
func whyInvalid(a *app, flag *pflag.Flag, why error) string {
	if closed, ok := errors.AsType[*choiceError](why); ok {
		return a.text(closed.Error(), "可选值为 "+strings.Join(closed.allowed, "、"))
	}
	if _, ok := errors.AsType[*strconv.NumError](why); !ok {
		return a.errorText(why)
	}
	switch flag.Value.Type() {
	case "bool":
		return a.text("write true or false", "请写 true 或 false")
	case "float64":
		return a.text("write a number like 95", "请写数字，如 95")
	}
	return a.text("write a whole number in its range", "请写范围内的整数")
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
