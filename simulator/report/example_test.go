// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
	"github.com/icpfiling/icp/simulator/report"
)

// A run as text; Page.HTML and Page.JUnit write the same page in other forms.
func ExamplePage_Text() {
	var figures report.Figures
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 300, Plant: "red-top"}
	o.Each = func(f outcome.Filing) error { figures.See(&f); return nil }
	r, err := simulator.Run(context.Background(), o)
	if err != nil {
		fmt.Println(err)
		return
	}
	page := report.Page{Report: r, Figures: &figures, Policy: o.Policy, Lang: "en"}
	var text strings.Builder
	if err := page.Text(&text); err != nil {
		fmt.Println(err)
		return
	}
	_, broken, _ := strings.Cut(text.String(), "BROKEN ")
	first, rest, _ := strings.Cut(broken, "\n")
	says, _, _ := strings.Cut(rest, "\n")
	fmt.Println(strings.Fields(first)[:3], strings.TrimSpace(says))
	// Output:
	// [no-red-or-blue-top (S0-19) by] No accepted photo shows a red or a blue top.
}
