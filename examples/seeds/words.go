// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// words are a sentence in English and Chinese.
type words struct{ en, zh string }

func (w words) in(lang string) string {
	if lang == "zh" {
		return w.zh
	}
	return w.en
}

var labels = struct{ status, next, advice, refused, visited, stopped, email, sms words }{
	status:  words{"Status: ", "状态："},
	next:    words{"→ ", "→ "},
	advice:  words{"Advice: ", "提示："},
	refused: words{"Not possible: ", "无法操作："},
	visited: words{"Can be visited now: ", "现可访问："},
	stopped: words{"Cannot be visited any more: ", "不再可访问："},
	email:   words{"E-mail: ", "邮件："},
	sms:     words{"Text message: ", "短信："},
}

func (t *teller) heading(what words) { fmt.Fprintf(t.out, "\n%s  %s\n", t.day(t.now), what.in(t.lang)) }

func (t *teller) line(label words, text string) {
	fmt.Fprintf(t.out, "    %s%s\n", label.in(t.lang), text)
}

// messages tells what was sent since the last time.
func (t *teller) messages() {
	for _, m := range t.mail {
		if m.To.Channel == notify.ChannelSMS {
			t.line(labels.sms, m.Text)
		} else {
			t.line(labels.email, m.Subject)
		}
	}
	t.mail = nil
}

// domains tells which domains an approval let in and which it stopped (S0-5).
func (t *teller) domains() {
	for _, e := range t.events {
		switch e.Type {
		case fsm.EventDomainAdded:
			t.line(labels.visited, e.Value)
		case fsm.EventDomainStopped:
			t.line(labels.stopped, e.Value)
		}
	}
	t.events = nil
}

// deadline words a deadline with its range, where it is one.
func (t *teller) deadline(d fsm.Deadline) {
	due := t.day(d.Due)
	if !d.Earliest.IsZero() {
		due = t.day(d.Earliest) + words{" to ", "至"}.in(t.lang) + due
	}
	en := d.Name.Label("en")
	t.line(words{strings.ToUpper(en[:1]) + en[1:] + ": ", d.Name.Label("zh") + "："}, due)
}

var weekdays = [...]words{
	{"Sunday", "周日"}, {"Monday", "周一"}, {"Tuesday", "周二"}, {"Wednesday", "周三"}, {"Thursday", "周四"}, {"Friday", "周五"}, {"Saturday", "周六"},
}

// day words a time in China, and says so when a weekend day is a working day by a notice of the State Council.
func (t *teller) day(at time.Time) string {
	at = at.In(calendar.Zone())
	text := at.Format("2006-01-02 15:04") + words{" (", "（"}.in(t.lang) + weekdays[at.Weekday()].in(t.lang)
	if t.machine.Calendar().Day(calendar.DateOf(at)).Kind == calendar.KindMakeUp {
		text += words{", a working day", "，调休上班"}.in(t.lang)
	}
	return text + words{")", "）"}.in(t.lang)
}

// mailing tells how to mail the verification materials (S1-15 to S1-20), from the policy.
func (t *teller) mailing() error {
	policy := t.machine.Policy()
	for _, m := range []struct {
		decision string
		label    words
	}{
		{"mailing_address", words{"Mail to: ", "邮寄地址："}},
		{"mailing_addressee", words{"Addressee: ", "收件人："}},
		{"mailing_phone", words{"Phone: ", "联系电话："}},
		{"mailing_hours", words{"Hours: ", "工作时间："}},
		{"mailing_postcode", words{"Postal code: ", "邮编："}},
	} {
		d, err := policy.FindDecision(m.decision)
		if err != nil {
			return err
		}
		c, err := policy.Case(map[string]string{"provider": "alibabacloud"})
		if err != nil {
			return err
		}
		v, err := policy.Judge(d, &c, calendar.DateOf(t.now))
		if err != nil {
			return err
		}
		t.line(m.label, policy.Text(d, v.Value.String(), t.lang))
	}
	return nil
}

// clock reads a time of a story, in China.
func clock(at string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", at, calendar.Zone())
	if err != nil {
		panic(err) // a story with a wrong time is a mistake of this program
	}
	return t
}
