// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
)

func (w *world) deliver(h *host.Host) deliver.Report {
	w.t.Helper()
	r, err := h.Deliver(w.t.Context())
	require.NoError(w.t, err)
	return r
}

func TestResultGoesToThePersonsOfTheFilingByTextMessageAndMail(t *testing.T) { // S0-23
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.do(reviewed()...)
	w.do(fsm.SubmitToAuthority{})
	w.deliver(w.host)
	w.rec.Reset()
	w.do(fsm.Approve{SubjectNumber: "n", WebsiteNumbers: []string{"n-1"}})
	assert.Equal(t, 4, w.deliver(w.host).Delivered)
	assert.ElementsMatch(t, []string{
		"approved>p-1/email", "approved>p-1/sms", "approved>p-2/email", "approved>p-2/sms",
	}, w.topics())
	assert.Zero(t, w.deliver(w.host).Delivered)
}

func TestCrashBetweenAppendAndDeliverDeliversOnce(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...) // and the process dies before it delivers
	again := w.open(w.journal, nil)
	w.deliver(again)
	assert.Equal(t, []string{"submitted>p-1/email", "submitted>p-2/email", "submitted>p-1/sms", "submitted>p-2/sms"}, w.topics())
	assert.Equal(t, deliver.Report{}, w.deliver(w.open(w.journal, nil)))
}

// deadSettler loses every settlement of a message: the process dies between sending and recording.
type deadSettler struct{ journal.Journal }

var errDied = errors.New("the process died")

func (d deadSettler) SettleOutbox(ctx context.Context, l journal.Lease, s journal.Settlement) error {
	if l.Stream == stream && len(s.Add) == 0 {
		return errDied
	}
	return d.Journal.SettleOutbox(ctx, l, s)
}

func TestWhatWasSentAndNotRecordedGoesAgainUnderItsKey(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	_, err := w.open(deadSettler{w.journal}, nil).Deliver(t.Context())
	require.ErrorIs(t, err, errDied)
	w.at(w.clock().Add(10 * time.Minute))
	w.deliver(w.open(w.journal, nil))
	keys := map[string]int{}
	for _, a := range w.rec.Attempts() {
		keys[a.Message.Key]++
	}
	assert.Len(t, keys, 4)
	assert.Len(t, w.rec.Attempts(), 5, "one message twice, and under one key")
}

func TestWithoutNotifiersNoticesWait(t *testing.T) {
	w := newWorld(t)
	quiet := w.open(w.journal, func(o *host.Options) { o.Notifiers = nil })
	for _, c := range submitted("beijing") {
		_, err := quiet.Do(t.Context(), subject, w.id(), c)
		require.NoError(t, err)
	}
	assert.Equal(t, deliver.Report{}, w.deliver(quiet))
	assert.Equal(t, 4, w.deliver(w.host).Delivered)
}

func TestTroubleIsObserved(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.rec.Always(func(m notify.Message) notify.Result {
		if m.To.Channel == notify.ChannelSMS {
			return notify.Result{Outcome: notify.OutcomeRetry, Config: true, Code: "password"}
		}
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "550"}
	})
	version := w.version()
	w.deliver(w.host)
	var got []host.Observation
	for _, o := range w.seen {
		if o.Command == "" {
			got = append(got, o)
		}
	}
	require.NotEmpty(t, got)
	assert.Contains(t, got, host.Observation{
		Stream: stream, Outcome: "dead_letter", Code: "550", Version: version, Attempts: 1, Channel: "email", Receiver: "p-1",
	})
	assert.Contains(t, got, host.Observation{
		Stream: stream, Outcome: "channel_stopped", Code: "password", Version: version, Channel: "sms", Receiver: "p-1",
	})
}

func TestADeadLetterIsSentAgainOnceItIsRevived(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.rec.Always(func(m notify.Message) notify.Result {
		if m.To.ID == "p-1" && m.To.Channel == notify.ChannelEmail {
			return notify.Result{Outcome: notify.OutcomePermanent, Code: "550", Detail: "no such mailbox"}
		}
		return notify.Result{Outcome: notify.OutcomeDelivered}
	})
	require.Len(t, w.deliver(w.host).Dead, 1)
	dead, err := w.journal.DeadOutbox(t.Context(), 0, 10)
	require.NoError(t, err)
	require.Len(t, dead, 1)
	assert.Contains(t, dead[0].Detail, "no such mailbox")

	w.rec.Always(nil) // the mailbox is there now
	w.rec.Reset()
	require.NoError(t, w.journal.ReviveOutbox(t.Context(), dead[0].ID, w.clock()))
	assert.Empty(t, w.deliver(w.host).Dead)
	assert.True(t, slices.ContainsFunc(w.rec.Delivered(), func(m notify.Message) bool { return m.Key == dead[0].Name }))
	require.ErrorIs(t, w.journal.ReviveOutbox(t.Context(), dead[0].ID, w.clock()), journal.ErrStale, "there is nothing to revive any more")
}

type zero struct{}

func (zero) Send(context.Context, notify.Message) notify.Result { return notify.Result{} }

type panics struct{}

func (panics) Send(_ context.Context, m notify.Message) notify.Result { panic(m.Address.Reveal()) }

