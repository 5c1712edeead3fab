// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

const (
	licenceLine  = "// SPDX-License-Identifier: Apache-2.0"
	maxLines     = 500
	maxFuncLines = 70
)

// habits lists files without the licence line, files and functions that are too long, init functions, and packages
// without a doc.go. Tests may have long functions, because a table of cases is one.
func habits(t *tree) []string {
	var wrong []string
	documented := map[string]bool{}
	for _, f := range t.files {
		if !strings.HasPrefix(f.text, licenceLine+"\n") {
			wrong = append(wrong, fmt.Sprintf("%s:1: the first line is not %q", f.name, licenceLine))
		}
		if f.lines > maxLines {
			wrong = append(wrong, fmt.Sprintf("%s: %d lines, at most %d; one idea per file", f.name, f.lines, maxLines))
		}
		if f.ast.Doc != nil && !f.test {
			documented[f.dir] = true
		}
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				wrong = append(wrong, t.function(f, fn)...)
			}
		}
	}
	for _, dir := range t.dirs() {
		if !documented[dir] {
			wrong = append(wrong, fmt.Sprintf("%s: no package comment; write a doc.go with what it is, which call most readers want, and the caller's duties", dir))
		}
	}
	return wrong
}

func (t *tree) function(f file, fn *ast.FuncDecl) []string {
	var wrong []string
	if fn.Recv == nil && fn.Name.Name == "init" {
		wrong = append(wrong, fmt.Sprintf("%s: init function; give the value to whoever needs it", t.at(fn.Pos())))
	}
	if n := t.span(fn); n > maxFuncLines && !f.test {
		wrong = append(wrong, fmt.Sprintf("%s: %s has %d lines, at most %d; give its parts names", t.at(fn.Pos()), fn.Name.Name, n, maxFuncLines))
	}
	return wrong
}

func (t *tree) span(n ast.Node) int {
	line := func(pos token.Pos) int { return t.fset.Position(pos).Line }
	return line(n.End()) - line(n.Pos()) + 1
}
