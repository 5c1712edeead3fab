// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

type reader struct {
	fsys       fs.FS
	a          model.Artifact
	vocabulary section
	kinds      map[string]string // kind of each decision, by name
	read       []*ruleRead
	findings   []Finding

	badVocabulary bool // something is wrong with facts.yaml
	lost          bool // rules that could not be read at all: of a file with a syntax error, say
}

// Read reads a policy folder: facts.yaml at its root, and every other .yaml file below it except those under tests/ and
// hidden ones. The order of files and rules does not matter; the policy knows where each rule is written. Everything
// wrong comes back as one *[Error]. Limits: 1 MB a file, 32 levels, 4,096 rules, 100 findings.
func Read(fsys fs.FS) (*rules.Policy, error) {
	r := newReader(fsys)
	if len(r.findings) > 0 {
		return nil, &Error{Findings: tidy(r.findings)}
	}
	return r.policy()
}

// ReadLayer reads a folder with a host's own layer over a policy: rule files of the layer host, and a facts.yaml, if there
// is one, with what the host adds: new facts and decisions, and values of those that are open (another provider, its
// app). Everything wrong comes back as one *[Error], as from [Read].
func ReadLayer(fsys fs.FS, base *rules.Policy) (*rules.Policy, error) {
	under, err := model.Decode(base.Artifact())
	if err != nil {
		return nil, err
	}
	r := &reader{fsys: fsys, kinds: map[string]string{}, a: model.Artifact{Schema: 1}}
	r.vocabulary = section{r: r, file: factsFile, at: map[string]place{}}
	if _, err := fs.Stat(fsys, factsFile); err == nil {
		if n := r.load(factsFile); n != nil {
			r.facts(n)
		}
		r.badVocabulary = len(r.findings) > 0
	}
	names := r.files()
	for _, d := range append(r.a.Decisions, under.Decisions...) {
		r.kinds[d.Name] = d.Kind
	}
	for _, name := range names {
		if tree := r.load(name); tree != nil {
			r.rules(name, tree)
		}
	}
	for _, one := range r.read {
		r.a.Rules = append(r.a.Rules, one.rule)
	}
	own := r.a
	merged, problems := model.Merge(under, &own)
	r.report(problems)
	if len(problems) == 0 {
		for _, rule := range under.Rules {
			r.read = append(r.read, &ruleRead{rule: rule, section: section{r: r, at: map[string]place{}}})
		}
		r.a = *merged
		r.a.Rules = nil
		r.placesIn(merged, &own)
		r.check()
	}
	if len(r.findings) > 0 {
		return nil, &Error{Findings: tidy(r.findings)}
	}
	p, err := r.loaded()
	if err != nil {
		return nil, err
	}
	at := map[string]rules.Position{}
	if err := json.Unmarshal(base.Positions(), &at); err != nil {
		return nil, err
	}
	for id, where := range r.positions() {
		if _, below := at[id]; !below { // a decision a layer adds a value to stays where it is declared
			at[id] = where
		}
	}
	return p.At(at), nil
}

// placesIn moves the places of a host's facts and decisions to where these stand in the policy they were merged into.
func (r *reader) placesIn(merged, own *model.Artifact) {
	now := map[string]place{"": r.vocabulary.at[""]}
	move := func(kind string, i, to, values int) {
		from := kind + strconv.Itoa(i)
		for path, at := range r.vocabulary.at {
			rest, ok := strings.CutPrefix(path, from)
			if !ok || rest != "" && rest[0] != '/' {
				continue
			}
			if n, err := strconv.Atoi(strings.TrimPrefix(rest, "/values/")); err == nil && strings.HasPrefix(rest, "/values/") {
				rest = "/values/" + strconv.Itoa(n+values)
			}
			now[kind+strconv.Itoa(to)+rest] = at
		}
	}
	for i, f := range own.Facts {
		to := slices.IndexFunc(merged.Facts, func(o model.Fact) bool { return o.Name == f.Name })
		move("facts/", i, to, len(merged.Facts[to].Values)-len(f.Values))
	}
	for i, d := range own.Decisions {
		to := slices.IndexFunc(merged.Decisions, func(o model.Decision) bool { return o.Name == d.Name })
		move("decisions/", i, to, len(merged.Decisions[to].Values)-len(d.Values))
	}
	for i := range own.Switches {
		move("switches/", i, len(merged.Switches)-len(own.Switches)+i, 0)
	}
	r.vocabulary.at = now
}

// Partial is what can be made of a folder with mistakes in it.
type Partial struct {
	Policy   *rules.Policy // of the rules without mistakes; nil when facts.yaml has some
	Findings []Finding     // the mistakes, at most 100
	Unsure   []string      // decisions that rules with mistakes are about, all where a file cannot be read: what seems missing may be in them
}

// ReadPartial reads a folder as [Read] does, and goes on without the rules that have mistakes, so that one run can also
// find what is wrong with the others.
func ReadPartial(fsys fs.FS) Partial {
	r := newReader(fsys)
	out := Partial{Findings: tidy(r.findings)}
	if r.badVocabulary {
		return out
	}
	out.Unsure = r.dropBroken()
	p, err := r.policy()
	if err != nil {
		out.Findings = tidy(r.findings)
		return out
	}
	out.Policy = p
	return out
}

