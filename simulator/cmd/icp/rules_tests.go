// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/rules/yaml"
)

func rulesTest(a *app) *cobra.Command {
	var cover, suggest, mutate, verbose, watching bool
	var threshold float64
	var run string
	cmd := &cobra.Command{
		Use:     "test POLICY",
		Short:   a.text("prove the tests of a policy folder", "运行规则目录中的测试"),
		Example: "  icp rules test rules/alibabacloud --cover --mutate --threshold 95",
		Args:    exactArgs(a, "POLICY"),
	}
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, a.text("also name the tests that hold", "同时列出通过的测试"))
	cmd.Flags().BoolVar(&cover, "cover", false, a.text("say which classes of answers no test reaches", "列出测试未覆盖的结果类"))
	cmd.Flags().BoolVar(&suggest, "suggest", false, a.text("write a test for each class none reaches", "为未覆盖的结果类生成测试"))
	cmd.Flags().BoolVar(&mutate, "mutate", false, a.text("try every small wrong change and see which no test notices", "逐一尝试细小改动并找出未被发现者"))
	cmd.Flags().Float64Var(&threshold, "threshold", 0, a.text("exit 4 when coverage or mutation score is below this many percent", "覆盖率或变异得分低于该百分比时退出码为 4"))
	cmd.Flags().StringVar(&run, "run", "", a.text("only tests whose name contains this", "仅运行名称包含该文本的测试"))
	cmd.Flags().BoolVar(&watching, "watch", false, a.text("run again whenever a file of the folder changes, until interrupted", "文件变动时重新运行，直至中断"))
	format := formatFlag(a, cmd, "pretty", "json", "junit")
	once := func(folder string) error {
		t, err := readTests(a, folder, run, suggest)
		if err != nil {
			return err
		}
		t.Results = newResults(check.Run(t.policy, t.tests))
		var layers []rules.Layer // of BASE+FOLDER only what the folder adds
		if _, _, ok := layeredName(folder); ok {
			layers = []rules.Layer{rules.LayerHost}
		}
		if cover || suggest {
			c := check.Cover(t.policy, t.tests, layers...)
			t.Coverage = newCoverageJSON(c)
		}
		if mutate {
			m := check.Mutate(t.policy, t.tests, layers...)
			t.Mutation = newMutationJSON(m)
		}
		switch format.String() {
		case "json":
			err = a.writeJSON(t)
		case "junit":
			err = a.writeJUnit(folder, t)
		default:
			err = a.printTests(t, verbose, suggest)
		}
		if err != nil {
			return err
		}
		return t.verdict(threshold)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if given := cmd.Flags().Changed("threshold"); given && !cover && !mutate && !suggest {
			return failf(exitUnanswered, "%s", a.text("--threshold is held against coverage or mutation; add --cover or --mutate", "--threshold 用于覆盖率或变异得分；请加 --cover 或 --mutate"))
		}
		if !(threshold >= 0 && threshold <= 100) { // NaN is neither, and nothing would lie below it
			return failf(exitUnanswered, "%s", a.text("--threshold is a percentage, from 0 to 100", "--threshold 为百分比，取值 0 至 100"))
		}
		if !watching {
			return once(args[0])
		}
		ticker := time.NewTicker(time.Second / 2)
		defer ticker.Stop()
		return a.watch(ticker.C, args[0], stamps, once)
	}
	return cmd
}

type testRun struct {
	SchemaVersion int           `json:"schema_version"`
	Policy        string        `json:"policy"`
	Results       []resultJSON  `json:"tests"`
	Coverage      *coverageJSON `json:"coverage,omitempty"`
	Mutation      *mutationJSON `json:"mutation,omitempty"`

	policy *rules.Policy
	tests  []rules.Test
}

type resultJSON struct {
	Name     string   `json:"name"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Passed   bool     `json:"passed"`
	Failures []string `json:"failures,omitempty"`

	failures []check.Finding
}

type coverageJSON struct {
	Classes int          `json:"classes"`
	Reached int          `json:"reached"`
	Missed  []missedJSON `json:"missed"`
}

type missedJSON struct {
	Decision string `json:"decision"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Suggest  string `json:"suggest"`

	found check.Finding
}

