// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strings"

	"github.com/icpfiling/icp/internal/jsonwords"
	"github.com/icpfiling/icp/internal/worded"
)

// inLang picks the words of a language; where there is no Chinese, the English.
func inLang(lang, en, zh string) string { return worded.Words{EN: en, ZH: zh}.Text(lang) }

// jsonError is an error of the JSON reader, in both languages and without words of Go.
func jsonError(err error) worded.Words {
	en, zh := jsonwords.Of(err)
	return worded.Words{EN: en, ZH: zh}
}

// listed names several things in a row.
func listed(names []string) worded.Words {
	return worded.Words{EN: strings.Join(names, ", "), ZH: strings.Join(names, "、")}
}
