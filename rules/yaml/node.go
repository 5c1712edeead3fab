// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/rules/internal/model"
)

// place is where something is written.
type place struct {
	file           string
	line, col, end int
}

func (s *section) placeOf(n *yaml4.Node) place {
	end := n.Column + 1
	if n.Kind == yaml4.ScalarNode && !strings.Contains(n.Value, "\n") {
		end = n.Column + utf8.RuneCountInString(n.Value)
		if n.Style&(yaml4.SingleQuotedStyle|yaml4.DoubleQuotedStyle) != 0 {
			end += 2
		}
	}
	return place{s.file, n.Line, n.Column, end}
}

// section is a part of the artifact being read: it keeps where each of its paths is written.
type section struct {
	r    *reader
	file string
	at   map[string]place
}

func (s *section) mark(path string, n *yaml4.Node) { s.at[path] = s.placeOf(n) }

// find gives the place of a path, or of the nearest path that leads to it.
func (s *section) find(path string) place {
	for {
		if p, ok := s.at[path]; ok {
			return p
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return s.at[""]
		}
		path = path[:i]
	}
}

func (s *section) note(n *yaml4.Node, id string, msg model.Text, near ...string) {
	p := s.placeOf(n)
	s.r.findings = append(s.r.findings, Finding{
		File: p.file, Line: p.line, Column: p.col, EndColumn: p.end, ID: id, Message: msg.En, MessageZh: msg.Zh, Near: near,
	})
}

// about words a message in which a thing stands for the one %s.
func about(what, en, zh string) model.Text {
	thing := inChinese(what)
	if r, _ := utf8.DecodeLastRuneInString(thing); r > utf8.RuneSelf {
		zh = strings.Replace(zh, "%s ", "%s", 1) // no blank between two Chinese words
	}
	return model.Text{En: strings.Replace(en, "%s", what, 1), Zh: strings.Replace(zh, "%s", thing, 1)}
}

// inChinese names a part of a file; keys keep their names.
func inChinese(what string) string {
	if zh, ok := map[string]string{
		"a rule file": "规则文件", "a rule": "规则", "a test file": "测试文件", "a test": "测试", "a change file": "改动声明文件",
		"a change": "改动",
	}[what]; ok {
		return zh
	}
	for _, of := range [][2]string{
		{"values of ", "%s 的取值"},
		{"int of ", "%s 的 int"},
		{"the unit of ", "%s 的单位"},
		{"fact ", "事实 %s"},
		{"decision ", "决定 %s"},
		{"value ", "取值 %s"},
		{"switch ", "开关 %s"},
	} {
		if name, ok := strings.CutPrefix(what, of[0]); ok {
			return strings.Replace(of[1], "%s", name, 1)
		}
	}
	return what
}

type pair struct{ key, value *yaml4.Node }

// pairs reads a mapping; what says it in a message.
func (s *section) pairs(n *yaml4.Node, what string) []pair {
	if n.Kind != yaml4.MappingNode {
		s.note(n, "shape", about(what, "%s must be a mapping of keys to values", "%s 须为键值对"))
		return nil
	}
	var out []pair
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml4.ScalarNode {
			s.note(k, "shape", model.Say("a key must be a plain word", "键须为普通单词"))
			continue
		}
		if seen[k.Value] {
			s.note(k, "duplicate-key", about(what, strconv.Quote(k.Value)+" is written twice in %s", "%s 中 "+strconv.Quote(k.Value)+" 重复"))
			continue
		}
		seen[k.Value] = true
		out = append(out, pair{k, n.Content[i+1]})
	}
	return out
}

// keys reads a mapping with known keys only.
func (s *section) keys(n *yaml4.Node, what string, known ...string) map[string]pair {
	out := map[string]pair{}
	for _, p := range s.pairs(n, what) {
		if !contains(known, p.key.Value) {
			s.note(p.key, "unknown-key", about(what, "unknown key "+strconv.Quote(p.key.Value)+" in %s", "%s 中没有键 "+strconv.Quote(p.key.Value)), model.Near(p.key.Value, known)...)
			continue
		}
		out[p.key.Value] = p
	}
	return out
}

// text reads a scalar that says something.
func (s *section) text(n *yaml4.Node, what string) string {
	if n.Kind != yaml4.ScalarNode || n.Tag == "!!null" {
		s.note(n, "shape", about(what, "%s must be one value", "%s 须为单个值"))
		return ""
	}
	return n.Value
}

// list reads a scalar or a list of scalars.
func (s *section) list(n *yaml4.Node, what string) []*yaml4.Node {
	if n.Kind != yaml4.SequenceNode {
		if s.text(n, what) == "" {
			return nil
		}
		return []*yaml4.Node{n}
	}
	var out []*yaml4.Node
	for _, c := range n.Content {
		if s.text(c, what) != "" {
			out = append(out, c)
		}
	}
	return out
}

func (s *section) flag(n *yaml4.Node, what string) bool {
	if n.Kind != yaml4.ScalarNode || n.Tag != "!!bool" {
		s.note(n, "shape", about(what, "%s must be true or false", "%s 须为 true 或 false"))
	}
	return n.Value == "true"
}

func (s *section) number(n *yaml4.Node, what string) int {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml4.ScalarNode || err != nil {
		s.note(n, "shape", about(what, "%s must be a whole number", "%s 须为整数"))
	}
	return v
}

// bilingual reads a text in English and Chinese, or one in English.
func (s *section) bilingual(n *yaml4.Node, what string) model.Text {
	if n.Kind == yaml4.ScalarNode {
		return model.Text{En: s.text(n, what)}
	}
	var t model.Text
	k := s.keys(n, what, "en", "zh")
	if p, ok := k["en"]; ok {
		t.En = s.text(p.value, what)
	}
	if p, ok := k["zh"]; ok {
		t.Zh = s.text(p.value, what)
	}
	return t
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
