// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
)

// tongueDir is the package that says which language a name of one means.
const tongueDir = "internal/tongue"

// languages lists comparisons of a text with the name of Chinese outside internal/tongue: "zh-CN" has to be Chinese for every
// text or for none. Commands and examples, which take "en" or "zh" and nothing else, are left out, as are tests.
func languages(t *tree, h house) []string {
	var wrong []string
	for _, f := range t.files {
		r, ok := h.row(f.dir)
		if f.test || f.dir == tongueDir || ok && r.room == outer || t.inNested(f.dir) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			var parts []ast.Expr
			switch x := n.(type) {
			case *ast.BinaryExpr:
				if x.Op == token.EQL || x.Op == token.NEQ {
					parts = []ast.Expr{x.X, x.Y}
				}
			case *ast.CaseClause:
				parts = x.List
			case *ast.CallExpr:
				if fn, ok := x.Fun.(*ast.SelectorExpr); ok && fn.Sel.Name == "HasPrefix" {
					parts = x.Args
				}
			}
			if slices.ContainsFunc(parts, isChinese) {
				wrong = append(wrong, fmt.Sprintf("%s: compares with the name of Chinese; ask internal/tongue", t.at(n.Pos())))
			}
			return true
		})
	}
	return wrong
}

func isChinese(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Value == `"zh"`
}
