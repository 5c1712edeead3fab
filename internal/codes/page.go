// SPDX-License-Identifier: Apache-2.0

package codes

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
)

const about = `# Error codes

Errors and refusals of this module begin with a code. A code keeps its meaning for ever and is never given another one;
assert codes in tests, and look them up here, or with ` + "`icp explain CODE`" + `, which has them in Chinese, too. Refusals, warnings and
what a person meets on a page or at a command line are there in English and Chinese, by ` + "`Text(lang)`" + `; what only a programmer
meets is in English. ` + "`zh`, `zh-CN`, `zh_CN.UTF-8`" + ` and the like are Chinese in every text, zh-TW and zh-Hant too (in simplified
characters); anything else is English. ` + "`…`" + ` stands for what the error names.
This page is made from internal/codes/codes.txt. TestCodesPage holds that to the source: each code once, none missing, the
words of refusals as they are there, and each code in a test.
`

// Page is the document of all codes, as Markdown.
func Page() string { return about + "\n" + Tables(Groups(), tongue.English) }

// Tables writes groups as Markdown, a heading and a table each.
func Tables(groups []Group, lang string) string {
	var b strings.Builder
	for i, g := range groups {
		if i > 0 {
			b.WriteByte('\n')
		}
		title, about, head := g.Prefix+": "+g.Title, g.About, "| code | from | what it says | what next |"
		if tongue.IsChinese(lang) {
			title, about, head = g.Prefix+"："+g.TitleZH, g.AboutZH, "| 代码 | 来自 | 含义 | 处理办法 |"
		}
		fmt.Fprintf(&b, "## %s\n\n%s\n\n%s\n|---|---|---|---|\n", title, about, head)
		for _, c := range g.Codes {
			what, next := c.Words(lang)
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.Code, c.From, what, next)
		}
	}
	return b.String()
}

// Words are what a code says and what to do next, in "zh" or English.
func (c Code) Words(lang string) (what, next string) {
	if tongue.IsChinese(lang) {
		return c.WhatZH, c.NextZH
	}
	return c.What, c.Next
}
