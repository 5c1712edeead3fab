// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator"
)

const caseSuffix = ".simcase.json"

// keepCases shrinks the first violation of each invariant and writes it to the folder of --cases. It gives the files
// by invariant; what one error keeps from being written is the case of its own invariant alone.
func (a *app) keepCases(dir string, o simulator.Options, found []simulator.Violation) (map[string]string, error) {
	kept, done := map[string]string{}, map[string]bool{}
	if dir == "" || len(found) == 0 {
		return kept, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return kept, a.unwritable("--cases "+dir, err)
	}
	var lost []error
	for _, v := range found {
		if done[v.Invariant] {
			continue
		}
		done[v.Invariant] = true
		path, err := a.keepCase(dir, o, v)
		if err != nil {
			lost = append(lost, err)
			continue
		}
		kept[v.Invariant] = path
	}
	return kept, fileError(lost)
}

// keepCase writes the shortest story of a violation and gives its file, which has its name when it is whole.
func (a *app) keepCase(dir string, o simulator.Options, v simulator.Violation) (string, error) {
	c, err := simulator.Catch(o, v.Filing, v.Invariant)
	if err == nil {
		c, err = c.Shrink(o)
	}
	if err != nil {
		return "", a.simError(err)
	}
	data := c.Encode()
	sum := sha256.Sum256(data)
	path := filepath.Join(dir, v.Invariant+"-"+hex.EncodeToString(sum[:4])+caseSuffix)
	file, err := a.createFile("--cases", path)
	if err != nil {
		return "", err
	}
	if _, err := file.Write(data); err != nil {
		file.drop()
		return "", a.unwritable(file.flag, err)
	}
	return path, file.keep()
}

// simReplay is `icp sim replay`.
func simReplay(a *app) *cobra.Command {
	policy, journal := &policyFlags{}, &journalFlags{}
	confirm := false
	cmd := &cobra.Command{
		Use:   "replay FILE…",
		Short: a.text("run kept cases again and see whether they show what they must", "重放保存的用例并核对预期"),
		Long: a.text(
			`Run kept cases again and see whether they show what they must. FILE - is
standard input.`,
			`重放保存的用例并核对预期。FILE 为 - 时读取标准输入。`),
		Example: "  icp sim run --plant red-top --cases cases\n  icp sim replay cases/*.simcase.json\n" +
			"  icp sim replay --journal export.jsonl --subject 3 -o third.simcase.json",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := journal.check(a, args); err != nil {
				return failf(exitUnanswered, "%w", err)
			}
			if journal.file != "" {
				return nil
			}
			return someArgs(a, "FILE")(cmd, args)
		},
	}
	format := caseFlags(a, cmd, policy)
	cmd.Flags().BoolVar(&confirm, "confirm", false, a.text("let looplab/fsm execute every move too", "同时由 looplab/fsm 执行每次流转"))
	flags := cmd.Flags()
	flags.StringVar(&journal.file, "journal", "", a.text("make a case of FILE, which Host.Export wrote", "由 Host.Export 的文件生成用例"))
	flags.StringVar(&journal.subject, "subject", "1", a.text("id or place of the subject in it", "其中主体的标识或序号"))
	countFlag(a, cmd, &journal.weeks, "weeks", 0, a.text("move all instants by whole weeks", "将所有时间平移整周数"))
	flags.StringVarP(&journal.out, "output", "o", "", a.text("write the case to FILE; it must not exist", "将用例写入文件；文件须不存在"))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		o, err := a.judges(policy)
		if err != nil {
			return err
		}
		o.Confirm = confirm
		if journal.file != "" {
			return a.replayJournal(journal, o, format.String())
		}
		var list []simReplayed
		var bad []simUnreadable
		for _, path := range args {
			c, err := a.readCaseFile(path)
			if err != nil {
				bad = append(bad, simUnreadable{path, err})
				continue
			}
			r, err := c.Replay(o, a.lang)
			if err != nil {
				bad = append(bad, simUnreadable{path, a.inFile(path, err)})
				continue
			}
			list = append(list, simReplayed{path, c, r})
		}
		return a.reportReplays(list, bad, o, format.String())
	}
	return cmd
}

