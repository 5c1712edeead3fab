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
	fail := func(d Date, what, next string) error {
		return &InputError{Code: codeLayer, Day: d, Where: "in layer " + quote(l.Name), What: what, Next: next}
	}
	switch {
	case badText(l.Name) != "":
		return fail(Date{}, "has a name that "+badText(l.Name), "say where the days come from")
	case l.Status != Confirmed && l.Status != Unverified && l.Status != Estimated:
		return fail(Date{}, "has the status "+quote(l.Status.String()), "choose Confirmed, Unverified or Estimated")
	case l.From.IsZero() != l.To.IsZero() || l.To.Before(l.From):
		return fail(Date{}, "covers no span from "+l.From.String()+" to "+l.To.String(), "give both ends, the earlier first")
	case len(l.Days) > maxLayerDays:
		return fail(Date{}, "has more days than a calendar holds", "split it")
	}
	var before Date
	for _, d := range l.Days {
		weekend := d.Date.Weekday() == time.Saturday || d.Date.Weekday() == time.Sunday
		switch {
		case d.Date.IsZero():
			return fail(before, "is followed by the zero Date", "give existing days")
		case !d.Date.After(before):
			return fail(d.Date, "is out of order or given twice", "sort the days")
		case d.Kind < KindWorkday || d.Kind > KindDayOff:
			return fail(d.Date, "has no kind", "say why it is a business day or not")
		case weekend && d.Kind == KindWorkday || !weekend && (d.Kind == KindMakeUp || d.Kind == KindWeekend):
			return fail(d.Date, "is a "+d.Date.Weekday().String()+" and cannot be a "+d.Kind.String(), "correct its kind")
		case d.Name != "" && badText(d.Name) != "":
			return fail(d.Date, "has a name that "+badText(d.Name), "correct it")
		case d.Notice != "" && badText(d.Notice) != "":
			return fail(d.Date, "has a source that "+badText(d.Notice), "correct it")
		}
		before = d.Date
	}
	return nil
}
