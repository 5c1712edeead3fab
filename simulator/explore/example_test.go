// SPDX-License-Identifier: Apache-2.0

package explore_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/explore"
)

// Everything a first filing in Tianjin can do with few commands; and a planted fault, with the fewest that show it.
func ExampleBounds() {
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 1000}
	bounds := explore.Bounds{Kind: fsm.FirstFiling, Region: "tianjin", Depth: 5}
	found, seen, err := o.Explore(context.Background(), bounds)
	fmt.Println(found == nil, seen.States > 10, seen.Refused > seen.States, seen.Complete, err)

	o.Plant = "submit-incomplete"
	found, _, err = o.Explore(context.Background(), bounds)
	if err != nil || found == nil {
		fmt.Println("nothing found", err)
		return
	}
	fmt.Println(found.Invariant)
	for _, s := range found.Steps {
		fmt.Println(" ", s.Name())
	}
	// Output:
	// true true true false <nil>
	// documents-before-submission
	//   open
	//   submit
}
