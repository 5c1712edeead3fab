// SPDX-License-Identifier: Apache-2.0

package capacity_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/capacity"
)

// A desk of twenty reviewers, round the clock: everything is done on the day it comes, or the business day after.
func Example() {
	plan, err := capacity.Parse("desks.json", []byte(`{
		"schema_version": 1,
		"replications": 2,
		"warm_up": {"days": 3},
		"stations": [{
			"name": "reviewers",
			"work": ["preliminary", "photo"],
			"shifts": [{"from": "00:00", "until": "24:00", "servers": 20, "every_day": true}],
			"service_seconds": {"preliminary": [240, 400, 600, 1500], "photo": 180}
		}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := capacity.Run(context.Background(), capacity.Options{Plan: plan, Run: simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 100, Days: 10,
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	desk := r.Desks[0]
	fmt.Println(desk.Name, "late:", desk.Late.Mean, "%, Little's law:", desk.Little)
	// Output: reviewers late: 0 %, Little's law: true
}
