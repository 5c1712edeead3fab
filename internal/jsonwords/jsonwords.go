// SPDX-License-Identifier: Apache-2.0

// Package jsonwords says what a reader of JSON found wrong, in English and Chinese, for people who have never heard of
// the types it was read into.
package jsonwords

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	unexpectedEnd = "unexpected end of JSON input"
	longest       = 200 // bytes that are told of what a reader says
)

// Of words an error of encoding/json on one line. What it does not know stands in English in both.
func Of(err error) (en, zh string) {
	text := strings.TrimPrefix(err.Error(), "json: ")
	if len(text) > longest {
		text = text[:longest] + "…"
	}
	text = strings.ToValidUTF8(text, "?")
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || text == unexpectedEnd {
		return unexpectedEnd, "JSON 内容不完整"
	}
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		if wrong.Offset == 1 && strings.Contains(text, "'ï'") {
			return "it begins with a byte order mark: save it as UTF-8 without one", "以字节顺序标记（BOM）开头：请另存为无 BOM 的 UTF-8"
		}
		return fmt.Sprintf("%s, at byte %d", text, wrong.Offset), fmt.Sprintf("第 %d 字节处不是有效的 JSON", wrong.Offset)
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return wrongType(wrong)
	}
	if name, ok := strings.CutPrefix(text, "unknown field "); ok {
		return text, "没有名为 " + name + " 的字段"
	}
	return text, text
}

// wrongType words a value of another type than its field has.
func wrongType(e *json.UnmarshalTypeError) (en, zh string) {
	kind, number, _ := strings.Cut(e.Value, " ")
	en, zh = kind, kind
	switch {
	case number != "":
		en = fmt.Sprintf("%.40s", number)
		zh = " " + en
	case kind == "number":
		en, zh = "a number", "数字"
	case kind == "string":
		en, zh = "a text", "文本"
	case kind == "array":
		en, zh = "a list", "列表"
	case kind == "object":
		en, zh = "an object", "对象"
	case kind == "bool":
		en, zh = "true or false", "布尔值"
	}
	if e.Field == "" {
		return en + " does not belong here", "此处不应为" + zh
	}
	return e.Field + " cannot be " + en, e.Field + " 不能为" + zh
}
