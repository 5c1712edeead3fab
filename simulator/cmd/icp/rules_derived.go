// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/derive"
)

// derivedJSON says of a fact that a host computes it, by which extractor and from what.
type derivedJSON struct {
	Fact  string   `json:"fact"`
	By    string   `json:"by"`
	Reads []string `json:"reads,omitempty"`
}

// derivedOf lists the derived ones among the facts an answer hangs on. An extractor of a host reads what only it knows.
func derivedOf(p *rules.Policy, facts []string) []derivedJSON {
	var out []derivedJSON
	all := derive.Extractors()
	for _, name := range facts {
		f, ok := p.Fact(name)
		if !ok || f.Derived() == "" {
			continue
		}
		one := derivedJSON{Fact: name, By: f.Derived()}
		if i := slices.IndexFunc(all, func(x derive.Extractor) bool { return x.Name == one.By }); i >= 0 {
			one.Reads = all[i].Reads
		}
		out = append(out, one)
	}
	return out
}

// printDerived says below a question how the facts it hangs on come about.
func (a *app) printDerived(b *strings.Builder, p *rules.Policy, facts []string) {
	for _, d := range derivedOf(p, facts) {
		f, _ := p.Fact(d.Fact)
		b.WriteString(a.flow("  "+d.Fact+": "+f.About(a.lang), 6))
		if len(d.Reads) > 0 {
			b.WriteString(a.flow(a.text(
				fmt.Sprintf("    derived (%s) from %s", d.By, strings.Join(d.Reads, ", ")),
				fmt.Sprintf("    由 %s 推导，依据 %s", d.By, strings.Join(d.Reads, "、"))), 6))
			continue
		}
		fmt.Fprintf(b, "    %s\n", a.text("derived ("+d.By+")", "由 "+d.By+" 推导"))
	}
}
