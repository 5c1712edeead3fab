// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
)

const noticeFormat = "icp-calendar-notice/1"

// parse reads one file of either format, and checks all that a notice must keep by itself.
func parse(f File) (*notice, error) {
	root, err := readTree(f.Name, f.Data)
	if err != nil {
		return nil, err
	}
	p := &parser{file: f.Name, lines: map[Date]int{}}
	n := &notice{}
	switch {
	case root.kind != "object":
		p.add(codeSyntax, root.line, say("is %s, not an object", "为%s，应为对象", article(root.kind)), eitherForm)
	case root.get("format") != nil:
		p.notice(root, n)
	case root.get("days") != nil && root.get("papers") != nil:
		p.holidayCN(root, n, f)
	default:
		p.add(codeField, root.line, wording{"is neither a notice nor a year of holiday-cn", "既不是通知，也不是 holiday-cn 的年度文件"}, say(
			`a notice has %s; a year of holiday-cn has "papers" and "days"`,
			`通知含有 %s；holiday-cn 的年度文件含有 "papers" 与 "days"`, `"format": "`+noticeFormat+`"`))
	}
	if len(p.errs) == 0 {
		p.check(n)
	}
	return n, errors.Join(p.errs...)
}

// parser collects the problems of one file.
type parser struct {
	file  string
	errs  []error
	lines map[Date]int // where a day is written, the last time
}

func (p *parser) report(e *InputError) {
	e.File = p.file
	switch {
	case len(p.errs) < maxProblems:
		p.errs = append(p.errs, e)
	case len(p.errs) == maxProblems:
		p.errs = append(p.errs, inFile(p.file, e.Code, wording{},
			wording{"has further problems", "还有其他问题"}, wording{"correct these first", "请先修正以上问题"}))
	}
}

func (p *parser) add(code string, line int, what, next wording) {
	e := inputError(code, wording{}, what, next)
	e.Line = line
	p.report(e)
}

// on reports a problem with one day of the notice.
func (p *parser) on(d Date, code string, what, next wording) {
	e := inputError(code, wording{}, what, next)
	e.Day, e.Line = d, p.lines[d]
	p.report(e)
}

// at reports a problem with what stands on a line.
func (p *parser) at(line int, code, text string, what, next wording) {
	e := inputError(code, same(quote(text)), what, next)
	e.Line = line
	p.report(e)
}

var correctIt = wording{"correct it", "请修正"}

// get gives the value of a field of an object, nil if it has none.
func (n *node) get(name string) *node {
	for i, f := range n.fields {
		if f.name == name {
			return &n.items[i]
		}
	}
	return nil
}

// known reports every field of an object that is not among names.
func (p *parser) known(n *node, names ...string) {
	for _, f := range n.fields {
		ok := false
		for _, name := range names {
			ok = ok || f.name == name
		}
		if !ok {
			p.add(codeField, f.line,
				say("has the unknown field %s", "有未知字段 %s", quote(f.name)), say("the fields are %s", "可用字段：%s", listed(names)))
		}
	}
}

// want gives a field of the wanted kind; a missing or another one is a problem.
func (p *parser) want(n *node, name, kind string) *node {
	v := n.get(name)
	if v == nil {
		p.add(codeField, n.line, say("has no field %s", "缺少字段 %s", quote(name)), wording{"add it", "请补充"})
		return nil
	}
	return p.is(v, name, kind)
}

func (p *parser) is(v *node, name, kind string) *node {
	if v.kind != kind {
		p.add(codeField, v.line,
			say("has %s in %s, where %s belongs", "%[2]s 为%[1]s，应为%[3]s", article(v.kind), quote(name), article(kind)), correctIt)
		return nil
	}
	return v
}

// article names a kind of JSON value.
func article(kind string) wording {
	switch kind {
	case "object":
		return wording{"an object", "对象"}
	case "array":
		return wording{"an array", "列表"}
	case "text":
		return wording{"a text", "文本"}
	case "number":
		return wording{"a number", "数字"}
	case "boolean":
		return wording{"a boolean", "布尔值"}
	}
	return wording{"a null", "空值"}
}

// text gives a text of 1 to 200 printable characters; an optional one may be missing.
func (p *parser) text(n *node, name string, optional bool) string {
	if optional && n.get(name) == nil {
		return ""
	}
	v := p.want(n, name, "text")
	if v == nil {
		return ""
	}
	if reason := badText(v.text); reason.en != "" {
		p.add(codeField, v.line, say("has a text in %s that %s", "%s 的文本%s", quote(name), reason), correctIt)
		return ""
	}
	return v.text
}

// badText says why a text cannot be kept, in words that follow it; empty if it can.
func badText(s string) wording {
	switch {
	case strings.TrimSpace(s) == "":
		return wording{"is empty", "为空"}
	case strings.TrimSpace(s) != s:
		return wording{"begins or ends with a space", "以空格开头或结尾"}
	case len(s) > 200:
		return wording{"is longer than 200 bytes", "超过 200 字节"}
	case strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }):
		return wording{"has a character that does not print", "含有不可显示的字符"}
	}
	return wording{}
}

// date gives the day in a field.
func (p *parser) date(n *node, name string) Date {
	v := p.want(n, name, "text")
	if v == nil {
		return Date{}
	}
	return p.day(v)
}

func (p *parser) day(v *node) Date {
	d, ok := parseDate(v.text)
	if !ok {
		p.at(v.line, codeDay, v.text, noDay, wording{"write an existing day as YYYY-MM-DD", "请写存在的日期，格式为 YYYY-MM-DD"})
		return d
	}
	p.lines[d] = v.line
	return d
}

// year gives the year of a notice, which lies in the years the statute of 1949 has been in force for.
func (p *parser) year(n *node) int {
	v := p.want(n, "year", "number")
	if v == nil {
		return 0
	}
	y, err := strconv.Atoi(v.text)
	if err != nil || y < 1950 || y > 2100 {
		p.add(codeField, v.line, say("has the year %s", "年份为 %s", quote(v.text)), wording{"give one from 1950 to 2100", "请给出 1950 至 2100 之间的年份"})
		return 0
	}
	return y
}
