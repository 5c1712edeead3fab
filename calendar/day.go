// SPDX-License-Identifier: Apache-2.0

package calendar

import "strconv"

// Status says how far an answer can be relied on. A larger Status is less certain; the zero Status is none.
type Status int

// The statuses, from certain to none.
const (
	Confirmed   Status = iota + 1 // a published notice covers the day
	Provisional                   // 29 to 31 December while the next year's notice, which may move them, is not known
	Unverified                    // changed by a layer whose source does not say that it binds, see package region
	Estimated                     // guessed by a layer for a year without a notice, see package estimate
	Unknown                       // no notice covers the day: there is no answer
)

var statusNames = [...]string{"", "confirmed", "provisional", "unverified", "estimated", "unknown"}

// String is the lower-case name, "" for the zero Status.
func (s Status) String() string { return nameOf(statusNames[:], int(s)) }

// MarshalText writes the name.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name; the empty text is the zero Status. Another text is an [*InputError] (CAL-003).
func (s *Status) UnmarshalText(text []byte) error {
	i, err := indexOf(statusNames[:], string(text))
	*s = Status(i)
	return err
}

// Kind says why a day is or is not a business day.
type Kind int

// The kinds of day.
const (
	KindUnknown   Kind = iota // no notice covers the day
	KindWorkday               // Monday to Friday, as usual
	KindMakeUp                // a weekend day the notice declares a working day
	KindWeekend               // Saturday or Sunday, as usual
	KindStatutory             // a statutory holiday itself (国务院《全国年节及纪念日放假办法》)
	KindDayOff                // off by the notice, beyond the statutory days or not told apart by its source
)

var kindNames = [...]string{"unknown", "workday", "make_up", "weekend", "statutory", "day_off"}

// String is the name: unknown, workday, make_up, weekend, statutory or day_off.
func (k Kind) String() string { return nameOf(kindNames[:], int(k)) }

// MarshalText writes the name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name. Another text is an [*InputError] (CAL-003).
func (k *Kind) UnmarshalText(text []byte) error {
	i, err := indexOf(kindNames[:], string(text))
	*k = Kind(i)
	return err
}

// Business reports whether days of this kind are business days.
func (k Kind) Business() bool { return k == KindWorkday || k == KindMakeUp }

func nameOf(names []string, i int) string {
	if i < 0 || i >= len(names) {
		return "invalid(" + strconv.Itoa(i) + ")"
	}
	return names[i]
}

func indexOf(names []string, name string) (int, error) {
	for i, n := range names {
		if n == name {
			return i, nil
		}
	}
	return 0, inputError(codeArgument, same(quote(name)),
		wording{"is no name of a day's status or kind", "不是日期状态或类型的名称"}, say("choose one of %s", "可选：%s", listed(names)))
}

// Day is what a calendar knows about one day.
type Day struct {
	Date     Date
	Business bool   // false also when unknown: look at Status
	Status   Status // how far the answer can be relied on
	Kind     Kind
	Name     string // the festival in the notice's own words, such as "清明节"; "" for ordinary days
	Notice   string // the number of the notice that decides the day, such as "国办发明电〔2017〕12号"; "" if unknown
}
