// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strconv"
	"strings"
)

// grouped writes 12345 as 12,345.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// percent writes a share with one digit. What is there is never written as nothing, and what is not all never as all.
func percent(part, whole int64) string {
	if whole <= 0 {
		return "–"
	}
	tenths := (part*1000 + whole/2) / whole
	switch {
	case part > 0 && tenths == 0:
		return "<0.1 %"
	case part < whole && tenths >= 1000:
		return ">99.9 %"
	}
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10) + " %"
}

func megabytes(n int64) string {
	tenths := (n*10 + 500_000) / 1_000_000
	return grouped(tenths/10) + "." + strconv.FormatInt(tenths%10, 10) + " MB"
}

const (
	anHour = 60
	aDay   = 24 * anHour
)

// elapsed writes minutes of the clock with two or three digits and their unit.
func (p *Page) elapsed(minutes int64) string {
	switch {
	case minutes < 0:
		return "–"
	case minutes < 2*anHour:
		return strconv.FormatInt(minutes, 10) + p.text(" min", " 分钟")
	case minutes < 2*aDay:
		return tenth(minutes, anHour) + p.text(" h", " 小时")
	default:
		return tenth(minutes, aDay) + p.text(" d", " 天")
	}
}

// tenth divides and keeps one digit of a result below ten.
func tenth(n, unit int64) string {
	tenths := (n*10 + unit/2) / unit
	if tenths >= 100 {
		return strconv.FormatInt((n+unit/2)/unit, 10)
	}
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
}

func days(n int64) string {
	if n < 0 {
		return "–"
	}
	return strconv.FormatInt(n, 10)
}

// width counts the cells of a terminal: two for a Chinese character.
func width(s string) (cells int) {
	for _, r := range s {
		cells++
		if wide(r) {
			cells++
		}
	}
	return cells
}

func wide(r rune) bool {
	return r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 ||
		r >= 0x1f300 && r <= 0x1faff || r >= 0x20000 && r <= 0x3fffd
}

// wrapped breaks text at blanks, and between Chinese characters, into lines of at most so many cells.
func wrapped(text string, most int) (lines []string) {
	var line strings.Builder
	cells := 0
	flush := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		cells = 0
	}
	for _, word := range words(text) {
		if cells > 0 && cells+width(strings.TrimRight(word, " ")) > most {
			flush()
		}
		line.WriteString(word)
		cells += width(word)
	}
	flush()
	return lines
}

// words cuts text behind every blank and every wide character that no punctuation follows.
func words(text string) (list []string) {
	start := 0
	runes := []rune(text)
	for i, r := range runes {
		next := rune(0)
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		if r == ' ' || wide(r) && !strings.ContainsRune("，。；：、）”", next) && r != '（' {
			list = append(list, string(runes[start:i+1]))
			start = i + 1
		}
	}
	return append(list, string(runes[start:]))
}