func TestABrokenNotifierIsLoggedAndObserved(t *testing.T) {
	w := newWorld(t)
	var log bytes.Buffer
	w.do(submitted("beijing")...)
	w.deliver(w.open(w.journal, func(o *host.Options) {
		o.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelEmail: zero{}, notify.ChannelSMS: panics{}}
		o.Logger = slog.New(slog.NewTextHandler(&log, nil))
	}))
	version, last := w.version(), w.seen[len(w.seen)-3:]
	for _, o := range last {
		assert.Equal(t, version, o.Version)
		assert.Equal(t, stream, o.Stream)
	}
	assert.Equal(t, "channel_stopped no_outcome email", last[0].Outcome+" "+last[0].Code+" "+last[0].Channel)
	for _, o := range last[1:] {
		assert.Equal(t, "notifier_panicked panic sms", o.Outcome+" "+o.Code+" "+o.Channel)
	}
	assert.Equal(t, 3, strings.Count(log.String(), "message needs attention"), log.String())
	assert.Contains(t, log.String(), "the notifier answered with outcome(0)")
	assert.Contains(t, log.String(), "host_test.panics.Send (deliver_test.go:")
	assert.NotContains(t, log.String(), "13900000000", "the address")
}

// TestADeadLetterStandsInTheJournal: once for each message, and a dead letter about one is not noted again.
func TestADeadLetterStandsInTheJournal(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.rec.Always(func(notify.Message) notify.Result {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "550"}
	})
	w.deliver(w.host)
	w.deliver(w.host)
	noted := map[string]int{}
	for _, r := range w.records() {
		e, err := fsm.Decode(r.Record.Type, r.Record.Schema, r.Record.Data)
		if err == nil && e.Type == fsm.EventNoticeUndelivered {
			noted[e.Value+" "+e.Ref+" "+e.Causes[0]]++
		}
	}
	assert.Equal(t, map[string]int{
		"submitted p-1 email": 1, "submitted p-1 sms": 1, "submitted p-2 email": 1, "submitted p-2 sms": 1,
	}, noted)
}

// The note of a dead letter comes before the row is settled: a process that dies in between forgets nothing.
func TestADeadLetterIsNotedThoughTheProcessDies(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.rec.Always(func(notify.Message) notify.Result {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "550"}
	})
	before := w.version()
	s := &store{Journal: w.journal}
	for dies := 1; w.version() == before; dies++ { // until it dies right after the note
		_, err := w.open(s.process(dies, true), nil).Deliver(t.Context())
		require.ErrorIs(t, err, errDied)
		w.at(w.clock().Add(time.Hour)) // past every lease
	}
	w.deliver(w.host)
	w.deliver(w.host)
	noted := 0
	for _, r := range w.records() {
		if r.Type == "filing/notice_undelivered" {
			noted++
		}
	}
	assert.Equal(t, 4, noted, "two persons, two channels")
}

func TestADeadLetterOfAnUnreadableStreamHoldsUpNothing(t *testing.T) {
	w := newWorld(t)
	version := w.do(submitted("beijing")...).Version
	_, err := w.journal.Append(t.Context(), journal.Commit{
		Stream: stream, Expected: version, CommandID: "cmd-foreign", At: start, Records: []journal.Record{{Type: "foreign", Schema: 1}},
	})
	require.NoError(t, err)
	w.rec.Always(func(notify.Message) notify.Result {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "550"}
	})
	h := w.open(w.journal, func(o *host.Options) { o.Cache = -1 })
	report, err := h.Deliver(t.Context())
	require.NoError(t, err)
	assert.Len(t, report.Dead, 4)
	dead, err := w.journal.DeadOutbox(t.Context(), 0, 10)
	require.NoError(t, err)
	assert.Len(t, dead, 4)
	assert.Equal(t, version+1, w.version())
	failed := slices.ContainsFunc(w.seen, func(o host.Observation) bool { return o.Command == "note_undelivered" && o.Outcome == "failed" })
	assert.True(t, failed, "it is observed")
}

// A filing's id is unique within its subject: of two customers who each call theirs f-1, one's full mailbox holds up none of
// the other's messages.
func TestFilingsOfTheSameNameHoldUpNobody(t *testing.T) {
	w := newWorld(t)
	for _, who := range []string{"1", "2"} {
		_, err := w.dir.Put("a-"+who, "p-1", directory.Entry{Email: "p@example.com"})
		require.NoError(t, err)
		open := first("beijing")
		open.Account, open.WebsiteAdministrator = "a-"+who, "p-1"
		for i, c := range append([]fsm.Command{open}, submitted("beijing")[1:]...) {
			_, err := w.host.Do(t.Context(), "s-"+who, fmt.Sprint("cmd-", i), c)
			require.NoError(t, err)
		}
	}
	w.rec.Always(func(m notify.Message) notify.Result {
		if m.Notice.Account == "a-1" && m.To.Channel == notify.ChannelEmail {
			return notify.Result{Outcome: notify.OutcomeRetry, Code: "452", Detail: "the mailbox is full"}
		}
		return notify.Result{Outcome: notify.OutcomeDelivered}
	})
	w.deliver(w.host)
	var told []string
	for _, m := range w.rec.Delivered() {
		if m.To.Channel == notify.ChannelEmail {
			told = append(told, m.Notice.Account)
		}
	}
	assert.Equal(t, []string{"a-2"}, told)
}

// A contact book that cannot be read holds up the messages of its account, and somebody is told which record it is.
func TestAContactBookThatCannotBeReadIsObserved(t *testing.T) {
	w := newWorld(t)
	var log bytes.Buffer
	w.do(submitted("beijing")...)
	_, err := w.journal.Append(t.Context(), journal.Commit{
		Stream: "contacts/" + account, CommandID: "cmd-foreign", At: start, Records: []journal.Record{{Type: "foreign", Schema: 1}},
	})
	require.NoError(t, err)
	w.deliver(w.open(w.journal, func(o *host.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) }))
	assert.Contains(t, w.seen, host.Observation{Stream: stream, Outcome: "held_up", Code: "no_book", Version: w.version()})
	assert.Contains(t, log.String(), `HST-001: record 1 of stream \"contacts/a-1\"`)
}
