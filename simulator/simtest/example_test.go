// SPDX-License-Identifier: Apache-2.0

package simtest_test

import (
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/simtest"
)

// What happens to one synthetic filing, for a rapid test of a host's own: a test draws it, here it is the first of a seed.
// Whole tests are simtest.Check and simtest.Drive.
func ExampleScenario() {
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China()}
	c := simtest.Scenario(o).Example(1)
	fmt.Println("pass:", c.Pass, "steps:", len(c.Steps) > 3)
	r, err := c.Replay(o, "en")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("as expected:", r.AsExpected)
	// Output:
	// pass: true steps: true
	// as expected: true
}
