// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
)

// text is one sentence in both languages people read.
type text struct{ en, zh string }

func (t text) in(lang string) string {
	if tongue.IsChinese(lang) {
		return t.zh
	}
	return t.en
}

// fill replaces {0}, {1} … by the arguments; placeholders without an argument stay empty.
func fill(s string, args ...string) string {
	if !strings.Contains(s, "{") {
		return s
	}
	pairs := make([]string, 0, 8)
	for i, key := range [...]string{"{0}", "{1}", "{2}", "{3}"} {
		arg := ""
		if i < len(args) {
			arg = args[i]
		}
		pairs = append(pairs, key, arg)
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
