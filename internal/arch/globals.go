// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"go/ast"
	"go/types"
)

// globals lists assignments to variables of the package outside their declaration: what one caller does must not
// change what another one gets. Commands and examples are left out, as are tests.
func globals(t *tree, h house) []string {
	var wrong []string
	for _, dir := range t.dirs() {
		r, ok := h.row(dir)
		if !ok || r.room == outer || t.inNested(dir) {
			continue
		}
		var files []*ast.File
		for _, f := range t.files {
			if f.dir == dir && !f.test {
				files = append(files, f.ast)
			}
		}
		wrong = append(wrong, t.assignments(dir, files)...)
	}
	return wrong
}

func (t *tree) assignments(dir string, files []*ast.File) []string {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	// Only names within the package matter, so imports are not followed and what they leave unknown is no error here.
	config := types.Config{Error: func(error) {}, Importer: noImports{}}
	pkg, _ := config.Check(dir, t.fset, files, info)
	var wrong []string
	report := func(target ast.Expr) {
		name := root(target)
		if name == nil {
			return
		}
		if v, ok := info.Uses[name].(*types.Var); ok && v.Parent() == pkg.Scope() {
			wrong = append(wrong, fmt.Sprintf("%s: %s changes the global %s; keep it in a value the caller makes", t.at(target.Pos()), dir, name.Name))
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch s := n.(type) {
			case *ast.AssignStmt:
				for _, target := range s.Lhs {
					report(target)
				}
			case *ast.IncDecStmt:
				report(s.X)
			}
			return true
		})
	}
	return wrong
}

// root is the variable that an assignment to an element or field of it changes.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

type noImports struct{}

func (noImports) Import(path string) (*types.Package, error) {
	return nil, fmt.Errorf("%s is not followed", path)
}
