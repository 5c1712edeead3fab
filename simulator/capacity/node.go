// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/icpfiling/icp/internal/worded"
)

// node is one JSON value with its place in the file.
type node struct {
	at      int // offset
	value   any // string, json.Number, bool, nil; for an object or a list see below
	object  bool
	list    bool
	members []member
	items   []node
}

type member struct {
	name string
	at   int
	node node
}

// Limits of a file.
const (
	maxBytes = 1 << 20
	maxDepth = 8
)

// tree reads a whole file into nodes.
type tree struct {
	data []byte
	dec  *json.Decoder
}

// place is a mistake at an offset.
type place struct {
	at   int
	what worded.Words
}

func (p *place) Error() string { return p.what.EN }

func read(data []byte) (n node, err error) {
	switch {
	case len(data) > maxBytes:
		return n, &place{0, worded.Say("the file is longer than %d bytes; is it the one you meant?", "文件超过 %d 字节；请确认是否为所需文件", maxBytes)}
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return n, &place{0, worded.Say("the file begins with a byte order mark; save it as UTF-8 without one", "文件以字节顺序标记（BOM）开头；请另存为无 BOM 的 UTF-8")}
	case !utf8.Valid(data):
		return n, &place{0, worded.Say("the file is not UTF-8; save it as UTF-8", "文件不是 UTF-8 文本；请以 UTF-8 编码保存")}
	}
	t := &tree{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	t.dec.UseNumber()
	if n, err = t.node(0); err != nil {
		return n, err
	}
	if _, err := t.dec.Token(); !errors.Is(err, io.EOF) {
		return n, &place{t.next(), worded.Say("there is something behind the end; keep one object in the file", "结束之后还有内容；文件中只能有一个对象")}
	}
	return n, nil
}

// next is where the next token begins.
func (t *tree) next() int {
	at := int(t.dec.InputOffset())
	for at < len(t.data) && strings.IndexByte(" \t\r\n,:", t.data[at]) >= 0 {
		at++
	}
	return min(at, len(t.data))
}

func (t *tree) token() (json.Token, int, error) {
	at := t.next()
	token, err := t.dec.Token()
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, at, &place{min(int(wrong.Offset), len(t.data)), worded.Words{EN: "this is no JSON: " + wrong.Error(), ZH: "此处不是有效的 JSON"}}
	}
	if err != nil {
		return nil, at, &place{len(t.data), worded.Say("the file ends too early", "文件提前结束")}
	}
	return token, at, nil
}

func (t *tree) node(depth int) (n node, err error) {
	token, at, err := t.token()
	if err != nil {
		return n, err
	}
	n = node{at: at, value: token}
	d, ok := token.(json.Delim)
	switch {
	case !ok:
		return n, nil
	case depth == maxDepth:
		return n, &place{at, worded.Say("this is nested too deeply", "嵌套过深")}
	case d == '{':
		n.object, n.value = true, nil
		for t.dec.More() {
			name, at, err := t.token()
			if err != nil {
				return n, err
			}
			inner, err := t.node(depth + 1)
			if err != nil {
				return n, err
			}
			n.members = append(n.members, member{name.(string), at, inner})
		}
	case d == '[':
		n.list, n.value = true, nil
		for t.dec.More() {
			inner, err := t.node(depth + 1)
			if err != nil {
				return n, err
			}
			n.items = append(n.items, inner)
		}
	}
	_, _, err = t.token() // the closing one
	return n, err
}
