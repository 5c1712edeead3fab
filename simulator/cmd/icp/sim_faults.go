// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/simulator/fault"
)

// faultFlags adds --profile, --provider, --faults and --fault.
func (f *simFlags) faultFlags(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.faults, "faults", "default", a.text("none, swarm, or NAME,NAME", "none、swarm 或 NAME,NAME"))
	flags.StringArrayVar(&f.rates, "fault", nil, a.text("rate of a fault in 10,000 cases, NAME=500", "某故障的万分率，如 NAME=500"))
	flags.StringVar(&f.profileName, "profile", "default", a.text("how filings choose", "备案行为的选取方式"))
	providerFlag(a, cmd, &f.provider)
	mustComplete(cmd, "profile", []string{"default", "realistic", "swarm-weights", "swarm", "exhaustive"})
	mustComplete(cmd, "faults", append([]string{"none", "default", "swarm"}, faultNames()...))
}

// providerFlag adds --provider.
func providerFlag(a *app, cmd *cobra.Command, provider *string) {
	cmd.Flags().StringVar(provider, "provider", "", a.text("with whom all file (default alibabacloud)", "所有备案的接入商（默认 alibabacloud）"))
}

// profile reads --faults and --fault.
func (f *simFlags) profile(a *app) (fault.Profile, error) {
	if f.faults == "" { // a command without these flags has no faults
		return fault.Profile{}, nil
	}
	p, err := fault.Parse(f.faults)
	if err != nil {
		return p, a.faultError("--faults", f.faults, err)
	}
	for _, text := range f.rates {
		if p, err = p.Rate(text); err != nil {
			return p, a.faultError("--fault", text, err)
		}
	}
	return p, nil
}

func (a *app) faultError(flag, text string, err error) error {
	name, _, _ := strings.Cut(text, "=")
	if i := strings.LastIndexByte(name, ','); i >= 0 {
		name = name[i+1:]
	}
	if guess := nearName(name, faultNames()); guess != "" && guess != name {
		return failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("SIM-020: %s %.60s cannot be used: no fault is called %.60s; did you mean %s?", flag, text, name, guess),
			fmt.Sprintf("SIM-020：%s %.60s 无法使用：没有名为 %.60s 的故障；是否为 %s？", flag, text, name, guess)))
	}
	return failf(exitUnanswered, "%s", a.text(err.Error(),
		fmt.Sprintf("SIM-020：%s %.60s 无法使用；请写 none、default、swarm，或 %s；万分率写作 NAME=0 至 NAME=10000", flag, text, strings.Join(faultNames(), "、"))))
}

func faultNames() []string {
	var names []string
	for _, k := range fault.Kinds() {
		names = append(names, k.String())
	}
	return names
}

// faultWords are the flags that make the same filings choose, and the same faults happen, again.
func (f *simFlags) faultWords() (words []string) {
	if p := cmp.Or(f.profileName, "realistic"); p != "default" {
		words = append(words, "--profile "+p)
	}
	if f.provider != "" {
		words = append(words, "--provider "+quoted(f.provider))
	}
	if p := cmp.Or(f.faults, "none"); p != "default" {
		words = append(words, "--faults "+quoted(p))
	}
	for _, text := range f.rates {
		words = append(words, "--fault "+quoted(text))
	}
	return words
}
