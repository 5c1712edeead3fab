// SPDX-License-Identifier: Apache-2.0

package rules_test

import (
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// Which value a decision has for a case on a day, and which rule and source say so.
func ExamplePolicy_Judge() {
	p := builtin.Policy()
	method, _ := p.Decision("verify_method")
	c, err := p.Case(map[string]string{"region": "上海", "kind": "change_website", "upload_channel": "pc"})
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := p.Judge(method, &c, calendar.NewDate(2018, 4, 4))
	fmt.Println(v.Value, v.Rule, v.Source, err)
	fmt.Println(p.Text(method, v.Value.String(), "zh"))
	// Output:
	// shanghai_ca_app shanghai-ca-app S0-20 <nil>
	// 上海管局App核验
}

// A case that leaves a fact out has every answer it can still have, and what it hangs on. A day without an answer says so.
func ExamplePolicy_Explain() {
	p := builtin.Policy()
	method, _ := p.Decision("verify_method")
	c, err := p.Case(map[string]string{"region": "guangdong", "kind": "change_website"})
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := p.Explain(method, &c, calendar.NewDate(2018, 4, 4))
	fmt.Print(e)
	fmt.Println("hangs on", e.HangsOn, err)
	e, _ = p.Explain(method, &c, calendar.NewDate(2018, 4, 3))
	fmt.Print(e)
	// Output:
	// verify_method = photo (verify-photo) when upload_channel: pc
	// verify_method = alibaba_app (guangdong-app-verifies) when upload_channel: app
	// hangs on [upload_channel] <nil>
	// RUL-005: no rule decides verify_method on 2018-04-03 for region=guangdong kind=change_website; the policy begins on 2018-04-04
}
