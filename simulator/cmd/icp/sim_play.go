// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/simulator"
)

// simPlay is `icp sim play`.
func simPlay(a *app) *cobra.Command {
	policy := &policyFlags{}
	plant := ""
	cmd := &cobra.Command{
		Use:   "play FILE",
		Short: a.text("play a scenario somebody wrote, and check what it expects", "运行手写场景并核对预期"),
		Long: a.text(
			`Play a scenario: one command a line, with its fields as name=value. A line may
begin with a time in UTC+8, or with the time since the line above: +30m, +3h,
+2d, +2bd for business days, or both as in +2bd3h. attach_all uploads what the
policy asks for.
An expect line says what must have come of the command above it; a refusal that
none expects is a failure. A line that ends in a backslash goes on in the next.
FILE - is standard input.`,
			`运行场景：每行一条命令，字段写作 name=value。行首可写时间（UTC+8），或与上一行的间隔：
+30m、+3h、+2d，+2bd 表示工作日，可合写为 +2bd3h。attach_all 上传规则要求的全部资料。
expect 行说明上一条命令的预期结果；未预期的拒绝视为失败。行尾的反斜杠表示续行。
FILE 为 - 时读取标准输入。`),
		Example: "  icp sim play story.txt\n\n" +
			"  # " + a.text("story.txt may hold", "story.txt 的内容可以是") + "\n" +
			"  2018-04-04 10:00 open id=f-1 kind=first_filing region=beijing \\\n" +
			"      subject_kind=enterprise targets=w-1:a.example\n" +
			"  attach_all\n  submit\n  expect state=preliminary_review\n  expect told=submitted",
		Args: exactArgs(a, "FILE"),
	}
	format := caseFlags(a, cmd, policy)
	cmd.Flags().StringVar(&plant, "plant", "", a.text("plant a fault and see it found", "植入一个错误以验证其被发现"))
	mustComplete(cmd, "plant", plantNames())
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		o, err := a.judges(policy)
		if err != nil {
			return err
		}
		o.Plant = plant
		text, err := a.readText(args[0])
		if err != nil {
			return err
		}
		story, failed, err := simulator.Play(text, o, a.lang)
		if err != nil {
			return a.inFile(args[0], err)
		}
		return a.reportPlayed(args[0], story, failed, o, format.String())
	}
	return cmd
}

// simPlayed is a played scenario as JSON.
type simPlayed struct {
	simStory
	File   string   `json:"file"`
	Failed []string `json:"failed_expectations"`
}

func (a *app) reportPlayed(path string, story *simulator.Story, failed []string, o simulator.Options, format string) (err error) {
	bad := len(failed) + len(story.Violations)
	if format == "mermaid" {
		_, err = fmt.Fprint(a.stdout, story.Mermaid())
		a.besideDiagram(failed)
	} else if format == "json" {
		err = a.writeJSON(simPlayed{storyJSON(story), path, append([]string{}, failed...)})
	} else if err = a.printStory(a.playedHead(path, o, story), story); err == nil {
		err = a.printPlayed(failed)
	}
	if err == nil && bad > 0 {
		return exitWith(exitFindings)
	}
	return err
}

// besideDiagram says on stderr what is not as it must be: a diagram on stdout has no place for it.
func (a *app) besideDiagram(wrong []string) {
	for _, text := range wrong {
		fmt.Fprintln(a.stderr, "icp: "+text)
	}
}

func (a *app) playedHead(path string, o simulator.Options, s *simulator.Story) string {
	if s.Region == "" {
		return path
	}
	region := a.regionOf(o, s)
	return path + a.text(": "+s.Kind.Label("en")+" in "+region, "："+region+"，"+s.Kind.Label("zh"))
}

func (a *app) printPlayed(expectations []string) error {
	for _, failed := range expectations {
		for _, text := range wrapped(failed, storyWidth) {
			if _, err := fmt.Fprintln(a.stdout, a.style(styleError, text)); err != nil {
				return err
			}
		}
	}
	return nil
}
