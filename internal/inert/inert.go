// SPDX-License-Identifier: Apache-2.0

// Package inert says what somebody else's text may not do to what shows it, a terminal, a page or a spreadsheet.
package inert

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Steers reports whether a character is none to be seen: it controls what shows it, turns the direction of writing, breaks
// lines unseen, or is no text. Line feeds and tabs are among them; who lets them stand asks for them first.
func Steers(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// Cell is a text as the cell of a table: what a spreadsheet would take for a formula has an apostrophe before it.
func Cell(text string) string {
	if text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0 {
		return "'" + text
	}
	return text
}
