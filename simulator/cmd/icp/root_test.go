// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// probe is a group with one command that does what a test asks for.
func probe(do func(a *app) error) []func(*app) *cobra.Command {
	return []func(*app) *cobra.Command{func(a *app) *cobra.Command {
		group := newGroup(a, "probe", "a group for tests")
		sub := &cobra.Command{
			Use: "act DATE", Short: "act", SuggestFor: []string{"find"}, Args: exactArgs(a, "DATE"),
			RunE: func(*cobra.Command, []string) error { return do(a) },
		}
		formatFlag(a, sub, "pretty", "json")
		sub.Flags().Int("count", 1, "how many")
		group.AddCommand(sub)
		return group
	}}
}

func runProbe(do func(a *app) error, env map[string]string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, testProcess(env, &out, &errs), probe(do))
	return code, out.String(), errs.String()
}

func TestExitCodes(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		code   int
		stderr string
	}{
		"fine":           {nil, exitFine, ""},
		"silent":         {exitWith(exitFindings), exitFindings, ""},
		"findings":       {failf(exitFindings, "two violations; see above"), exitFindings, "icp: two violations; see above\n"},
		"plain error":    {errors.New("CAL-001: no notice"), exitUnanswered, "icp: CAL-001: no notice\n"},
		"nondeterminism": {failf(exitNondeterminism, "x"), exitNondeterminism, "icp: x\n"},
		"coverage":       {failf(exitCoverage, "x"), exitCoverage, "icp: x\n"},
		"a list":         {errors.Join(errors.New("a.yaml:1:2: b"), errors.New("a.yaml:3:4: c")), exitUnanswered, "icp: a.yaml:1:2: b\n  a.yaml:3:4: c\n"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := runProbe(func(*app) error { return test.err }, nil, "probe", "act", "x")
			assert.Equal(t, test.code, code)
			assert.Equal(t, test.stderr, stderr)
			assert.Empty(t, stdout)
		})
	}
}

func TestUsageErrorsAreOneLineAndExitTwo(t *testing.T) {
	for args, want := range map[string]string{
		"probe act":                      "probe act takes DATE; 0 given",
		"probe act x --frmat json":       "did you mean --format?",
		"probe act x --zzz":              "unknown flag --zzz of icp probe act; see icp probe act --help",
		"probe act x -q":                 "unknown flag -q",
		"probe act x --format xml":       "choose one of pretty, json",
		"probe act x --format":           "--format of icp probe act needs a value",
		"probe act x --count many":       "--count=many of icp probe act cannot be used: write a whole number",
		"probe act x --=1":               "--=1 of icp probe act is not written as a flag is",
		"probe find":                     "did you mean icp probe act?",
		"help probe akt":                 "did you mean icp probe act?",
		"completion bash x":              "icp completion bash takes flags only, and was given x",
		"probe akt x":                    "did you mean icp probe act?",
		"prob act x":                     "did you mean icp probe?",
		"probe act x --lang fr":          "choose one of en, zh",
		"completion bsh":                 "did you mean icp completion bash?",
		"--lang zh probe akt":            "是否想用 icp probe act？",
		"--lang=zh probe act":            "需要参数 DATE",
		"--lang=zh probe act --zzz":      "没有选项 --zzz",
		"--lang=zh probe act --format":   "需要一个值",
		"--lang=zh probe act --format=x": "可选值为 pretty、json",
		"--lang=zh probe act --count=x":  "请写范围内的整数",
		"--lang=zh probe act --=1":       "选项写法有误：--=1",
	} {
		t.Run(args, func(t *testing.T) {
			ran := false
			code, stdout, stderr := runProbe(func(*app) error { ran = true; return nil }, nil, strings.Fields(args)...)
			assert.Equal(t, exitUnanswered, code)
			assert.Contains(t, stderr, want)
			assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
			assert.Empty(t, stdout)
			assert.False(t, ran)
		})
	}
}

func TestPanicIsOneLine(t *testing.T) {
	code, _, stderr := runProbe(func(*app) error { panic("broken\nbadly") }, nil, "probe", "act", "x")
	assert.Equal(t, exitUnanswered, code)
	assert.Equal(t, 1, strings.Count(stderr, "\n"))
	assert.Contains(t, stderr, "internal error: broken badly")
	assert.NotContains(t, stderr, "goroutine")
}

