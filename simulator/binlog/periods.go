// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// held reports whether something is held against a record.
func held(r *fsm.Record) bool {
	if r == nil {
		return false
	}
	for i := range r.Websites {
		if r.Websites[i].Periods != nil {
			return true
		}
	}
	return r.Periods != nil
}

// allPeriods appends what is held against a record, and against each of its websites.
func (e *Encoder) allPeriods(b []byte, r *fsm.Record) []byte {
	b = e.periods(b, r.Periods)
	for i := range r.Websites {
		b = e.periods(b, r.Websites[i].Periods)
	}
	return b
}

func (e *Encoder) periods(b []byte, list []fsm.Period) []byte {
	if list == nil {
		return append(b, 0)
	}
	b = appendUint(b, uint64(len(list)+1))
	for i := range list {
		p := &list[i]
		b = e.texts(e.text(append(b, named(setDeadline, int(p.Name))), p.Provider), p.Causes)
		b = e.text(e.text(b, dayText(p.From)), dayText(p.Until))
		b = append(b, byte(bit(p.Passed, 1)))
	}
	return b
}

// dayText writes a day; the zero Date is empty.
func dayText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// allPeriods reads what is held against a record that was read before.
func (d *decoder) allPeriods(r *fsm.Record) {
	if r == nil {
		d.fail("what is held against a record comes without one")
		return
	}
	r.Periods = d.periods()
	for i := range r.Websites {
		r.Websites[i].Periods = d.periods()
	}
}

func (d *decoder) periods() []fsm.Period {
	n := d.count()
	if n < 0 {
		return nil
	}
	list := make([]fsm.Period, 0, n)
	for range n {
		list = append(list, fsm.Period{
			Name: fsm.DeadlineName(d.value(setDeadline)), Provider: d.text(), Causes: d.texts(), From: d.day(), Until: d.day(), Passed: d.bool(),
		})
	}
	return list
}

func (d *decoder) day() calendar.Date {
	text := d.text()
	if text == "" {
		return calendar.Date{}
	}
	day, err := calendar.ParseDate(text)
	if err != nil {
		d.fail("a day is none")
	}
	return day
}
