// SPDX-License-Identifier: Apache-2.0

package property_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/property"
)

// A host's own promise, asked of every filing of a run.
func ExampleLeadsTo() {
	answered := property.LeadsTo("answered-soon",
		property.On(fsm.EventSubmitted),
		property.On(fsm.EventPreliminaryPassed, fsm.EventPreliminaryReturned, fsm.EventWithdrawn),
	).Within(property.BusinessDays(1)).Says("A submission is answered within one business day.", "提交后一个工作日内有答复。")

	r, err := simulator.Run(context.Background(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 500, Profile: "realistic",
		Properties: []property.Property{answered}, Only: []string{answered.Name()},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answered.Text("en"))
	fmt.Println("broken by some:", r.Violations > 0, "and kept by others:", r.Invariants[answered.Name()] > int64(r.Violations))
	// Output:
	// A submission is answered within one business day.
	// broken by some: true and kept by others: true
}