func TestLanguage(t *testing.T) {
	for name, test := range map[string]struct {
		env  map[string]string
		args []string
		want string
	}{
		"default":            {nil, nil, "en"},
		"LANG":               {map[string]string{"LANG": "zh_CN.UTF-8"}, nil, "zh"},
		"LC_ALL before LANG": {map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, nil, "en"},
		"the flag first":     {map[string]string{"LANG": "zh_CN.UTF-8"}, []string{"--lang", "en"}, "en"},
		"behind the command": {nil, []string{"--lang=zh"}, "zh"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			args := append([]string{"probe", "act", "x"}, test.args...)
			code, _, _ := runProbe(func(a *app) error { got = a.lang; return nil }, test.env, args...)
			require.Equal(t, exitFine, code)
			assert.Equal(t, test.want, got)
		})
	}
	assert.Equal(t, "en", chooseLang([]string{"--", "--lang=zh"}, func(string) string { return "" }))
}

func TestColour(t *testing.T) {
	for name, test := range map[string]struct {
		env      map[string]string
		terminal bool
		want     string
	}{
		"terminal":      {nil, true, "\x1b[31mno\x1b[0m"},
		"not one":       {nil, false, "no"},
		"NO_COLOR":      {map[string]string{"NO_COLOR": "1"}, true, "no"},
		"dumb terminal": {map[string]string{"TERM": "dumb"}, true, "no"},
	} {
		t.Run(name, func(t *testing.T) {
			p := testProcess(test.env, io.Discard, io.Discard)
			p.terminal = func(io.Writer) bool { return test.terminal }
			a := newApp(p, nil)
			assert.Equal(t, test.want, a.style(styleError, "no"))
			assert.Equal(t, test.terminal && test.env["TERM"] != "dumb", a.progress, "a dumb terminal cannot rewrite a line")
		})
	}
}

func TestErrorLeadIsColouredOnATerminal(t *testing.T) {
	var stderr bytes.Buffer
	p := testProcess(nil, io.Discard, &stderr)
	p.terminal = func(io.Writer) bool { return true }
	run([]string{"nothing"}, p, nil)
	assert.True(t, strings.HasPrefix(stderr.String(), "\x1b[31micp:\x1b[0m unknown command"), stderr.String())
}

func TestTableAlignsChinese(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, writeTable(&out, []string{"region", "n"}, [][]string{{"上海", "1"}, {"anhui", ""}}))
	assert.Equal(t, "region  n\n上海    1\nanhui\n", out.String())
}

func TestJSONKeepsTextReadable(t *testing.T) {
	var out bytes.Buffer
	a := newApp(testProcess(nil, &out, io.Discard), nil)
	require.NoError(t, a.writeJSON(map[string]string{"text": "<上海>"}))
	assert.Equal(t, "{\n  \"text\": \"<上海>\"\n}\n", out.String())
}

func TestCompletionOffersFormats(t *testing.T) {
	code, stdout, _ := runProbe(func(*app) error { return nil }, nil, "__complete", "probe", "act", "x", "--format", "")
	assert.Equal(t, exitFine, code)
	assert.Contains(t, stdout, "pretty\njson\n")
}

func TestNear(t *testing.T) {
	names := []string{"run", "replay", "report"}
	assert.Equal(t, "run", nearName("rnu", []string{"rules", "run", "sim"}))
	assert.Equal(t, "replay", nearName("reply", names))
	assert.Empty(t, nearName("xyz", names))
	assert.Empty(t, nearName("", names))
}

// TestHelpNamesWhatAFlagWants holds every help free of Go's names for types: a person gives a file or a day, no string.
func TestHelpNamesWhatAFlagWants(t *testing.T) {
	var out, errs bytes.Buffer
	root := newRoot(newApp(testProcess(nil, &out, &errs), nil), groups())
	goType := regexp.MustCompile(`(?m)^ +(-\w, )?--[\w-]+ (string|strings|stringArray|int|uint|float|count|ints)\b.*$`)
	asked := 0
	eachCommand(root, func(cmd *cobra.Command) {
		out.Reset()
		require.NoError(t, cmd.Help())
		assert.Empty(t, goType.FindAllString(out.String(), -1), cmd.CommandPath())
		asked++
	})
	assert.Greater(t, asked, 35)
	assert.NotEmpty(t, goType.FindAllString("      --log string   write it", -1))
}
