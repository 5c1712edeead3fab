// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// valueNames say in a help what a flag wants. A name behind a command's path holds for that command alone. Flags that
// name their value in their text, or by their type, are not here.
var valueNames = map[string]string{
	"allow": "FILE", "capacity": "FILE", "journal": "FILE", "key": "FILE", "log": "FILE", "html": "FILE", "notice": "FILE",
	"output": "FILE", "positions": "FILE", "shard-file": "FILE", "sign": "FILE", "signature": "FILE",
	"cases": "DIR", "icp rules impact cases": "FILE", "prefix": "DIR",
	"as-of": "DAY", "at": "DAY", "from": "DAY", "published": "DAY", "icp sim export from": "FILE", "icp sim mutate from": "DAY,...",
	"policy": "POLICY", "switch": "NAME=on|off", "cut-off": "HH:MM", "estimate": "YEAR", "number": "TEXT", "open": "DATE+N",
	"digest": "sha256:HEX", "fault": "NAME=N", "faults": "NAME,...", "find": "TARGET", "include": "NAME,...", "plant": "NAME",
	"profile": "NAME", "provider": "NAME", "run": "TEXT", "shard": "I/K", "subject": "ID", "threshold": "PERCENT",
	"kind": "KIND", "region": "REGION", "registered": "WHERE", "site": "SITE", "state": "STATE", "subject-kind": "KIND",
}

// valueNamed is a flag's value under the name a help gives it.
type valueNamed struct {
	pflag.Value
	name string
}

func (v valueNamed) Type() string { return v.name }

// nameValues gives the flags of a command the names of their values, for its help alone: completions ask for Go's.
func nameValues(cmd *cobra.Command) {
	rename := func(f *pflag.Flag) {
		name := cmp.Or(valueNames[cmd.CommandPath()+" "+f.Name], valueNames[f.Name])
		switch f.Value.Type() {
		case "string", "stringArray", "stringSlice", "int", "float64":
			if name == "" {
				return
			}
			f.Value = valueNamed{f.Value, name}
			if f.DefValue == "[]" {
				f.DefValue = ""
			}
		}
	}
	cmd.LocalFlags().VisitAll(rename)
	cmd.InheritedFlags().VisitAll(rename)
}
