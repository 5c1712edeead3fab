// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"

	"github.com/icpfiling/icp/internal/inert"
)

// visible makes a text of somebody else's, a file's name or a word of it, safe to show: what would steer a terminal or
// turn the direction of writing becomes a question mark, and so does what is no text. Line feeds stay.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && inert.Steers(r) {
			return '?'
		}
		return r
	}, s)
}

// visibleLine is [visible] for what has to stay in one line.
func visibleLine(s string) string { return strings.ReplaceAll(visible(s), "\n", "?") }

// bounded cuts the lines of an error that a word of somebody else's has made longer than anybody reads.
func bounded(message string) string {
	const most = 4096 // bytes of a line; a path has as many
	lines := strings.Split(message, "\n")
	for i, line := range lines {
		if len(line) > most {
			lines[i] = strings.ToValidUTF8(line[:most], "") + "…"
		}
	}
	return strings.Join(lines, "\n")
}
