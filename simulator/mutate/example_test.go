// SPDX-License-Identifier: Apache-2.0

package mutate_test

import (
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/mutate"
)

// Days for mutate.Run such that every rule is in force while filings start. Run takes seconds, so it is not run here:
//
//	score, err := mutate.Run(ctx, o, days...)
func ExampleDays() {
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1}
	days := mutate.Days(o)
	fmt.Println(len(days), "days, from", days[0])
	// Output:
	// 5 days, from 2018-04-04
}
