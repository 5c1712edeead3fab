// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
)

// columns prints rows whose first column is left-aligned and whose others are numbers.
func columns(b *strings.Builder, header []string, rows [][]string) {
	widths := make([]int, len(header))
	all := append([][]string{header}, rows...)
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	for _, row := range all {
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell))
			if i == 0 {
				b.WriteString("  " + cell + gap)
				continue
			}
			b.WriteString("  " + gap + cell)
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
}

// grouped writes 12345 as 12,345.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// percent writes a share with one digit. What is there is never written as nothing, and what is not all never as all.
func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	tenths := (part*1000 + whole/2) / whole
	switch {
	case part > 0 && tenths == 0:
		return "<0.1 %"
	case part < whole && tenths >= 1000:
		return ">99.9 %"
	}
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + " %"
}