func newReader(fsys fs.FS) *reader {
	r := &reader{fsys: fsys, kinds: map[string]string{}, a: model.Artifact{Schema: 1}}
	r.vocabulary = section{r: r, file: factsFile, at: map[string]place{}}
	names := r.files()
	n := r.load(factsFile)
	r.badVocabulary = n == nil
	if n != nil {
		before := len(r.findings)
		r.facts(n)
		r.badVocabulary = len(r.findings) > before
	}
	for _, d := range r.a.Decisions {
		r.kinds[d.Name] = d.Kind
	}
	for _, name := range names {
		tree := r.load(name)
		r.lost = r.lost || tree == nil
		if tree != nil {
			r.rules(name, tree)
		}
	}
	if n != nil { // without facts every name of every rule would be unknown
		r.check()
	}
	return r
}

// policy makes the policy of what was read and checked.
func (r *reader) policy() (*rules.Policy, error) {
	p, err := r.loaded()
	if err != nil {
		return nil, err
	}
	return p.At(r.positions()), nil
}

// loaded makes a policy of an artifact that is sound; one that is too large to compile is a finding.
func (r *reader) loaded() (*rules.Policy, error) {
	p, err := rules.Load(r.a.Canonical())
	if err == nil {
		return p, nil
	}
	if _, problems := model.CompileWithin(&r.a); len(problems) > 0 {
		r.report(problems)
		return nil, &Error{Findings: tidy(r.findings)}
	}
	return nil, err
}

// dropBroken takes the rules with mistakes out, until nothing is wrong with the rest, and names the decisions they are
// about, those they may have meant included.
func (r *reader) dropBroken() (unsure []string) {
	for {
		var kept []*ruleRead
		gone := map[string]bool{}
		for _, one := range r.read {
			if !one.broken {
				kept = append(kept, one)
				continue
			}
			gone[one.rule.ID] = true
			for _, d := range one.rule.Decide {
				unsure = append(unsure, d.Decision)
				unsure = append(unsure, model.Near(d.Decision, slices.Sorted(maps.Keys(r.kinds)))...)
			}
			if len(one.rule.Decide) == 0 {
				unsure = append(unsure, slices.Sorted(maps.Keys(r.kinds))...)
			}
		}
		r.read, r.a.Rules = kept, nil
		for _, one := range kept {
			one.rule.Replaces = slices.DeleteFunc(one.rule.Replaces, func(id string) bool { return gone[id] })
			r.a.Rules = append(r.a.Rules, one.rule)
		}
		problems := model.Check(&r.a)
		if len(problems) == 0 {
			break
		}
		for _, p := range problems {
			if i, _, ok := rulePath(p.Path); ok {
				r.read[i].broken = true
			} else {
				return unsure
			}
		}
	}
	if r.lost {
		unsure = slices.Sorted(maps.Keys(r.kinds))
	}
	slices.Sort(unsure)
	return slices.Compact(unsure)
}

// rulePath splits the path of a problem with a rule.
func rulePath(path string) (index int, sub string, ok bool) {
	rest, ok := strings.CutPrefix(path, "rules/")
	if !ok {
		return 0, "", false
	}
	head, sub, _ := strings.Cut(rest, "/")
	index, err := strconv.Atoi(head)
	return index, sub, err == nil
}

const factsFile = "facts.yaml"

// files lists the rule files in their order.
func (r *reader) files() []string {
	var out []string
	err := fs.WalkDir(r.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), "."), name == "tests":
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case r.misnamed(name):
		case strings.HasSuffix(name, ".yaml") && name != factsFile:
			out = append(out, name)
		}
		return nil
	})
	if err != nil {
		r.note(".", 1, 1, 1, "unreadable", model.Say("the folder cannot be listed", "无法列出目录内容"))
	}
	slices.Sort(out)
	return out
}

// misnamed notes a file that looks like YAML and whose name would hide it.
func (r *reader) misnamed(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	bad := ext == ".yml" || ext == ".yaml" && !strings.HasSuffix(name, ".yaml")
	if bad {
		r.note(name, 1, 1, 1, "file-name", model.Say("the file would not be read; name it .yaml", "该文件不会被读取；请改名为 .yaml"))
	}
	return bad
}

func (r *reader) note(file string, line, col, end int, id string, msg model.Text) {
	r.findings = append(r.findings, Finding{File: file, Line: line, Column: col, EndColumn: end, ID: id, Message: msg.En, MessageZh: msg.Zh})
}

// check sorts the rules by id and finds what is wrong with the policy as a whole, each at the place it is written.
func (r *reader) check() {
	slices.SortStableFunc(r.read, func(a, b *ruleRead) int { return cmp.Compare(a.rule.ID, b.rule.ID) })
	known := map[string]bool{}
	for _, one := range r.read {
		known[one.rule.ID] = true
	}
	for _, one := range r.read {
		if r.lost { // what a rule replaces may be where nothing could be read
			one.rule.Replaces = slices.DeleteFunc(one.rule.Replaces, func(id string) bool { return !known[id] })
		}
		r.a.Rules = append(r.a.Rules, one.rule)
	}
	r.report(model.Check(&r.a))
}

func (r *reader) positions() map[string]rules.Position {
	out := make(map[string]rules.Position, len(r.read))
	for _, one := range r.read {
		at := one.at[""]
		if at.file == "" {
			continue // of the policy below
		}
		out[one.rule.ID] = rules.Position{File: at.file, Line: at.line, Column: at.col}
	}
	declared := func(kind string, i int, name string) {
		if at, ok := r.vocabulary.at[kind+strconv.Itoa(i)]; ok {
			out[kind+name] = rules.Position{File: at.file, Line: at.line, Column: at.col}
		}
	}
	for i, d := range r.a.Decisions {
		declared("decisions/", i, d.Name)
	}
	for i, f := range r.a.Facts {
		declared("facts/", i, f.Name)
	}
	for i, s := range r.a.Switches {
		declared("switches/", i, s.Name)
	}
	return out
}