// simShrink is `icp sim shrink`.
func simShrink(a *app) *cobra.Command {
	policy := &policyFlags{}
	out := ""
	cmd := &cobra.Command{
		Use:   "shrink FILE",
		Short: a.text("make a case as short as it can be", "将用例缩减到最短"),
		Long: a.text(
			`Make a case as short as it can be. FILE - is standard input.`,
			`将用例缩减到最短。FILE 为 - 时读取标准输入。`),
		Example: "  icp sim shrink long.simcase.json -o short.simcase.json\n" +
			"  icp sim shrink long.simcase.json | icp sim replay -",
		Args: exactArgs(a, "FILE"),
	}
	cmd.Flags().StringVar(&policy.policy, "policy", builtinPolicy, a.text("policy folder or packed file", "规则目录或打包文件"))
	cmd.Flags().StringArrayVar(&policy.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	cmd.Flags().StringVarP(&out, "output", "o", "", a.text("write to FILE instead of stdout; it must not exist", "写入文件而非标准输出；文件须不存在"))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		o, err := a.judges(policy)
		if err != nil {
			return err
		}
		c, err := a.readCaseFile(args[0])
		if err != nil {
			return err
		}
		short, err := c.Shrink(o)
		if err != nil {
			return a.inFile(args[0], err)
		}
		if out == "" {
			_, err = a.stdout.Write(short.Encode())
			return err
		}
		if err := writeNew(out, short.Encode()); err != nil {
			return a.unwritable(out, err)
		}
		_, err = fmt.Fprintln(a.stdout, a.text(
			fmt.Sprintf("%s: %d steps instead of %d", out, len(short.Steps), len(c.Steps)),
			fmt.Sprintf("%s：由 %[3]d 步缩减为 %[2]d 步", out, len(short.Steps), len(c.Steps))))
		return err
	}
	return cmd
}

// writeNew writes a file that is not there yet.
func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(path) // a part of it would be taken for the whole
	}
	return err
}

func caseFlags(a *app, cmd *cobra.Command, policy *policyFlags) *choice {
	cmd.Flags().StringVar(&policy.policy, "policy", builtinPolicy, a.text("policy folder or packed file", "规则目录或打包文件"))
	cmd.Flags().StringArrayVar(&policy.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	return formatFlag(a, cmd, "pretty", "json", "mermaid")
}

// judges are the policy and calendar that cases run on.
func (a *app) judges(policy *policyFlags) (simulator.Options, error) {
	p, err := policy.load(a)
	return simulator.Options{Policy: p, Calendar: calendar.China()}, err
}

// someArgs wants one argument or more.
func someArgs(a *app, name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return failf(exitUnanswered, "%s", a.text(
			cmd.CommandPath()+" takes "+name+", one or more; see "+cmd.CommandPath()+" --help",
			cmd.CommandPath()+" 需要至少一个 "+name+"；参见 "+cmd.CommandPath()+" --help"))
	}
}

// caseMegabytes is more than any case or script has, so that a wrong file is not read whole.
const caseMegabytes = 2

// readText reads a case or a script, from standard input if its name is -.
func (a *app) readText(name string) ([]byte, error) {
	if name != "-" {
		return a.readWhole(name, caseMegabytes)
	}
	return a.readAll(name, a.stdin, caseMegabytes)
}

func (a *app) readCaseFile(path string) (*simulator.Case, error) {
	data, err := a.readText(path)
	if err != nil {
		return nil, err
	}
	c, err := simulator.ReadCase(data)
	if err != nil {
		return nil, a.inFile(path, err)
	}
	return c, nil
}

// inFile leads an error with the file it is about.
func (a *app) inFile(path string, err error) error {
	return failf(exitUnanswered, "%s%s%w", path, a.text(": ", "："), a.simError(err))
}
