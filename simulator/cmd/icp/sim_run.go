// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/cheggaaa/pb/v3"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
	"github.com/icpfiling/icp/simulator/report"
)

// mostMemory is what a run keeps to, however many filings it has. The garbage collector sees to it; filings under way
// need little.
const mostMemory = 48 << 20

// runSimulation runs, prints the report and says by the exit code whether something was broken. A run that a person
// or a full disk stopped is printed as far as it got.
func (a *app) runSimulation(ctx context.Context, f *simFlags, o simulator.Options) error {
	files, err := a.openFiles(f, &o)
	if err != nil {
		return err
	}
	f.figures = &report.Figures{}
	o.Each = func(x outcome.Filing) error { f.figures.See(&x); return nil }
	stop := a.showProgress(&o)
	limit := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(limit, mostMemory))
	r, err := simulator.Run(ctx, o)
	debug.SetMemoryLimit(limit)
	stop()
	if r == nil {
		files.drop()
		if lost := files.log.drop(); lost != nil {
			return lost
		}
		return a.simError(err)
	}
	return a.finishRun(f, o, r, files)
}

// finishRun keeps what is to be kept, prints the report whatever became of that, and says by the exit code what it is.
func (a *app) finishRun(f *simFlags, o simulator.Options, r *simulator.Report, files *runFiles) error {
	o.Log, o.Each, o.Progress = nil, nil, nil // what follows looks at single filings
	var lost []error
	keep := func(err error) {
		if err != nil {
			lost = append(lost, err)
		}
	}
	keep(files.log.keep(r.Partial))
	keep(a.keepShard(f, r, files.shard))
	kept, err := a.keepCases(f.cases, o, r.First)
	keep(err)
	f.kept = kept
	page := a.simPage(f, o, r)
	if files.html != nil || f.format.String() == "html" || f.format.String() == "junit" {
		a.tellFirst(page, o)
	}
	keep(a.keepPage(page, files.html))
	err = a.writeReport(f, o, page)
	switch {
	case err != nil:
		return err
	case len(lost) > 0:
		return fileError(lost)
	case r.Violations > 0:
		return exitWith(exitFindings)
	case r.Partial: // what was asked was not answered
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("SIM-005: stopped after %s of %s filings; run it again for the others", grouped(r.Filings), grouped(r.Wanted)),
			fmt.Sprintf("SIM-005：在 %[2]s 件备案中完成 %[1]s 件后停止；重新运行以模拟其余备案", grouped(r.Filings), grouped(r.Wanted))))
	case unnoticed(r): // it was planted to be found, and was not: the report says why
		return exitWith(exitFindings)
	case f.strict:
		return a.strict(r)
	}
	return nil
}

// keepPage writes the report as a page, if a file is named for it.
func (a *app) keepPage(page *report.Page, file *outFile) error {
	if file == nil {
		return nil
	}
	if err := page.HTML(file); err != nil {
		file.drop()
		return a.unwritable(file.flag, err)
	}
	return file.keep()
}

// writeReport writes the report in the form that was asked for.
func (a *app) writeReport(f *simFlags, o simulator.Options, page *report.Page) error {
	switch f.format.String() {
	case "json":
		return a.writeJSON(a.simJSON(f, o, page.Report))
	case "junit":
		return page.JUnit(a.stdout)
	case "html":
		return page.HTML(a.stdout)
	}
	return page.Text(a.stdout)
}

// tellFirst tells the shortest story of the first violation of each property. What cannot be told is left out: the
// violation itself stands in the report.
func (a *app) tellFirst(page *report.Page, o simulator.Options) {
	page.Stories = map[string]*simulator.Story{}
	for _, v := range page.Report.First {
		if page.Stories[v.Invariant] == nil {
			page.Stories[v.Invariant] = a.shortest(v, o)
		}
	}
}

// shortest is the story of the shrunk case, or that of the filing as it was.
func (a *app) shortest(v simulator.Violation, o simulator.Options) *simulator.Story {
	c, err := simulator.Catch(o, v.Filing, v.Invariant)
	if err == nil {
		c, err = c.Shrink(o)
	}
	if err == nil {
		if r, err := c.Replay(o, a.lang); err == nil && r.Broken {
			return r.Story
		}
	}
	if s, err := simulator.Tell(o, v.Filing, a.lang); err == nil {
		return s
	}
	return nil
}

// showProgress draws a line on a terminal's stderr, with rate and time left; elsewhere nothing.
func (a *app) showProgress(o *simulator.Options) (stop func()) {
	if !a.progress {
		return func() {}
	}
	bar := pb.New(o.Filings)
	bar.SetWriter(a.stderr)
	bar.SetMaxWidth(storyWidth)
	if bar.Width() > storyWidth { // the width of the terminal is not known
		bar.SetWidth(storyWidth)
	}
	bar.SetTemplateString(a.text(
		`{{counters . }} {{bar . }} {{percent . }} {{speed . "%s/s" "?/s"}} {{rtime . "%s left" "%s" ""}}`,
		`{{counters . }} {{bar . }} {{percent . }} {{speed . "%s/秒" "?/秒"}} {{rtime . "剩余 %s" "%s" ""}}`))
	bar.Set(pb.ReturnSymbol, "\r") // each draw stands on the line of the one before
	o.Progress = func(done int) { bar.SetCurrent(int64(done)) }
	bar.Start()
	return func() { bar.Finish() }
}

// replayCommand is the one line that simulates a filing again and prints its journal.
func replayCommand(f *simFlags, o simulator.Options, filing int) string {
	return runCommand(f, o, fmt.Sprintf("--only %d", filing))
}

// runCommand is the line that simulates with these options: all filings of them, or one.
func runCommand(f *simFlags, o simulator.Options, which string) string {
	words := []string{"icp sim run", fmt.Sprintf("--seed %d", o.Seed), which}
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
