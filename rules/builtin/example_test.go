// SPDX-License-Identifier: Apache-2.0

package builtin_test

import (
	"fmt"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// How Shanghai verified administrators on a day, and which rule said so.
func ExamplePolicy() {
	policy := builtin.Policy()
	method, err := policy.FindDecision("verify_method")
	if err != nil {
		panic(err)
	}
	filing, err := policy.Case(map[string]string{"region": "shanghai", "kind": "first_filing", "upload_channel": "pc"})
	if err != nil {
		panic(err)
	}
	verdict, err := policy.Judge(method, &filing, calendar.NewDate(2018, time.April, 4))
	if err != nil {
		panic(err)
	}
	fmt.Println(verdict.Value, verdict.Rule)
	// Output: shanghai_ca_app shanghai-ca-app
}
