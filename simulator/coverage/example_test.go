// SPDX-License-Identifier: Apache-2.0

package coverage_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/coverage"
)

// What a run did not reach although it could: here there are too few filings.
func ExampleReport_Zeros() {
	r, err := simulator.Run(context.Background(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 40, Profile: "realistic",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var c *coverage.Report = r.Coverage
	fmt.Println("never reached, the first of them in:", c.Zeros()[0].Dimension)
	// Output:
	// never reached, the first of them in: rows
}
