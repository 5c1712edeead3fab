// SPDX-License-Identifier: Apache-2.0

package property

import (
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
)

// Text says the property in one sentence, in "zh" or English: what Says gave, or words made of its parts.
func (p Property) Text(lang string) string {
	zh := tongue.IsChinese(lang)
	switch {
	case zh && p.zh != "":
		return p.zh
	case !zh && p.en != "":
		return p.en
	}
	from, to := p.from.words(zh), p.to.words(zh)
	said := strings.ReplaceAll(p.name, "-", " ")
	switch {
	case p.kind == always && zh:
		return "每当" + from + "：" + said + "。"
	case p.kind == always:
		return "Whenever " + from + ": " + said + "."
	case p.kind == sometimes && zh:
		return "须至少出现一次：" + said + "（" + from + "）。"
	case p.kind == sometimes:
		return "Reached at least once: " + said + " (" + from + ")."
	case p.kind == eventually && zh:
		return from + "之后，最终须有" + to + "。"
	case p.kind == eventually:
		return "After " + from + ", " + to + " follows in the end."
	case zh:
		return from + "之后，" + p.bound.words(true) + "须有" + to + "。"
	}
	return "After " + from + ", " + to + " follows " + p.bound.words(false) + "."
}

// words name what a situation looks at.
func (s *Situation) words(zh bool) string {
	var list []string
	all := len(On().Events)
	switch {
	case len(s.Events) >= all && zh:
		list = append(list, "任何事件")
	case len(s.Events) >= all:
		list = append(list, "any event")
	default:
		for _, e := range s.Events {
			list = append(list, e.String())
		}
	}
	for _, c := range s.Refused {
		list = append(list, pick(zh, c.String()+" refused", "拒绝 "+c.String()))
	}
	for _, t := range s.Topics {
		list = append(list, pick(zh, "notice "+t, "通知 "+t))
	}
	text := strings.Join(list, pick(zh, " or ", " 或 "))
	if s.Where != nil {
		text += pick(zh, " (under a condition)", "（附条件）")
	}
	return text
}

func (b *Bound) words(zh bool) string {
	clock := ""
	if b.Clock > 0 {
		clock = strings.TrimSuffix(strings.TrimSuffix(b.Clock.String(), "0s"), "0m")
	}
	days := ""
	switch {
	case b.Due:
		days = pick(zh, "by its due time", "于该期限届满前")
	case b.Days == 1:
		days = pick(zh, "within 1 business day", "1 个工作日内")
	case b.Days > 0:
		days = pick(zh, "within "+strconv.Itoa(b.Days)+" business days", strconv.Itoa(b.Days)+" 个工作日内")
	}
	switch {
	case days == "":
		return pick(zh, "within "+clock, clock+" 内")
	case clock != "":
		return days + pick(zh, " and "+clock, "（另加 "+clock+"）")
	}
	return days
}

// why words how a property was broken.
func (p *Property) why(r *run, e *fsm.Event) (en, zh string) {
	switch p.kind {
	case always:
		if e == nil {
			return "it did not hold", "未能成立"
		}
		return "it did not hold after " + e.Type.String(), e.Type.String() + " 之后未能成立"
	case eventually:
		return "what began at " + clock(r.since) + " never came to its end", "自 " + clock(r.since) + " 起始终未有结果"
	}
	return "what began at " + clock(r.since) + " had not come to its end at " + clock(r.due),
		"自 " + clock(r.since) + " 起，至 " + clock(r.due) + " 仍无结果"
}

func pick(zh bool, english, chinese string) string {
	if zh {
		return chinese
	}
	return english
}

// clock writes a time in UTC+8.
func clock(t time.Time) string { return t.In(calendar.Zone()).Format("2006-01-02 15:04") }
