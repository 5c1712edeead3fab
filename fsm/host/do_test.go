// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
)

func TestCommandIsStoredWithItsDeadlineAndTold(t *testing.T) {
	w := newWorld(t)
	r := w.do(submitted("beijing")...)
	assert.Equal(t, fsm.PreliminaryReview, r.Subject.Filing.State)
	assert.Equal(t, r.Version, r.Subject.Version)
	due, ok := r.Subject.NextDue()
	require.True(t, ok)
	assert.True(t, due.Equal(time.Date(2018, 4, 8, 18, 0, 0, 0, calendar.Zone())), due)
	next, waiting, err := w.journal.NextDue(t.Context(), "none")
	require.NoError(t, err)
	assert.True(t, waiting)
	assert.True(t, next.After(due), "the timer fires when the deadline has passed, not at it")

	loaded, err := w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	assert.Equal(t, r.Subject, loaded)
}

func TestRepeatedCommandGetsTheSameReply(t *testing.T) {
	w := newWorld(t)
	w.at(time.Date(2021, 3, 1, 10, 0, 0, 0, calendar.Zone())) // when notifications were to be configured first
	open := first("beijing")
	before, err := w.host.Do(t.Context(), subject, "cmd-open", open)
	require.NoError(t, err)
	require.Len(t, before.Warnings, 1)
	assert.Equal(t, "FSM-050", before.Warnings[0].Code)
	assert.NotEqual(t, before.Warnings[0].Text("en"), before.Warnings[0].Text("zh"))
	w.do(fsm.Attach{Document: "identity_document", Ref: "file-1"}, fsm.Abandon{Reason: "changed_mind"})

	version := w.version()
	for range 3 {
		again, err := w.open(w.journal, nil).Do(t.Context(), subject, "cmd-open", open)
		require.NoError(t, err)
		assert.Equal(t, before, again)
	}
	assert.Equal(t, version, w.version())
}

func TestCommandIDOfAnotherCommandIsNoAnswer(t *testing.T) {
	w := newWorld(t)
	_, err := w.host.Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.NoError(t, err)
	_, err = w.host.Do(t.Context(), subject, "cmd-1", fsm.Submit{})
	require.ErrorIs(t, err, host.ErrReused)

	given := fsm.Attach{Document: "authenticity_statement", Ref: "scan-1"}
	before, err := w.host.Do(t.Context(), subject, "cmd-up", given)
	require.NoError(t, err)
	for name, other := range map[string]fsm.Command{
		"document": fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		"file":     fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		"filing":   fsm.Attach{Meta: fsm.Meta{Filing: "f-1"}, Document: "authenticity_statement", Ref: "scan-1"},
		"time":     fsm.Attach{Meta: fsm.Meta{OccurredAt: start}, Document: "authenticity_statement", Ref: "scan-1"},
	} {
		for _, h := range []*host.Host{w.host, w.open(w.journal, nil)} {
			_, err := h.Do(t.Context(), subject, "cmd-up", other)
			require.ErrorIs(t, err, host.ErrReused, name)
		}
	}
	again, err := w.host.Do(t.Context(), subject, "cmd-up", &given)
	require.NoError(t, err, "by pointer it is the same")
	assert.Equal(t, before, again)
	assert.Equal(t, before.Version, w.version())
}

func TestReplyWithoutADigestIsStillAnAnswer(t *testing.T) {
	w := newWorld(t)
	j := &older{Journal: w.journal}
	before, err := w.open(j, nil).Do(t.Context(), subject, "cmd-old", first("beijing"))
	require.NoError(t, err)
	require.JSONEq(t, `{"schema":1,"command":"open"}`, string(j.reply))
	again, err := w.host.Do(t.Context(), subject, "cmd-old", first("shanghai"))
	require.NoError(t, err)
	assert.Equal(t, before, again)
	_, err = w.host.Do(t.Context(), subject, "cmd-old", fsm.Submit{})
	require.ErrorIs(t, err, host.ErrReused)
}

func TestRefusalIsExplainedAndNotStored(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.do(reviewed()...)
	w.do(fsm.SubmitToAuthority{})
	version := w.version()
	_, err := w.host.Do(t.Context(), subject, "cmd-withdraw", fsm.Withdraw{Reason: "wrong_information"})
	var refusal *fsm.Refusal
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, "FSM-007", refusal.Code())
	assert.Equal(t, version, w.version())
	last := w.seen[len(w.seen)-1]
	assert.Equal(t, host.Observation{
		Stream: stream, Command: "withdraw", CommandID: "cmd-withdraw", Outcome: "refused", Code: "FSM-007",
		Version: version, Attempts: 1,
	}, last)
}

func TestRefusedCommandMayComeAgainUnderItsID(t *testing.T) {
	w := newWorld(t)
	w.do(first("beijing"))
	_, err := w.host.Do(t.Context(), subject, "cmd-submit", fsm.Submit{})
	var refusal *fsm.Refusal
	require.ErrorAs(t, err, &refusal)
	for _, c := range submitted("beijing")[1:5] {
		w.do(c)
	}
	r, err := w.host.Do(t.Context(), subject, "cmd-submit", fsm.Submit{})
	require.NoError(t, err)
	assert.Equal(t, fsm.PreliminaryReview, r.Subject.Filing.State)
}

