// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/simulator"
)

// onlyFlag is --only: the number of one filing to tell, or the names of the invariants to ask. It implements
// pflag.Value.
type onlyFlag struct {
	filing int
	told   bool // one filing is told
	names  []string
}

func (o *onlyFlag) String() string {
	if o.told {
		return strconv.Itoa(o.filing)
	}
	return strings.Join(o.names, ",")
}

func (*onlyFlag) Type() string { return "N|INVARIANT,…" }

func (o *onlyFlag) Set(text string) error {
	if text == "" {
		return errors.New("write the number of a filing, or names of invariants")
	}
	if strings.Trim(text, "-0123456789.") == "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return errors.New("write a whole number")
		}
		o.filing, o.told, o.names = n, true, nil
		return nil
	}
	for name := range strings.SplitSeq(text, ",") {
		o.names = append(o.names, strings.TrimSpace(name))
	}
	o.told = false
	return nil
}

// known finds the first name that no invariant has, and says what to write instead.
func (o *onlyFlag) known(a *app) error {
	var all []string
	for _, inv := range simulator.Invariants() {
		all = append(all, inv.Name)
	}
	for _, name := range o.names {
		if nearName(name, all) != name {
			return failf(exitUnanswered, "%s%s", a.text("SIM-001: --only "+name+": no invariant is called so; ", "SIM-001：--only "+name+"：没有该名称的不变式；"),
				orNear(a, "--only ", nearPlant(name, all), a.oneOf(all)))
		}
	}
	return nil
}
