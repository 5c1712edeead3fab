// SPDX-License-Identifier: Apache-2.0

package model

import (
	"slices"
	"strconv"
	"strings"
)

// The kinds of decisions, and of the values they give.
const (
	KindNone     = ""
	KindValues   = "values"
	KindCollect  = "collect"
	KindNumber   = "number"
	KindRange    = "range"
	KindDuration = "duration"
)

// ParseText reads the canonical text of a value. A number has lo == hi; a duration is in seconds.
// Text that is not canonical ("03", "[b a]") is an error, so that equal values have equal text.
func ParseText(text string) (kind string, lo, hi int, err error) {
	switch {
	case text == "":
		return KindNone, 0, 0, nil
	case len(text) > 16384:
		return "", 0, 0, Say("%d bytes are too long for a value", "取值长达 %d 字节，过长", len(text))
	case text[0] == '[':
		return parseSet(text)
	case text[0] >= '0' && text[0] <= '9':
		return parseNumeric(text)
	case IsName(text):
		return KindValues, 0, 0, nil
	}
	return "", 0, 0, Say("%q is no name, number, range, duration or [set]", "%q 不是名称、数字、区间、时长或 [集合]", text)
}

func parseSet(text string) (string, int, int, error) {
	if !strings.HasSuffix(text, "]") {
		return "", 0, 0, Say("%q lacks its closing bracket", "%q 缺少右括号", text)
	}
	body := text[1 : len(text)-1]
	if body == "" {
		return KindCollect, 0, 0, nil
	}
	prev := ""
	for name := range strings.SplitSeq(body, " ") {
		if !IsName(name) {
			return "", 0, 0, Say("%q in %q is no name", "%[2]q 中的 %[1]q 不是名称", name, text)
		}
		if name <= prev {
			return "", 0, 0, Say("%q is not sorted, or names %q twice", "%q 未排序，或重复列出 %q", text, name)
		}
		prev = name
	}
	return KindCollect, 0, 0, nil
}

func parseNumeric(text string) (string, int, int, error) {
	if lo, hi, ok := strings.Cut(text, ".."); ok {
		l, err1 := natural(lo)
		h, err2 := natural(hi)
		if err1 != nil || err2 != nil || l > h {
			return "", 0, 0, Say("%q is no range like 3..20", "%q 不是区间，格式如 3..20", text)
		}
		return KindRange, l, h, nil
	}
	unit := 0
	switch text[len(text)-1] {
	case 'h':
		unit = 3600
	case 'm':
		unit = 60
	case 's':
		unit = 1
	}
	if unit > 0 {
		n, err := natural(text[:len(text)-1])
		if err != nil || n > 1_000_000_000/unit || DurationText(n*unit) != text {
			return "", 0, 0, Say("%q is no duration like 48h or 90m", "%q 不是时长，格式如 48h 或 90m", text)
		}
		return KindDuration, n * unit, n * unit, nil
	}
	n, err := natural(text)
	if err != nil {
		return "", 0, 0, Say("%q is no number", "%q 不是数字", text)
	}
	return KindNumber, n, n, nil
}

func natural(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1_000_000_000 || strconv.Itoa(n) != s {
		return 0, Say("%q is no number", "%q 不是数字", s)
	}
	return n, nil
}

// DurationText writes seconds in the largest unit that divides them.
func DurationText(seconds int) string {
	switch {
	case seconds%3600 == 0:
		return strconv.Itoa(seconds/3600) + "h"
	case seconds%60 == 0:
		return strconv.Itoa(seconds/60) + "m"
	}
	return strconv.Itoa(seconds) + "s"
}

// SetText writes names as the canonical text of a set.
func SetText(names []string) string {
	sorted := slices.Compact(slices.Sorted(slices.Values(names)))
	return "[" + strings.Join(sorted, " ") + "]"
}

// SetNames reads the canonical text of a set back.
func SetNames(text string) []string {
	return strings.Fields(strings.Trim(text, "[]"))
}

// IsName reports whether s is a name: a lower-case letter, then lower-case letters, digits and underscores, at most 64.
func IsName(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}

// IsID reports whether s can name a rule or a switch: like a name, with hyphens for underscores as well.
func IsID(s string) bool {
	return len(s) <= 96 && s != "" && IsName("x"+strings.NewReplacer("-", "_").Replace(shorten(s)))
}

func shorten(s string) string {
	if len(s) <= 63 {
		return s
	}
	if !IsName("x" + strings.ReplaceAll(s[63:], "-", "_")) {
		return "!"
	}
	return s[:63]
}
