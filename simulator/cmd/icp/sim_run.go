// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/cheggaaa/pb/v3"

	"github.com/icpfiling/icp/simulator"
)

// runSimulation runs, prints the report and says by the exit code whether something was broken.
func (a *app) runSimulation(ctx context.Context, f *simFlags, o simulator.Options) error {
	done, err := a.openLog(f.log, &o)
	if err != nil {
		return err
	}
	stop := a.showProgress(&o)
	r, err := simulator.Run(ctx, o)
	stop()
	if err = errors.Join(a.simError(err), done()); err != nil {
		return err
	}
	if f.kept, err = a.keepCases(f.cases, o, r.First); err != nil {
		return err
	}
	if f.format.String() == "json" {
		err = a.writeJSON(a.simJSON(f, o, r))
	} else {
		err = a.printReport(f, o, r)
	}
	if err == nil && r.Violations > 0 {
		return exitWith(exitFindings)
	}
	return err
}

// openLog opens the journal's file, if one is wanted. done flushes and closes it.
func (a *app) openLog(name string, o *simulator.Options) (done func() error, err error) {
	if name == "" {
		return func() error { return nil }, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("--log %s cannot be written: %v; choose another place", name, err),
			fmt.Sprintf("--log %s 无法写入：%v；请换一个位置", name, err)))
	}
	buffer := bufio.NewWriterSize(file, 1<<18)
	o.Log = buffer
	return func() error {
		if err := errors.Join(buffer.Flush(), file.Close()); err != nil {
			return failf(exitUnanswered, "%s", a.text(
				fmt.Sprintf("--log %s is not complete: %v; make room and run again", name, err),
				fmt.Sprintf("--log %s 不完整：%v；请腾出空间后重试", name, err)))
		}
		return nil
	}, nil
}

// showProgress draws a line on a terminal's stderr, with rate and time left; elsewhere nothing.
func (a *app) showProgress(o *simulator.Options) (stop func()) {
	if !a.progress {
		return func() {}
	}
	bar := pb.New(o.Filings)
	bar.SetWriter(a.stderr)
	bar.SetMaxWidth(80)
	bar.SetTemplateString(a.text(
		`{{counters . }} {{bar . }} {{percent . }} {{speed . "%s/s" ""}} {{rtime . "%s left" "%s" ""}}`,
		`{{counters . }} {{bar . }} {{percent . }} {{speed . "%s/秒" ""}} {{rtime . "剩余 %s" "%s" ""}}`))
	o.Progress = func(done int) { bar.SetCurrent(int64(done)) }
	bar.Start()
	return func() { bar.Finish() }
}

// replayCommand is the one line that simulates a filing again and prints its journal.
func replayCommand(f *simFlags, o simulator.Options, filing int) string {
	words := []string{"go run ./simulator/cmd/icp sim run", fmt.Sprintf("--seed %d --only %d", o.Seed, filing)}
	if o.From != simulator.DefaultFrom() {
		words = append(words, "--from "+o.From.String())
	}
	if o.Days != simulator.DefaultDays {
		words = append(words, fmt.Sprintf("--days %d", o.Days))
	}
	if f.policy.policy != builtinPolicy {
		words = append(words, "--policy "+quoted(f.policy.policy))
	}
	for _, s := range f.policy.switches {
		words = append(words, "--switch "+quoted(s))
	}
	if o.Plant != "" {
		words = append(words, "--plant "+o.Plant)
	}
	return strings.Join(words, " ")
}

// quoted makes a word safe for a shell.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=:", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
