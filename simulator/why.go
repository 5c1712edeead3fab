// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"
	"strings"
)

// why says how an invariant was broken, in English and Chinese.
type why struct{ en, zh string }

// held is what an invariant answers when it holds.
var held *why

// broke words a fault; {0}, {1} … stand for the arguments.
func broke(en, zh string, args ...string) *why {
	for i, arg := range args {
		slot := "{" + strconv.Itoa(i) + "}"
		en, zh = strings.ReplaceAll(en, slot, arg), strings.ReplaceAll(zh, slot, arg)
	}
	return &why{en, zh}
}
