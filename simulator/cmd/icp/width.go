// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
)

const (
	usualWidth = 80 // cells of a line where nothing says otherwise, a pipe included
	leastWidth = 40 // below it a table is no longer one
	leastText  = 20 // cells a wrapped text gets at least, whatever stands before it
)

// lineWidth is how many cells a line of a result may take: what COLUMNS says, or 80.
func lineWidth(env func(string) string) int {
	if n, err := strconv.Atoi(env("COLUMNS")); err == nil && n > 0 {
		return max(n, leastWidth)
	}
	return usualWidth
}

// hang wraps text behind a head, and its further lines below where the text began, each with a line end. A Chinese
// character counts as two cells; a word longer than a line stays whole, so that it can be searched for.
func (a *app) hang(head, text string) string {
	indent := runewidth.StringWidth(head)
	var b strings.Builder
	if indent > a.width-leastText && strings.TrimSpace(head) != "" {
		b.WriteString(strings.TrimRight(head, " ") + "\n")
		indent = min(indent, a.width-2*leastText)
		head = strings.Repeat(" ", indent)
	}
	for i, part := range wrapped(text, a.width-indent) {
		if i > 0 {
			head = strings.Repeat(" ", indent)
		}
		b.WriteString(strings.TrimRight(head+part, " ") + "\n")
	}
	return b.String()
}

// flow wraps text over the whole line; further lines begin after so many blanks.
func (a *app) flow(text string, indent int) string {
	text = strings.TrimRight(text, " ")
	lead := text[:len(text)-len(strings.TrimLeft(text, " "))]
	var b strings.Builder
	rest := text[len(lead):]
	first := a.width - len(lead)
	parts := wrapped(rest, first)
	b.WriteString(strings.TrimRight(lead+parts[0], " ") + "\n")
	if len(parts) == 1 {
		return b.String()
	}
	// What follows may have more room or less than the first line had.
	further := strings.TrimLeft(strings.TrimPrefix(rest, parts[0]), " ")
	for _, part := range wrapped(further, a.width-indent) {
		b.WriteString(strings.TrimRight(strings.Repeat(" ", indent)+part, " ") + "\n")
	}
	return b.String()
}

// paragraphs wraps text whose lines are broken anywhere; an empty line and one that begins with a blank stand as they are.
func (a *app) paragraphs(text string) string {
	var b strings.Builder
	var paragraph string
	flush := func() {
		if paragraph != "" {
			b.WriteString(a.hang("", paragraph))
		}
		paragraph = ""
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "" || line[0] == ' ':
			flush()
			b.WriteString(line + "\n")
		case paragraph == "" || isWide(lastRune(paragraph)) && isWide(firstRune(line)):
			paragraph += line
		default:
			paragraph += " " + line
		}
	}
	flush()
	return b.String()
}

// pad fills a text with blanks up to so many cells.
func pad(text string, cells int) string {
	return text + strings.Repeat(" ", max(0, cells-runewidth.StringWidth(text)))
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	r := []rune(s)
	return r[len(r)-1]
}

func isWide(r rune) bool { return runewidth.RuneWidth(r) == 2 }
