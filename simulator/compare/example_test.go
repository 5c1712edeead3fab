// SPDX-License-Identifier: Apache-2.0

package compare_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/compare"
)

// The same people with the same luck under two policies: here without the SMS verification of 2018.
func ExampleRun() {
	before := builtin.Policy()
	after, err := before.With("sms-2018", false)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := compare.Run(context.Background(), compare.Options{
		Old: before, New: after,
		Run: simulator.Options{Calendar: calendar.China(), Seed: 1, Filings: 400},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	w := r.Ways
	fmt.Println(r.Filings, "pairs:", w.Same+w.Judged+w.Times+w.Stages+w.Outcome)
	fmt.Println("most are the same:", w.Same > r.Filings/2, "some pass other stages:", w.Stages > 0)
	fmt.Println("some are faster:", r.Days.Faster > 0, "of those both approve:", r.Days.Faster <= r.Days.Pairs)
	// Output:
	// 400 pairs: 400
	// most are the same: true some pass other stages: true
	// some are faster: true of those both approve: true
}
