// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// ReadTests reads the tests of a policy folder, the .yaml files under tests/, against the policy they are about. An unknown fact, value,
// decision or rule in a test is an error like one in a rule; all come back as one *[Error]. A table gives one test per row.
func ReadTests(fsys fs.FS, p *rules.Policy) ([]rules.Test, error) {
	r := &reader{fsys: fsys, kinds: map[string]string{}}
	names, err := r.testFiles()
	if err != nil {
		return nil, err
	}
	var tests []rules.Test
	for _, name := range names {
		n := r.load(name)
		if n == nil {
			continue
		}
		t := &testReader{section: section{r: r, file: name, at: map[string]place{}}, p: p}
		t.file(n)
		tests = append(tests, t.tests...)
	}
	if len(r.findings) > 0 {
		return nil, &Error{Findings: tidy(r.findings)}
	}
	return tests, nil
}

// testFiles lists the files of tests in their order; a folder without tests has none.
func (r *reader) testFiles() ([]string, error) {
	var out []string
	err := fs.WalkDir(r.fsys, "tests", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == "tests":
			return fs.SkipAll
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() || r.misnamed(name):
		case strings.HasSuffix(name, ".yaml"):
			out = append(out, name)
		}
		return nil
	})
	return out, err
}

type testReader struct {
	section
	p     *rules.Policy
	tests []rules.Test
}

func (t *testReader) file(n *yaml4.Node) {
	k := t.keys(n, "a test file", "tests", "cases", "always")
	if v, ok := k["tests"]; !ok || v.value.Value != "v1" {
		t.note(n, "version", model.Say("the file must say tests: v1", "文件须写明 tests: v1"))
	}
	for _, key := range []string{"cases", "always"} {
		list, ok := k[key]
		if !ok {
			continue
		}
		if list.value.Kind != yaml4.SequenceNode {
			t.note(list.value, "shape", model.Say("%s must be a list", "%s 须为列表", key))
			continue
		}
		for _, c := range list.value.Content {
			t.one(c)
		}
	}
}

func (t *testReader) one(n *yaml4.Node) {
	k := t.keys(n, "a test", "name", "at", "given", "expect", "because", "table")
	base, before := rules.Test{Position: t.position(n)}, len(t.r.findings)
	if p, ok := k["name"]; ok {
		base.Name = t.text(p.value, "name")
		base.Position = t.position(p.value)
	} else {
		t.note(n, "shape", model.Say("the test has no name", "测试缺少 name"))
	}
	at, hasDate := k["at"]
	if hasDate {
		base.From, base.Until = t.days(at.value)
	}
	if p, ok := k["given"]; ok {
		for _, f := range t.pairs(p.value, "given") {
			base.Given = t.given(base.Given, f.key, f.value)
		}
	}
	if p, ok := k["expect"]; ok {
		for _, d := range t.pairs(p.value, "expect") {
			base.Expect = t.expect(base.Expect, d.key, d.value)
		}
	}
	if p, ok := k["because"]; ok {
		for _, id := range t.list(p.value, "because") {
			base.Because = append(base.Because, id.Value)
			if _, known := t.p.Rule(id.Value); !known {
				t.note(id, "unknown-rule", model.Say("unknown rule %q", "没有规则 %q", id.Value), model.Near(id.Value, ruleIDs(t.p))...)
			}
		}
	}
	if p, ok := k["table"]; ok {
		t.table(base, p.value, hasDate)
		return
	}
	if !hasDate {
		t.note(n, "shape", model.Say("the test does not say at which date", "测试未写明日期 at"))
	}
	if len(base.Expect) == 0 && len(t.r.findings) == before {
		t.note(n, "shape", model.Say("the test expects nothing", "测试没有 expect"))
	}
	t.tests = append(t.tests, base)
}

