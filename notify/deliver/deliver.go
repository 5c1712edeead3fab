// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/icpfiling/icp/notify"
)

// Deliverer delivers notices. It is safe for concurrent use and holds no goroutine. In memory
// it keeps only which channels are stopped, which it finds out again after a restart, and the
// counts of the limits, which then begin anew.
type Deliverer struct {
	c      Config
	gates  gates
	limits limits
	first  atomic.Int32 // of channels: whose turn is first
	clock  clock
}

// New checks the configuration and gives a deliverer. An unusable one is the error
// NTF-041, NTF-042, NTF-043, NTF-047, NTF-048, NTF-049 or NTF-054.
func New(c Config) (*Deliverer, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	return &Deliverer{c: c, limits: limits{rules: c.Limits}}, nil
}

// channels is the order in which queues are worked on.
var channels = [...]notify.Channel{notify.ChannelInbox, notify.ChannelEmail, notify.ChannelSMS, notify.ChannelWebhook}

// Run expands the notices and sends the messages that are due at now. It returns when
// nothing is due any more, when ctx ends, or after half a lease and what was under way
// then. Notices and channels take turns, of a tenth of that time and 15 seconds at most. It
// starts no goroutine that outlives it.
//
// The error is the outbox's, NTF-045 or NTF-046, or ctx's; what could not be recorded stays
// in the outbox and is done again. The report is good in either case. A message that is
// being sent when ctx is cancelled is sent to its end, for SendTimeout at most; a deadline of
// ctx cuts it off: its outcome may be unknown then, and it goes again under its key.
func (d *Deliverer) Run(ctx context.Context, now time.Time) (Report, error) {
	begin, cancel := context.WithTimeout(ctx, d.c.Lease/2) // while it lasts something new is begun
	defer cancel()
	if d.clock.setBack(now) {
		d.gates.setBack(now)
		d.limits.setBack(now)
	}
	var report Report
	var err error
	for more := true; more && err == nil; {
		more, err = d.pass(ctx, begin, now, &report)
	}
	return report, errors.Join(err, ctx.Err())
}

// pass gives every queue its turn; more says that one was not done when its turn ended. A run that ends before its
// channels are done leaves the first turn of the next run to the channel behind the one it ended with.
func (d *Deliverer) pass(ctx, begin context.Context, now time.Time, report *Report) (more bool, err error) {
	more, err = d.turn(ctx, begin, NoticeQueue, now, report, func() int { return batch }, d.expand)
	first := int(d.first.Load())
	for i := 0; i < len(channels) && err == nil; i++ {
		at := (first + i) % len(channels)
		if begin.Err() != nil {
			d.first.Store(int32(at))
			return false, nil
		}
		ch := channels[at]
		var rest bool
		rest, err = d.turn(ctx, begin, ch.String(), now, report, func() int { return d.limits.room(ch, now, d.gates.take(ch, now)) }, d.message)
		more = more || rest
	}
	if begin.Err() == nil {
		d.first.Store(0)
	}
	return more && begin.Err() == nil, err
}

// NextDue gives the moment at which Run has something to do again, false when nothing is
// waiting. A row that is due on a stopped channel counts from the channel's next probe.
// The error is the outbox's.
func (d *Deliverer) NextDue(ctx context.Context) (time.Time, bool, error) {
	queues := []string{NoticeQueue}
	var next time.Time
	found := false
	for _, ch := range channels {
		until, stopped := d.gates.stopped(ch)
		if full := d.limits.full(ch); full.After(until) {
			until, stopped = full, true
		}
		if !stopped {
			queues = append(queues, ch.String())
			continue
		}
		at, waiting, err := d.c.Outbox.NextDue(ctx, ch.String())
		if err != nil {
			return time.Time{}, false, err
		}
		if at.Before(until) {
			at = until
		}
		if waiting && (!found || at.Before(next)) {
			next, found = at, true
		}
	}
	at, waiting, err := d.c.Outbox.NextDue(ctx, queues...)
	if err != nil {
		return time.Time{}, false, err
	}
	if waiting && (!found || at.Before(next)) {
		next, found = at, true
	}
	return next, found, nil
}

