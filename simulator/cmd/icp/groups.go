// SPDX-License-Identifier: Apache-2.0

package main

import "github.com/spf13/cobra"

// groups lists the constructors of the command groups. A new group lives in a file of its own
// (calendar.go, rules.go …) with a constructor of this shape, and is added here by one line.
// Build the group's command with newGroup, so that an unknown subcommand is answered with a suggestion.
func groups() []func(*app) *cobra.Command {
	return []func(*app) *cobra.Command{rulesGroup, calendarGroup, simGroup, fsmGroup, explainCommand}
}

// newGroup makes a command that only holds others: alone it shows its help, an unknown name below it is an error.
func newGroup(a *app, use, short string) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: short,
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(a, cmd, args[0])
		},
	}
}
