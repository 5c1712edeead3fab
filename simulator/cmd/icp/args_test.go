// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
)

// TestEveryCommandWordsWrongArguments gives every command too few and too many arguments, a flag it does not know and
// a format it does not have: what it says is of ours, in the language of the run.
func TestEveryCommandWordsWrongArguments(t *testing.T) {
	raw := regexp.MustCompile(`arg\(s\)|takes ;|参数 ；|strconv|choose one of ,|unknown shorthand|unknown command "x" for`)
	english := regexp.MustCompile(`[a-z]+ [a-z]+ [a-z]+ [a-z]+`) // a sentence; a command line is shorter
	check := func(lang, said string, of ...string) {
		assert.NotRegexp(t, raw, said, "%q", of)
		if lang == "zh" {
			assert.NotRegexp(t, english, said, "%q", of)
		}
	}
	for _, lang := range langs() {
		for _, cmd := range leaves(t, lang) {
			for _, args := range [][]string{nil, {"x", "x", "x", "x", "x", "x"}} {
				if cmd.Args == nil {
					assert.Fail(t, "cobra words the arguments", cmd.CommandPath())
				} else if err := cmd.Args(cmd, args); err != nil {
					check(lang, err.Error(), cmd.CommandPath())
				}
			}
			for _, flag := range []string{"--zzz", "--format=nonsense", "--format", "--=x", "-9"} {
				args := append(append([]string{"--lang=" + lang}, strings.Fields(cmd.CommandPath())[1:]...), flag)
				var out, errs bytes.Buffer
				assert.Equal(t, exitUnanswered, run(args, testProcess(nil, &out, &errs), groups()), "%q", args)
				check(lang, errs.String(), args...)
			}
		}
	}
}

// TestHelpFitsTheScreen: what --help prints of a flag is wrapped, whatever the language, and no default stays English.
func TestHelpFitsTheScreen(t *testing.T) {
	for _, lang := range langs() {
		paths := []string{"icp", "icp rules", "icp calendar", "icp fsm", "icp sim", "icp completion"}
		for _, cmd := range leaves(t, lang) {
			paths = append(paths, cmd.CommandPath())
		}
		for _, path := range paths {
			var out bytes.Buffer
			args := append(strings.Fields(path)[1:], "--help", "--lang="+lang)
			assert.Equal(t, exitFine, run(args, testProcess(nil, &out, io.Discard), groups()))
			example := false
			for line := range strings.Lines(out.String()) {
				line = strings.TrimRight(line, "\n")
				example = line != "" && (example || strings.HasPrefix(line, "Examples") || strings.HasPrefix(line, "示例"))
				if !example && !strings.Contains(line, "|") {
					assert.LessOrEqual(t, runewidth.StringWidth(line), usualWidth, "%q: %s", args, line)
				}
				if lang == "zh" {
					assert.NotContains(t, line, "(default ", "%q", args)
					assert.NotContains(t, line, "[flags]", "%q", args)
				}
			}
		}
	}
}

// leaves lists the commands that do something.
func leaves(t *testing.T, lang string) []*cobra.Command {
	a := newApp(testProcess(nil, io.Discard, io.Discard), []string{"--lang", lang})
	var all []*cobra.Command
	eachCommand(newRoot(a, groups()), func(cmd *cobra.Command) {
		if cmd.HasParent() && !cmd.HasSubCommands() && cmd.Name() != "help" {
			all = append(all, cmd)
		}
	})
	assert.NotEmpty(t, all)
	return all
}
