// SPDX-License-Identifier: Apache-2.0

package simulator_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
)

// A hundred filings by the shipped policy: nothing that must hold is broken.
func ExampleRun() {
	r, err := simulator.Run(context.Background(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 100, Workers: 2,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Filings, "filings,", len(r.Invariants), "invariants,", r.Violations, "violations")
	// Output: 100 filings, 52 invariants, 0 violations
}

// A planted fault is found, and the filing that shows it can be told.
func ExampleTell() {
	o := simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 200, Plant: "red-top",
	}
	r, err := simulator.Run(context.Background(), o)
	if err != nil || r.Violations == 0 {
		fmt.Println(err)
		return
	}
	s, err := simulator.Tell(o, r.First[0].Filing, "en")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range s.Lines {
		if line.Broken {
			fmt.Println(line.Text)
		}
	}
	// Output: no-red-or-blue-top: a photo with a red top passed
}
