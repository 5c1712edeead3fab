// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

const unexpectedEnd = "unexpected end of JSON input"

// jsonError is an error of the JSON reader on one line, in both languages and without words of Go.
func jsonError(err error) wording {
	text := strings.ToValidUTF8(strings.TrimPrefix(err.Error(), "json: "), "?")
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "…"
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || text == unexpectedEnd {
		return wording{unexpectedEnd, "JSON 内容不完整"}
	}
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		return say("%s, at byte %d", "第 %[2]d 字节处不是有效的 JSON", text, wrong.Offset)
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return wrongType(wrong)
	}
	if name, ok := strings.CutPrefix(text, "unknown field "); ok {
		return wording{text, "没有名为 " + name + " 的字段"}
	}
	return wording{text, text}
}

// wrongType words a value of another type than its field has.
func wrongType(e *json.UnmarshalTypeError) wording {
	kind, number, _ := strings.Cut(e.Value, " ")
	value := wording{kind, kind}
	switch {
	case number != "":
		value = say("%.40s", "%.40s", number)
	case kind == "number":
		value = wording{"a number", "数字"}
	case kind == "string":
		value = wording{"a text", "文本"}
	case kind == "array":
		value = wording{"a list", "列表"}
	case kind == "object":
		value = wording{"an object", "对象"}
	case kind == "bool":
		value = wording{"true or false", "true 或 false"}
	}
	if e.Field == "" {
		return say("%s does not belong here", "此处不应为%s", value)
	}
	return say("%s cannot be %s", "%s 不能为%s", e.Field, value)
}