func TestSixteenOpenersOneWinner(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	errs := make([]error, 16)
	for i := range errs {
		wg.Go(func() {
			open := first("beijing")
			open.ID = fmt.Sprintf("f-%d", i)
			_, errs[i] = w.host.Do(t.Context(), subject, fmt.Sprintf("cmd-%d", i), open)
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		var refusal *fsm.Refusal
		if err == nil {
			won++
		} else if assert.ErrorAs(t, err, &refusal) {
			assert.Equal(t, "FSM-002", refusal.Code())
		}
	}
	assert.Equal(t, 1, won)
}

func TestSixteenWritersAllGetThrough(t *testing.T) {
	w := newWorld(t)
	w.do(first("beijing"))
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			_, err := w.host.Do(t.Context(), subject, fmt.Sprintf("cmd-%d", i), fsm.Attach{Document: "identity_document", Ref: fmt.Sprintf("file-%d", i)})
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	attached := 0
	for _, r := range w.records() {
		if r.Type == "filing/attached" {
			attached++
		}
	}
	assert.Equal(t, 16, attached)
}

func TestSixteenDeliveriesOfOneCommandAreOne(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	replies := make([]host.Reply, 16)
	for i := range replies {
		wg.Go(func() {
			var err error
			replies[i], err = w.host.Do(t.Context(), subject, "cmd-open", first("beijing"))
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	for _, r := range replies {
		assert.Equal(t, replies[0], r)
	}
	assert.Equal(t, replies[0].Version, w.version())
}

func TestLosingEveryRaceEnds(t *testing.T) {
	w := newWorld(t)
	races := 0
	j := &faulty{Journal: w.journal, before: func(c journal.Commit) error {
		races++
		return journal.ErrConflict
	}}
	h := w.open(j, func(o *host.Options) { o.Attempts = 5 })
	_, err := h.Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.ErrorIs(t, err, host.ErrBusy)
	assert.NotErrorIs(t, err, host.ErrUnknown)
	assert.Equal(t, 5, races)
}

func TestUnusableArguments(t *testing.T) {
	w := newWorld(t)
	for _, bad := range []string{"", "a b", "a@b", "主体", string(make([]byte, 129))} {
		_, err := w.host.Do(t.Context(), bad, "cmd-1", first("beijing"))
		require.ErrorIs(t, err, host.ErrArgument)
		_, err = w.host.Do(t.Context(), subject, bad, first("beijing"))
		require.ErrorIs(t, err, host.ErrArgument)
	}
	for _, own := range []string{"timer/deadline/1/x", "dead/0123"} {
		_, err := w.host.Do(t.Context(), subject, own, fsm.Tick{})
		require.ErrorIs(t, err, host.ErrArgument, "ids of the host's own")
	}
	_, err := w.host.Do(t.Context(), subject, "cmd-1", nil)
	require.ErrorIs(t, err, host.ErrArgument)
	_, err = w.host.Do(t.Context(), subject, "cmd-1", (*fsm.Submit)(nil))
	require.ErrorIs(t, err, host.ErrArgument)
	_, err = w.host.Do(t.Context(), subject, "cmd-1", (*fsm.Open)(nil))
	require.ErrorIs(t, err, host.ErrArgument)
	assert.Zero(t, w.version())
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	_, err := host.New(nil, w.journal, host.Options{})
	require.ErrorIs(t, err, host.ErrOptions)
	_, err = host.New(machine(), nil, host.Options{})
	require.ErrorIs(t, err, host.ErrOptions)
	_, err = host.New(machine(), w.journal, host.Options{Attempts: -1})
	require.ErrorIs(t, err, host.ErrOptions)
	o := host.Options{Notifiers: w.notifiers()}
	_, err = host.New(machine(), w.journal, o)
	require.ErrorIs(t, err, host.ErrOptions, "notifiers without a directory")
	o.Directory, o.Lease = w.dir, time.Second
	_, err = host.New(machine(), w.journal, o)
	require.ErrorIs(t, err, host.ErrOptions, "a lease shorter than an attempt")
	for name, o := range map[string]host.Options{
		"lease":    {Lease: time.Second},
		"language": {Lang: "fr"},
		"notifier": {Directory: w.dir, Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: nil}},
		"channel":  {Directory: w.dir, Notifiers: map[notify.Channel]notify.Notifier{9: w.rec}},
	} {
		_, err = host.New(machine(), w.journal, o)
		require.ErrorIs(t, err, host.ErrOptions, name)
	}
}

func TestCancelledBeforeItBeginsStoresNothing(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := w.host.Do(ctx, subject, "cmd-1", first("beijing"))
	require.ErrorIs(t, err, context.Canceled)
	assert.NotErrorIs(t, err, host.ErrUnknown)

	ctx, cancel = context.WithCancel(t.Context())
	j := &faulty{Journal: w.journal, load: cancel} // cancelled while deciding
	_, err = w.open(j, nil).Do(ctx, subject, "cmd-1", first("beijing"))
	require.ErrorIs(t, err, context.Canceled)
	assert.NotErrorIs(t, err, host.ErrUnknown)
	assert.Zero(t, j.appends)
	assert.Zero(t, w.version())
}

func TestButtonsAndNextStepsOfASubject(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("shanghai")...)
	w.do(fsm.PassPreliminary{})
	actions, err := w.host.Actions(t.Context(), subject)
	require.NoError(t, err)
	assert.Len(t, actions, len(fsm.Commands()))
	steps, err := w.host.NextSteps(t.Context(), subject, "en")
	require.NoError(t, err)
	require.NotEmpty(t, steps)
	assert.Equal(t, fsm.CmdAppVerify, steps[0].Command)
}
