// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/rules"
)

// noteMixedUp says how a value was read that is not written as the policy does, where another one differs from it in a
// doubled letter only: English pages write Shanxi for Shaanxi too (the provider had Shaanxi's rules under that title).
func (a *app) noteMixedUp(p *rules.Policy, given map[string]string) error {
	for _, f := range p.Facts() {
		written, ok := given[f.Name()]
		if !ok || !latin(written) || len(written) <= len("SX") {
			continue // a Chinese name or a code means one only
		}
		read, _ := f.Value(written)
		if _, _, number := f.Integer(); number || f.Values()[read] == written {
			continue
		}
		name := f.Values()[read]
		for _, other := range f.Values() {
			if len(other) > len(name) && undoubled(other) == undoubled(name) {
				label := func(value string) string { return value + " " + f.Label(value, "zh") }
				if _, err := fmt.Fprintln(a.stderr, a.text(
					f.Name()+"="+written+" is read as "+label(name)+"; "+label(other)+" is another one",
					f.Name()+"="+written+" 按 "+label(name)+" 处理；"+label(other)+" 须另写")); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func latin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > '\u02ff' && r != '’' })
}

// undoubled writes each run of a letter once.
func undoubled(s string) string { return string(slices.Compact([]rune(s))) }
