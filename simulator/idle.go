// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/simulator/coverage"
)

// speaksOf are the answers without which an invariant has nothing to ask about: what some documents of 2018 speak of is not
// done any more.
var speaksOf = []struct{ invariant, decision, value string }{
	{appUploadRegions.Name, "app_upload", "not_allowed"},
	{noRedOrBlueTop.Name, "verify_method", "photo"},
	{photoAfterPass.Name, "verify_method", "photo"},
	{resultBySMSAndEmail.Name, "notice_audience", "named_in_filing"},
	{shanghaiApp.Name, "verify_method", "shanghai_ca_app"},
}

// idle lists the invariants that no rule in force while filings start lets anybody ask.
func (lb *lab) idle() (list []coverage.Unreachable) {
	for _, x := range speaksOf {
		if lb.space.Says(x.decision, x.value) || !slices.ContainsFunc(lb.invariants, func(i Invariant) bool { return i.Name == x.invariant }) {
			continue
		}
		list = append(list, coverage.Unreachable{
			Why: "no rule in force then answers " + x.decision + " with " + x.value, WhyZH: "期间内没有规则使 " + x.decision + " 为 " + x.value,
			Names: []string{x.invariant},
		})
	}
	return list
}
