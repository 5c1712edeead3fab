// SPDX-License-Identifier: Apache-2.0

// Package inert says what somebody else's text may not do to what shows it, a terminal, a page or a spreadsheet.
package inert

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
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

// JSON is a JSON text with what steers in its strings written as \u…, which is the same text to whoever reads it as JSON. Line
// feeds, tabs and the like stand between its values, and stay.
func JSON(text []byte) []byte {
	steers := func(r rune) bool { return r >= utf8.RuneSelf-1 && Steers(r) }
	if bytes.IndexFunc(text, steers) < 0 {
		return text
	}
	var out bytes.Buffer
	for _, r := range string(text) {
		if !steers(r) {
			out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return out.Bytes()
}
