// SPDX-License-Identifier: Apache-2.0

package check_test

import (
	"fmt"

	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/check"
)

// What a change of a policy changes, exactly: here one rule is taken away.
func ExampleDiff() {
	before := builtin.Policy()
	after, err := before.Without("shanghai-ca-app")
	if err != nil {
		fmt.Println(err)
		return
	}
	d := check.Diff(before, after)
	for _, c := range d.Changes {
		fmt.Println(c)
	}
	fmt.Println(len(check.Lint(after)), "findings")
	// Output:
	// verify_method  shanghai_ca_app -> photo
	//     for  region: shanghai; kind: not cancel_subject, cancel_website, cancel_access, from 2018-04-04 until 2019-04-23
	//     was  shanghai-ca-app
	//     now  verify-photo
	// 0 findings
}
