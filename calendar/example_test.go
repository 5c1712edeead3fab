// SPDX-License-Identifier: Apache-2.0

package calendar_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// A deadline ends at the close of business, and says how certain it is and what it stands on.
func Example() {
	submitted := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	d, err := calendar.China().Deadline(submitted, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Due.Format("2006-01-02 15:04"), d.Status, d.Notices)
	fmt.Println(calendar.China().Day(d.Date).Explain("en"))
	// Output:
	// 2018-04-08 18:00 confirmed [国办发明电〔2017〕12号]
	// business day: make-up working day for Qingming, 国办发明电〔2017〕12号
}

// A year without a notice has no answer yet. Keep the question, load the notice when it is out, and ask again.
func ExampleLoad() {
	handedOver := time.Date(2026, 12, 10, 9, 0, 0, 0, calendar.Zone())
	_, err := calendar.China().Deadline(handedOver, 20)
	if gap, ok := errors.AsType[*calendar.RangeError](err); ok {
		fmt.Println("pending:", gap.Notice)
	}
	newer, err := calendar.Load(calendar.China(), calendar.File{Name: "2027.json", Data: []byte(madeUp)})
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := newer.Deadline(handedOver, 20)
	fmt.Println(d.Date, d.Status, err)
	// Output:
	// pending: the State Council notice for 2027
	// 2027-01-08 confirmed <nil>
}

// madeUp is not the notice for 2027, which is not known here.
const madeUp = `{
  "format": "icp-calendar-notice/1", "year": 2027, "number": "made up", "signed": "2026-11-24", "published": "2026-11-25",
  "festivals": [
    { "name": "元旦", "off": ["2027-01-01..2027-01-03"] },
    { "name": "春节", "off": ["2027-02-05..2027-02-12"] },
    { "name": "国庆节", "off": ["2027-10-01..2027-10-07"] }
  ]
}`

// What an amendment moved: the days, and the open deadlines.
func ExampleDiff() {
	c := calendar.China()
	before, after := c.AsOf(calendar.NewDate(2019, 3, 21)), c.AsOf(calendar.NewDate(2019, 3, 22))
	received := time.Date(2019, 4, 24, 10, 0, 0, 0, calendar.Zone())
	diff := calendar.Diff(before, after, calendar.Open{Name: "f-1", From: received, N: 5})
	fmt.Println(len(diff.Days), "days")
	for _, d := range diff.Deadlines {
		fmt.Println(d.Name, d.Old.Date, "→", d.New.Date)
	}
	// Output:
	// 5 days
	// f-1 2019-05-02 → 2019-04-30
}

// Working hours with a lunch break.
func ExampleCalendar_AddWorkingHours() {
	hours, err := calendar.ParseHours("09:00-12:00 13:30-18:00")
	if err != nil {
		fmt.Println(err)
		return
	}
	from := time.Date(2018, 4, 4, 16, 0, 0, 0, calendar.Zone())
	end, err := calendar.China().AddWorkingHours(from, 6*time.Hour, hours)
	fmt.Println(end.Format("2006-01-02 15:04"), err)
	// Output:
	// 2018-04-08 14:30 <nil>
}

// Code that takes rickar/cal's calendar gets ours.
func ExampleCalendar_Business() {
	b := calendar.China().Business()
	fmt.Println(b.WorkdaysFrom(time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone()), 1).Format(time.DateOnly))
	// Output:
	// 2018-04-08
}
