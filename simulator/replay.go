// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/worded"
)

// Replayed is what a replay showed.
type Replayed struct {
	// Story is what happened, with its journal.
	Story *Story
	// AsExpected says that the replay showed what Case.Pass asks for.
	AsExpected bool
	// Broken says that the case's invariant was broken, and At after which step.
	Broken bool
	At     int
	// Illegal is the first step that is refused although it was accepted when the case was kept, -1 for none. The
	// last step of a case that must pass is none: refusing it is how most faults are mended.
	Illegal int
	// Why is the refusal of the step Illegal.
	Why error
	// Policy and Calendar say that they differ from those the case was kept with.
	Policy, Calendar bool
}

// Replay runs the steps of a case on the policy, calendar and Confirm of o; of the other options it takes none. lang is
// the language of the story. The error is an [*OptionError], a [*PlantError], or a [*CaseError] for a step that cannot be decided.
func (c *Case) Replay(o Options, lang string) (*Replayed, error) {
	if err := o.checkJudges(); err != nil {
		return nil, err
	}
	c, err := c.plain()
	if err != nil {
		return nil, err
	}
	t, err := newTrial(c, o)
	if err != nil {
		return nil, err
	}
	l := t.life
	s := l.newStory(c.Seed, c.Filing, lang)
	l.tale = s
	l.beginCase(c)
	r := &Replayed{Story: s, At: -1, Illegal: -1, Policy: o.Policy.Digest() != c.Policy, Calendar: o.Calendar.ID() != c.Calendar}
	for i := range c.Steps {
		accepted := l.take(&c.Steps[i])
		if l.err != nil {
			return nil, noStep(
				i, worded.Say("%s cannot be decided: %s", "%s 无法判定：%s", c.Steps[i].Name(), worded.Of(l.err)),
				worded.Say("give the policy and calendar of the case", "请使用该用例的规则与日历"))
		}
		if l.mon.broken.has(t.at) && r.At < 0 {
			r.At = i
		}
		if !accepted && !c.Steps[i].Refused && r.Illegal < 0 && !(c.Pass && i == len(c.Steps)-1) {
			r.Illegal, r.Why = i, l.refusal.why
		}
	}
	l.end()
	if l.err != nil {
		return nil, noStep(len(c.Steps)-1, worded.Of(l.err), worded.Say("report it", "请反馈此问题"))
	}
	r.Broken = l.mon.broken.has(t.at)
	if r.Broken && r.At < 0 {
		r.At = len(c.Steps) - 1
	}
	r.AsExpected = r.Illegal < 0 && r.Broken != c.Pass
	l.close(s)
	return r, nil
}

// close writes the end of a story.
func (l *life) close(s *Story) {
	s.Region, s.Kind, s.Outcome = l.who.region, l.who.kind, l.outcome
	s.Violations = l.mon.found
	s.mark(s.Violations[min(s.marked, len(s.Violations)):]) // what was found when all was over
	digest := sha256.Sum256(l.buf)
	s.Digest = "sha256:" + hex.EncodeToString(digest[:])
	lines, err := l.lab.linesOf(l.buf)
	if err != nil && l.err == nil {
		l.err = err
	}
	for _, line := range lines {
		s.Journal = append(s.Journal, line)
	}
}

// checkJudges finds a missing policy or calendar.
func (o *Options) checkJudges() error {
	all := *o
	all.Filings, all.Workers, all.Days, all.From = 1, 1, 1, calendar.Date{}
	return all.check()
}
