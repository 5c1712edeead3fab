// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

func (w *world) tick() int {
	w.t.Helper()
	fired, err := w.host.Tick(w.t.Context())
	require.NoError(w.t, err)
	return fired
}

// missed counts the deadlines recorded as passed.
func (w *world) missed() (n int) {
	for _, r := range w.records() {
		if r.Type == "filing/deadline_missed" || r.Type == "filing/advice_due" {
			n++
		}
	}
	return n
}

func TestTimerFiresOnceAndAfterItsDeadline(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	due := time.Date(2018, 4, 8, 18, 0, 0, 0, calendar.Zone())
	w.at(due)
	assert.Zero(t, w.tick(), "at the close of business the target is still kept")
	w.at(due.Add(time.Microsecond))
	assert.Equal(t, 1, w.tick())
	assert.Equal(t, 1, w.missed())
	assert.Zero(t, w.tick())
	assert.Equal(t, 1, w.missed())
}

// A host that was away finds what happened when it was due: the code was not answered by the 2nd, and 45 days later the
// filing was over.
func TestWhatPassedMeanwhileHappenedWhenItWasDue(t *testing.T) {
	w := newWorld(t)
	w.at(china("2021-03-01", "10:00"))
	w.do(first("beijing"), fsm.Attach{Document: "identity_document", Ref: "x"}, fsm.Attach{Document: "business_licence", Ref: "x"},
		fsm.Submit{}, fsm.AppVerify{App: "alibaba_app"}, fsm.PassPreliminary{}, fsm.SubmitToAuthority{})
	w.at(china("2021-06-01", "09:00"))
	assert.Equal(t, 1, w.tick(), "one subject")
	s, err := w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	assert.Equal(t, fsm.Expired, s.Filing.State)
	assert.Equal(t, "2021-04-16 10:00", s.Filing.Since.In(calendar.Zone()).Format("2006-01-02 15:04"))
	assert.Zero(t, w.tick())
}

func TestTimerFollowsTheNextDeadline(t *testing.T) {
	w := newWorld(t)
	r := w.do(submitted("beijing")...)
	for range 4 {
		next, waiting, err := w.journal.NextDue(t.Context(), "none")
		require.NoError(t, err)
		due, ok := r.Subject.NextDue()
		require.Equal(t, ok, waiting)
		if !ok {
			break
		}
		assert.True(t, next.Equal(due.Add(time.Microsecond)))
		w.at(next)
		require.Equal(t, 1, w.tick())
		r.Subject, err = w.host.Subject(t.Context(), subject)
		require.NoError(t, err)
	}
	assert.Equal(t, 2, w.missed(), "the target of the review, and the advice to open a ticket")
	w.do(fsm.Abandon{Reason: "changed_mind"})
	_, waiting, err := w.journal.NextDue(t.Context(), "none")
	require.NoError(t, err)
	assert.False(t, waiting)
}

func TestWhatEndsTheStageCancelsTheTimer(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.do(fsm.PassPreliminary{})
	_, waiting, err := w.journal.NextDue(t.Context(), "none")
	require.NoError(t, err)
	assert.False(t, waiting)
	w.at(start.AddDate(0, 1, 0))
	assert.Zero(t, w.tick())
	assert.Zero(t, w.missed())
}

func TestCrashAfterATickChangesNothingMore(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.at(start.AddDate(0, 0, 5))
	died := errors.New("the process died")
	h := w.open(&faulty{Journal: w.journal, settle: died}, nil)
	_, err := h.Tick(t.Context())
	require.ErrorIs(t, err, died)
	require.Equal(t, 1, w.missed())
	w.at(w.clock().Add(time.Hour)) // past every lease, before the next deadline
	assert.Zero(t, w.tick())
	assert.Equal(t, 1, w.missed())
}

func TestCrashBetweenClaimAndTickLosesNothing(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.at(start.AddDate(0, 0, 5))
	died := errors.New("the process died")
	h := w.open(&faulty{Journal: w.journal, before: func(journal.Commit) error { return died }}, nil)
	_, err := h.Tick(t.Context())
	require.ErrorIs(t, err, died)
	assert.Zero(t, w.tick(), "the dead process holds the lease")
	w.at(w.clock().Add(5 * time.Minute))
	assert.Equal(t, 1, w.tick())
	assert.Equal(t, 1, w.missed())
}

func TestManyTickersFireOnce(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.at(start.AddDate(0, 0, 20))
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			_, err := w.open(w.journal, nil).Tick(t.Context())
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	assert.Equal(t, 2, w.missed())
}

