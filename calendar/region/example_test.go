// SPDX-License-Identifier: Apache-2.0

package region_test

import (
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/calendar/region"
)

// Guangxi had a day off that worked elsewhere. Whether it binds the office in question no source says: it is unverified.
func ExampleOver() {
	guangxi, err := region.Over(calendar.China(), "guangxi")
	if err != nil {
		fmt.Println(err)
		return
	}
	day := calendar.NewDate(2017, 4, 1)
	for _, c := range []*calendar.Calendar{calendar.China(), guangxi} {
		d := c.Day(day)
		fmt.Println(d.Business, d.Status)
	}
	fmt.Println(region.Years("guangxi"))
	// Output:
	// true confirmed
	// false unverified
	// [2017 2021 2023 2024 2026]
}
