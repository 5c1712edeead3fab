// SPDX-License-Identifier: Apache-2.0

// Package closed reads the names of closed sets: how their values stand in JSON and other text.
package closed

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/internal/worded"
)

// mostShown is how many bytes an error repeats of a text that is no name.
const mostShown = 60

// Read sets dst to the value whose String is text, of those from first to last. A text that is none of them is an error with
// the code: it says what the set is called and lists its names, in English and Chinese, and leaves dst as it is.
func Read[T interface {
	~uint8
	fmt.Stringer
}](dst *T, text []byte, first, last T, code string, set worded.Words) error {
	names := make([]string, 0, last-first+1)
	for v := first; ; v++ {
		if name := v.String(); name == string(text) {
			*dst = v
			return nil
		} else if names = append(names, name); v == last {
			break
		}
	}
	if len(text) > mostShown {
		text = text[:mostShown]
	}
	return worded.Say("%s: %q is no %s; use one of %s", "%s：%q 不是%s的名称；可选：%s", code, strings.ToValidUTF8(string(text), "?"), set,
		strings.Join(names, ", "))
}
