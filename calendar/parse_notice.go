// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"strconv"
	"strings"
	"time"
)

// notice reads our own format.
func (p *parser) notice(root node, n *notice) {
	p.known(&root, "format", "year", "number", "title", "signed", "published", "amends", "festivals")
	if f := p.text(&root, "format", false); f != "" && f != noticeFormat {
		p.add(codeField, root.get("format").line, "has the format "+quote(f), "this version reads "+noticeFormat)
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
	name := p.text(f, "name", false)
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
	if len(statutory) > 0 {
		p.add(codeOverlap, f.line, "has a statutory day of "+quote(name)+" that is not among its days off", "list it in \"off\" too")
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
		p.add(codeField, f.line, "has no day for "+quote(name), "list the days off in \"off\", make-up days in \"work\"")
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
		if length := b.DaysSince(a); length < 0 || length > 30 || isRange && length == 0 {
			p.report(&InputError{
				Code: codeDay, Line: item.line, Where: quote(item.text), What: "is not a span of 2 to 31 days",
				Next: "write the earlier day first",
			})
			continue
		}
		for d := a; !d.After(b); d = d.AddDays(1) {
			out = append(out, d)
		}
	}
	return out
}

// check holds a notice to what it must keep by itself.
func (p *parser) check(n *notice) {
	sortMarks(n.marks)
	if d, twice := sameDay(n.marks); twice {
		p.report(&InputError{Code: codeOverlap, Day: d, What: "is listed twice", Next: "a day is off or a working day, once"})
	}
	if n.Published.Before(n.Signed) {
		p.report(&InputError{Code: codeSource, Day: n.Published, What: "as the day of publication lies before the signature", Next: "correct \"signed\" or \"published\""})
	}
	if y := n.Published.Year(); y < n.Year-1 || y > n.Year {
		p.report(&InputError{
			Code: codeSource, Day: n.Published, What: "as the day of publication is not near " + strconv.Itoa(n.Year),
			Next: "a notice comes out in the year before or the year itself",
		})
	}
	if len(n.marks) == 0 {
		p.add(codeCount, 0, "names no day", "a year without days is one whose notice is not published yet")
	}
	first, last := NewDate(n.Year-1, time.December, 1), NewDate(n.Year, time.December, 31)
	for _, m := range n.marks {
		if m.date.Before(first) || m.date.After(last) {
			p.report(&InputError{
				Code: codeDay, Day: m.date, What: "does not belong to the notice for " + strconv.Itoa(n.Year),
				Next: "a notice arranges days of its year and of the December before",
			})
		}
		if m.kind == KindMakeUp && ordinaryKind(m.date) != KindWeekend {
			p.report(&InputError{
				Code: codeMakeUp, Day: m.date, What: "is a " + m.date.Weekday().String() + " and cannot be a make-up day",
				Next: "make-up days are Saturdays and Sundays; other days work anyway",
			})
		}
	}
}
