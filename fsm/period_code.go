// SPDX-License-Identifier: Apache-2.0

package fsm

import "github.com/icpfiling/icp/calendar"

// names reports whether an event of the type may have a deadline that somebody named.
func (t EventType) names() bool {
	return t == EventShellNoticePublished || t == EventInspectionFailed || t == EventPeriodOver
}

// ofStanding reports whether an event says of a record what the first schemas had no words for.
func (e *Event) ofStanding() bool {
	switch {
	case e.Type >= EventShellNoticePublished, e.Command.standing():
		return true
	case e.Record == nil:
		return false
	}
	has := false
	e.Record.eachPeriod(func(string, *Period) { has = true })
	return has
}

// periods leaves nil out and writes an empty list.
func (o *object) periods(list []Period) {
	if list == nil {
		return
	}
	o.key("periods")
	o.b = append(o.b, '[')
	for i := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		p := &list[i]
		in := object{append(o.b, '{'), true}
		in.word("name", p.Name.String())
		in.strIf("provider", p.Provider)
		in.strings("causes", p.Causes)
		in.date("from", p.From)
		in.date("until", p.Until)
		in.flag("passed", p.Passed)
		o.close(in)
	}
	o.b = append(o.b, ']')
}

// date leaves the zero Date out.
func (o *object) date(k string, d calendar.Date) {
	if !d.IsZero() {
		o.word(k, d.String())
	}
}

func (r *plainReader) periods() []Period {
	if !r.next(`,"periods":[`) {
		return nil
	}
	list := []Period{}
	for r.more(len(list)) {
		var p Period
		r.must(`{"name":`)
		name := r.oneOf(&deadlineTable)
		r.ok = r.ok && DeadlineName(name) != DeadlineNone
		p.Name = DeadlineName(name)
		p.Provider = r.textIf(`,"provider":`)
		p.Causes = r.texts(`,"causes":`)
		p.From, p.Until = r.dateIf(`,"from":`), r.dateIf(`,"until":`)
		p.Passed = r.next(`,"passed":true`)
		r.must("}")
		list = append(list, p)
	}
	return list
}

func (r *plainReader) dateIf(key string) (d calendar.Date) {
	if r.next(key) {
		var err error
		d, err = calendar.ParseDate(r.text())
		r.ok = r.ok && err == nil
	}
	return d
}
