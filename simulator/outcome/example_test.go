// SPDX-License-Identifier: Apache-2.0

package outcome_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// What became of each filing of a run. Days are business days from the first submission to the approval, -1 without one.
func ExampleFiling() {
	_, err := simulator.Run(context.Background(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 3, Profile: "realistic",
		Each: func(f outcome.Filing) error {
			last := f.Stages[len(f.Stages)-1]
			fmt.Println(f.Number, last.State == f.State, f.Approved.IsZero() == (f.BusinessDays < 0))
			return nil
		},
	})
	fmt.Println(err)
	// Output:
	// 0 true true
	// 1 true true
	// 2 true true
	// <nil>
}
