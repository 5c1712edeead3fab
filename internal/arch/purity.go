// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
)

// purity lists what the packages of pure and still rooms use although their answers would then hang on more than
// their arguments, and clocks that are read in busy ones.
func purity(t *tree, h house) []string {
	var wrong []string
	for _, f := range t.files {
		r, ok := h.row(f.dir)
		if f.test || !ok || r.room == outer || t.inNested(f.dir) {
			continue
		}
		for _, i := range t.imports(f) {
			if i.name == "." {
				wrong = append(wrong, fmt.Sprintf("%s: dot import of %s; write the package's name where it is used", i.at, i.path))
			}
			if b, ok := banOf(bannedImports(), i.path); ok && r.room != busy {
				wrong = append(wrong, fmt.Sprintf("%s: %s is pure and must not import %s; %s", i.at, f.dir, i.path, b.instead))
			}
		}
		wrong = append(wrong, clocks(t, f, r)...)
		if r.room != busy {
			wrong = append(wrong, loggers(t, f)...)
		}
		if r.room == pure {
			wrong = append(wrong, goroutines(t, f)...)
		}
	}
	return wrong
}

// selectors calls visit for each name of a package that a file uses, under whatever name the package is imported.
func (t *tree) selectors(f file, importPath string, visit func(name, at string, called bool)) {
	local := ""
	for _, i := range t.imports(f) {
		if i.path == importPath {
			if local = i.name; local == "" {
				local = path.Base(importPath)
			}
		}
	}
	if local == "" {
		return
	}
	calls := map[ast.Expr]bool{}
	ast.Inspect(f.ast, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			calls[x.Fun] = true
		case *ast.SelectorExpr:
			if pkg, ok := x.X.(*ast.Ident); ok && pkg.Name == local {
				visit(x.Sel.Name, t.at(x.Pos()), calls[x])
			}
		}
		return true
	})
}

// clocks finds uses of the forbidden functions of package time. A busy package may wait, and may name time.Now as the
// default of an option, but asks the clock it was given.
func clocks(t *tree, f file, r row) []string {
	var wrong []string
	t.selectors(f, "time", func(name, at string, called bool) {
		instead, banned := bannedTimes()[name]
		ofBusy := slices.Contains(timersOfBusy(), name) || (name == "Now" && !called)
		if !banned || (r.room == busy && ofBusy) {
			return
		}
		wrong = append(wrong, fmt.Sprintf("%s: %s must not use time.%s; %s", at, f.dir, name, instead))
	})
	return wrong
}

// loggers finds uses of log/slog that log.
func loggers(t *tree, f file) []string {
	var wrong []string
	t.selectors(f, "log/slog", func(name, at string, _ bool) {
		if !slices.Contains(slogValues(), name) {
			wrong = append(wrong, fmt.Sprintf("%s: %s is pure and must not use slog.%s; return the value, or take an Observer as an option", at, f.dir, name))
		}
	})
	return wrong
}

func goroutines(t *tree, f file) []string {
	var wrong []string
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if statement, ok := n.(*ast.GoStmt); ok {
			wrong = append(wrong, fmt.Sprintf("%s: %s must not start a goroutine; let the caller do it", t.at(statement.Pos()), f.dir))
		}
		return true
	})
	return wrong
}
