// SPDX-License-Identifier: Apache-2.0

// Package scenario walks a subject through readable lines, one command a line, and prints what each leads to. The
// scenario files of package fsm and the seed ledger are written in it.
//
//	at 2018-04-04T10:00                     set the clock (UTC+8)
//	import region=shanghai websites=w1:old.example
//	open f-1 kind=change_website region=shanghai targets=w1:new.example
//	attach_all                              attach everything the policy asks for today; derived=… as in submit
//	submit
//	next | advice | estimate | status | actions | needs | deadlines | verdicts | record | unverified
package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// Runner holds the subject between lines.
type Runner struct {
	Machine *fsm.Machine
	Subject fsm.Subject
	Now     time.Time
	// Lang is "en" or "zh".
	Lang string
	// Events and Notices are all so far; Refused is the latest refusal, nil after an accepted command.
	Events  []fsm.Event
	Notices []notify.Notice
	Refused *fsm.Refusal
}

// New starts with an empty subject on the morning of 2018-04-04.
func New(m *fsm.Machine) *Runner {
	return &Runner{
		Machine: m, Subject: fsm.Subject{ID: "s-1"}, Lang: "en",
		Now: time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone()),
	}
}

// Run executes lines and gives what they print. A line that is no scenario line is an error; a refusal is not.
func (r *Runner) Run(script string) (string, error) {
	var out strings.Builder
	for i, line := range strings.Split(script, "\n") {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		text, err := r.line(fields[0], parse(fields[1:]))
		if err != nil {
			return out.String(), fmt.Errorf("line %d (%s): %w", i+1, strings.TrimSpace(line), err)
		}
		out.WriteString(text)
	}
	return out.String(), nil
}

// MustPass executes lines and fails on the first refusal.
func (r *Runner) MustPass(script string) error {
	for line := range strings.SplitSeq(script, "\n") {
		out, err := r.Run(line)
		if err != nil {
			return err
		}
		if r.Refused != nil {
			return fmt.Errorf("%s\n%w", strings.TrimSpace(out), r.Refused)
		}
	}
	return nil
}

// args are the words and the key=value pairs of a line.
type args struct {
	words []string
	pairs map[string]string
}

func parse(fields []string) args {
	a := args{pairs: map[string]string{}}
	for _, f := range fields {
		if k, v, ok := strings.Cut(f, "="); ok {
			a.pairs[k] = v
		} else {
			a.words = append(a.words, f)
		}
	}
	return a
}

func (a args) word(i int) string {
	if i < len(a.words) {
		return a.words[i]
	}
	return ""
}

func (a args) list(key string) []string {
	if a.pairs[key] == "" {
		return nil
	}
	return strings.Split(a.pairs[key], ",")
}

// target is the place of a website: target=1.
func (a args) target() int {
	n, _ := strconv.Atoi(a.pairs["target"])
	return n
}

// places are those of several: targets=0,2.
func (a args) places(key string) (list []int) {
	for _, s := range a.list(key) {
		n, _ := strconv.Atoi(s)
		list = append(list, n)
	}
	return list
}

// clock reads 2018-04-04T10:00 in UTC+8.
func clock(s string) (time.Time, error) {
	return time.ParseInLocation("2006-01-02T15:04", s, calendar.Zone())
}

func (r *Runner) line(name string, a args) (string, error) {
	r.Refused = nil
	if name == "at" {
		t, err := clock(a.word(0))
		r.Now = t
		return "", err
	}
	if view, ok := views[name]; ok {
		return view(r), nil
	}
	if name == "attach_all" {
		return r.attachAll(a)
	}
	c, err := command(name, a)
	if err != nil {
		return "", err
	}
	return r.do(c)
}

// do decides, confirms, evolves and prints.
func (r *Runner) do(c fsm.Command) (string, error) {
	st, err := r.Machine.Decide(r.Subject, c, r.Now)
	if refusal, ok := errors.AsType[*fsm.Refusal](err); ok {
		r.Refused = refusal
		return "refused " + refusal.Text(r.Lang) + "\n", nil
	}
	if err != nil {
		return "", err
	}
	if err := r.Machine.Confirm(&r.Subject, &st); err != nil {
		return "", err
	}
	r.Subject = fsm.Replay(r.Subject, st.Events)
	r.Events = append(r.Events, st.Events...)
	r.Notices = append(r.Notices, st.Notices...)
	return r.print(&st), nil
}

// attachAll attaches whatever a submission would miss now.
func (r *Runner) attachAll(a args) (string, error) {
	for range 50 {
		st := r.Subject
		_, err := r.Machine.Decide(st, fsm.Submit{Derived: derived(a)}, r.Now)
		refusal, ok := errors.AsType[*fsm.Refusal](err)
		if !ok {
			return "", nil
		}
		missing := false
		for _, reason := range refusal.Reasons {
			if reason.Key() != "document_missing" {
				continue
			}
			missing = true
			target := max(0, slices.IndexFunc(r.Subject.Filing.Targets, func(t fsm.Target) bool {
				return slices.Contains(reason.Args(), t.Website)
			}))
			document := reason.Args()[0]
			if _, err := r.do(fsm.Attach{Document: document, Target: target, Ref: "file-" + document}); err != nil {
				return "", err
			}
		}
		if !missing {
			return "", nil
		}
	}
	return "", errors.New("attaching never ends")
}
