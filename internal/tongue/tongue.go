// SPDX-License-Identifier: Apache-2.0

// Package tongue says which of the two languages of this module a name of a language means, everywhere in the same way.
package tongue

import "strings"

// The languages there are texts in.
const (
	English = "en"
	Chinese = "zh"
)

// Of is the language that a name means, as people, browsers and systems write it: "zh", "zh-CN", "zh_CN.UTF-8", "ZH-Hans" are
// Chinese, "en-GB" is English. Who asks for zh-TW or zh-Hant reads the simplified characters, too: nearer than English. Any
// other name, and none, is "".
func Of(name string) string {
	primary := name
	if i := strings.IndexAny(name, "-_.@"); i >= 0 {
		primary = name[:i]
	}
	for _, lang := range [...]string{English, Chinese} {
		if strings.EqualFold(primary, lang) {
			return lang
		}
	}
	return ""
}

// IsChinese reports whether a text is to be in Chinese; in any language but Chinese it is in English.
func IsChinese(name string) bool { return Of(name) == Chinese }
