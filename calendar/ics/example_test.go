// SPDX-License-Identifier: Apache-2.0

package ics_test

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/calendar/ics"
)

// The days off and make-up days of a week, for a phone or an office program.
func ExampleWrite() {
	var file strings.Builder
	err := ics.Write(&file, calendar.China(), calendar.NewDate(2018, 4, 2), calendar.NewDate(2018, 4, 8), "en")
	for line := range strings.Lines(file.String()) {
		if strings.HasPrefix(line, "SUMMARY") || strings.HasPrefix(line, "DTSTART") || strings.HasPrefix(line, "DTEND") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	fmt.Println(err)
	// Output:
	// DTSTART;VALUE=DATE:20180405
	// DTEND;VALUE=DATE:20180408
	// SUMMARY:Qingming: day off
	// DTSTART;VALUE=DATE:20180408
	// DTEND;VALUE=DATE:20180409
	// SUMMARY:Qingming: make-up working day
	// <nil>
}
