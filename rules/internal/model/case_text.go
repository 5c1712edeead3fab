// SPDX-License-Identifier: Apache-2.0

package model

import (
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
)

// EveryCase is what a cube without a limit is called.
const EveryCase = "every case"

// CasesIn gives lines of CubeText, SpansText or Cond.String in a language, see [CaseIn].
func CasesIn(lang string, texts []string) []string {
	if !tongue.IsChinese(lang) || texts == nil {
		return texts
	}
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = CaseIn(lang, text)
	}
	return out
}

// CaseIn gives what CubeText, SpansText or Cond.String wrote in a language: "kind: not add_access, from 2018-04-04" is
// "kind: 非 add_access, 自 2018-04-04 起". Names and days stay.
func CaseIn(lang, text string) string {
	if !tongue.IsChinese(lang) {
		return text
	}
	words := strings.Split(text, " ")
	var out []string
	for i := 0; i < len(words); {
		said, n := chinese(words[i:], i == 0)
		out = append(out, said)
		i += n
	}
	return strings.Join(out, " ")
}

// chinese says the beginning of some words, and how many of them that was. A word that punctuation follows is a name.
func chinese(words []string, first bool) (said string, n int) {
	word := func(i int) (body, tail string) {
		if i >= len(words) {
			return "", ""
		}
		body = strings.TrimRight(words[i], ",;")
		return body, words[i][len(body):]
	}
	next, tail := word(1)
	counts := next != "" && next[0] >= '0' && next[0] <= '9'
	switch {
	case words[0] == "every" && next == "case":
		return "所有情形" + tail, 2
	case words[0] == "always" && next == "":
		return "始终", 1
	case words[0] == "not" && next != "":
		return "非", 1
	case words[0] == "and" && first && counts && len(words) == 3:
		return "另有 " + next + " 项", 3
	case words[0] == "from" && counts:
		if end, after := word(3); tail == "" && end != "" && (words[2] == "until" || words[2] == "below") {
			return "自 " + next + " 至 " + end + "（不含）" + after, 4
		}
		return "自 " + next + " 起" + tail, 2
	case words[0] == "below" && counts:
		return "小于 " + next + tail, 2
	case words[0] == "before" && counts:
		return next + " 之前" + tail, 2
	case words[0] == "on" && counts:
		return next + " 当日" + tail, 2
	}
	return words[0], 1
}
