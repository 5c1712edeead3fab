// SPDX-License-Identifier: Apache-2.0

package estimate_test

import (
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/calendar/estimate"
)

// A guess beyond the last notice: every answer that rests on it says so. The calendar that decides stays as it is.
func ExampleExtend() {
	guess, err := estimate.Extend(calendar.China(), 2027)
	if err != nil {
		fmt.Println(err)
		return
	}
	handedOver := calendar.NewDate(2026, 12, 10)
	day, status, err := guess.DeadlineDate(handedOver, 20)
	fmt.Println(day, status, err)
	_, _, err = calendar.China().DeadlineDate(handedOver, 20)
	fmt.Println(err)
	// Output:
	// 2027-01-08 estimated <nil>
	// CAL-001: 2027-01-01 is not covered by this calendar (it covers 2006-12-30 to 2026-12-31): the State Council notice for 2027 is not loaded; load it when it is published and ask again
}
