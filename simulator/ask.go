// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator/coverage"
)

// answer is what people read in an answer of the policy.
type answer struct {
	text  string
	names []string // of an answer that is a set
}

func newAnswer(v *rules.Verdict) answer {
	text := v.Value.String()
	return answer{text, slices.Collect(names(text))}
}

// readAnswers prepares every answer of the policy, and which span of its rules each day of the world lies in.
func (lb *lab) readAnswers() {
	for _, v := range lb.policy.Answers() {
		lb.answers = append(lb.answers, newAnswer(&v))
	}
	for i := range lb.world.business {
		lb.spans = append(lb.spans, lb.policy.Span(lb.world.first.AddDays(i)))
	}
}

// spanOf gives the span an instant lies in; it may lie outside the world.
func (lb *lab) spanOf(at moment) int {
	if i := lb.world.dayOf(at); i >= 0 && i < len(lb.spans) {
		return lb.spans[i]
	}
	return lb.policy.Span(calendar.DateOf(at.time()))
}

// answerTo asks the policy at an instant; cov counts the answer, nil: nobody counts.
func (lb *lab) answerTo(d rules.Decision, c *rules.Case, at moment, cov *coverage.Counter) (*answer, error) {
	place := lb.policy.Find(d, c, lb.spanOf(at))
	if cov != nil {
		cov.Answered(place)
	}
	if place >= 0 && place < len(lb.answers) { // a policy that one filing lives by has none prepared
		return &lb.answers[place], nil
	}
	v, err := lb.policy.Judge(d, c, calendar.DateOf(at.time()))
	if err != nil {
		return nil, err
	}
	a := newAnswer(&v)
	return &a, nil
}

// policyCase is a filing as the policy sees it, kept because most questions are about the one before.
type policyCase struct {
	facts [7]string
	c     rules.Case
}

func (x *policyCase) of(lb *lab, f *fsm.Filing, upload string) *rules.Case {
	facts := [...]string{f.Region, f.Kind.String(), f.Registered, f.SubjectKind, upload, f.Site, f.Provider}
	if x.facts != facts {
		x.facts, x.c = facts, lb.caseOf(facts)
	}
	return &x.c
}
