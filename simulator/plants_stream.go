// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

func streamPlants() []Plant {
	return []Plant{
		{
			Name: "holidays-worked", Trips: deadlinesOnBusinessDays.Name,
			What: "The machine's calendar does not know the holidays.", WhatZH: "所用日历不含法定节假日。",
			calendar: workThroughHolidays,
		},
		{
			Name: "calendar-forgotten", Trips: deadlinesSayWhatTheyRestOn.Name,
			What: "Deadlines do not say which calendar counted them.", WhatZH: "期限不注明所用日历。",
			events: spoiling(fsm.EventDeadlineSet, func(e *fsm.Event) { e.Deadline.Calendar = "" }),
		},
		{
			Name: "old-domain-stops-early", Trips: oldDomainStops.Name,
			What: "A replaced domain stops with the submission.", WhatZH: "提交时旧域名即停止访问。",
			events: stopEarly,
		},
		{
			Name: "move-lost", Trips: movesConnect.Name,
			What: "The log lacks the passes of the preliminary review.", WhatZH: "日志缺少初审通过事件。",
			events: losing(fsm.EventPreliminaryPassed),
		},
		{
			Name: "clock-runs-back", Trips: timeNeverRunsBack.Name,
			What: "Returns are recorded a day before they happened.", WhatZH: "退回事件的记录时间早于发生时间。",
			events: spoiling(fsm.EventPreliminaryReturned, func(e *fsm.Event) { e.At = e.At.Add(-24 * time.Hour) }),
		},
		{
			Name: "event-lost", Trips: replayEqualsState.Name,
			What: "The log lacks the uploads of documents.", WhatZH: "日志缺少资料上传事件。",
			events: losing(fsm.EventAttached),
		},
		{
			Name: "word-garbled", Trips: replayEqualsState.Name,
			What: "The log holds another reference of the photo than the one decided on.", WhatZH: "日志中的资料引用被改动。",
			events: spoiling(fsm.EventAttached, func(e *fsm.Event) { e.Ref = "other" }),
		},
	}
}

// workThroughHolidays makes a working day of every weekday that is off in the run.
func workThroughHolidays(c *calendar.Calendar, from, to calendar.Date) (*calendar.Calendar, error) {
	l := calendar.Layer{Name: "planted", Status: calendar.Confirmed}
	for d := from; !d.After(to); d = d.AddDays(1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if day := c.Day(d); !weekend && day.Status != calendar.Unknown && !day.Business {
			l.Days = append(l.Days, calendar.Day{Date: d, Kind: calendar.KindWorkday})
		}
	}
	return c.With(l)
}

func losing(t fsm.EventType) func([]fsm.Event) []fsm.Event {
	return func(events []fsm.Event) []fsm.Event {
		kept := slices.Clone(events)
		return slices.DeleteFunc(kept, func(e fsm.Event) bool { return e.Type == t })
	}
}

func stopEarly(events []fsm.Event) []fsm.Event {
	if len(events) == 0 || events[0].Type != fsm.EventSubmitted {
		return events
	}
	e := events[0]
	stop := fsm.Event{
		Type: fsm.EventDomainStopped, Command: e.Command, At: e.At, OccurredAt: e.OccurredAt, Filing: e.Filing,
		Ref: websiteIDs[0], Value: oldDomains[0][0][0],
	}
	return append(slices.Clone(events), stop)
}

func noticePlants() []Plant {
	return []Plant{
		{
			Name: "tell-unverified", Trips: noNoticeToUnverified.Name,
			What: "Notices also go to contacts who never verified their address.", WhatZH: "通知发给未验证的联系人。",
			receivers: func(l *life, n *notify.Notice, list []notify.Receiver) []notify.Receiver {
				if n.Kind == notify.KindContactVerification {
					return list
				}
				for _, c := range l.book.Contacts() {
					if !c.Verified.Has(notify.ChannelEmail) {
						n.Audience = notify.AudienceOwnerAndContacts
						list = append(list, notify.Receiver{ID: c.ID, Channel: notify.ChannelEmail, AddressVersion: c.Version})
					}
				}
				return list
			},
		},
		{
			Name: "result-twice", Trips: oneResultEach.Name,
			What: "Results are delivered twice.", WhatZH: "审核结果重复通知。",
			receivers: func(_ *life, n *notify.Notice, list []notify.Receiver) []notify.Receiver {
				if n.Kind != notify.KindReviewResult {
					return list
				}
				return append(list, list...)
			},
		},
		{
			Name: "result-lost", Trips: oneResultEach.Name,
			What: "Rejections are told to nobody.", WhatZH: "驳回结果未通知任何人。",
			receivers: func(_ *life, n *notify.Notice, list []notify.Receiver) []notify.Receiver {
				if n.Topic == notify.TopicRejected {
					return list[:0]
				}
				return list
			},
		},
		{
			Name: "result-without-sms", Trips: resultBySMSAndEmail.Name,
			What: "Results are not sent by text message.", WhatZH: "审核结果未发送短信。",
			receivers: func(_ *life, n *notify.Notice, list []notify.Receiver) []notify.Receiver {
				if n.Kind != notify.KindReviewResult {
					return list
				}
				return slices.DeleteFunc(list, func(r notify.Receiver) bool { return r.Channel == notify.ChannelSMS })
			},
		},
		{
			Name: "sixteen-contacts", Trips: contactsAtMost15.Name,
			What: "The contact book takes sixteen contacts.", WhatZH: "联系人上限为16位。",
			contacts: mostContacts + 1,
		},
		{
			Name: "refuse-silently", Trips: refusalsHaveReasons.Name,
			What: "Refusals lose their reasons.", WhatZH: "拒绝不附原因。",
			mute: true,
		},
	}
}
