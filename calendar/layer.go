// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"slices"
	"time"
)

// maxLayerDays bounds the days of one layer; it is more than a table has weekdays.
const maxLayerDays = 1 << 16

// Layer is what somebody other than the State Council says about days: a region, an estimate, a company. It is
// put over a calendar with [Calendar.With].
type Layer struct {
	Name     string // where it comes from; part of the calendar's ID, and the Notice of days that name none
	Status   Status // of the days it decides: Confirmed, Unverified or Estimated
	From, To Date   // days it makes answerable where no notice covers them, Monday to Friday by default; zero for none
	Days     []Day  // days it decides, in order of date; of each it uses Date, Kind, Name and Notice
}

// With gives c with a layer over it. Its days override what notices and earlier layers say, make-up days
// included; but an Estimated layer is heard only where no notice decides, and a day that nobody covers stays
// unknown. [Calendar.AsOf] and [Load] keep layers. An unsound layer is an [*InputError].
func (c *Calendar) With(l Layer) (*Calendar, error) {
	if err := checkLayer(l); err != nil {
		return nil, err
	}
	lib := c.library()
	l.Days = slices.Clone(l.Days)
	layers := append(slices.Clone(lib.layers), l)
	notices := lib.notices[:c.upTo:c.upTo]
	if err := checkSize(notices, layers); err != nil {
		return nil, err
	}
	return newLibrary(lib.name, notices, layers).all(), nil
}

func checkLayer(l Layer) error {
	fail := func(d Date, what, next wording) error {
		e := inputError(codeLayer, say("in layer %s", "图层 %s", quote(l.Name)), what, next)
		e.Day = d
		return e
	}
	switch {
	case badText(l.Name).en != "":
		return fail(Date{}, badName("name", "名称", l.Name), wording{"say where the days come from", "请写明日期的来源"})
	case l.Status != Confirmed && l.Status != Unverified && l.Status != Estimated:
		return fail(Date{}, say("has the status %s", "状态为 %s", quote(l.Status.String())),
			wording{"choose Confirmed, Unverified or Estimated", "请选择 Confirmed、Unverified 或 Estimated"})
	case l.From.IsZero() != l.To.IsZero() || l.To.Before(l.From):
		return fail(Date{}, say("covers no span from %s to %s", "从 %s 至 %s 不是区间", l.From, l.To),
			wording{"give both ends, the earlier first", "请给出两端，先写较早的日期"})
	case len(l.Days) > maxLayerDays:
		return fail(Date{}, wording{"has more days than a calendar holds", "日期超过日历的容量"}, wording{"split it", "请拆分"})
	}
	var before Date
	for _, d := range l.Days {
		weekend := d.Date.Weekday() == time.Saturday || d.Date.Weekday() == time.Sunday
		switch {
		case d.Date.IsZero():
			return fail(before, wording{"is followed by the zero Date", "其后为零值 Date"}, wording{"give existing days", "请给出存在的日期"})
		case !d.Date.After(before):
			return fail(d.Date, wording{"is out of order or given twice", "次序有误或重复"}, wording{"sort the days", "请按日期排序"})
		case d.Kind < KindWorkday || d.Kind > KindDayOff:
			return fail(d.Date, wording{"has no kind", "没有类型"}, wording{"say why it is a business day or not", "请写明为何是或不是工作日"})
		case weekend && d.Kind == KindWorkday || !weekend && (d.Kind == KindMakeUp || d.Kind == KindWeekend):
			return fail(d.Date, say("is a %s and cannot be a %s", "为%s，类型不能为 %s", weekdayOf(d.Date), d.Kind),
				wording{"correct its kind", "请修正其类型"})
		case d.Name != "" && badText(d.Name).en != "":
			return fail(d.Date, badName("name", "名称", d.Name), correctIt)
		case d.Notice != "" && badText(d.Notice).en != "":
			return fail(d.Date, badName("source", "来源", d.Notice), correctIt)
		}
		before = d.Date
	}
	return nil
}

// badName words what is wrong with a name or a source.
func badName(what, whatZH, text string) wording {
	return say("has a %s that %s", "的%s%s", wording{what, whatZH}, badText(text))
}
