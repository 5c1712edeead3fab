// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
)

// journalFlags are those of a case made from an exported journal.
type journalFlags struct {
	file, subject, out string
	weeks              int
}

const subjectStream = "subject/"

// journalCase makes a case of one subject of an exported journal, without a name in it.
func (a *app) journalCase(f *journalFlags, o simulator.Options) (*simulator.Case, error) {
	events, err := a.journalEvents(f)
	if err != nil {
		return nil, err
	}
	c := &simulator.Case{}
	if err := c.Recorded(events, f.weeks); err != nil {
		return nil, a.inFile(f.file, err)
	}
	c.Policy, c.Calendar = o.Policy.Digest(), o.Calendar.ID()
	return c, nil
}

// journalEvents reads the events of the subject that is named by its id, or by its place in the file, from 1.
func (a *app) journalEvents(f *journalFlags) (events []fsm.Event, err error) {
	in, err := a.openFile(f.file)
	if err != nil {
		return nil, failf(exitUnanswered, "%s", a.text(
			f.file+": "+a.whyFile(err)+"; give a file that Host.Export wrote", f.file+"："+a.whyFile(err)+"；请给出 Host.Export 写出的文件"))
	}
	defer in.Close()
	place, _ := strconv.Atoi(f.subject)
	want := subjectStream + strings.TrimPrefix(f.subject, subjectStream)
	var streams []string
	for r, err := range a.records(f.file, in) {
		if err != nil {
			return nil, a.errorOf(f.file, err)
		}
		if !strings.HasPrefix(r.Stream, subjectStream) {
			continue
		}
		if !slices.Contains(streams, r.Stream) && len(streams) < max(place, 1) {
			streams = append(streams, r.Stream)
			if len(streams) == place {
				want = r.Stream
			}
		}
		if r.Stream != want {
			continue
		}
		e, err := fsm.Decode(r.Type, r.Schema, r.Data)
		if err != nil {
			return nil, a.errorOf(fmt.Sprintf("%s: %s %d", f.file, r.Stream, r.Version), err)
		}
		events = append(events, e)
	}
	if len(events) == 0 {
		return nil, failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("%s has no subject %.60s; give its id, or its place in the file from 1, with --subject", f.file, f.subject),
			fmt.Sprintf("%s 中没有主体 %.60s；请用 --subject 给出其标识或在文件中的序号（自 1 起）", f.file, f.subject)))
	}
	return events, nil
}

// replayJournal replays the case of a journal, or writes its file.
func (a *app) replayJournal(f *journalFlags, o simulator.Options, format string) error {
	c, err := a.journalCase(f, o)
	if err != nil {
		return err
	}
	if f.out != "" {
		if err := writeNew(f.out, c.Encode()); err != nil {
			return a.unwritable(f.out, err)
		}
		_, err = fmt.Fprintln(a.stdout, a.text(
			fmt.Sprintf("%s: %d steps, without a name in them", f.out, len(c.Steps)), fmt.Sprintf("%s：%d 步，不含任何名称", f.out, len(c.Steps))))
		return err
	}
	r, err := c.Replay(o, a.lang)
	if err != nil {
		return a.inFile(f.file, err)
	}
	return a.reportReplays([]simReplayed{{f.file, c, r}}, nil, o, format)
}

// check finds what does not go together.
func (f *journalFlags) check(a *app, args []string) error {
	switch {
	case f.file == "" && (f.subject != "1" || f.weeks != 0 || f.out != ""):
		return errors.New(a.text("--subject, --weeks and --output go with --journal; add it", "--subject、--weeks 与 --output 须与 --journal 同用；请加上"))
	case f.file != "" && len(args) > 0:
		return errors.New(a.text("--journal takes the place of case files; leave one of them out", "--journal 与用例文件不能同用；请去掉其一"))
	case f.weeks < -5000 || f.weeks > 5000:
		return errors.New(a.text("--weeks is out of range; write -5000 to 5000", "--weeks 超出范围；请写 -5000 至 5000"))
	}
	return nil
}