// table makes a test of every row; the first row names facts, decisions, or at.
func (t *testReader) table(base rules.Test, n *yaml4.Node, hasDate bool) {
	if n.Kind != yaml4.SequenceNode || len(n.Content) < 2 {
		t.note(n, "shape", model.Say("a table is a row of names and at least one row of values", "表格须有一行名称与至少一行取值"))
		return
	}
	head := n.Content[0].Content
	for _, row := range n.Content[1:] {
		if row.Kind != yaml4.SequenceNode || len(row.Content) != len(head) {
			t.note(row, "shape", model.Say("the row needs %d cells, as the first one has", "该行应有 %d 格，与首行相同", len(head)))
			continue
		}
		one := base
		one.Given, one.Expect = slices.Clone(base.Given), slices.Clone(base.Expect)
		one.Position = t.position(row)
		dated, before := hasDate, len(t.r.findings)
		for i, name := range head {
			cell := row.Content[i]
			if _, ok := t.p.Fact(name.Value); ok {
				one.Given = t.given(one.Given, name, cell)
			} else if name.Value == "at" {
				one.From, one.Until = t.days(cell)
				dated = true
			} else {
				one.Expect = t.expect(one.Expect, name, cell)
			}
		}
		if !dated {
			t.note(row, "shape", model.Say("the row does not say at which date", "该行未写明日期"))
		}
		if len(one.Expect) == 0 && len(t.r.findings) == before {
			t.note(row, "shape", model.Say("the row expects nothing", "该行没有预期结果"))
		}
		t.tests = append(t.tests, one)
	}
}

func (t *testReader) position(n *yaml4.Node) rules.Position {
	return rules.Position{File: t.section.file, Line: n.Line, Column: n.Column}
}

// days reads a day, or a span {from, until} with an exclusive end.
func (t *testReader) days(n *yaml4.Node) (from, until calendar.Date) {
	if n.Kind != yaml4.MappingNode {
		from = t.day(n)
		return from, from.AddDays(1)
	}
	k := t.keys(n, "at", "from", "until")
	if p, ok := k["from"]; ok {
		from = t.day(p.value)
	} else {
		t.note(n, "date", model.Say("the span has no from", "区间缺少 from"))
	}
	if p, ok := k["until"]; ok {
		until = t.day(p.value)
		if until.Compare(from) <= 0 {
			t.note(p.value, "date", model.Say("until is not after from", "until 不晚于 from"))
		}
	}
	return from, until
}

func (t *testReader) day(n *yaml4.Node) calendar.Date {
	d, err := calendar.ParseDate(n.Value)
	if n.Kind != yaml4.ScalarNode || err != nil {
		t.note(n, "date", model.Say("expected a date like 2026-01-31, found %q", "应为日期（如 2026-01-31），实际为 %q", n.Value))
		return calendar.NewDate(2000, 1, 1)
	}
	return d
}

func (t *testReader) given(into []rules.Condition, key, value *yaml4.Node) []rules.Condition {
	f, ok := t.p.Fact(key.Value)
	if !ok {
		t.note(key, "unknown-fact", model.Say("unknown fact %q", "没有事实 %q", key.Value), model.Near(key.Value, factNames(t.p))...)
		return into
	}
	if slices.ContainsFunc(into, func(c rules.Condition) bool { return c.Fact == key.Value }) {
		t.note(key, "duplicate-fact", model.Say("%s is given twice", "%s 重复给出", key.Value))
		return into
	}
	all := f.Values()
	if lo, hi, isInt := f.Integer(); isInt {
		for i := lo; i <= hi; i++ {
			all = append(all, strconv.Itoa(i))
		}
	}
	c := rules.Condition{Fact: key.Value}
	if value.Kind != yaml4.MappingNode {
		c.Values = t.valuesOf(f, value)
		c.Text = c.Fact + ": " + strings.Join(c.Values, ", ")
		return append(into, c)
	}
	k := t.keys(value, key.Value, "not", "from", "below")
	if p, ok := k["not"]; ok {
		not := t.valuesOf(f, p.value)
		c.Values = slices.DeleteFunc(all, func(v string) bool { return slices.Contains(not, v) })
		c.Text = c.Fact + ": not " + strings.Join(not, ", ")
		return append(into, c)
	}
	lo, hi, isInt := f.Integer()
	if !isInt {
		t.note(value, "condition", model.Say("%s has named values; from and below are for integers", "%s 的取值是名称；from 与 below 仅用于整数", key.Value))
		return into
	}
	below := hi + 1
	if p, ok := k["from"]; ok {
		lo = max(lo, t.number(p.value, "from"))
	}
	if p, ok := k["below"]; ok {
		below = min(below, t.number(p.value, "below"))
	}
	for i := lo; i < below; i++ {
		c.Values = append(c.Values, strconv.Itoa(i))
	}
	c.Text = c.Fact + ": from " + strconv.Itoa(lo) + " below " + strconv.Itoa(below)
	return append(into, c)
}

