// SPDX-License-Identifier: Apache-2.0

package model

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCaseInChinese(t *testing.T) {
	from, below := 18, 60
	for en, zh := range map[string]string{
		"every case":                  "所有情形",
		"every case, from 2018-04-04": "所有情形, 自 2018-04-04 起",
		"region: tibet; kind: not add_access, on 2018-04-04":               "region: tibet; kind: 非 add_access, 2018-04-04 当日",
		"region: tibet, from 2018-04-04 until 2019-01-01, from 2020-01-01": "region: tibet, 自 2018-04-04 至 2019-01-01（不含）, 自 2020-01-01 起",
		"region: tibet, before 2019-01-01":                                 "region: tibet, 2019-01-01 之前",
		"every case, always":                                               "所有情形, 始终",
		"age: 0..13, 18..; sms: on, off, not":                              "age: 0..13, 18..; sms: on, off, not",
		"mode: from, until, always, on; age: 7":                            "mode: from, until, always, on; age: 7",
		"and 12 more":                                                      "另有 12 项",
		Cond{Fact: "age", From: &from, Below: &below}.String():             "age: 自 18 至 60（不含）",
		Cond{Fact: "age", From: &from}.String():                            "age: 自 18 起",
		Cond{Fact: "age", Below: &below}.String():                          "age: 小于 60",
		Cond{Fact: "kind", Not: []string{"add_access"}}.String():           "kind: 非 add_access",
		"": "",
	} {
		assert.Equal(t, zh, CaseIn("zh", en))
		assert.Equal(t, en, CaseIn("en", en))
	}
}