// turns is in how many parts a run divides its time: two for each queue. However long a lease is, none lasts longer than
// longestTurn, because the others wait.
const (
	turns       = 2 * time.Duration(1+len(channels))
	longestTurn = 15 * time.Second
)

// turn works on what is due in one queue until its share of the run's time is over, so that no backlog and no slow far
// side holds up the others; more says that it was not done. However slow the outbox is, one row is done. One row at a time
// is claimed, worked on and settled; a batch only saves questions to the outbox. What was begun when its turn ends has half
// of its lease to end in: it is not cut off, as it is when ctx ends.
func (d *Deliverer) turn(ctx, begin context.Context, queue string, now time.Time, report *Report,
	limit func() int, work func(context.Context, Row, time.Time, *Report) Settlement,
) (more bool, err error) {
	mine, cancel := context.WithTimeout(begin, min(d.c.Lease/2/turns, longestTurn))
	defer cancel()
	for mine.Err() == nil {
		n := limit()
		if n == 0 {
			return false, nil
		}
		rows, err := d.claim(ctx, queue, now, n)
		if err != nil || len(rows) == 0 {
			return false, err
		}
		for i, row := range rows {
			if begin.Err() != nil || i > 0 && (mine.Err() != nil || d.shut(queue, now)) {
				if err := d.giveBack(ctx, rows[i:], now); err != nil {
					return false, err
				}
				break
			}
			var did Report
			if err := d.settle(ctx, row, d.within(ctx, func(ctx context.Context) Settlement { return work(ctx, row, now, &did) })); err != nil {
				return false, err
			}
			report.add(did)
		}
	}
	return true, nil
}

// claim leases rows that are due.
func (d *Deliverer) claim(ctx context.Context, queue string, now time.Time, limit int) ([]Row, error) {
	ctx, cancel := context.WithTimeout(ctx, d.c.SendTimeout)
	defer cancel()
	rows, err := d.c.Outbox.Claim(ctx, queue, now, d.c.Lease, limit)
	if err != nil {
		return nil, fmt.Errorf("NTF-045: cannot claim from the outbox: %w; nothing was taken, run again", err)
	}
	return rows, nil
}

// within gives the work on one row half a lease.
func (d *Deliverer) within(ctx context.Context, work func(context.Context) Settlement) Settlement {
	ctx, cancel := context.WithTimeoutCause(ctx, d.c.Lease/2, errHalfLease)
	defer cancel()
	return work(ctx)
}

// errHalfLease is why the work on one row ends, where it is not the run that ends.
var errHalfLease = errors.New("half of the lease is over")

// stopped reports whether the run has ended, of which ctx is the work on one row.
func stopped(ctx context.Context) bool {
	return ctx.Err() != nil && !errors.Is(context.Cause(ctx), errHalfLease)
}

// shut reports whether a channel was stopped while its batch was under way.
func (d *Deliverer) shut(queue string, now time.Time) bool {
	ch, err := notify.ParseChannel(queue)
	if err != nil {
		return false
	}
	until, stopped := d.gates.stopped(ch)
	return stopped && now.Before(until)
}

// giveBack returns rows that were claimed and not begun.
func (d *Deliverer) giveBack(ctx context.Context, rows []Row, now time.Time) error {
	for _, row := range rows {
		if err := d.settle(ctx, row, Settlement{State: StateDefer, NotBefore: now, Detail: row.Detail}); err != nil {
			return err
		}
	}
	return nil
}

// settle records even after ctx has ended: what was sent must not be forgotten. A lease
// that was lost meanwhile is no error: whoever has it now does the work again.
func (d *Deliverer) settle(ctx context.Context, r Row, s Settlement) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.c.SendTimeout)
	defer cancel()
	if err := d.c.Outbox.Settle(ctx, r, s); err != nil && !errors.Is(err, ErrFenced) {
		return fmt.Errorf("NTF-046: outbox row %s could not be settled: %w; its lease runs out and it is done again", r.Key, err)
	}
	return nil
}
