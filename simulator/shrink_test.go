// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// A shrunk case is as short as any: breadth-first search over the same commands finds none with fewer steps.
func TestShrunkCasesAreMinimal(t *testing.T) {
	for _, name := range []string{
		"open-second-filing", "change-province", "choose-upload-late", "app-upload-anywhere", "submit-incomplete", "submit-unjudged",
		"judge-again", "any-app", "photo-before-pass", "skip-photo-review", "return-without-cause", "withdraw-after-photo",
		"withdraw-silently", "clock-runs-back", "originals-later", "red-top", "event-lost", "withdraw-at-authority",
	} {
		t.Run(name, func(t *testing.T) {
			o, c := caught(t, plantNamed(t, name))
			c, err := c.Shrink(o)
			require.NoError(t, err)
			assert.Equal(t, len(c.Steps), breadthFirst(t, c, o))
		})
	}
}

// breadthFirst gives the least number of steps that break a case's invariant, 0 if it finds none of at most the case's length.
func breadthFirst(t *testing.T, c *Case, o Options) int {
	tr, err := newTrial(c, o)
	require.NoError(t, err)
	commands := searched(c)
	type path []CaseStep
	seen := map[string]bool{}
	level := []path{nil}
	for depth := 1; depth <= len(c.Steps); depth++ {
		var next []path
		for _, p := range level {
			at := c.Steps[0].At.Add(time.Duration(len(p)) * time.Minute)
			for _, command := range commands {
				step := CaseStep{At: at, Command: command}
				if command.Name() == fsm.CmdTick {
					if due, ok := subjectAfter(tr, p).NextDue(); ok && due.After(at) {
						step.At = due.Add(time.Second)
					}
				}
				longer := append(slices.Clone(p), step)
				if tr.breaks(longer) >= 0 {
					return depth
				}
				if key := abstract(tr.life); !seen[key] {
					seen[key] = true
					next = append(next, longer)
				}
			}
		}
		level = next
	}
	return 0
}

// searched are the commands of a case and the usual ones.
func searched(c *Case) []fsm.Command {
	var list []fsm.Command
	seen := map[string]bool{}
	add := func(command fsm.Command) {
		if key := fmt.Sprintf("%T %+v", command, command); !seen[key] {
			seen[key] = true
			list = append(list, command)
		}
	}
	for i := range c.Steps {
		add(c.Steps[i].Command)
	}
	for _, command := range usualCommands() {
		add(command)
	}
	return list
}

func subjectAfter(tr *trial, p []CaseStep) *fsm.Subject {
	if len(p) == 0 {
		return &fsm.Subject{}
	}
	tr.breaks(p)
	return &tr.life.s
}

// abstract is what matters of a subject for what can come next: no times, no versions.
func abstract(l *life) string {
	f := &l.s.Filing
	var b strings.Builder
	attached := make([]string, 0, len(f.Attached))
	for _, a := range f.Attached {
		attached = append(attached, fmt.Sprint(a.Document, a.Target))
	}
	slices.Sort(attached)
	fmt.Fprint(&b, f.ID, f.Kind, f.State, f.Upload, slices.Compact(attached), f.Changed, min(f.Revision, 2), f.Touched, f.Originals,
		f.VerifiedBy, f.SMSWrong, f.SMSPassed("subject_administrator"), f.SMSPassed("website_administrator"), l.s.Record != nil)
	for _, d := range []string{"verify_method", "stage_order", "sms", "documents"} {
		v, _ := f.Verdict(d)
		fmt.Fprint(&b, v.Value)
	}
	tr := &l.mon.trace
	fmt.Fprint(&b, tr.state, tr.submitted, tr.passed, tr.photo, tr.photoPassed, tr.app, tr.touched, tr.originals, tr.handedOver, tr.drafted)
	return b.String()
}
