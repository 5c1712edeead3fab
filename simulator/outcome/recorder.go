// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
)

// Recorder makes a Filing of events. The zero Recorder is ready for [Recorder.Begin].
type Recorder struct {
	f  Filing
	id string
}

// Begin starts a filing: events of other filings of the subject are left out, so that a successor or the import of a
// record does not count.
func (r *Recorder) Begin(number int, id string) {
	r.f, r.id = Filing{Number: number, BusinessDays: -1}, id
}

// See takes one event of the subject's journal in.
func (r *Recorder) See(e *fsm.Event) {
	if e.Filing != r.id {
		return
	}
	f := &r.f
	switch e.Type {
	case fsm.EventOpened:
		f.Opened = e.OccurredAt
		if o := e.Opening; o != nil {
			f.Kind, f.Region, f.SubjectKind, f.Site = o.Kind, o.Region, o.SubjectKind, o.Site
		}
	case fsm.EventSubmitted:
		if f.Submitted.IsZero() {
			f.Submitted = e.OccurredAt
		}
	case fsm.EventSubmittedToAuthority:
		if f.HandedOver.IsZero() {
			f.HandedOver = e.OccurredAt
		}
	case fsm.EventPreliminaryReturned, fsm.EventPhotoReturned, fsm.EventSMSFailed, fsm.EventSMSTimedOut, fsm.EventRejected:
		f.Returns++
	case fsm.EventJudged:
		r.judged(e.Verdicts)
	case fsm.EventDeadlineSet, fsm.EventDeadlinePending:
		r.set(e)
	case fsm.EventDeadlineMissed, fsm.EventAdviceDue:
		r.passed(e.Deadline.Name)
	case fsm.EventExpired:
		r.passed(fsm.ExpiryLimit)
	}
	if e.Type == fsm.EventSMSTimedOut {
		r.passed(fsm.SMSWindow)
	}
	if e.Type.Moves() {
		r.move(e)
	}
}

// End gives the filing as it stands. Deadlines whose stage is over and that did not pass were met.
func (r *Recorder) End(s *fsm.Subject) Filing {
	f := &r.f
	for i := range f.Deadlines {
		if d := &f.Deadlines[i]; d.Fate == Running && !r.runs(s, d.Name) {
			d.Fate = Met
		}
	}
	return r.f
}

// runs reports whether the filing still keeps a deadline.
func (r *Recorder) runs(s *fsm.Subject, name fsm.DeadlineName) bool {
	if s.Filing.ID != r.id {
		return false
	}
	return slices.ContainsFunc(s.Filing.Deadlines(), func(d fsm.Deadline) bool { return d.Name == name })
}

func (r *Recorder) move(e *fsm.Event) {
	f := &r.f
	r.leave(e)
	if m := (Move{e.From, e.Command, e.To}); !slices.Contains(f.Moves, m) {
		f.Moves = append(f.Moves, m)
	}
	if n := len(f.Stages); n > 0 {
		if f.Stages[n-1].State == e.To {
			return
		}
		f.Stages[n-1].Left = e.OccurredAt
	}
	f.Stages = append(f.Stages, Stage{State: e.To, Entered: e.OccurredAt})
	f.State = e.To
	if e.To == fsm.Approved {
		f.Approved = e.OccurredAt
	}
	f.Ended = time.Time{} // what counted as expired may be found elsewhere
	if e.To.Final() {
		f.Ended = e.OccurredAt
	}
}

func (r *Recorder) judged(verdicts []fsm.Verdict) {
	for _, v := range verdicts {
		if v.Rule != "" && !slices.Contains(r.f.Rules, v.Rule) {
			r.f.Rules = append(r.f.Rules, v.Rule)
		}
	}
}

// set notes a deadline. One of the same name that runs is over, because its stage begins anew; or it is the same one, which
// was pending, or is counted again. One that passed has passed: counted again it is another.
func (r *Recorder) set(e *fsm.Event) {
	f := &r.f
	for i := range f.Deadlines {
		if d := &f.Deadlines[i]; d.Name == e.Deadline.Name && d.Fate == Running {
			fate := d.over(e.OccurredAt)
			again := e.Command == fsm.CmdReplan || e.Command == fsm.CmdRejudge
			if again && fate != Passed || e.Type == fsm.EventDeadlineSet && d.Due.IsZero() {
				d.Due = e.Deadline.Due
				return
			}
			d.Fate = fate
		}
	}
	f.Deadlines = append(f.Deadlines, Deadline{Name: e.Deadline.Name, Set: e.OccurredAt, Due: e.Deadline.Due})
}

// leave judges the expectations whose stages the move leaves. Nothing is recorded when one of them passes, so that only
// the time tells.
func (r *Recorder) leave(e *fsm.Event) {
	for i := range r.f.Deadlines {
		if d := &r.f.Deadlines[i]; d.Fate == Running && d.Name.Kind() == fsm.Expected && !expects(d.Name, e.To) {
			d.Fate = d.over(e.OccurredAt)
		}
	}
}

// expects reports whether an expectation still counts in a state.
func expects(name fsm.DeadlineName, s fsm.State) bool {
	if name == fsm.AuthorityExpected {
		return s == fsm.AuthorityReview
	}
	return s == fsm.PreliminaryReview || s == fsm.VerificationReview || s == fsm.Ready
}

func (r *Recorder) passed(name fsm.DeadlineName) {
	for i := range r.f.Deadlines {
		if d := &r.f.Deadlines[i]; d.Name == name && d.Fate == Running {
			d.Fate = Passed
		}
	}
}
