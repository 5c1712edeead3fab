// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strconv"
	"strings"

	"github.com/icpfiling/icp/internal/worded"
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

func (*onlyFlag) Type() string { return "N|NAME,..." }

func (o *onlyFlag) Set(text string) error {
	if text == "" {
		return worded.Say("write the number of a filing, or names of invariants", "请写一件备案的编号，或不变式的名称")
	}
	if strings.Trim(text, "-0123456789.") == "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return worded.Say("write a whole number", "请写整数")
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

// toldAlone refuses what says nothing of one filing that is told.
func (f *simFlags) toldAlone(a *app) error {
	if !f.only.told {
		return nil
	}
	switch format := f.format.String(); {
	case f.log != "":
		return failf(exitUnanswered, "%s", a.text(
			"--log does not go with --only, which prints the journal; leave it out; --format json prints it for programs",
			"--log 不能与 --only 同用，后者已输出日志；请去掉 --log；供程序读取可用 --format json"))
	case f.shard != "":
		return failf(exitUnanswered, "%s", a.text(
			"--shard does not go with --only, which tells one filing; leave one of them out", "--shard 不能与 --only 同用，后者只输出一件备案；请去掉其一"))
	case f.twice:
		return failf(exitUnanswered, "%s", a.text(
			"--check-determinism does not go with --only; leave one of them out", "--check-determinism 不能与 --only 同用；请去掉其一"))
	case f.html != "":
		return failf(exitUnanswered, "%s", a.text(
			"--html is the report of a run and does not go with --only, which tells one filing; leave one of them out",
			"--html 为整次运行的报告，不能与 --only 同用，后者只输出一件备案；请去掉其一"))
	case format != "pretty" && format != "json":
		return failf(exitUnanswered, "%s", a.text(
			"--format "+format+" does not go with --only, which tells one filing; choose pretty or json",
			"--format "+format+" 不能与 --only 同用，后者只输出一件备案；可选 pretty、json"))
	}
	return nil
}