func newCoverageJSON(c check.Coverage) *coverageJSON {
	out := &coverageJSON{c.Classes, c.Classes - len(c.Missed), []missedJSON{}}
	for _, m := range c.Missed {
		out.Missed = append(out.Missed, missedJSON{m.Decision, m.Rule, m.Message, m.Suggest, m})
	}
	return out
}

type mutationJSON struct {
	Mutants    int            `json:"mutants"`
	Equivalent int            `json:"equivalent"`
	Caught     int            `json:"caught"`
	Linted     int            `json:"linted"`
	Score      float64        `json:"score"`
	Survivors  []survivorJSON `json:"survivors"`
}

type survivorJSON struct {
	Rule    string `json:"rule"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	What    string `json:"what"`
	Changes string `json:"changes"`

	found check.Finding
}

// readTests reads a folder and its tests. A folder without tests, or a filter that leaves none, is a mistake and not a pass,
// unless tests are to be suggested.
func readTests(a *app, name, run string, suggest bool) (*testRun, error) {
	p, err := readPolicy(a, name)
	if err != nil {
		return nil, err
	}
	folders := policyFolders(name)
	if len(folders) == 0 {
		return nil, failf(exitUnanswered, "%s", a.text("tests lie in a policy folder; "+name+" is none", "测试位于规则目录中；"+name+" 不是目录"))
	}
	out := &testRun{SchemaVersion: 1, Policy: p.Digest(), policy: p}
	for _, folder := range folders {
		if err := out.read(a, folder, run); err != nil {
			return nil, err
		}
	}
	if where := strings.Join(folders, "/tests, ") + "/tests"; len(out.tests) == 0 && !suggest {
		return nil, failf(exitUnanswered, "%s", a.text(
			"no test to run in "+where+"; write one, icp rules test --suggest shows how", where+" 中没有可运行的测试；icp rules test --suggest 可生成"))
	}
	return out, nil
}

// read adds the tests of a folder.
func (t *testRun) read(a *app, folder, run string) error {
	tests, err := yaml.ReadTests(os.DirFS(folder), t.policy)
	if found, ok := errors.AsType[*yaml.Error](err); ok {
		return failf(exitUnanswered, "%s", a.text("RUL-011: the tests in "+folder+" cannot be read:\n", "RUL-011：无法读取 "+folder+" 中的测试：\n")+
			a.findingLines(folder, found))
	}
	if err != nil {
		return err
	}
	for _, one := range tests {
		if strings.Contains(one.Name, run) {
			one.Position.File = filepath.ToSlash(filepath.Join(folder, one.Position.File))
			for i := range one.Expect {
				one.Expect[i].Position.File = one.Position.File
			}
			t.tests = append(t.tests, one)
		}
	}
	return nil
}

func newResults(list []check.Result) []resultJSON {
	out := make([]resultJSON, len(list))
	for i, r := range list {
		out[i] = resultJSON{Name: r.Test.Name, File: r.Test.Position.File, Line: r.Test.Position.Line, Passed: len(r.Failures) == 0, failures: r.Failures}
		for _, f := range r.Failures {
			out[i].Failures = append(out[i].Failures, fmt.Sprintf("%s:%d:%d: %s", f.Position.File, f.Position.Line, f.Position.Column, f.Message))
		}
	}
	return out
}

func newMutationJSON(m check.Mutation) *mutationJSON {
	out := &mutationJSON{Mutants: m.Mutants, Equivalent: m.Equivalent, Caught: m.Caught, Linted: m.Linted, Score: 100, Survivors: []survivorJSON{}}
	if m.Mutants > 0 {
		out.Score = 100 * float64(m.Caught+m.Linted) / float64(m.Mutants)
	}
	for _, s := range m.Survivors {
		out.Survivors = append(out.Survivors, survivorJSON{s.Rule, s.Position.File, s.Position.Line, s.Message, strings.Join(s.Cases, "\n"), s})
	}
	return out
}

func (t *testRun) failed() int {
	n := 0
	for _, r := range t.Results {
		if !r.Passed {
			n++
		}
	}
	return n
}

// verdict is the exit code: a failed test first, then coverage below what was asked.
func (t *testRun) verdict(threshold float64) error {
	if t.failed() > 0 {
		return exitWith(exitFindings)
	}
	if c := t.Coverage; c != nil && c.Classes > 0 && 100*float64(c.Reached)/float64(c.Classes) < threshold {
		return exitWith(exitCoverage)
	}
	if m := t.Mutation; m != nil && m.Score < threshold {
		return exitWith(exitCoverage)
	}
	return nil
}

func (a *app) printTests(t *testRun, verbose, suggest bool) error {
	var b strings.Builder
	for _, r := range t.Results {
		switch {
		case !r.Passed:
			mark := a.text("FAIL", "失败")
			b.WriteString(strings.Replace(a.flow(mark+" "+r.Name, 5), mark, a.style(styleError, mark), 1))
			for _, f := range r.failures {
				b.WriteString(a.flow(fmt.Sprintf("  %s: %s", f.Position, f.Text(a.lang)), 6))
			}
		case verbose:
			mark := a.text("ok  ", "通过")
			b.WriteString(strings.Replace(a.flow(fmt.Sprintf("%s %s  %s:%d", mark, r.Name, r.File, r.Line), 5), mark, a.style(styleGood, mark), 1))
		}
	}
	fmt.Fprintf(&b, "%s\n", a.text(fmt.Sprintf("%s, %d failed", plural(len(t.Results), "test"), t.failed()), fmt.Sprintf("%d 项测试，%d 项失败", len(t.Results), t.failed())))
	if c := t.Coverage; c != nil {
		fmt.Fprintf(&b, "%s\n", a.text(fmt.Sprintf("%d of %d classes of answers reached", c.Reached, c.Classes), fmt.Sprintf("覆盖 %d / %d 个结果类", c.Reached, c.Classes)))
		for _, m := range c.Missed {
			if suggest {
				b.WriteString(m.Suggest)
			} else {
				b.WriteString(a.flow("  "+m.found.Text(a.lang), 6))
			}
		}
	}
	a.printMutation(&b, t.Mutation)
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

func (a *app) printMutation(b *strings.Builder, m *mutationJSON) {
	if m == nil {
		return
	}
	b.WriteString(a.flow(a.text(
		fmt.Sprintf("%d mutants: %d caught by tests, %d by check, %d survive; score %.1f%% (%d more change no answer)", m.Mutants, m.Caught, m.Linted, len(m.Survivors), m.Score, m.Equivalent),
		fmt.Sprintf("%d 个变异：测试发现 %d，检查发现 %d，未发现 %d；得分 %.1f%%（另有 %d 个不改变结果）", m.Mutants, m.Caught, m.Linted, len(m.Survivors), m.Score, m.Equivalent)), 4))
	for _, s := range m.Survivors {
		b.WriteString(a.flow(fmt.Sprintf("  %s %s:%d: %s: %s", a.text("survives:", "未被发现："), s.File, s.Line, s.Rule, s.found.Text(a.lang)), 6))
		for _, change := range s.found.CasesIn(a.lang) {
			for line := range strings.SplitSeq(change, "\n") {
				b.WriteString(a.flow("    "+line, 13))
			}
		}
	}
}

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr"`
	Line    int           `xml:"line,attr"`
	Failure *junitFailure `xml:"failure,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func (a *app) writeJUnit(name string, t *testRun) error {
	suite := junitSuite{Name: name, Tests: len(t.Results), Failures: t.failed()}
	for _, r := range t.Results {
		c := junitCase{Name: r.Name, Class: r.File, File: r.File, Line: r.Line}
		if !r.Passed {
			c.Failure = &junitFailure{r.Failures[0], strings.Join(r.Failures, "\n")}
		}
		suite.Cases = append(suite.Cases, c)
	}
	if _, err := fmt.Fprint(a.stdout, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(a.stdout)
	enc.Indent("", "  ")
	if err := enc.Encode(suite); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.stdout)
	return err
}
