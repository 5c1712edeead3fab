// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// deadPrefix begins the command ids of notes of dead letters.
const deadPrefix = "dead/"

// Deliver sends what is due in the outbox and returns when nothing is due any more, or after half a lease and what was
// under way then. Receivers are found now, by the contact book as it stands. Without Options.Notifiers it does nothing.
//
// An error is the journal's or ctx's; what could not be recorded is sent again under its key. The report is good in
// either case, and names the messages that need somebody's attention.
func (h *Host) Deliver(ctx context.Context) (deliver.Report, error) {
	if h.deliverer == nil {
		return deliver.Report{}, nil
	}
	report, err := h.deliverer.Run(ctx, h.now())
	for _, l := range report.Dead {
		h.letter(deadLetter, l)
	}
	for _, l := range report.Untold {
		h.letter(nobodyTold, l)
	}
	for _, l := range report.Stopped {
		h.letter(channelStopped, l)
	}
	for _, l := range report.Held {
		h.letter(heldUp, l)
	}
	for _, l := range report.Panicked {
		h.letter(notifierPanicked, l)
	}
	return report, err
}

// note records in the filing's own journal that a message never arrived, once for each message, and so tells the
// others. A dead letter about a dead letter is not noted again; a filing that is no longer the current one is left alone.
func (h *Host) note(ctx context.Context, l deliver.Letter) error {
	if l.Notice.Filing == "" || l.Notice.Topic == notify.TopicDeadLetter || l.To.ID == "" {
		return nil
	}
	if err := checkID("subject id", l.Notice.Subject); err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(l.Key))
	_, err := h.do(ctx, l.Notice.Subject, deadPrefix+hex.EncodeToString(sum[:16]), fsm.NoteUndelivered{
		Meta: fsm.Meta{Filing: l.Notice.Filing}, Topic: l.Notice.Topic, Channel: l.To.Channel.String(), Receiver: l.To.ID,
	}, time.Time{})
	if _, refused := errors.AsType[*fsm.Refusal](err); refused {
		return nil
	}
	return err
}

// passing tells an error that may be gone the next time.
func passing(err error) bool {
	for _, lasting := range []error{journal.ErrDamaged, journal.ErrInvalid, journal.ErrTooLarge} {
		if errors.Is(err, lasting) {
			return false
		}
	}
	_, stored := errors.AsType[journal.Code](err)
	return stored || errors.Is(err, ErrUnknown) || errors.Is(err, ErrBusy) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// letter tells logger and observer of a message in trouble.
func (h *Host) letter(outcome string, l deliver.Letter) {
	o := Observation{
		Stream: l.Stream, Outcome: outcome, Code: l.Code, Version: l.Version, Attempts: l.Attempts, Receiver: l.To.ID,
	}
	if l.To.Channel != 0 {
		o.Channel = l.To.Channel.String()
	}
	h.o.Logger.Warn("message needs attention", "outcome", outcome, "key", l.Key, "channel", o.Channel, "receiver", o.Receiver, "code", l.Code, "detail", l.Detail)
	h.o.Observer(o)
}

// outbox is a host's journal as delivery sees it.
type outbox struct {
	h *Host
	j journal.Journal
}

func outboxRow(r deliver.Row) journal.OutboxRow {
	return journal.OutboxRow{Key: r.Key, Queue: r.Queue, Lane: r.Lane, Data: r.Data}
}

// Claim implements deliver.Outbox.
func (o outbox) Claim(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]deliver.Row, error) {
	leases, err := o.j.ClaimOutbox(ctx, queue, now, lease, limit)
	rows := make([]deliver.Row, len(leases))
	for i, l := range leases {
		rows[i] = deliver.Row{
			Key: l.Name, Queue: l.Queue, Lane: l.Lane, Data: l.Data, ID: l.ID, Token: l.Token, Stream: l.Stream,
			Version: l.Version, Attempts: l.Attempts, Detail: l.Detail, Fresh: l.Token == 1,
		}
	}
	return rows, err
}

var outcomes = map[deliver.State]journal.Outcome{
	deliver.StateDone: journal.Done, deliver.StateRetry: journal.Retry, deliver.StateDefer: journal.Defer, deliver.StateDead: journal.Dead,
}

// Settle implements deliver.Outbox. A dead letter is noted first: if the process dies in between, the row is claimed
// again, and the note is made once. What cannot be noted now is tried again with the row; what never can, because its
// stream cannot be read, was observed as a failed command and holds up nothing.
func (o outbox) Settle(ctx context.Context, r deliver.Row, s deliver.Settlement) error {
	if s.Letter != nil {
		if err := o.h.note(ctx, *s.Letter); err != nil && passing(err) {
			return err
		}
	}
	settlement := journal.Settlement{Outcome: outcomes[s.State], NotBefore: s.NotBefore, Detail: s.Detail}
	for _, row := range s.Add {
		settlement.Add = append(settlement.Add, outboxRow(row))
	}
	err := o.j.SettleOutbox(ctx, journal.Lease{ID: r.ID, Token: r.Token, Stream: r.Stream, Name: r.Key}, settlement)
	if errors.Is(err, journal.ErrStale) {
		return fmt.Errorf("%w: %w", deliver.ErrFenced, err)
	}
	return err
}

// NextDue implements deliver.Outbox. A journal speaks of its timers too; that wakes delivery too often and never late.
func (o outbox) NextDue(ctx context.Context, queues ...string) (time.Time, bool, error) {
	return o.j.NextDue(ctx, queues...)
}
