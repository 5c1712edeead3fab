// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/icpfiling/icp/rules/internal/model"
)

// notRead says why a file could not be read, and what makes a folder a policy.
func notRead(name string, err error) model.Text {
	if size, ok := errors.AsType[*sizeError](err); ok {
		return size.Text
	}
	if name == factsFile && errors.Is(err, fs.ErrNotExist) {
		return model.Say(
			"there is no facts.yaml, so this is no policy folder; icp rules init FOLDER writes one to begin with",
			"没有 facts.yaml，因此不是规则目录；可用 icp rules init 新目录 生成一个")
	}
	if errors.Is(err, errNoFile) {
		return model.Say("this is no regular file but a folder, a pipe or a device; put a file in its place", "这不是普通文件，而是目录、管道或设备；请换成文件")
	}
	if errors.Is(err, errEnd) {
		return model.Say("the file cannot be read to its end", "无法读完该文件")
	}
	return model.Say("the file cannot be opened", "无法打开该文件")
}

// sizeError says that a file is too large.
type sizeError struct{ model.Text }

func (e *sizeError) Error() string { return e.En }

var (
	errEnd    = errors.New("the file cannot be read to its end")
	errNoFile = errors.New("it is no regular file")
)

// indentTab gives the column of a tab that indents a line, or the one before it, where a parser may have stopped; 0 if
// there is none.
func indentTab(data []byte, line int) int {
	lines := bytes.SplitN(data, []byte("\n"), line+1)
	if line > len(lines) {
		return 0
	}
	text := lines[line-1]
	indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
	return bytes.IndexByte(indent, '\t') + 1
}

// oddity finds, near where a parser stopped, what people do not see: the marks of a merge that was left unfinished, and
// full-width signs and blanks where YAML wants plain ones.
func oddity(data []byte, line int) (what model.Text, at, col int) {
	lines := strings.Split(string(data), "\n")
	for i, text := range lines {
		if strings.HasPrefix(text, "<<<<<<< ") || strings.HasPrefix(text, ">>>>>>> ") || text == "=======" {
			return model.Say("not YAML: a merge was left unfinished here; keep one side and remove the marks",
				"不是 YAML：此处有未完成的合并；请保留一方并删去冲突标记"), i + 1, 1
		}
	}
	for back, i := range []int{line - 1, line - 2} { // a key without its colon is missed on the line below
		if i < 0 || i >= len(lines) {
			continue
		}
		if sign, plain, col := fullWidth(lines[i]); sign != "" && (back == 0 || sign != "，") {
			return model.Say("not YAML: %q is a full-width sign; write %q", "不是 YAML：%q 为全角符号；请改为 %q", sign, plain), i + 1, col
		}
	}
	return model.Text{}, 0, 0
}

// fullWidth finds the first full-width sign of a line that stands where YAML has a sign of its own: after a plain word or a
// closing sign, or as a blank; with its column.
func fullWidth(line string) (sign, plain string, col int) {
	quote, before, col := rune(0), ' ', 0
	for _, c := range line {
		col++
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#' && before == ' ':
			return "", "", 0
		case c == '\u3000' || c == '\u00a0':
			return string(c), " ", col
		case before < utf8.RuneSelf && before != ' ':
			if i := slices.Index([]rune("：，］｝"), c); i >= 0 {
				return string(c), []string{": ", ", ", "]", "}"}[i], col
			}
		}
		before = c
	}
	return "", "", 0
}

// syntaxText words what a YAML parser says of a mistake.
func syntaxText(msg string) model.Text {
	for _, known := range []struct{ has, en, zh string }{
		{"cannot start any token", "this character begins nothing here; write the value in quotes", "此处不能以该字符开头；请给值加引号"},
		{"could not find expected ':'", "a key without its colon", "键后缺少冒号"},
		{"did not find expected key", "a key was expected here; is the line indented like the ones above it?", "此处应为键；请检查该行是否与上文对齐"},
		{"did not find expected '-'", "an entry of the list was expected here; is the line indented like the ones above it?", "此处应为列表项；请检查该行是否与上文对齐"},
		{"',' or ']'", "a list in [ ] is not closed, or lacks a comma", "[ ] 中的列表未闭合或缺少逗号"},
		{"',' or '}'", "a mapping in { } is not closed, or lacks a comma", "{ } 中的键值对未闭合或缺少逗号"},
		{"mapping values are not allowed", "a second colon on the line; write the value in quotes, or is a line end missing above?", "同一行出现第二个冒号；请给值加引号，或检查上一行是否漏了换行"},
		{"sequence entries are not allowed", "a list cannot begin here; give it a line of its own", "列表不能从此处开始；请另起一行"},
		{"unexpected end of stream", "a quoted text is not closed", "引号未闭合"},
		{"unknown escape character", `there is no such escape; in "…" write \\ for a backslash, or use '…'`, `没有这种转义；在 "…" 中反斜杠写作 \\，或改用 '…'`},
		{"unknown anchor", "aliases are not allowed; write the value out", "不允许别名；请直接写出内容"},
		{"tab", "a tab; indent with spaces", "使用了制表符；请用空格缩进"},
	} {
		if strings.Contains(msg, known.has) {
			return model.Text{En: "not YAML: " + known.en, Zh: "不是 YAML：" + known.zh}
		}
	}
	return model.Text{En: "not YAML: " + msg, Zh: "不是 YAML：此处不符合语法"}
}
