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
	p := &parser{file: f.Name}
	n := &notice{}
	switch {
	case root.kind != "object":
		p.add(codeSyntax, root.line, "is "+article(root.kind)+", not an object", "give a notice or a year of holiday-cn")
	case root.get("format") != nil:
		p.notice(root, n)
	case root.get("days") != nil && root.get("papers") != nil:
		p.holidayCN(root, n, f)
	default:
		p.add(codeField, root.line, "is neither a notice nor a year of holiday-cn",
			`a notice has "format": "`+noticeFormat+`"; a year of holiday-cn has "papers" and "days"`)
	}
	if len(p.errs) == 0 {
		p.check(n)
	}
	return n, errors.Join(p.errs...)
}

// parser collects the problems of one file.
type parser struct {
	file string
	errs []error
}

func (p *parser) report(e *InputError) {
	e.File = p.file
	switch {
	case len(p.errs) < maxProblems:
		p.errs = append(p.errs, e)
	case len(p.errs) == maxProblems:
		p.errs = append(p.errs, &InputError{
			Code: e.Code, File: p.file, What: "has further problems", Next: "correct these first",
		})
	}
}

func (p *parser) add(code string, line int, what, next string) {
	p.report(&InputError{Code: code, Line: line, What: what, Next: next})
}

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
			p.add(codeField, f.line, "has the unknown field "+quote(f.name), "the fields are "+strings.Join(names, ", "))
		}
	}
}

// want gives a field of the wanted kind; a missing or another one is a problem.
func (p *parser) want(n *node, name, kind string) *node {
	v := n.get(name)
	if v == nil {
		p.add(codeField, n.line, "has no field "+quote(name), "add it")
		return nil
	}
	return p.is(v, name, kind)
}

func (p *parser) is(v *node, name, kind string) *node {
	if v.kind != kind {
		p.add(codeField, v.line, "has "+article(v.kind)+" in "+quote(name)+", where "+article(kind)+" belongs", "correct it")
		return nil
	}
	return v
}

func article(kind string) string {
	if kind == "object" || kind == "array" {
		return "an " + kind
	}
	return "a " + kind
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
	if reason := badText(v.text); reason != "" {
		p.add(codeField, v.line, "has a text in "+quote(name)+" that "+reason, "correct it")
		return ""
	}
	return v.text
}

func badText(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return "is empty"
	case strings.TrimSpace(s) != s:
		return "begins or ends with a space"
	case len(s) > 200:
		return "is longer than 200 bytes"
	case strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }):
		return "has a character that does not print"
	}
	return ""
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
		p.report(&InputError{
			Code: codeDay, Line: v.line, Where: quote(v.text), What: "is not a day of the calendar",
			Next: "write an existing day as YYYY-MM-DD",
		})
	}
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
		p.add(codeField, v.line, "has the year "+quote(v.text), "give one from 1950 to 2100")
		return 0
	}
	return y
}
