// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify/deliver"
)

// Subject loads a subject as it stands now. One that was never heard of is new: version 0, no filing. The error is
// [ErrArgument] for the id, a [*CorruptError], or the journal's.
func (h *Host) Subject(ctx context.Context, subjectID string) (fsm.Subject, error) {
	if err := checkID("subject id", subjectID); err != nil {
		return fsm.Subject{}, err
	}
	s := h.history(subjectID)
	defer h.release(s)
	_, err := h.read(ctx, s.stream, "", s)
	if err == nil {
		h.remember(s)
	}
	return s.subject, err
}

// Actions gives every button for a subject now: see [fsm.Machine.Actions]. Errors are those of [Host.Subject].
func (h *Host) Actions(ctx context.Context, subjectID string) ([]fsm.Action, error) {
	s, err := h.Subject(ctx, subjectID)
	if err != nil {
		return nil, err
	}
	return h.machine.Actions(s, h.now()), nil
}

// NextSteps says in "zh" or English what is to be done next, and by whom: see [fsm.Machine.NextSteps]. Errors are those of
// [Host.Subject].
func (h *Host) NextSteps(ctx context.Context, subjectID, lang string) ([]fsm.NextStep, error) {
	s, err := h.Subject(ctx, subjectID)
	if err != nil {
		return nil, err
	}
	return h.machine.NextSteps(s, h.now(), lang), nil
}

// history gives a subject's stream as far as it is remembered.
func (h *Host) history(subjectID string) *subjectHistory {
	s := h.histories.Get().(*subjectHistory)
	s.h, s.stream = h, subjectPrefix+subjectID
	if s.kept = h.cache.take(subjectID); s.kept != nil {
		s.subject = *s.kept
	} else {
		s.subject = fsm.Subject{ID: subjectID}
	}
	return s
}

// remember keeps the subject as the history has it now.
func (h *Host) remember(s *subjectHistory) {
	if s.kept == nil {
		s.kept = new(fsm.Subject)
	}
	*s.kept = s.subject
	detach(s.kept)
	h.cache.put(s.kept)
}

// release ends the use of a history. What was handed out stays with whom it was given to.
func (h *Host) release(s *subjectHistory) {
	clear(s.step.Events)
	clear(s.step.Notices)
	clear(s.records)
	*s = subjectHistory{step: s.step, records: s.records, text: s.text}
	h.histories.Put(s)
}

// subjectHistory is a subject's stream with a command for it.
type subjectHistory struct {
	h         *Host
	stream    string
	cmd       fsm.Command
	name      string
	said      digest // of the command as it was given
	notBefore time.Time

	subject fsm.Subject
	kept    *fsm.Subject // where the cache had it; nobody else's now
	own     []fsm.Event  // of the command: read back, or decided and stored
	step    fsm.Step
	after   fsm.Subject // the subject after the step
	reply   kept        // of the step

	records []journal.Record // of the step
	text    []byte           // their data
}

func (s *subjectHistory) command() string { return s.name }
func (s *subjectHistory) version() uint64 { return s.subject.Version }

func (s *subjectHistory) take(r journal.Stored, own bool) error {
	e, err := fsm.Decode(r.Type, r.Schema, r.Data)
	if err != nil {
		return err
	}
	s.subject.Apply(&e)
	if own {
		s.own = append(s.own, e)
	}
	return nil
}

// decide is the middle of the loop: decide, confirm, and put into one commit what follows.
func (s *subjectHistory) decide(at time.Time) (next change, err error) {
	if at.Before(s.notBefore) {
		at = s.notBefore
	}
	if err := s.h.machine.DecideInto(&s.step, &s.subject, s.cmd, at); err != nil {
		return change{}, err
	}
	if err := s.h.machine.Confirm(&s.subject, &s.step); err != nil {
		return change{}, err
	}
	s.records, s.text = s.records[:0], s.text[:0]
	for i := range s.step.Events {
		s.records = append(s.records, s.record(&s.step.Events[i]))
	}
	next.records = s.records
	version := s.subject.Version + uint64(len(s.step.Events))
	for _, n := range s.step.Notices {
		row, err := deliver.NoticeRow(s.stream, version, n)
		if err != nil {
			return change{}, err
		}
		next.outbox = append(next.outbox, outboxRow(row))
	}
	s.after = s.subject
	for i := range s.step.Events {
		s.after.Apply(&s.step.Events[i])
	}
	next.timers = timers(&s.subject, &s.after)
	s.reply = newReply(s.name, s.said, s.step.Warnings)
	next.reply, err = s.reply.encode()
	return next, err
}

// record gives the record of an event. Its data is valid until the next decision: a journal copies what it takes.
func (s *subjectHistory) record(e *fsm.Event) journal.Record {
	from := len(s.text)
	s.text = e.Append(s.text)
	return journal.Record{Type: recordTypes[min(int(e.Type), len(recordTypes)-1)], Schema: e.Schema(), Data: slices.Clip(s.text[from:])}
}

// recordTypes are the types of the records of events. The last one is that of events nobody knows.
var recordTypes = func() (types []string) {
	for t := fsm.EventNone; ; t++ {
		typ, _, _ := fsm.Encode(fsm.Event{Type: t})
		types = append(types, typ)
		if t.String() == (t + 1).String() { // both are unknown
			return types
		}
	}
}()

func (s *subjectHistory) done() {
	s.own, s.subject = slices.Clone(s.step.Events), s.after
	for i := range s.own { // the subject keeps the verdicts, the caller may do with the events what it likes
		s.own[i].Verdicts = slices.Clone(s.own[i].Verdicts)
	}
}

func (s *subjectHistory) restart() {
	s.subject, s.own = fsm.Subject{ID: s.subject.ID}, nil
}

// timers lets the subject's one timer follow its next deadline. Passing a deadline means being later than it, by as
// little as a microsecond.
func timers(before, after *fsm.Subject) []journal.TimerChange {
	old, had := before.NextDue()
	due, has := after.NextDue()
	switch {
	case has && (!had || !due.Equal(old)):
		return []journal.TimerChange{{Name: deadlineTimer, Due: due.Add(time.Microsecond)}}
	case had && !has:
		return []journal.TimerChange{{Name: deadlineTimer}}
	}
	return nil
}
