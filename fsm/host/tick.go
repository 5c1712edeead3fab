// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
)

const (
	deadlineTimer = "deadline" // the one timer of a subject
	timerPrefix   = "timer/"   // of the command ids timers lead to
	batch         = 32         // timers claimed at a time
)

// Tick lets every deadline that is due take effect, and gives the number of subjects it changed. It returns when
// nothing is due any more. What goes wrong with one subject does not hold up the others: its timer stays and is tried
// again when its lease has run out, and the error names it, if it is among the first hundred.
func (h *Host) Tick(ctx context.Context) (fired int, err error) { return h.tick(ctx, ctx) }

// tick is Tick that claims nothing more when begin has ended.
func (h *Host) tick(ctx, begin context.Context) (fired int, err error) {
	var failed faults
	subjects := map[string]bool{} // what follows from one deadline may be due as well
	tried := map[string]bool{}    // in vain: once is enough, though their leases may run out meanwhile
	for {
		if begin.Err() != nil && ctx.Err() == nil {
			return fired, failed.join()
		}
		leases, err := h.journal.ClaimTimers(ctx, h.now(), h.o.Lease, batch)
		if err != nil {
			return fired, failed.join(fmt.Errorf("host: timers cannot be claimed: %w", err))
		}
		leases = slices.DeleteFunc(leases, func(l journal.Lease) bool { return tried[l.Stream] })
		if len(leases) == 0 {
			return fired, failed.join()
		}
		for _, l := range leases {
			changed, err := h.fire(ctx, l)
			tried[l.Stream] = err != nil
			if changed && !subjects[l.Stream] {
				subjects[l.Stream] = true
				fired++
			}
			failed.add(err)
			if ctx.Err() != nil {
				return fired, failed.join()
			}
		}
	}
}

// fire lets time pass for the subject of a timer. The commit of a Tick moves or cancels the timer itself.
func (h *Host) fire(ctx context.Context, l journal.Lease) (changed bool, err error) {
	id, ok := strings.CutPrefix(l.Stream, subjectPrefix)
	if !ok || l.Name != deadlineTimer {
		return false, fmt.Errorf("%w: timer %q of stream %q is none of this host's; cancel it where it was set", ErrArgument, l.Name, l.Stream)
	}
	commandID := fmt.Sprintf("%s%s/%d/%s", timerPrefix, l.Name, l.Version, l.Due.UTC().Format(time.RFC3339Nano))
	reply, err := h.do(ctx, id, commandID, fsm.Tick{}, l.Due)
	var refusal *fsm.Refusal
	if err != nil && (!errors.As(err, &refusal) || errors.Is(err, ErrUnknown)) {
		return false, err
	}
	if _, waiting := reply.Subject.NextDue(); waiting && len(reply.Events) == 0 {
		return false, nil // not over yet for the subject: the timer is given again when its lease has run out
	}
	err = h.journal.SettleTimer(ctx, l)
	if errors.Is(err, journal.ErrStale) {
		err = nil // moved or cancelled by the commit, as it should be
	}
	return len(reply.Events) > 0, err
}

// refusalCode gives the first code of a refusal of either kind.
func refusalCode(err error) (string, bool) {
	var filing *fsm.Refusal
	if errors.As(err, &filing) {
		return filing.Code(), true
	}
	var book *notify.Refusal
	if errors.As(err, &book) {
		return book.Codes()[0], true
	}
	return "", false
}
