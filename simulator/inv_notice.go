// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"strconv"

	"github.com/icpfiling/icp/notify"
)

var noNoticeToUnverified = Invariant{
	Name: "no-notice-to-unverified", Source: "S2-33",
	What:    "A contact is told only while verified and selected; what it gets before is its verification.",
	WhatZH:  "联系人须已验证且已勾选方可接收通知，验证消息除外。",
	watches: classes(0).and(classTold),
	skips:   toNamed,
	each: func(t *trace, d *delivery, i int) (bool, *why) {
		n, to := &d.claim.notice, &d.to[i]
		if to.ID == notify.OwnerID {
			return false, held
		}
		c := t.contact(to.ID)
		switch {
		case c == nil:
			return true, broke("{0} went to {1}, who is not in the book", "{0} 发给了不在通讯录中的 {1}", n.Topic, to.ID)
		case to.AddressVersion != c.version:
			return true, broke("{0} went to an earlier address of {1}", "{0} 发到了 {1} 的旧地址", n.Topic, c.id)
		case n.Kind == notify.KindContactVerification:
			return true, held
		case !c.verified || !c.selected:
			return true, broke("{0} went to {1}, who is not verified and selected", "{0} 发给了未验证或未勾选的 {1}", n.Topic, c.id)
		}
		return true, held
	},
}

var oneResultEach = Invariant{
	Name: "one-result-per-receiver-and-channel", Source: "S0-23",
	What:    "Each decision of the authority is told, and to each receiver on each channel exactly once.",
	WhatZH:  "管局审核结果对每位接收人、每个渠道恰好通知一次。",
	watches: classes(0).and(classTold, classEnd),
	skips:   noResult | sentAgain,
	holds: func(t *trace, e *entry) (bool, *why) {
		for i := range t.results {
			if !t.toldOf(&t.results[i], "", 0) {
				return true, broke("nobody was told of the decision", "审核结果未通知任何人")
			}
		}
		return len(t.results) > 0, held
	},
	each: func(t *trace, d *delivery, i int) (bool, *why) {
		n, to := &d.claim.notice, &d.to[i]
		same := func(o *notify.Receiver) bool { return o.ID == to.ID && o.Channel == to.Channel }
		before := slices.ContainsFunc(d.to[:i], func(o notify.Receiver) bool { return same(&o) })
		for k := range t.told {
			o := &t.told[k]
			before = before || o.at == momentOf(n.At) && o.version == d.claim.version && same(&o.to)
		}
		if before {
			return true, broke("{0} went to {1} by {2} twice", "{0} 以 {2} 向 {1} 通知了两次", n.Topic, to.ID, to.Channel.String())
		}
		return true, held
	},
}

// toldOf reports whether a receiver was told of a decision on a channel; the empty receiver is anybody.
func (t *trace) toldOf(r *tracedResult, receiver string, ch notify.Channel) bool {
	for i := range t.told {
		o := &t.told[i]
		if o.at == r.at && (receiver == "" || o.to.ID == receiver && o.to.Channel == ch) {
			return true
		}
	}
	return false
}

var resultBySMSAndEmail = Invariant{
	Name: "result-by-sms-and-email", Source: "S0-23",
	What:    "Where the people named in the filing are told of a decision, each of them is, by text message and by email.",
	WhatZH:  "通知备案负责人的审核结果，须同时以短信和邮件送达每一位。",
	watches: classes(0).and(classEnd),
	holds: func(t *trace, e *entry) (asked bool, fault *why) {
		for i := range t.results {
			r := &t.results[i]
			if !t.toldNamed(r) {
				continue
			}
			for k := range len(r.persons) + len(r.others) {
				person := r.person(k)
				for _, ch := range [...]notify.Channel{notify.ChannelSMS, notify.ChannelEmail} {
					if asked = true; !t.toldOf(r, person, ch) {
						return true, broke("{0} was not told of the decision by {1}", "{0} 未收到审核结果（{1}）", person, ch.String())
					}
				}
			}
		}
		return asked, held
	},
}

// person is one of those named in the filing.
func (r *tracedResult) person(i int) string {
	if i < len(r.persons) {
		return r.persons[i]
	}
	return r.others[i-len(r.persons)]
}

func (t *trace) toldNamed(r *tracedResult) bool {
	for i := range t.told {
		if t.told[i].named && t.told[i].at == r.at {
			return true
		}
	}
	return false
}

const mostContacts = 15 // S2-23

var contactsAtMost15 = Invariant{
	Name: "contacts-at-most-15", Source: "S2-23",
	What:    "An account has at most 15 contacts.",
	WhatZH:  "每个账号最多15位联系人。",
	watches: classes(0).and(classBook),
	skips:   addsNobody,
	holds: func(t *trace, e *entry) (bool, *why) {
		if len(t.contacts) >= mostContacts {
			return true, broke("contact {0} was added", "添加了第 {0} 位联系人", strconv.Itoa(len(t.contacts)+1))
		}
		return true, held
	},
}
