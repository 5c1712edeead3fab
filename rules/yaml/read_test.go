// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const goodFacts = `policy: v1
name: small
starts: 2018-01-01
facts:
  region: { values: { shanghai: { en: Shanghai, zh: 上海, alias: [SH] }, anhui: { zh: 安徽 } } }
  age: { int: { min: 1, max: 99 } }
decisions:
  method: { values: [photo, app], binding: submit }
  papers: { collect: [card, permit], binding: submit }
  days: { range: business_days, binding: submit, optional: true }
switches:
  app: { on: true, about: "the app works" }
`

const goodRules = `policy: v1
layer: national
rules:
  - id: photo
    decide: { method: photo, papers: [card, permit], days: [3, 20] }
    from: 2018-01-01
    why: { en: "so it is", zh: "如此" }
    source: S0-18
  - id: old
    when: { region: { not: anhui }, age: { from: 18, below: 60 } }
    decide: { method: app }
    from: 2018-01-01
    switch: app
    replaces: photo
    source: [{ id: S0-20, says: "it" }, { url: "https://example.org/a" }]
`

func folder(files ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

func findings(t *testing.T, err error) []Finding {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	require.True(t, ok, "%v", err)
	return e.Findings
}

func TestReadGood(t *testing.T) {
	p, err := Read(folder("facts.yaml", goodFacts, "national.yaml", goodRules))
	require.NoError(t, err)
	r, ok := p.Rule("old")
	require.True(t, ok)
	assert.Equal(t, "national.yaml:9:9", r.Position.String())
	assert.Equal(t, []string{"photo"}, r.Replaces)
	assert.Equal(t, "S0-20", r.Sources[0].ID)
	assert.Equal(t, "https://example.org/a", r.Sources[1].URL)
	assert.Equal(t, []string{"shanghai"}, r.When[0].Values)
	assert.Len(t, r.When[1].Values, 42)
	assert.Equal(t, "facts.yaml", p.FactPosition("region").File)
	assert.NotZero(t, p.FactPosition("age").Line)
	assert.NotZero(t, p.SwitchPosition("app").Line)
	r, _ = p.Rule("photo")
	assert.Equal(t, "3..20", r.Decide["days"].String())
	assert.Equal(t, "[card permit]", r.Decide["papers"].String())
	assert.Equal(t, "如此", r.WhyZh)
}

// The digest is of what the rules say: neither comments, nor positions, nor the order of files and rules enter it.
func TestDigestIgnoresLayout(t *testing.T) {
	p, err := Read(folder("facts.yaml", goodFacts, "national.yaml", goodRules))
	require.NoError(t, err)
	head, rest, _ := strings.Cut(goodRules, "  - id: old")
	q, err := Read(folder("facts.yaml", "# hello\n"+goodFacts,
		"z.yaml", "# moved\n\n"+head, "a/b.yaml", "policy: v1\nlayer: national\nrules:\n  - id: old"+rest))
	require.NoError(t, err)
	assert.Equal(t, p.Digest(), q.Digest())
	r, _ := q.Rule("old")
	assert.Equal(t, "a/b.yaml:4:9", r.Position.String())
	changed, err := Read(folder("facts.yaml", goodFacts, "national.yaml", strings.Replace(goodRules, "so it is", "so it was", 1)))
	require.NoError(t, err)
	assert.NotEqual(t, p.Digest(), changed.Digest(), "what people are told is part of a policy")
}

// TestMistakes runs testdata/mistakes.txt: each case is a rule file beside goodFacts, or facts, or a file of tests; the
// result is every finding. Rewrite with: go test ./rules/yaml -run TestMistakes -rewrite
func TestMistakes(t *testing.T) {
	datadriven.RunTest(t, "testdata/mistakes.txt", func(t *testing.T, d *datadriven.TestData) string {
		files := []string{"facts.yaml", goodFacts, "national.yaml", goodRules}
		switch d.Cmd {
		case "facts":
			files[1] = d.Input + "\n"
		case "rules":
			files = append(files, "more.yaml", d.Input+"\n")
		case "tests":
			files = append(files, "tests/a.yaml", d.Input+"\n")
		}
		p, err := Read(folder(files...))
		if err == nil && d.Cmd == "tests" {
			_, err = ReadTests(folder(files...), p)
		}
		if err == nil {
			return "fine\n"
		}
		var out strings.Builder
		for _, f := range findings(t, err) {
			assert.Regexp(t, `\p{Han}`, f.Text("zh"), f.Message)
			if d.HasArg("zh") {
				fmt.Fprintf(&out, "%s:%d:%d: %s\n", f.File, f.Line, f.Column, f.Text("zh"))
				continue
			}
			fmt.Fprintln(&out, f)
		}
		return out.String()
	})
}

// A file that cannot be read may hold anything: what seems missing is not held against the rest, and a rule may replace
// one that stands there.
func TestLostFile(t *testing.T) {
	for name, text := range map[string]string{
		"syntax":    "policy: v1\nlayer: national\nrules:\n\t- id: x\n",
		"no rules":  "policy: v1\nlayer: national\n",
		"no list":   "policy: v1\nlayer: national\nrules: { id: x }\n",
		"not rules": "policy: v1\nlayer: national\nrules: [x]\n",
		"no keys":   "[x]\n",
	} {
		t.Run(name, func(t *testing.T) {
			part := ReadPartial(folder("facts.yaml", goodFacts, "lost.yaml", text, "national.yaml", strings.Replace(goodRules, "replaces: photo", "replaces: [photo, elsewhere]", 1)))
			require.NotNil(t, part.Policy, "%v", part.Findings)
			require.Len(t, part.Findings, 1)
			assert.Equal(t, "lost.yaml", part.Findings[0].File)
			assert.Len(t, part.Unsure, len(part.Policy.Decisions()))
			old, _ := part.Policy.Rule("old")
			assert.Equal(t, []string{"photo"}, old.Replaces)
		})
	}
}

func TestEmptyFolder(t *testing.T) {
	_, err := Read(folder())
	list := findings(t, err)
	require.Len(t, list, 1)
	assert.Contains(t, list[0].Message, "icp rules init")
	assert.Contains(t, list[0].Text("zh"), "icp rules init")
}

// Bytes that no policy file may hold each get one clear finding, quickly.
func TestHostileFiles(t *testing.T) {
	for name, tt := range map[string]struct{ data, id, at string }{
		"bom":        {"\ufeffpolicy: v1\n", "encoding", "1:1"},
		"crlf":       {"policy: v1\r\nlayer: national\r\n", "encoding", "1:11"},
		"nul":        {"policy: v1\nlayer: \x00\n", "encoding", "2:8"},
		"bell":       {"policy: v1\nlayer: \x07\n", "encoding", "2:8"},
		"turned":     {"policy: v1\n# \u202ethgir\u202c\n", "encoding", "2:3"},
		"c1":         {"policy: v1\nlayer: \u009b2J\n", "encoding", "2:8"},
		"latin1":     {"policy: v1\n# caf\xe9\n", "encoding", "2:6"},
		"empty":      {"", "empty", "1:1"},
		"comment":    {"# nothing\n", "empty", "1:1"},
		"syntax":     {"policy: v1\nrules: [1, 2\nlayer: x\n", "syntax", "3:6"},
		"tab":        {"policy: v1\n\tlayer: x\n", "syntax", "2:1"},
		"two":        {"policy: v1\n---\npolicy: v1\n", "document", ""},
		"alias":      {"policy: &a v1\nlayer: *a\n", "yaml-feature", "1:9"},
		"tag":        {"policy: !!str v1\n", "yaml-feature", "1:9"},
		"merge":      {"<<: { policy: v1 }\n", "yaml-feature", "1:1"},
		"deep":       {"policy: v1\nrules: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n", "yaml-feature", "2:39"},
		"very deep":  {"policy: v1\nrules: " + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "\n", "syntax", ""},
		"deep block": {strings.Repeat("- ", 20000) + "a\n", "syntax", ""},
		"large":      {"# " + strings.Repeat("x", maxFile) + "\n", "unreadable", "1:1"},
		"bomb": {"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" +
			"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n", "yaml-feature", "1:4"},
		"list":    {"- a\n", "shape", "1:1"},
		"scalar":  {"hello\n", "shape", "1:1"},
		"complex": {"policy: v1\n? [a]\n: b\n", "layer", "1:1"},
	} {
		_, err := Read(folder("facts.yaml", goodFacts, "bad.yaml", tt.data))
		require.Error(t, err, name)
		f := findings(t, err)[0]
		assert.Equal(t, tt.id, f.ID, "%s: %s", name, f)
		assert.Equal(t, "bad.yaml", f.File, name)
		if tt.at != "" {
			assert.Equal(t, tt.at, fmt.Sprintf("%d:%d", f.Line, f.Column), "%s: %s", name, f)
		}
		assert.NotContains(t, f.Message, "\n", name)
	}
}

// noFile stands for a pipe or a device in a folder, which a reader must not open: it may have no end.
type noFile struct {
	fstest.MapFS
	name string
}

func (f noFile) Open(name string) (fs.File, error) {
	if name == f.name {
		panic("it was opened")
	}
	return f.MapFS.Open(name)
}

func (f noFile) Stat(name string) (fs.FileInfo, error) { return f.MapFS.Stat(name) }

func TestPipesAndDevicesAreNotOpened(t *testing.T) {
	for _, mode := range []fs.FileMode{fs.ModeNamedPipe, fs.ModeDevice | fs.ModeCharDevice, fs.ModeSocket} {
		for _, name := range []string{"facts.yaml", "more.yaml"} {
			_, err := Read(noFile{fstest.MapFS{name: {Mode: mode}}, name})
			found, ok := errors.AsType[*Error](err)
			require.True(t, ok, "%v", err)
			assert.Contains(t, found.Error(), "no regular file", name)
		}
	}
}

// A file that says it is larger than the limit is refused before a byte of it is read.
func TestLargeFileIsNotRead(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/facts.yaml", []byte(goodFacts), 0o644))
	f, err := os.Create(dir + "/huge.yaml")
	require.NoError(t, err)
	require.NoError(t, f.Truncate(100<<20))
	require.NoError(t, f.Close())
	_, err = Read(os.DirFS(dir))
	require.Error(t, err)
	assert.Contains(t, err.Error(), "huge.yaml:1:1: error: the file has 104857600 bytes; the limit is 1048576 [unreadable]")
}

func TestFindingsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("policy: v1\nlayer: national\nrules:\n")
	for i := range 500 {
		fmt.Fprintf(&b, "  - { id: r%d, decide: { method: nothing }, from: 2018-01-01 }\n", i)
	}
	_, err := Read(folder("facts.yaml", goodFacts, "bad.yaml", b.String()))
	assert.Len(t, findings(t, err), 100)
}

func TestFolderWithoutFacts(t *testing.T) {
	_, err := Read(folder("national.yaml", goodRules))
	require.Error(t, err)
	assert.Equal(t, "facts.yaml", findings(t, err)[0].File)
	_, err = Read(folder("facts.yaml", goodFacts, "more.yml", goodRules))
	require.Error(t, err)
	assert.Equal(t, "file-name", findings(t, err)[0].ID)
}

func FuzzRead(f *testing.F) {
	f.Add(goodFacts, goodRules)
	f.Add("policy: v1", "policy: v1\nlayer: region\nfor: { region: a }\nrules: []\n")
	f.Add("facts: { a: { int: { min: -1 } } }", "rules: [ { when: { a: { not: [] } }, decide: [x] } ]")
	f.Fuzz(func(t *testing.T, facts, rules string) {
		p, err := Read(folder("facts.yaml", facts, "r.yaml", rules, "tests/t.yaml", rules))
		if err != nil {
			if e, ok := errors.AsType[*Error](err); ok && len(e.Findings) > 0 && len(e.Findings) <= 100 {
				return
			}
			t.Fatalf("not a list of findings: %v", err)
		}
		_, _ = ReadTests(folder("tests/t.yaml", rules), p)
	})
}

func TestReadPartial(t *testing.T) {
	const more = `policy: v1
