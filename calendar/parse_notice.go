// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"strings"
	"time"
)

// notice reads our own format.
func (p *parser) notice(root node, n *notice) {
	p.known(&root, "format", "year", "number", "title", "signed", "published", "amends", "festivals")
	if f := p.text(&root, "format", false); f != "" && f != noticeFormat {
		p.add(codeField, root.get("format").line, say("has the format %s", "格式为 %s", quote(f)), say("this version reads %s", "本版本读取 %s", noticeFormat))
	}
	n.Year = p.year(&root)
	n.Number = p.text(&root, "number", false)
	n.Title = p.text(&root, "title", true)
	n.Signed, n.Published = p.date(&root, "signed"), p.date(&root, "published")
	n.Amends = p.text(&root, "amends", true)
	festivals := p.want(&root, "festivals", "array")
	if festivals == nil {
		return
	}
	for i := range festivals.items {
		if f := p.is(&festivals.items[i], "festivals", "object"); f != nil {
			n.marks = append(n.marks, p.festival(f, n.Amends != "")...)
		}
	}
}

// festival reads what a notice says of one festival. Statutory days are among the days off. Only an amendment
// has ordinary days: days that lose what an earlier notice said of them.
func (p *parser) festival(f *node, amends bool) []mark {
	fields := []string{"name", "off", "statutory", "work"}
	if amends {
		fields = append(fields, "ordinary")
	}
	p.known(f, fields...)
	name, before := p.text(f, "name", false), len(p.errs)
	statutory := map[Date]bool{}
	for _, d := range p.days(f, "statutory") {
		statutory[d] = true
	}
	var marks []mark
	for _, d := range p.days(f, "off") {
		kind := KindDayOff
		if statutory[d] {
			kind = KindStatutory
			delete(statutory, d)
		}
		marks = append(marks, mark{d, kind, name})
	}
	if len(statutory) > 0 && len(p.errs) == before { // else the day may be the one that could not be read
		p.add(codeOverlap, f.line,
			say("has a statutory day of %s that is not among its days off", "%s 的法定节假日不在其放假日期之中", quote(name)),
			wording{`list it in "off" too`, `请同时列入 "off"`})
	}
	for _, d := range p.days(f, "work") {
		marks = append(marks, mark{d, KindMakeUp, name})
	}
	if amends {
		for _, d := range p.days(f, "ordinary") {
			marks = append(marks, mark{d, ordinaryKind(d), ""})
		}
	}
	if len(marks) == 0 && len(p.errs) == 0 {
		p.add(codeField, f.line, say("has no day for %s", "%s 没有日期", quote(name)),
			wording{`list the days off in "off", make-up days in "work"`, `放假日期列入 "off"，调休上班日列入 "work"`})
	}
	return marks
}

// days reads a list of days, each "2018-04-05" or, both ends included, "2018-04-05..2018-04-07".
func (p *parser) days(f *node, name string) []Date {
	v := f.get(name)
	if v == nil || p.is(v, name, "array") == nil {
		return nil
	}
	var out []Date
	for i := range v.items {
		item := p.is(&v.items[i], name, "text")
		if item == nil {
			continue
		}
		first, last, isRange := strings.Cut(item.text, "..")
		if !isRange {
			last = first
		}
		a := p.day(&node{line: item.line, text: first})
		b := a
		if isRange {
			b = p.day(&node{line: item.line, text: last})
		}
		if a.IsZero() || b.IsZero() {
			continue
		}
		switch length := b.DaysSince(a); {
		case length < 0:
			p.at(item.line, codeDay, item.text, wording{"is a span that runs backwards", "区间先后颠倒"}, earlierFirst)
			continue
		case isRange && length == 0:
			p.at(item.line, codeDay, item.text, wording{"is a span of one day", "是只有一天的区间"}, wording{"write the day alone", "请只写该日期"})
			continue
		case length > 30:
			p.at(item.line, codeDay, item.text, say("is a span of %d days", "是 %d 天的区间", length+1),
				wording{"no festival has more than 31; look at its months", "没有超过 31 天的节日；请检查月份"})
			continue
		}
		for d := a; !d.After(b); d = d.AddDays(1) {
			p.lines[d] = item.line
			out = append(out, d)
		}
	}
	return out
}

var earlierFirst = wording{"write the earlier day first", "请先写较早的日期"}

// check holds a notice to what it must keep by itself.
func (p *parser) check(n *notice) {
	sortMarks(n.marks)
	if d, twice := sameDay(n.marks); twice {
		p.on(d, codeOverlap, wording{"is listed twice", "重复列出"}, wording{"a day is off or a working day, once", "同一日期只能列一次，放假或上班"})
	}
	if n.Published.Before(n.Signed) {
		p.on(n.Published, codeSource, wording{"as the day of publication lies before the signature", "作为发布日期，早于成文日期"},
			wording{`correct "signed" or "published"`, `请修正 "signed" 或 "published"`})
	}
	if y := n.Published.Year(); y < n.Year-1 || y > n.Year {
		p.on(n.Published, codeSource, say("as the day of publication is not near %d", "作为发布日期，与 %d 年相差过远", n.Year),
			wording{"a notice comes out in the year before or the year itself", "通知于上一年或当年发布"})
	}
	if len(n.marks) == 0 {
		p.add(codeCount, 0, wording{"names no day", "没有任何日期"},
			wording{"a year without days is one whose notice is not published yet", "没有日期的年度，其通知尚未发布"})
	}
	first, last := NewDate(n.Year-1, time.December, 1), NewDate(n.Year, time.December, 31)
	for _, m := range n.marks {
		if m.date.Before(first) || m.date.After(last) {
			p.on(m.date, codeDay, say("does not belong to the notice for %d", "不属于 %d 年的通知", n.Year),
				wording{"a notice arranges days of its year and of the December before", "通知只安排当年及上一年十二月的日期"})
		}
		if m.kind == KindMakeUp && ordinaryKind(m.date) != KindWeekend {
			p.on(m.date, codeMakeUp, say("is a %s and cannot be a make-up day", "为%s，不能作为调休上班日", weekdayOf(m.date)),
				wording{"make-up days are Saturdays and Sundays; other days work anyway", "调休上班日只能是星期六或星期日，其余日期本就上班"})
		}
	}
}
