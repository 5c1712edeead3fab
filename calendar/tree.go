// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// Limits of an import.
const (
	maxBytes    = 1 << 20
	maxDepth    = 6
	maxNodes    = 1 << 14
	maxProblems = 20
)

// node is one JSON value with the line it stands on.
type node struct {
	line   int
	kind   string // "object", "array", "text", "number", "boolean" or "null"
	text   string // of a text or number
	yes    bool   // of a boolean
	items  []node // of an array, or the values of an object
	fields []field
}

// field is the name of an object's value, by position.
type field struct {
	name string
	line int
}

// treeReader reads JSON into nodes. It bounds size, depth and count, and refuses what encoding/json lets pass:
// repeated names, invalid UTF-8, data behind the end.
type treeReader struct {
	file  string
	data  []byte
	dec   *json.Decoder
	line  int
	read  int
	nodes int
}

func readTree(file string, text []byte) (node, error) {
	r := treeReader{file: file, data: text, line: 1}
	switch {
	case len(text) > maxBytes:
		return node{}, r.fail(codeSize, say("has %d bytes, more than the %d of an import", "有 %d 字节，超过导入上限 %d 字节", len(text), maxBytes), oneYear, 0)
	case bytes.HasPrefix(text, []byte("\ufeff")):
		return node{}, r.fail(codeSyntax,
			wording{"begins with a byte order mark", "以字节顺序标记（BOM）开头"}, wording{"save it as UTF-8 without one", "请另存为无 BOM 的 UTF-8"}, 1)
	case !utf8.Valid(text):
		return node{}, r.fail(codeSyntax, wording{"is not UTF-8 text", "不是 UTF-8 文本"}, wording{"save it as UTF-8", "请以 UTF-8 编码保存"}, 0)
	}
	r.dec = json.NewDecoder(bytes.NewReader(text))
	r.dec.UseNumber()
	root, err := r.value(1)
	if err != nil {
		return node{}, err
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return node{}, r.fail(codeSyntax,
			wording{"has more after the end of its JSON object", "在 JSON 对象结束之后还有内容"}, wording{"give one notice a file", "每个文件只含一份通知"}, r.at())
	}
	return root, nil
}

func (r *treeReader) value(depth int) (node, error) {
	tok, err := r.dec.Token()
	if err != nil {
		return node{}, r.syntax(err)
	}
	return r.of(tok, depth)
}

func (r *treeReader) of(tok json.Token, depth int) (node, error) {
	n := node{line: r.at()}
	if r.nodes++; r.nodes > maxNodes {
		return n, r.fail(codeSize, wording{"has more values than an import may have", "所含的值超过导入上限"}, oneYear, n.line)
	}
	switch v := tok.(type) {
	case json.Delim:
		if depth > maxDepth {
			return n, r.fail(codeSize, wording{"is nested deeper than a notice is", "嵌套层数超过通知应有的层数"}, eitherForm, n.line)
		}
		if v == '[' {
			return r.array(n, depth)
		}
		return r.object(n, depth)
	case string:
		n.kind, n.text = "text", v
	case json.Number:
		n.kind, n.text = "number", v.String()
	case bool:
		n.kind, n.yes = "boolean", v
	default:
		n.kind = "null"
	}
	return n, nil
}

func (r *treeReader) array(n node, depth int) (node, error) {
	n.kind = "array"
	for r.dec.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return n, err
		}
		n.items = append(n.items, item)
	}
	return n, r.end()
}

func (r *treeReader) object(n node, depth int) (node, error) {
	n.kind = "object"
	seen := map[string]bool{}
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return n, r.syntax(err)
		}
		name, _ := key.(string)
		if seen[name] {
			return n, r.fail(codeField, say("repeats the field %s", "重复了字段 %s", quote(name)), wording{"keep one of them", "请保留其一"}, r.at())
		}
		seen[name] = true
		n.fields = append(n.fields, field{name, r.at()})
		item, err := r.value(depth + 1)
		if err != nil {
			return n, err
		}
		n.items = append(n.items, item)
	}
	return n, r.end()
}

func (r *treeReader) end() error {
	if _, err := r.dec.Token(); err != nil {
		return r.syntax(err)
	}
	return nil
}

// at gives the line of the token read last.
func (r *treeReader) at() int {
	to := int(r.dec.InputOffset())
	r.line += bytes.Count(r.data[r.read:to], []byte{'\n'})
	r.read = to
	return r.line
}

func (r *treeReader) syntax(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return r.fail(codeSyntax, wording{"ends before its JSON does", "在 JSON 结束之前中断"}, wording{"give the whole file", "请给出完整的文件"}, 0)
	}
	return r.fail(codeSyntax,
		wording{"is not JSON: " + quote(err.Error()), "不是有效的 JSON"}, wording{"correct it, or give another file", "请修正，或给出其他文件"}, r.at())
}

func (r *treeReader) fail(code string, what, next wording, line int) error {
	e := inFile(r.file, code, wording{}, what, next)
	e.Line = line
	return e
}

var (
	oneYear    = wording{"give one notice year a file", "每个文件只含一个年度的通知"}
	eitherForm = wording{"give a notice or a year of holiday-cn", "请给出通知或 holiday-cn 的年度文件"}
)
