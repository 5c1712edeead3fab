// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// history is one stream with the command that is to be decided on it.
type history interface {
	// command is the command's name, as replies and observations have it.
	command() string
	version() uint64
	// take reads one more record. own says that it came of this very command, in an earlier delivery.
	take(r journal.Stored, own bool) error
	// decide answers the command on what was taken. Without records, nothing changes and nothing is stored.
	decide(at time.Time) (change, error)
	// done follows a commit of what was decided last.
	done()
}

// change is what a decision adds to the stream.
type change struct {
	records []journal.Record
	outbox  []journal.OutboxRow
	timers  []journal.TimerChange
	reply   []byte
}

// execution is one command on its way into a stream.
type execution struct {
	h          *Host
	stream, id string
	history    history
	attempts   int

	unsure   bool   // an append ended without saying whether it is stored
	unsureAt uint64 // the version it was to follow
}

// run loads, decides and appends until there is an answer: outcome accepted, repeated or unchanged. For a repeated
// command reply holds what was kept with it.
func (x *execution) run(ctx context.Context) (outcome string, reply []byte, err error) {
	for x.attempts < x.h.o.Attempts {
		x.attempts++
		own, err := x.read(ctx)
		if err != nil {
			return failed, nil, x.unknown(err)
		}
		if own {
			reply, err := x.recall(ctx)
			return repeated, reply, err
		}
		at := x.h.now()
		next, err := x.history.decide(at)
		if err != nil {
			return refused, nil, x.unknown(err)
		}
		if len(next.records) == 0 {
			return unchanged, nil, nil
		}
		if err := ctx.Err(); err != nil {
			return failed, nil, x.unknown(fmt.Errorf("host: command %q of stream %q was not begun: %w", x.id, x.stream, err))
		}
		receipt, err := x.append(ctx, next, at)
		if err == nil && !receipt.Duplicate {
			x.history.done()
			return accepted, nil, nil
		}
		if err := x.again(err); err != nil {
			return failed, nil, err
		}
	}
	busy := fmt.Errorf("%w: stream %q changed under command %q %d times; give the command again with the same id", ErrBusy, x.stream, x.id, x.attempts)
	return failed, nil, x.unknown(busy)
}

// read takes what the stream has since the last look, up to the command's own records if they are there.
func (x *execution) read(ctx context.Context) (own bool, err error) {
	own, err = x.h.read(ctx, x.stream, x.id, x.history)
	if x.unsure && x.history.version() > x.unsureAt {
		x.unsure = false // stored, or overtaken: it expects a version that is gone
	}
	return own, err
}

// read lets a history take what a stream has behind its version.
func (h *Host) read(ctx context.Context, stream, id string, to history) (own bool, err error) {
	records, err := h.journal.Load(ctx, stream, to.version())
	if err != nil {
		return false, fmt.Errorf("host: stream %q cannot be loaded: %w", stream, err)
	}
	for _, r := range records {
		mine := id != "" && r.CommandID == id
		if own && !mine {
			return true, nil // the reply tells of the stream as it stood then
		}
		own = own || mine
		want := to.version() + 1
		if r.Stream != stream || r.Version != want {
			return false, &CorruptError{stream, want, fmt.Errorf("the journal gave record %d of stream %q in its place", r.Version, r.Stream)}
		}
		if err := to.take(r, mine); err != nil {
			return false, &CorruptError{stream, r.Version, err}
		}
	}
	return own, nil
}

func (x *execution) append(ctx context.Context, next change, at time.Time) (journal.Receipt, error) {
	receipt, err := x.h.journal.Append(ctx, journal.Commit{
		Stream: x.stream, Expected: x.history.version(), CommandID: x.id, At: at,
		Records: next.records, Outbox: next.outbox, Timers: next.timers, Reply: next.reply,
	})
	if err == nil && len(next.outbox)+len(next.timers) > 0 {
		x.h.poke()
	}
	return receipt, err
}

// again says whether the loop may go on after an append that was not simply accepted: nil, or the error to end with.
func (x *execution) again(err error) error {
	switch {
	case err == nil, errors.Is(err, journal.ErrConflict): // stored by an earlier delivery, or lost a race: read on
		return nil
	case errors.Is(err, journal.ErrUncertain):
		x.unsure, x.unsureAt = true, x.history.version()
		return nil
	case errors.Is(err, journal.ErrFailed):
		return fmt.Errorf("%w: command %q of stream %q: %w; open the journal again and give the command again with the same id", ErrUnknown, x.id, x.stream, err)
	}
	return x.unknown(fmt.Errorf("host: command %q of stream %q was not stored: %w", x.id, x.stream, err))
}

// unknown makes it plain when an earlier append of this command may still be there.
func (x *execution) unknown(err error) error {
	if !x.unsure {
		return err
	}
	return fmt.Errorf("%w: command %q of stream %q may or may not be stored; give it again with the same id: %w", ErrUnknown, x.id, x.stream, err)
}

// recall asks the journal for the reply it keeps with the command. The commit cannot be written: it expects a new
// stream, and this one has records.
func (x *execution) recall(ctx context.Context) ([]byte, error) {
	receipt, err := x.h.journal.Append(ctx, journal.Commit{
		Stream: x.stream, CommandID: x.id, At: x.h.now(), Records: []journal.Record{{Type: "repeated", Schema: 1}},
	})
	if err != nil {
		return nil, fmt.Errorf("host: command %q of stream %q is stored, and its reply cannot be read: %w", x.id, x.stream, err)
	}
	return receipt.Reply, nil
}
