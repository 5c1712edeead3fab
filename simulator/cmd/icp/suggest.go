// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

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
	if errorCode.MatchString(name) {
		return failf(exitUnanswered, "%s", a.text(
			clip(name)+" is the code of an error and no command; icp explain "+strings.ToUpper(name)+" says what it means and what to do",
			clip(name)+" 是错误代码，不是命令；其含义与处理办法见 icp explain "+strings.ToUpper(name)))
	}
	nearest := cmp.Or(below(a, parent, name), nearName(name, names))
	for _, sub := range parent.Commands() {
		if slices.Contains(sub.SuggestFor, name) {
			nearest = sub.Name()
		}
	}
	return failf(exitUnanswered, "%s%s",
		a.text("unknown command \""+clip(name)+"\" of "+path+"; ", path+" 没有命令 \""+clip(name)+"\"；"),
		orNear(a, path+" ", nearest, a.text("see "+path+" --help", "参见 "+path+" --help")))
}

var errorCode = regexp.MustCompile(`^(?i:CAL|FSM|HST|JRN|NTF|RUL|SIM)-[0-9]{3}$`)

// below names the commands of groups that are called so: a group is easily left out.
func below(a *app, parent *cobra.Command, name string) string {
	var list []string
	for _, group := range parent.Commands() {
		for _, sub := range group.Commands() {
			if sub.Name() == name && sub.IsAvailableCommand() {
				list = append(list, group.Name()+" "+name)
			}
		}
	}
	return strings.Join(list, a.text(" or ", " 或 "))
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
