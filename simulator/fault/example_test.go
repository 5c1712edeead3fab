// SPDX-License-Identifier: Apache-2.0

package fault_test

import (
	"fmt"

	"github.com/icpfiling/icp/simulator/fault"
)

// What goes wrong around the filings of a run, for simulator.Options.Faults: rates are in 10,000 opportunities.
func ExampleDefault() {
	all := fault.Default()
	more := all.With(fault.Duplicate, 500)
	some, err := fault.Parse("dropped,torn_record")
	fmt.Println(all.Any(), more.Rates[fault.Duplicate], some.Rates[fault.Duplicate], some.Rates[fault.Dropped] > 0, err)
	for _, k := range []fault.Kind{fault.Dropped, fault.TornRecord} {
		fmt.Println(k, "-", k.Label("en"))
	}
	// Output:
	// true 500 0 true <nil>
	// dropped - the callback was lost
	// torn_record - the host crashed while writing
}
