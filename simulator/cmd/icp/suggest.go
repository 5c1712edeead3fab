// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/internal/near"
)

// unknownCommand says which command was not understood and which one may have been meant: one that goes by that name
// elsewhere, or else one spelt nearly so.
func unknownCommand(a *app, parent *cobra.Command, name string) error {
	var names []string
	for _, sub := range parent.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	path := parent.CommandPath()
	nearest := nearName(name, names)
	for _, sub := range parent.Commands() {
		if slices.Contains(sub.SuggestFor, name) {
			nearest = sub.Name()
		}
	}
	return failf(exitUnanswered, "%s%s",
		a.text("unknown command \""+clip(name)+"\" of "+path+"; ", path+" 没有命令 \""+clip(name)+"\"；"),
		orNear(a, path+" ", nearest, a.text("see "+path+" --help", "参见 "+path+" --help")))
}

// orNear is the advice after a misspelt name: the nearest one, or where to look.
func orNear(a *app, prefix, nearest, otherwise string) string {
	if nearest == "" {
		return otherwise
	}
	return a.text("did you mean "+prefix+nearest+"?", "是否想用 "+prefix+nearest+"？")
}

// nearName finds the closest of names, or "" when none is close: within two edits, fewer than it has letters.
func nearName(word string, names []string) string {
	best, distance := "", 3
	for _, name := range names {
		if d := near.Distance(word, name); d < distance && d < len(name) {
			best, distance = name, d
		}
	}
	return best
}