layer: region
rules:
  - { id: good, decide: { papers: card }, from: 2018-01-01 }
  - { id: typo, when: { regoin: anhui }, decide: { method: app }, from: 2018-01-01 }
  - { id: lost, decide: { metod: app }, form: 2018-01-01, from: 2018-01-01 }
  - { id: leans, decide: { method: app }, from: 2018-01-01, replaces: typo }
`
	p := ReadPartial(folder("facts.yaml", goodFacts, "national.yaml", goodRules, "more.yaml", more))
	require.NotNil(t, p.Policy)
	assert.Len(t, p.Findings, 3)
	assert.Equal(t, []string{"method", "metod"}, p.Unsure)
	_, ok := p.Policy.Rule("good")
	assert.True(t, ok)
	_, ok = p.Policy.Rule("typo")
	assert.False(t, ok)
	r, ok := p.Policy.Rule("leans")
	require.True(t, ok)
	assert.Empty(t, r.Replaces)

	p = ReadPartial(folder("facts.yaml", strings.Replace(goodFacts, "binding: submit }", "bindin: submit }", 1), "national.yaml", goodRules))
	assert.Nil(t, p.Policy)
	assert.NotEmpty(t, p.Findings)
}

// A file with another name hides neither itself nor what is wrong with the others.
func TestMisnamedFiles(t *testing.T) {
	for _, name := range []string{"more.yml", "more.YAML", "regions/more.Yml"} {
		p := ReadPartial(folder("facts.yaml", goodFacts, "national.yaml", goodRules, name, goodRules))
		require.Len(t, p.Findings, 1, name)
		assert.Equal(t, "file-name", p.Findings[0].ID)
		assert.NotNil(t, p.Policy, "the others are read")
	}
}

// Tests are found in folders below tests as well, and none is left out for its name.
func TestTestsAreNotLost(t *testing.T) {
	p, err := Read(folder("facts.yaml", goodFacts, "national.yaml", goodRules))
	require.NoError(t, err)
	const one = "tests: v1\ncases:\n  - { name: a, at: 2018-01-01, given: { region: anhui, age: 20 }, expect: { method: photo } }\n"
	list, err := ReadTests(folder("tests/a.yaml", one, "tests/sub/b.yaml", one, "tests/.c.yaml", "x"), p)
	require.NoError(t, err)
	assert.Len(t, list, 2)
	list, err = ReadTests(folder("facts.yaml", goodFacts), p)
	require.NoError(t, err)
	assert.Empty(t, list)
	_, err = ReadTests(folder("tests/a.yaml", one, "tests/b.yml", one), p)
	require.Error(t, err)
	assert.Equal(t, "file-name", findings(t, err)[0].ID)
}

// A facts.yaml that cannot be read is the one mistake: what the rules lean on it for is not another.
func TestBrokenFactsAreOneFinding(t *testing.T) {
	_, err := Read(folder("facts.yaml", goodFacts+"\n  x\n", "national.yaml", goodRules))
	list := findings(t, err)
	require.Len(t, list, 1)
	assert.Equal(t, "facts.yaml", list[0].File)
}

// Rules that meet in more ways than anybody could read are refused where their decision is declared, before they fill the
// memory of whoever loads them.
func TestTooManyCombinations(t *testing.T) {
	facts, rules := "policy: v1\nname: wide\nfacts:\n", "policy: v1\nlayer: national\nrules:\n"
	for f := range 10 {
		facts += fmt.Sprintf("  f%d: { int: { min: 0, max: 11 } }\n", f)
	}
	facts += "decisions:\n  d: { values: [a, b], binding: now }\n"
	draw := uint32(1)
	next := func(n int) int {
		draw = draw*1664525 + 1013904223
		return int(draw>>16) % n
	}
	for i := range 120 {
		var limits []string
		for f := range 10 {
			if next(2) == 0 {
				from := next(11)
				limits = append(limits, fmt.Sprintf("f%d: { from: %d, below: %d }", f, from, from+1+next(11-from)))
			}
		}
		rules += fmt.Sprintf("  - { id: r%d, when: { %s }, decide: { d: %s }, from: 2018-01-01 }\n", i, strings.Join(limits, ", "), []string{"a", "b"}[next(2)])
	}
	wide := folder("facts.yaml", facts, "national.yaml", rules)
	_, err := Read(wide)
	list := findings(t, err)
	require.Len(t, list, 1)
	assert.Equal(t, "facts.yaml:15:3: error: the rules of d limit too many facts in too many ways: more than 50000 combinations; "+
		"limit fewer facts in one rule, or make two decisions of it [limit]", list[0].String())
	assert.Regexp(t, `\p{Han}`, list[0].Text("zh"))
	partial := ReadPartial(wide)
	assert.Nil(t, partial.Policy)
	assert.Equal(t, list, partial.Findings)
}
