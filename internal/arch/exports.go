// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
)

// crowds lists packages with more exported names than their row gives them, and closed sets that name what is not
// there. Methods, constants, and types whose values are exported constants do not count.
func crowds(t *tree, h house, sets map[string]map[string][]string) []string {
	var wrong []string
	for _, dir := range t.dirs() {
		r, ok := h.row(dir)
		if !ok || t.inNested(dir) || r.names == 0 {
			continue
		}
		names, enums := t.exported(dir)
		for set, members := range sets[dir] {
			for _, member := range members {
				if !names[member] {
					wrong = append(wrong, fmt.Sprintf("%s: the closed set of %s names %s, which is not there; strike it in internal/arch/rows.go", dir, set, member))
				}
				delete(names, member)
			}
		}
		for enum := range enums {
			delete(names, enum)
		}
		if len(names) > r.names {
			wrong = append(wrong, fmt.Sprintf("%s: %d exported names, at most %d; unexport what nobody outside needs: %v",
				dir, len(names), r.names, slices.Sorted(maps.Keys(names))))
		}
	}
	slices.Sort(wrong)
	return wrong
}

// exported gives the exported types, functions and variables of a package, and those types that have constants.
func (t *tree) exported(dir string) (names, enums map[string]bool) {
	names, enums = map[string]bool{}, map[string]bool{}
	for _, f := range t.files {
		if f.dir != dir || f.test {
			continue
		}
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() {
					names[d.Name.Name] = true
				}
			case *ast.GenDecl:
				exportedSpecs(d, names, enums)
			}
		}
	}
	return names, enums
}

func exportedSpecs(d *ast.GenDecl, names, enums map[string]bool) {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() {
				names[s.Name.Name] = true
			}
		case *ast.ValueSpec:
			if d.Tok == token.CONST {
				if typ, ok := s.Type.(*ast.Ident); ok {
					enums[typ.Name] = true
				}
				continue
			}
			for _, name := range s.Names {
				if name.IsExported() {
					names[name.Name] = true
				}
			}
		}
	}
}
