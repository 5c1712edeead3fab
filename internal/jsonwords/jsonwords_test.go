// SPDX-License-Identifier: Apache-2.0

package jsonwords

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type inner struct {
	N int `json:"n"`
}

func TestOf(t *testing.T) {
	for _, x := range []struct{ text, en, zh string }{
		{``, "unexpected end of JSON input", "JSON 内容不完整"},
		{`{"list": [1,`, "unexpected end of JSON input", "JSON 内容不完整"},
		{`good`, "invalid character 'g' looking for beginning of value, at byte 1", "第 1 字节处不是有效的 JSON"},
		{"\ufeff{}", "it begins with a byte order mark: save it as UTF-8 without one", "以字节顺序标记（BOM）开头：请另存为无 BOM 的 UTF-8"},
		{`{"x": 1}`, `unknown field "x"`, `没有名为 "x" 的字段`},
		{`[]`, "a list does not belong here", "此处不应为列表"},
		{`7`, "a number does not belong here", "此处不应为数字"},
		{`{"of": {"n": "one"}}`, "of.n cannot be a text", "of.n 不能为文本"},
		{`{"of": {"n": true}}`, "of.n cannot be true or false", "of.n 不能为布尔值"},
		{`{"of": {"n": {}}}`, "of.n cannot be an object", "of.n 不能为对象"},
		{`{"of": {"n": 1.5}}`, "of.n cannot be 1.5", "of.n 不能为 1.5"},
	} {
		var into struct {
			List []int `json:"list"`
			Of   inner `json:"of"`
		}
		d := json.NewDecoder(strings.NewReader(x.text))
		d.DisallowUnknownFields()
		err := d.Decode(&into)
		require.Error(t, err, x.text)
		en, zh := Of(err)
		assert.Equal(t, x.en, en, x.text)
		assert.Equal(t, x.zh, zh, x.text)
		if err = json.Unmarshal([]byte(x.text), &into); err != nil {
			again, _ := Of(err)
			assert.Equal(t, en, again, "the same of both readers")
		}
	}
	en, zh := Of(errors.New("json: " + strings.Repeat("x", 300)))
	assert.Equal(t, strings.Repeat("x", longest)+"…", en)
	assert.Equal(t, en, zh)
}
