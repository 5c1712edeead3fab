// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"unicode/utf8"

	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/rules/internal/model"
)

// Limits of one file.
const (
	maxFile  = 1 << 20 // bytes
	maxDepth = 32      // of nesting
)

// load reads one file into a tree, or notes what keeps it from being read.
func (r *reader) load(name string) *yaml4.Node {
	data, err := readLimited(r.fsys, name)
	if err != nil {
		r.note(name, 1, 1, 1, "unreadable", notRead(name, err))
		return nil
	}
	if bad, line, col := badBytes(data); bad.En != "" {
		r.note(name, line, col, col+1, "encoding", bad)
		return nil
	}
	loader, err := yaml4.NewLoader(bytes.NewReader(data))
	if err != nil {
		r.note(name, 1, 1, 1, "syntax", syntaxText(err.Error()))
		return nil
	}
	var doc, second yaml4.Node
	if err := loader.Load(&doc); err != nil {
		r.syntax(name, data, err)
		return nil
	}
	if err := loader.Load(&second); !errors.Is(err, io.EOF) {
		if err != nil {
			r.syntax(name, data, err)
		} else {
			r.note(name, max(second.Line, 1), max(second.Column, 1), 1, "document", model.Say("only one document in a file; remove the line ---", "一个文件只能有一份文档；请删去 --- 一行"))
		}
		return nil
	}
	if len(doc.Content) != 1 || !r.plain(name, doc.Content[0], 1) {
		return nil
	}
	return doc.Content[0]
}

// readLimited reads a file of a folder. A pipe or a device that lies there is not opened: it may have no end.
func readLimited(fsys fs.FS, name string) ([]byte, error) {
	if info, err := fs.Stat(fsys, name); err == nil && !info.Mode().IsRegular() {
		return nil, errNoFile
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	if info, err := f.Stat(); err == nil && info.Size() > maxFile {
		return nil, &sizeError{model.Say("the file has %d bytes; the limit is %d", "文件有 %d 字节；上限为 %d", info.Size(), maxFile)}
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, errEnd
	}
	if len(data) > maxFile {
		return nil, &sizeError{model.Say("the file has more than %d bytes, the limit", "文件超过上限 %d 字节", maxFile)}
	}
	return data, nil
}

// badBytes finds what a policy file may not hold, in comments neither: a byte order mark, NUL and other control characters,
// CR, what turns the direction of writing, text that is not UTF-8.
func badBytes(data []byte) (what model.Text, line, col int) {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return model.Say("the file begins with a byte order mark; save it as UTF-8 without one", "文件以字节顺序标记开头；请存为无 BOM 的 UTF-8"), 1, 1
	}
	line, col = 1, 1
	for i := 0; i < len(data); {
		c, n := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && n <= 1:
			return model.Say("byte 0x%02x is not UTF-8; save the file as UTF-8, not as GBK or UTF-16", "字节 0x%02x 不是 UTF-8；请以 UTF-8 编码保存，而非 GBK 或 UTF-16", data[i]), line, col
		case c == '\r':
			return model.Say("the line ends with CR LF; save the file with LF line ends", "行以 CR LF 结尾；请以 LF 换行保存"), line, col
		case model.Steers(c):
			return model.Say("control character U+%04X is not allowed; remove it", "不允许控制字符 U+%04X；请删去", c), line, col
		}
		i += n
		col++
		if c == '\n' {
			line, col = line+1, 1
		}
	}
	return model.Text{}, 0, 0
}

func (r *reader) syntax(name string, data []byte, err error) {
	if errors.Is(err, io.EOF) {
		r.note(name, 1, 1, 1, "empty", model.Say("the file is empty", "文件为空"))
		return
	}
	line, col, msg := 1, 1, err.Error()
	if e, ok := errors.AsType[*yaml4.LoadError](err); ok {
		line, col, msg = max(e.Mark.Line, 1), max(e.Mark.Column, 1), e.Message
	}
	if what, at, col := oddity(data, line); what.En != "" {
		r.note(name, at, col, col+1, "syntax", what)
		return
	}
	if at := indentTab(data, line); at > 0 {
		r.note(name, line, at, at+1, "syntax", model.Say(
			"not YAML: a tab; indent with spaces", "不是 YAML：使用了制表符；请用空格缩进"))
		return
	}
	r.note(name, line, col, col+1, "syntax", syntaxText(msg))
}

// plain checks that a tree uses only what a policy may: no anchors, aliases, tags, merge keys, a bounded depth, and texts
// that show what they are.
func (r *reader) plain(name string, n *yaml4.Node, depth int) bool {
	var bad model.Text
	switch {
	case depth > maxDepth:
		bad = model.Say("nested deeper than %d levels", "嵌套超过 %d 层", maxDepth)
	case n.Kind == yaml4.AliasNode:
		bad = model.Say("aliases are not allowed; write the value out", "不允许别名；请直接写出内容")
	case n.Anchor != "":
		bad = model.Say("anchors are not allowed; write the value out", "不允许锚点；请直接写出内容")
	case n.Tag == "!!merge":
		bad = model.Say("merge keys are not allowed; write the keys out", "不允许合并键；请直接写出各键")
	case n.Style&yaml4.TaggedStyle != 0:
		bad = model.Say("tags are not allowed", "不允许标签")
	}
	if bad.En != "" {
		r.note(name, n.Line, n.Column, n.Column+1, "yaml-feature", bad)
		return false
	}
	if sign := model.Steering(n.Value); sign != "" {
		r.note(name, n.Line, n.Column, n.Column+1, "text", model.Say(
			"the text holds the character %s, which steers what shows it; remove it", "文本含有会影响显示的字符 %s；请删去", sign))
		return false
	}
	ok := true
	for _, c := range n.Content {
		ok = r.plain(name, c, depth+1) && ok
	}
	return ok
}