func TestOneCorruptSubjectHoldsUpNoOther(t *testing.T) {
	w := newWorld(t)
	for _, id := range []string{"s-0", "s-1", "s-2"} {
		for _, c := range submitted("beijing") {
			_, err := w.host.Do(t.Context(), id, w.id(), c)
			require.NoError(t, err)
		}
	}
	s, err := w.host.Subject(t.Context(), "s-0")
	require.NoError(t, err)
	_, err = w.journal.Append(t.Context(), journal.Commit{
		Stream: "subject/s-0", Expected: s.Version, CommandID: "cmd-foreign", At: start, Records: []journal.Record{{Type: "foreign", Schema: 1}},
	})
	require.NoError(t, err)
	w.at(start.AddDate(0, 0, 5))
	fired, err := w.host.Tick(t.Context())
	var corrupt *host.CorruptError
	require.ErrorAs(t, err, &corrupt)
	assert.Equal(t, "subject/s-0", corrupt.Stream)
	assert.Equal(t, 2, fired)
}

func TestForeignTimerIsReported(t *testing.T) {
	w := newWorld(t)
	_, err := w.journal.Append(t.Context(), journal.Commit{
		Stream: "other/1", CommandID: "cmd-1", At: start, Records: []journal.Record{{Type: "other", Schema: 1}},
		Timers: []journal.TimerChange{{Name: "other", Due: start}},
	})
	require.NoError(t, err)
	_, err = w.host.Tick(t.Context())
	require.ErrorIs(t, err, host.ErrArgument)
}

// A deadline that cannot be computed, because the State Council has not published the days it counts, has no timer
// and stops nothing.
func TestAPendingDeadlineStopsNothing(t *testing.T) {
	w := newWorld(t)
	w.at(time.Date(2026, 12, 10, 10, 0, 0, 0, calendar.Zone()))
	w.do(submitted("beijing")...)
	w.do(fsm.AppVerify{App: "alibaba_app"}, fsm.PassPreliminary{}, fsm.SubmitToAuthority{})
	w.do(fsm.AnswerSMS{Person: "subject_administrator", Correct: true})
	s := w.do(fsm.AnswerSMS{Person: "website_administrator", Correct: true}).Subject
	require.Equal(t, fsm.AuthorityReview, s.Filing.State)
	pending := 0
	for _, d := range s.Filing.Deadlines() {
		if d.Pending {
			assert.Contains(t, d.Missing, "2027")
			pending++
		}
	}
	assert.Equal(t, 2, pending)
	_, waiting, err := w.journal.NextDue(t.Context(), "none")
	require.NoError(t, err)
	assert.False(t, waiting)
	w.do(fsm.Approve{SubjectNumber: "京ICP备18000001号", WebsiteNumbers: []string{"京ICP备18000001号-1"}})
}

// On a day on which nothing can be judged, the error of a tick is one that can be read, and it still says what ended it.
func TestTheErrorOfATickNamesAHundredSubjects(t *testing.T) {
	w := newWorld(t)
	const subjects = 120
	for i := range subjects {
		for k, c := range submitted("beijing") {
			_, err := w.host.Do(t.Context(), fmt.Sprint("s-", i), fmt.Sprint("cmd-", k), c)
			require.NoError(t, err)
		}
	}
	w.at(start.AddDate(0, 0, 5))
	away := errors.New("the disk is away")
	h := w.open(&faulty{Journal: w.journal, before: func(journal.Commit) error { return away }}, nil)
	_, err := h.Tick(t.Context())
	require.ErrorIs(t, err, away)
	assert.Equal(t, 100, strings.Count(err.Error(), "the disk is away"))
	assert.Contains(t, err.Error(), "and 20 more;")
	failed := 0
	for _, o := range w.seen {
		if o.Command == "tick" && o.Outcome == "failed" {
			failed++
		}
	}
	assert.Equal(t, subjects, failed, "each is observed")
}

// Where so much goes wrong that leases run out before a tick has been through all of it, it ends all the same.
func TestATickEndsThoughLeasesRunOut(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.at(start.AddDate(0, 0, 5))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	away, tries := errors.New("the disk is away"), 0
	h := w.open(&faulty{Journal: w.journal, before: func(journal.Commit) error {
		w.at(w.clock().Add(10 * time.Minute))
		if tries++; tries == 10 {
			cancel()
		}
		return away
	}}, nil)
	_, err := h.Tick(ctx)
	require.ErrorIs(t, err, away)
	assert.Equal(t, 1, tries)
}
