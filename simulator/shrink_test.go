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

// A shrunk case is as short as any: breadth-first search over the same commands and faults finds none with fewer steps.
func TestShrunkCasesAreMinimal(t *testing.T) {
	beyond := map[string]string{
		"sixteen-contacts": "sixteen commands to the contact book in any order are too many to search",
		"outbox-lost":      "what is lost hangs on when a notice was due, and the search tries few instants",
	}
	searched := 0
	for _, p := range Plants() {
		if beyond[p.Name] != "" {
			continue
		}
		t.Run(p.Name, func(t *testing.T) {
			o, c := caught(t, p)
			c, err := c.Shrink(o)
			require.NoError(t, err)
			tr, err := newTrial(c, o)
			require.NoError(t, err)
			if tr.life.timed { // its commands come at any instant, and time passes by itself
				return
			}
			searched++
			assert.Equal(t, len(c.Steps), breadthFirst(t, c, o))
		})
	}
	assert.GreaterOrEqual(t, searched, 40)
}

// breadthFirst gives the least number of steps that break a case's invariant, 0 if it finds none of at most the case's length.
func breadthFirst(t *testing.T, c *Case, o Options) int {
	tr, err := newTrial(c, o)
	require.NoError(t, err)
	commands, waits := searched(c), gaps(c)
	type path []CaseStep
	seen := map[string]bool{}
	level := []path{nil}
	for depth := 1; depth <= len(c.Steps); depth++ {
		var next []path
		for _, p := range level {
			last := c.Steps[0].At
			if len(p) > 0 {
				last = p[len(p)-1].At
			}
			for _, wait := range waits {
				for _, step := range commands {
					step.At = last.Add(wait)
					if _, tick := step.Command.(fsm.Tick); tick {
						if due, ok := subjectAfter(tr, p).NextDue(); ok && due.After(step.At) {
							step.At = due.Add(time.Second)
						}
					}
					longer := append(slices.Clone(p), step)
					if tr.breaks(longer) >= 0 {
						return depth
					}
					if key := abstract(lifeAfter(tr, longer)); !seen[key] {
						seen[key] = true
						next = append(next, longer)
					}
				}
			}
		}
		level = next
	}
	return 0
}

// gaps are how long the search waits between two steps: a minute, or as long as the case does somewhere.
func gaps(c *Case) []time.Duration {
	list := []time.Duration{time.Minute}
	for i := 1; i < len(c.Steps); i++ {
		if gap := c.Steps[i].At.Sub(c.Steps[i-1].At); gap > time.Minute && !slices.Contains(list, gap) {
			list = append(list, gap)
		}
	}
	return list
}

// lifeAfter is the life of a trial after some steps, before anything is delivered or healed in the end.
func lifeAfter(tr *trial, p []CaseStep) *life {
	if tr.ends {
		tr.life.beginCase(tr.c)
		for i := range p {
			tr.life.take(&p[i])
		}
	}
	return tr.life
}

// searched are the commands and faults of a case, and the usual commands.
func searched(c *Case) []CaseStep {
	var list []CaseStep
	seen := map[string]bool{}
	add := func(step CaseStep) {
		step.At, step.Refused = time.Time{}, false
		if key := fmt.Sprintf("%T %+v", step.Command, step); !seen[key] {
			seen[key] = true
			list = append(list, step)
		}
	}
	for i := range c.Steps {
		add(c.Steps[i])
	}
	for _, command := range usualCommands() {
		add(CaseStep{Command: command})
	}
	return list
}

func subjectAfter(tr *trial, p []CaseStep) *fsm.Subject {
	if len(p) == 0 {
		return &fsm.Subject{}
	}
	tr.breaks(p)
	return &lifeAfter(tr, p).s
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
	fmt.Fprint(&b, f.ID, f.Kind, f.State, f.Upload, slices.Compact(attached), f.Targets, f.Changed, min(f.Revision, 2), f.Touched, f.Originals,
		f.VerifiedBy, f.SMSWrong, f.SMSPassed("subject_administrator"), f.SMSPassed("website_administrator"), l.s.Record != nil)
	for _, d := range []string{"verify_method", "stage_order", "sms", "documents"} {
		v, _ := f.Verdict(d)
		fmt.Fprint(&b, v.Value)
	}
	h := &l.host
	fmt.Fprint(&b, h.armed, h.lost != nil, h.amended, h.changed, h.skew, len(h.held), len(l.claims), l.book.Contacts())
	tr := &l.mon.trace
	fmt.Fprint(&b, tr.state, tr.submitted, tr.passed, tr.photo, tr.photoPassed, tr.app, tr.touched, tr.originals, tr.handedOver, tr.drafted)
	return b.String()
}
