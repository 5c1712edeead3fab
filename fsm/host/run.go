// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// loop is a started Run.
type loop struct {
	cancel context.CancelFunc
	ended  chan struct{}
	err    error // read after ended is closed
}

// Start runs [Host.Run] in a goroutine until [Host.Stop]. Starting twice is [ErrOptions].
func (h *Host) Start() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.loop != nil {
		return fmt.Errorf("%w: the host is started already; stop it first", ErrOptions)
	}
	ctx, cancel := context.WithCancel(context.Background())
	l := &loop{cancel: cancel, ended: make(chan struct{})}
	h.loop = l
	go func() {
		defer close(l.ended)
		l.err = h.Run(ctx)
	}()
	return nil
}

// Stop ends what Start began and waits for it: a message that is being sent, at most half a minute. Stopping a host
// that is not started does nothing. The error is what ended the loop earlier than asked, as journal.ErrFailed.
func (h *Host) Stop() error {
	h.mu.Lock()
	l := h.loop
	h.loop = nil
	h.mu.Unlock()
	if l == nil {
		return nil
	}
	l.cancel()
	<-l.ended
	if errors.Is(l.err, context.Canceled) {
		return nil
	}
	return l.err
}

const (
	firstPause = time.Second // after a failed round, doubled each time
	lastPause  = time.Minute
)

// Run ticks and delivers whatever is due until ctx ends, and gives ctx's error. It sleeps until the next moment
// something is due; a commit of this process wakes it. A round that fails is logged and tried again after a pause. A
// journal that failed for good ends the loop with journal.ErrFailed.
func (h *Host) Run(ctx context.Context) error {
	pause := time.Duration(0)
	for {
		wait, err := h.round(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, journal.ErrFailed):
			h.o.Logger.Error("the journal failed for good; the loop ends", "error", err)
			return err
		case err != nil:
			pause = min(max(2*pause, firstPause), lastPause)
			wait = min(wait, pause)
			h.o.Logger.Error("a round failed and is tried again", "error", err, "pause", pause)
		default:
			pause = 0
		}
		if err := h.sleep(ctx, wait, pause); err != nil {
			return err
		}
	}
}

// sleep waits for a time, or for a commit; after a failure commits do not shorten it.
func (h *Host) sleep(ctx context.Context, wait, pause time.Duration) error {
	wake := h.wake
	if pause > 0 {
		wake, wait = nil, pause
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-wake:
	case <-timer.C:
	}
	return nil
}

// round does once what is due, and gives how long nothing will be. After an outage many deadlines are due at once: they
// get a tenth of a lease, half a minute at most, so that the messages do not wait for all of them.
func (h *Host) round(ctx context.Context) (time.Duration, error) {
	begin, cancel := context.WithTimeout(ctx, min(h.o.Lease, defaultLease)/10)
	_, tick := h.tick(ctx, begin)
	cancel()
	_, send := h.Deliver(ctx)
	next, waiting, err := h.nextDue(ctx)
	wait := h.o.Recheck
	if waiting && err == nil {
		wait = min(wait, max(0, next.Sub(h.now())))
	}
	return wait, errors.Join(tick, send, err)
}

// nextDue asks for timers, and for messages where this process delivers. It asks delivery, which knows the channels
// that are stopped.
func (h *Host) nextDue(ctx context.Context) (time.Time, bool, error) {
	if h.deliverer != nil {
		return h.deliverer.NextDue(ctx)
	}
	const noQueue = "none" // without a queue the journal would speak of all of them
	return h.journal.NextDue(ctx, noQueue)
}
