// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
)

// Shrink gives the shortest case it finds that breaks the same invariant: it deletes stretches of every length and
// pairs of steps, files one website instead of several, puts one command in place of several, and then lets as little
// time pass as it can. What it gives has no step, and no pair of steps, that could be left out. A case whose invariant
// is not broken any more is a *CaseError that names the first step which became illegal, if one did.
func (c *Case) Shrink(o Options) (*Case, error) {
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
	s := &shrinker{trial: t}
	if !s.try(slices.Clone(c.Steps), 0, -1) {
		return nil, c.cannotShrink(o)
	}
	for {
		for before := -1; before != len(s.steps); {
			before = len(s.steps)
			s.deleteStretches()
			s.deletePairs()
			s.oneTarget()
			s.replaceStretches()
		}
		s.straighten()
		s.hurry()
		before := len(s.steps) // where less time passes, less may have to happen
		if s.deleteStretches(); before == len(s.steps) {
			break
		}
	}
	short := *c
	short.Policy, short.Calendar, short.Pass = o.Policy.Digest(), o.Calendar.ID(), false
	short.Steps = s.refusals()
	return &short, nil
}

func (c *Case) cannotShrink(o Options) error {
	r, err := c.Replay(o, "en")
	if err != nil {
		return err
	}
	if r.Illegal >= 0 {
		return noStep(
			r.Illegal, worded.Say("%s became illegal: %s", "%s 已不被允许：%s", c.Steps[r.Illegal].Name(), worded.Of(r.Why)),
			worded.Say("mend the step, or remove the case", "请修正该步，或删除该用例"))
	}
	return noCase(
		worded.Say("the case does not break %s any more", "该用例已不再违反 %s", c.Invariant),
		worded.Say(`set "expect" to "pass" and keep it as a test`, `可将 "expect" 改为 "pass"，留作测试`))
}

// shrinker holds the shortest steps so far.
type shrinker struct {
	trial *trial
	steps []CaseStep
	spare []CaseStep // those before them, whose room the next list takes
	tries int
}

// try takes other steps over if they break the invariant, up to the step that does. They are the present ones before
// step same; a fresh step is one that stands in the place of others, -1 for none.
func (s *shrinker) try(steps []CaseStep, same, fresh int) bool {
	if len(steps) == 0 {
		return false
	}
	s.tries++
	at := s.trial.breaksFrom(steps, same, fresh)
	if at < 0 {
		return false
	}
	s.steps, s.spare = steps[:at+1], s.steps
	s.trial.remember(s.steps, same)
	return true
}

// without gives the steps without those from i to j-1, with others in their place. The list is good until the next one.
func (s *shrinker) without(i, j int, instead ...CaseStep) []CaseStep {
	list := append(s.spare[:0], s.steps[:i]...)
	list = append(list, instead...)
	s.spare = append(list, s.steps[j:]...)
	return s.spare
}

func (s *shrinker) deleteStretches() {
	for size := len(s.steps) / 2; size > 0; size-- {
		for i := 0; i+size <= len(s.steps); {
			if !s.try(s.without(i, i+size), i, -1) {
				i++
			}
		}
	}
}

// mostForPairs bounds the steps of which pairs are tried.
const mostForPairs = 60

func (s *shrinker) deletePairs() {
	for i := 0; i < len(s.steps) && len(s.steps) <= mostForPairs; i++ {
		for j := i + 2; j < len(s.steps); j++ {
			list := s.without(j, j+1)
			if s.try(slices.Delete(list, i, i+1), i, -1) {
				j = i + 1
			}
		}
	}
}

// oneTarget files one website instead of several.
func (s *shrinker) oneTarget() {
	list := slices.Clone(s.steps)
	for i := range list {
		switch c := list[i].Command.(type) {
		case fsm.Open:
			c.Targets = c.Targets[:min(len(c.Targets), 1)]
			list[i].Command = c
		case fsm.Edit:
			c.Targets = c.Targets[:min(len(c.Targets), 1)]
			list[i].Command = c
		}
	}
	list = slices.DeleteFunc(list, func(step CaseStep) bool {
		c, ok := step.Command.(fsm.Attach)
		return ok && c.Target > 0
	})
	if len(list) < len(s.steps) {
		s.try(list, 0, -1)
	}
}

