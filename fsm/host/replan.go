// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/icpfiling/icp/fsm"
)

// ReplanAll gives [fsm.Replan] to every subject with a deadline that is pending or was counted by another calendar
// than the machine's: after a notice was loaded or amended, with a host whose machine has the new calendar. It gives
// the subjects whose deadlines changed, in the order of their ids.
//
// Command ids begin with prefix and tell calendar and version, so that running it again, after a crash too, counts
// nothing twice. What goes wrong with one subject does not hold up the others; the error names each.
func (h *Host) ReplanAll(ctx context.Context, prefix string) (changed []string, err error) {
	calendarID := h.machine.Calendar().ID()
	commandID := func(version uint64) string { return fmt.Sprintf("%s/%.24s/%d", prefix, calendarID, version) }
	longest := commandID(math.MaxUint64)
	if room := longestID - (len(longest) - len(prefix)); len(prefix) > room {
		return nil, fmt.Errorf("%w: the prefix has %d bytes; calendar and version come behind it, so give 1 to %d", ErrArgument, len(prefix), room)
	}
	if err := errors.Join(checkID("prefix", prefix), checkCommandID(longest)); err != nil {
		return nil, err
	}
	d := h.Desk()
	if err := d.follow(ctx); err != nil {
		return nil, err
	}
	faults := []error{d.corrupt()}
	for _, s := range d.countedOtherwise(calendarID) {
		reply, err := h.Do(ctx, s.ID, commandID(s.Version), fsm.Replan{})
		if err != nil {
			faults = append(faults, fmt.Errorf("subject %q: %w", s.ID, err))
		}
		if len(reply.Events) > 0 {
			changed = append(changed, s.ID)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return changed, errors.Join(faults...)
}

// countedOtherwise gives the subjects with a deadline that is pending or of another calendar.
func (d *Desk) countedOtherwise(calendarID string) (list []fsm.Subject) {
	for _, s := range d.subjects {
		if s.Filing.State.InProgress() && d.broken[s.ID] == nil && slices.ContainsFunc(s.Filing.Deadlines(), func(d fsm.Deadline) bool {
			return d.Pending || d.Calendar != calendarID
		}) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b fsm.Subject) int { return strings.Compare(a.ID, b.ID) })
	return list
}
