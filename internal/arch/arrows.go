// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// house is the rows, ready to be asked.
type house struct{ rows map[string]row }

func newHouse(rows []row) house {
	h := house{rows: map[string]row{}}
	for _, r := range rows {
		h.rows[r.path] = r
	}
	return h
}

// row finds the row of a package: its own, or the one for everything next to it.
func (h house) row(dir string) (row, bool) {
	if r, ok := h.rows[dir]; ok {
		return r, true
	}
	r, ok := h.rows[path.Join(path.Dir(dir), "*")]
	return r, ok
}

// allows tells whether a package may import another of ours: it is listed, or allowed to one that is listed.
func (h house) allows(from row, to string) bool {
	seen := map[string]bool{}
	var reaches func(r row) bool
	reaches = func(r row) bool {
		if seen[r.path] {
			return false
		}
		seen[r.path] = true
		for _, listed := range r.ours {
			if listed == anything || listed == to || listed == path.Join(path.Dir(to), "*") {
				return true
			}
			if next, ok := h.row(listed); ok && reaches(next) {
				return true
			}
		}
		return false
	}
	return reaches(from)
}

// arrows lists every import that the rows do not allow, and every package without a row. Tests may import anything.
func arrows(t *tree, h house) []string {
	var wrong []string
	for _, dir := range t.dirs() {
		if _, ok := h.row(dir); !ok && !t.inNested(dir) {
			wrong = append(wrong, fmt.Sprintf("%s: package without a row; add one to internal/arch/rows.go that says what it may import", dir))
		}
	}
	for _, f := range t.files {
		r, ok := h.row(f.dir)
		if f.test || !ok || t.inNested(f.dir) {
			continue
		}
		for _, i := range t.imports(f) {
			if why := h.judge(t, f.dir, r, i.path); why != "" {
				wrong = append(wrong, i.at+": "+why)
			}
		}
	}
	return wrong
}

// judge says what is wrong with one import, or nothing.
func (h house) judge(t *tree, dir string, r row, importPath string) string {
	if to, ok := t.ours(importPath); ok {
		if to == dir || h.allows(r, to) {
			return ""
		}
		return fmt.Sprintf("%s must not import %s; it may import %s. Pass what is needed as a value or through an interface, or move the code",
			dir, to, list(r.ours))
	}
	if isStd(importPath) {
		return ""
	}
	if slices.ContainsFunc(r.third, func(module string) bool { return module == anything || within(importPath, module) }) {
		return ""
	}
	if strings.Contains(importPath, "yaml") {
		return fmt.Sprintf("%s must not link a YAML library; read the policy with %s, or the packed artifact with rules.Load", dir, yamlOnlyIn)
	}
	for _, b := range bannedEverywhere() {
		if within(importPath, b.what) {
			return fmt.Sprintf("%s must not import %s; %s", dir, importPath, b.instead)
		}
	}
	return fmt.Sprintf("%s must not import %s; it may import of others: %s. Put it into a nested module, or give the dependency a reason in internal/decisions and a place in its row",
		dir, importPath, list(r.third))
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
