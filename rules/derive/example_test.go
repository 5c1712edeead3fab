// SPDX-License-Identifier: Apache-2.0

package derive_test

import (
	"fmt"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/derive"
)

// A shareholder of a company holds its domain. The name decides a fact; only the fact meets the policy.
func ExampleInto() {
	p := builtin.Policy()
	at := calendar.NewDate(2019, time.March, 1)
	c, err := p.Case(map[string]string{"region": "shanghai", "kind": "first_filing", "subject_kind": "enterprise"})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = derive.Into(&c, p, &derive.Fields{
		At: at, SubjectName: "某某（上海）科技有限公司", DomainHolder: "王小明", Shareholders: []string{"王小明"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"domain_holder_check", "further_documents"} {
		d, _ := p.Decision(name)
		v, err := p.Judge(d, &c, at)
		fmt.Println(name, v.Value, v.Rule, err)
	}
	// Output:
	// domain_holder_check accepted shanghai-holder-accepted-organisation-2018-09 <nil>
	// further_documents [shareholder_proof] shanghai-shareholder-holds <nil>
}