// replaceStretches puts one command in place of several.
func (s *shrinker) replaceStretches() {
	commands := s.commands()
	for size := len(s.steps); size > 1; size-- {
		for i := 0; i+size <= len(s.steps); i++ {
			for _, c := range commands {
				if s.try(s.without(i, i+size, CaseStep{At: s.steps[i+size-1].At, Command: c}), i, i) {
					size, commands = min(size, len(s.steps)), s.commands()
					break
				}
			}
		}
	}
}

// commands are those tried in place of others: the case's own, and one of each that moves a filing; no repairs.
func (s *shrinker) commands() []fsm.Command {
	list := usualCommands()
	for i := range s.steps {
		if c := s.steps[i].Command; c != nil && !slices.ContainsFunc(list, func(x fsm.Command) bool { return x.Name() == c.Name() }) {
			list = append(list, c)
		}
	}
	return list
}

// usualCommands are one of each command that moves a filing on.
func usualCommands() []fsm.Command {
	cause := photoCauses[:1:1]
	return []fsm.Command{
		fsm.ChooseUpload{Channel: "app"},
		fsm.Submit{},
		fsm.Resubmit{},
		fsm.Continue{},
		fsm.Withdraw{Reason: withdrawWords[0]},
		fsm.Abandon{},
		fsm.UploadPhoto{Ref: "photo"},
		fsm.AppVerify{App: "shanghai_ca_app"},
		fsm.AppVerify{App: "alibaba_app"},
		fsm.AnswerSMS{Person: "subject_administrator", Correct: true},
		fsm.AnswerSMS{Person: "website_administrator", Correct: true},
		fsm.PassPreliminary{},
		fsm.ReturnPreliminary{Causes: cause},
		fsm.PassPhoto{TopColour: "other"},
		fsm.ReturnPhoto{Causes: cause},
		fsm.PromptOriginals{},
		fsm.MailOriginals{},
		fsm.ReceiveOriginals{},
		fsm.SubmitToAuthority{},
		fsm.FailSMS{Causes: cause},
		fsm.Approve{SubjectNumber: subjectNumbers[0], WebsiteNumbers: websiteNumbers[:1]},
		fsm.Reject{Causes: cause},
		fsm.Tick{},
	}
}

// straighten removes clocks that stand wrong, notices that wait and submissions that are named, where the invariant is
// broken without them.
func (s *shrinker) straighten() {
	for i := range s.steps {
		if c := s.steps[i].Command; c != nil && namedBy(c) != 0 {
			list := slices.Clone(s.steps)
			list[i].Command = unnamed(c)
			s.try(list, i, -1)
		}
		if s.steps[i].Clock == 0 && s.steps[i].Late == nil {
			continue
		}
		list := slices.Clone(s.steps)
		list[i].Clock, list[i].Late = 0, nil
		s.try(list, i, -1)
	}
}

// hurry lets as little time pass between two steps as breaks the invariant: none, or the least number of minutes.
func (s *shrinker) hurry() {
	for i := 1; i < len(s.steps); i++ {
		gap := s.steps[i].At.Sub(s.steps[i-1].At)
		if gap <= 0 || s.sooner(i, gap) {
			continue
		}
		low, high := time.Duration(0), gap/time.Minute // low breaks nothing, high does
		for low+1 < high {
			if mid := (low + high) / 2; s.sooner(i, s.steps[i].At.Sub(s.steps[i-1].At)-mid*time.Minute) {
				high = mid
			} else {
				low = mid
			}
		}
	}
}

// sooner moves step i and all after it towards the one before.
func (s *shrinker) sooner(i int, by time.Duration) bool {
	if i >= len(s.steps) || by <= 0 {
		return false
	}
	list := slices.Clone(s.steps)
	for k := i; k < len(list); k++ {
		list[k].At = list[k].At.Add(-by)
	}
	return s.try(list, i, -1)
}

// refusals marks the steps that are refused, as they stand in the end.
func (s *shrinker) refusals() []CaseStep {
	l := s.trial.life
	l.beginCase(s.trial.c)
	for i := range s.steps {
		s.steps[i].Refused = !l.take(&s.steps[i])
	}
	return s.steps
}