func (t *testReader) valuesOf(f rules.Fact, n *yaml4.Node) []string {
	var out []string
	for _, c := range t.list(n, f.Name()) {
		if _, ok := f.Value(c.Value); !ok {
			t.note(c, "unknown-value", notValue(c.Value, f.Name()), model.Near(c.Value, f.Values())...)
			continue
		}
		out = append(out, c.Value)
	}
	return out
}

func (t *testReader) expect(into []rules.Expectation, key, value *yaml4.Node) []rules.Expectation {
	d, err := t.p.FindDecision(key.Value)
	if u, ok := errors.AsType[*rules.UnknownError](err); ok {
		t.note(key, "unknown-decision", model.Say("unknown decision %q", "没有决定 %q", key.Value), u.Near...)
		return into
	}
	e := rules.Expectation{Decision: d.Name(), Position: t.position(value)}
	text := value.Value
	switch {
	case value.Kind == yaml4.ScalarNode && value.Tag == "!!null":
		return append(into, e)
	case value.Kind == yaml4.MappingNode && d.Kind() == rules.KindCollect:
		k := t.keys(value, d.Name(), "has", "lacks")
		e.Has, e.Lacks = t.members(d, k["has"].value), t.members(d, k["lacks"].value)
		return append(into, e)
	case d.Kind() == rules.KindCollect:
		var names []string
		for _, c := range t.list(value, d.Name()) {
			names = append(names, c.Value)
		}
		text = model.SetText(names)
	case value.Kind == yaml4.SequenceNode && len(value.Content) == 2:
		text = value.Content[0].Value + ".." + value.Content[1].Value
	}
	v, err := rules.ParseValue(text)
	if err != nil || v.Kind() != d.Kind() {
		t.note(value, "unknown-value", model.Say("%q cannot be an answer of %s", "%q 不能是 %s 的结果", text, d.Name()), model.Near(text, d.Values())...)
		return into
	}
	for _, name := range v.Names() {
		if !slices.Contains(d.Values(), name) {
			t.note(value, "unknown-value", notValue(name, d.Name()), model.Near(name, d.Values())...)
			return into
		}
	}
	e.Value = v
	return append(into, e)
}

// members reads names that a set is to have or to lack.
func (t *testReader) members(d rules.Decision, n *yaml4.Node) []string {
	if n == nil {
		return nil
	}
	out := []string{}
	for _, c := range t.list(n, d.Name()) {
		if !slices.Contains(d.Values(), c.Value) {
			t.note(c, "unknown-value", notValue(c.Value, d.Name()), model.Near(c.Value, d.Values())...)
		}
		out = append(out, c.Value)
	}
	return out
}

func notValue(value, of string) model.Text {
	return model.Say("%q is not a value of %s", "%[2]s 没有取值 %[1]q", value, of)
}

func factNames(p *rules.Policy) []string {
	var out []string
	for _, f := range p.Facts() {
		out = append(out, f.Name())
	}
	return out
}

func ruleIDs(p *rules.Policy) []string {
	var out []string
	for _, r := range p.Rules() {
		out = append(out, r.ID)
	}
	return out
}
