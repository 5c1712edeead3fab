// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
)

// prepareVariants makes the machines that faults load mid-flight: one that counts by an amended calendar, one whose
// policy has every switch off, and one with both. A policy without switches has no other one.
func (lb *lab) prepareVariants(cal *calendar.Calendar, rows []fsm.Row) (err error) {
	lb.variants[0][0] = lb.machine
	other, amended := lb.policy, cal
	if lb.Faults.Rates[fault.PolicyChanged] > 0 {
		if other = lb.policy.Switched(false); other != lb.policy {
			if lb.variants[0][1], err = fsm.New(other, cal, fsm.WithTable(rows)); err != nil {
				return err
			}
		}
	}
	if lb.Faults.Rates[fault.CalendarAmended] == 0 {
		return nil
	}
	w := lb.world
	to := w.first.AddDays(len(w.business) - 1)
	if amended, err = amend(cal, w.first, to); err != nil {
		return err
	}
	w.amended = newWorld(amended, w.first, to)
	if lb.variants[1][0], err = fsm.New(lb.policy, amended, fsm.WithTable(rows)); err != nil || lb.variants[0][1] == nil {
		return err
	}
	lb.variants[1][1], err = fsm.New(other, amended, fsm.WithTable(rows))
	return err
}

// variant gives the machine with another calendar or policy, as far as there is one.
func (lb *lab) variant(amended, changed bool) *fsm.Machine {
	i, k := 0, 0
	if amended && lb.variants[1][0] != nil {
		i = 1
	}
	if changed && lb.variants[0][1] != nil {
		k = 1
	}
	return lb.variants[i][k]
}

// amend moves a day off: every Wednesday of the 1st to the 7th that is published and worked is off, and the Saturday after
// it is worked in its place.
func amend(c *calendar.Calendar, from, to calendar.Date) (*calendar.Calendar, error) {
	l := calendar.Layer{Name: "amended", Status: calendar.Confirmed}
	for d := from; !d.After(to); d = d.AddDays(1) {
		saturday := d.AddDays(3)
		if _, _, day := d.Civil(); d.Weekday() != time.Wednesday || day > 7 || saturday.After(to) {
			continue
		}
		off, on := c.Day(d), c.Day(saturday)
		if off.Status == calendar.Unknown || on.Status == calendar.Unknown || !off.Business || on.Business {
			continue
		}
		l.Days = append(l.Days, calendar.Day{Date: d, Kind: calendar.KindDayOff}, calendar.Day{Date: saturday, Kind: calendar.KindMakeUp})
	}
	if len(l.Days) == 0 {
		return c, nil
	}
	return c.With(l)
}
