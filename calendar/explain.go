// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/internal/tongue"
)

// festivals gives English names to what the notices call the festivals, in any of their spellings.
var festivals = [...]struct{ zh, en string }{
	{"元旦", "New Year"},
	{"春节", "Spring Festival"},
	{"清明", "Qingming"},
	{"五一", "Labour Day"},
	{"劳动节", "Labour Day"},
	{"端午", "Dragon Boat Festival"},
	{"中秋", "Mid-Autumn Festival"},
	{"国庆", "National Day"},
	{"十一", "National Day"},
	{"抗日战争暨世界反法西斯战争胜利70周年纪念日", "70th anniversary of victory"},
}

// Festival gives the festival's name in lang: "zh" as the notice writes it, or English for anything else. A name
// the notices of 2007 to 2026 do not use stays as it is.
func (d Day) Festival(lang string) string {
	if tongue.IsChinese(lang) {
		return d.Name
	}
	var parts []string
	for part := range strings.SplitSeq(d.Name, "、") {
		parts = append(parts, english(part))
	}
	return strings.Join(parts, " and ")
}

func english(name string) string {
	for _, f := range festivals {
		if strings.Contains(name, f.zh) {
			return f.en
		}
	}
	return name
}

// Explain says in one line, in "zh" or English, whether the day is a business day, why, and by which notice.
func (d Day) Explain(lang string) string {
	zh := tongue.IsChinese(lang)
	text := d.reason(zh)
	if special := d.Kind == KindMakeUp || d.Kind == KindStatutory || d.Kind == KindDayOff; special && d.Notice != "" {
		text += pick(zh, "，", ", ") + d.Notice
	}
	switch d.Status {
	case Provisional:
		missing := strconv.Itoa(d.Date.Year() + 1)
		text += pick(zh, "；暂定，"+missing+"年通知发布前可能调整",
			"; provisional until "+missingNotice(d.Date.Year()+1)+" is loaded")
	case Unverified:
		text += pick(zh, "；未经核实", "; unverified: the source does not say whom it binds")
	case Estimated:
		text += pick(zh, "；推算，并非通知所定", "; estimated: no notice says so")
	}
	return text
}

func (d Day) reason(zh bool) string {
	festival := d.Festival(pick(zh, "zh", "en"))
	of := func(before, after string) string { // names the festival if there is one
		if festival == "" {
			return ""
		}
		return before + festival + after
	}
	switch d.Kind {
	case KindWorkday:
		return pick(zh, "工作日："+weekdays[d.Date.Weekday()], "business day: an ordinary "+d.Date.Weekday().String())
	case KindMakeUp:
		return pick(zh, "工作日："+of("", "")+"调休上班", "business day: make-up working day"+of(" for ", ""))
	case KindWeekend:
		return pick(zh, "非工作日："+weekdays[d.Date.Weekday()], "not a business day: "+d.Date.Weekday().String())
	case KindStatutory:
		return pick(zh, "非工作日："+of("", "")+"法定节假日", "not a business day: statutory holiday"+of(" (", ")"))
	case KindDayOff:
		return pick(zh, "非工作日："+of("", "")+"放假", "not a business day: day off"+of(" for ", ""))
	}
	if d.Date.IsZero() {
		return pick(zh, "未知：不是日期", "unknown: not a day")
	}
	year := d.Date.Year()
	return pick(zh, "未知：尚未载入国务院"+strconv.Itoa(year)+"年节假日安排通知", "unknown: "+missingNotice(year)+" is not loaded")
}

var weekdays = [...]string{
	time.Sunday: "星期日", time.Monday: "星期一", time.Tuesday: "星期二", time.Wednesday: "星期三",
	time.Thursday: "星期四", time.Friday: "星期五", time.Saturday: "星期六",
}

func pick(zh bool, chinese, english string) string {
	if zh {
		return chinese
	}
	return english
}
