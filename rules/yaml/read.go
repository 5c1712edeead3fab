// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"cmp"
	"io/fs"
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
}

// Read reads a policy folder: facts.yaml at its root, and every other .yaml file below it except those under tests/ and
// hidden ones. The order of files and rules does not matter; the policy knows where each rule is written. Everything
// wrong comes back as one *[Error]. Limits: 1 MB a file, 32 levels, 4,096 rules, 100 findings.
func Read(fsys fs.FS) (*rules.Policy, error) {
	r := &reader{fsys: fsys, kinds: map[string]string{}, a: model.Artifact{Schema: 1}}
	r.vocabulary = section{r: r, file: factsFile, at: map[string]place{}}
	names := r.files()
	n := r.load(factsFile)
	if n != nil {
		r.facts(n)
	}
	for _, d := range r.a.Decisions {
		r.kinds[d.Name] = d.Kind
	}
	for _, name := range names {
		if tree := r.load(name); tree != nil {
			r.rules(name, tree)
		}
	}
	if n != nil { // without facts every name of every rule would be unknown
		r.check()
	}
	if len(r.findings) > 0 {
		return nil, &Error{Findings: tidy(r.findings)}
	}
	p, err := rules.Load(r.a.Canonical())
	if err != nil {
		return nil, err
	}
	return p.At(r.positions()), nil
}

const factsFile = "facts.yaml"

// files lists the rule files in their order.
func (r *reader) files() []string {
	var out []string
	err := fs.WalkDir(r.fsys, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != "." && strings.HasPrefix(d.Name(), "."), path == "tests":
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case strings.HasSuffix(path, ".yml"):
			r.note(path, 1, 1, 1, "file-name", "the file would not be read; name it .yaml")
		case strings.HasSuffix(path, ".yaml") && path != factsFile:
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		r.note(".", 1, 1, 1, "unreadable", "the folder cannot be listed")
	}
	slices.Sort(out)
	return out
}

func (r *reader) note(file string, line, col, end int, id, msg string) {
	r.findings = append(r.findings, Finding{File: file, Line: line, Column: col, EndColumn: end, ID: id, Message: msg})
}

// check sorts the rules by id and finds what is wrong with the policy as a whole, each at the place it is written.
func (r *reader) check() {
	slices.SortStableFunc(r.read, func(a, b *ruleRead) int { return cmp.Compare(a.rule.ID, b.rule.ID) })
	for _, one := range r.read {
		r.a.Rules = append(r.a.Rules, one.rule)
	}
	for _, p := range model.Check(&r.a) {
		s, path := &r.vocabulary, p.Path
		if rest, ok := strings.CutPrefix(p.Path, "rules/"); ok {
			index, sub, _ := strings.Cut(rest, "/")
			if i, err := strconv.Atoi(index); err == nil {
				s, path = &r.read[i].section, sub
			}
		}
		at := s.find(path)
		if at.file == "" {
			at = place{s.file, 1, 1, 1}
		}
		r.findings = append(r.findings, Finding{at.file, at.line, at.col, at.end, p.ID, p.Msg, p.Near})
	}
}

func (r *reader) positions() map[string]rules.Position {
	out := make(map[string]rules.Position, len(r.read))
	for _, one := range r.read {
		at := one.at[""]
		out[one.rule.ID] = rules.Position{File: at.file, Line: at.line, Column: at.col}
	}
	for i, d := range r.a.Decisions {
		at := r.vocabulary.at["decisions/"+strconv.Itoa(i)]
		out["decisions/"+d.Name] = rules.Position{File: at.file, Line: at.line, Column: at.col}
	}
	return out
}
