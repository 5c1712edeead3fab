// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/internal/worded"
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
	// restart goes back to version 0, where nothing was read.
	restart()
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

	// remembered says that the history begins with what this process kept of the stream: the command may be among the
	// records behind it. guessing says that the journal was not asked for anything newer yet.
	remembered, guessing bool

	conflict   bool   // the last append lost a race
	conflictAt uint64 // the version it was to follow
	unsure     bool   // an append ended without saying whether it is stored
	unsureAt   uint64 // the version it was to follow
}

// run loads, decides and appends until there is an answer: outcome accepted, repeated or unchanged. For a repeated
// command reply holds what was kept with it.
//
// What is remembered of a stream is decided on at once: an append says by its expected version whether that was right.
// A refusal has no append, so it is answered only after a look at the whole stream.
func (x *execution) run(ctx context.Context) (outcome string, reply []byte, err error) {
	x.remembered = x.history.version() > 0
	x.guessing = x.remembered
	for lost := 0; lost < x.h.o.Attempts; {
		if !x.guessing {
			own, err := x.read(ctx)
			if err != nil {
				return failed, nil, x.unknown(err)
			}
			if own {
				reply, err := x.recall(ctx)
				return repeated, reply, err
			}
			lost++ // if this attempt does not end the loop
		}
		outcome, again, err := x.attempt(ctx)
		if !again {
			return outcome, nil, err
		}
		x.guessing = false
	}
	busy := fmt.Errorf("%w: stream %q changed under command %q %d times; give the command again with the same id", ErrBusy, x.stream, x.id, x.attempts)
	return failed, nil, x.unknown(busy)
}

// attempt decides and appends once; again says that the stream is to be read first.
func (x *execution) attempt(ctx context.Context) (outcome string, again bool, err error) {
	x.attempts++
	at := x.h.now()
	next, err := x.history.decide(at)
	if err != nil || len(next.records) == 0 {
		return x.nothing(ctx, err)
	}
	if err := ctx.Err(); err != nil {
		return failed, false, x.unknown(fmt.Errorf("host: command %q of stream %q was not begun: %w", x.id, x.stream, err))
	}
	receipt, err := x.append(ctx, next, at)
	if err == nil && !receipt.Duplicate {
		x.history.done()
		return accepted, false, nil
	}
	if err == nil { // stored by an earlier delivery
		x.restart()
	}
	if err := x.again(err); err != nil {
		return failed, false, err
	}
	return "", true, nil
}

// nothing answers a command with which nothing is to be stored: a refusal, or no change. On what was remembered it is
// an answer only if the whole stream does not have the command and has nothing newer.
func (x *execution) nothing(ctx context.Context, refusal error) (outcome string, again bool, err error) {
	if x.remembered {
		settled, err := x.settled(ctx)
		if err != nil {
			return failed, false, x.unknown(err)
		}
		if !settled {
			return "", true, nil
		}
	}
	if refusal != nil {
		return refused, false, x.unknown(refusal)
	}
	return unchanged, false, nil
}

// settled looks at every record of the stream, without reading what is in them.
func (x *execution) settled(ctx context.Context) (bool, error) {
	records, err := x.h.load(ctx, x.stream, 0)
	if err != nil {
		return false, err
	}
	mine := slices.ContainsFunc(records, func(r journal.Stored) bool { return r.CommandID == x.id })
	version := uint64(len(records))
	if mine || version < x.history.version() { // given before; or the journal was put back behind what is remembered
		x.restart()
		return false, nil
	}
	return version == x.history.version(), nil
}

// restart reads the stream from its beginning.
func (x *execution) restart() {
	x.history.restart()
	x.remembered = false
}

// read takes what the stream has since the last look, up to the command's own records if they are there.
func (x *execution) read(ctx context.Context) (own bool, err error) {
	own, err = x.h.read(ctx, x.stream, x.id, x.history)
	if err == nil && !own && x.remembered && x.conflict && x.history.version() == x.conflictAt {
		x.restart() // nobody was first: what is remembered is not of this journal
		own, err = x.h.read(ctx, x.stream, x.id, x.history)
	}
	x.conflict = false
	if x.unsure && x.history.version() > x.unsureAt {
		x.unsure = false // stored, or overtaken: it expects a version that is gone
	}
	return own, err
}

// read lets a history take what a stream has behind its version.
func (h *Host) read(ctx context.Context, stream, id string, to history) (own bool, err error) {
	records, err := h.load(ctx, stream, to.version())
	if err != nil {
		return false, err
	}
	for _, r := range records {
		mine := id != "" && r.CommandID == id
		if own && !mine {
			return true, nil // the reply tells of the stream as it stood then
		}
		own = own || mine
		want := to.version() + 1
		if r.Stream != stream || r.Version != want {
			return false, &CorruptError{stream, want, worded.Say(
				"the journal gave record %d of stream %q in its place", "日志在此处给出了流 %[2]q 的第 %[1]d 条记录", r.Version, r.Stream)}
		}
		if err := to.take(r, mine); err != nil {
			return false, &CorruptError{stream, r.Version, err}
		}
	}
	return own, nil
}

func (h *Host) load(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
	records, err := h.journal.Load(ctx, stream, after)
	if err != nil {
		return nil, fmt.Errorf("host: stream %q cannot be loaded: %w", stream, err)
	}
	return records, nil
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
	case err == nil:
		return nil
	case errors.Is(err, journal.ErrConflict):
		x.conflict, x.conflictAt = true, x.history.version()
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
