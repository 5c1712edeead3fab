// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

var deadlinesOnBusinessDays = Invariant{
	Name: "deadlines-on-business-days", Source: "S1-19",
	What:    "A period of business days ends at 18:00 of exactly the n-th one after its start, counted day by day.",
	WhatZH:  "以工作日计的期限，止于起算后第n个工作日的18:00。",
	watches: watch(fsm.EventDeadlineSet, fsm.EventDeadlinePending),
	skips:   byTheClock,
	holds: func(t *trace, e *entry) (bool, *why) {
		d := &e.event.Deadline
		due, ok := t.world.by(d.Calendar).naive(e.counted[0], d.Amount)
		switch {
		case ok == d.Pending:
			return true, broke("{0} is pending where the days are published, or set where they are not", "{0} 在已公布的日期范围内待定，或在未公布的范围内已定", d.Name.String())
		case ok && e.counted[1] != due:
			return true, broke("{0} is due {1}, counted by hand {2}", "{0} 记为 {1}，逐日计算应为 {2}", d.Name.String(), local(e.counted[1]), local(due))
		case e.event.Command == fsm.CmdReplan:
			if set := t.host.deadlines[d.Name&15]; set.amount > 0 && set.from != e.counted[0] {
				return true, broke("{0} counts from another time than before", "{0} 重新计算时改变了起算时间", d.Name.String())
			}
		case e.counted[0] != t.stepAt:
			return true, broke("{0} does not count from what happened", "{0} 未自事件发生时起算", d.Name.String())
		}
		return true, held
	},
}

// by gives the days of the calendar that counted.
func (w *world) by(id string) *world {
	if w.amended != nil && w.amended.id == id {
		return w.amended
	}
	return w
}

// naive counts business days one by one; ok is false where a day on the way is not published.
func (w *world) naive(from moment, n int) (due moment, ok bool) {
	i := w.dayOf(from)
	for n > 0 {
		i++
		if i < 0 || i >= len(w.known) || !w.known[i] {
			return 0, false
		}
		if w.business[i] {
			n--
		}
	}
	return w.startOf(i) + closes*minute, true
}

var deadlinesSayWhatTheyRestOn = Invariant{
	Name: "deadlines-say-what-they-rest-on", Source: "design",
	What:    "A deadline names its calendar and lies after its start; a pending one names the missing notice.",
	WhatZH:  "期限须注明所用日历；未定期限须注明缺少的通知。",
	watches: watch(fsm.EventDeadlineSet, fsm.EventDeadlinePending),
	holds: func(t *trace, e *entry) (bool, *why) {
		d := &e.event.Deadline
		switch {
		case d.Calendar == "":
			return true, broke("{0} names no calendar", "{0} 未注明所用日历", d.Name.String())
		case d.Pending != (e.event.Type == fsm.EventDeadlinePending):
			return true, broke("{0} is recorded as what it is not", "{0} 的记录类型与内容不符", d.Name.String())
		case d.Pending && (d.Missing == "" || !d.Due.IsZero() || d.Status != calendar.Unknown):
			return true, broke("{0} is pending and does not say for which notice", "{0} 待定，却未注明缺少的通知", d.Name.String())
		case !d.Pending && (e.counted[1] <= e.counted[0] || d.Status == calendar.Unknown):
			return true, broke("{0} is set and not known", "{0} 已定，却没有有效的日期", d.Name.String())
		case d.Earliest.After(d.Due) && !d.Pending:
			return true, broke("{0} ends before it begins", "{0} 的终点早于起点", d.Name.String())
		}
		return true, held
	},
}

var deadlinesMonotone = Invariant{
	Name: "deadlines-monotone", Source: "design",
	What:    "By one calendar, a later start never has an earlier deadline.",
	WhatZH:  "同一日历下，起算越晚，期限不会越早。",
	watches: watch(fsm.EventDeadlineSet),
	holds: func(t *trace, e *entry) (bool, *why) {
		d, set := &e.event.Deadline, &t.host.deadlines[e.event.Deadline.Name&15]
		if set.amount != d.Amount || set.calendar != d.Calendar || e.counted[0] < set.from {
			return false, held
		}
		if e.counted[1] < set.due {
			return true, broke("{0} counts from later and is due {1}, before {2}", "{0} 起算更晚，却止于 {1}，早于 {2}", d.Name.String(), local(e.counted[1]), local(set.due))
		}
		return true, held
	},
}

// local writes an instant in UTC+8.
func local(m moment) string { return m.time().In(calendar.Zone()).Format("2006-01-02 15:04") }
