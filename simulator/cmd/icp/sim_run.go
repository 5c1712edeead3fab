// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/cheggaaa/pb/v3"

	"github.com/icpfiling/icp/simulator"
)

// runSimulation runs, prints the report and says by the exit code whether something was broken. A run that a person
// stopped is printed as far as it got.
func (a *app) runSimulation(ctx context.Context, f *simFlags, o simulator.Options) error {
	log, err := a.openLog(f.log, &o)
	if err != nil {
		return err
	}
	stop := a.showProgress(&o)
	r, err := simulator.Run(ctx, o)
	stop()
	if r == nil {
		log.drop()
		return a.simError(err)
	}
	if err := log.keep(); err != nil {
		return err
	}
	if !r.Partial {
		if f.kept, err = a.keepCases(f.cases, o, r.First); err != nil {
			return err
		}
	}
	if f.format.String() == "json" {
		err = a.writeJSON(a.simJSON(f, o, r))
	} else {
		err = a.printReport(f, o, r)
	}
	switch {
	case err != nil:
		return err
	case r.Violations > 0:
		return exitWith(exitFindings)
	case r.Partial: // what was asked was not answered
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("SIM-005: stopped after %s of %s filings; run it again for the others", grouped(r.Filings), grouped(r.Wanted)),
			fmt.Sprintf("SIM-005：在 %[2]s 件备案中完成 %[1]s 件后停止；重新运行以模拟其余备案", grouped(r.Filings), grouped(r.Wanted))))
	case f.strict:
		return a.strict(r)
	}
	return nil
}

// runLog is the file of the journal, if one is wanted.
type runLog struct{ *outFile }

func (l runLog) keep() error {
	if l.outFile == nil {
		return nil
	}
	return l.outFile.keep()
}

func (l runLog) drop() {
	if l.outFile != nil {
		l.outFile.drop()
	}
}

// openLog opens the journal's file. It holds whole filings, also when the run is stopped.
func (a *app) openLog(name string, o *simulator.Options) (runLog, error) {
	if name == "" {
		return runLog{}, nil
	}
	file, err := a.createFile("--log", name)
	if err != nil {
		return runLog{}, err
	}
	o.Log = file
	return runLog{file}, nil
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
	words = append(words, f.faultWords()...)
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
