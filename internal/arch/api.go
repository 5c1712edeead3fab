// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/doc"
	"go/format"
	"go/parser"
	"strings"
)

// api writes the exported declarations of a package without comments and bodies, in a stable order.
func (t *tree) api(dir string) (string, error) {
	var files []*ast.File
	for _, f := range t.files {
		if f.dir != dir || f.test {
			continue
		}
		// go/doc takes the syntax tree apart, so it gets one of its own.
		parsed, err := parser.ParseFile(t.fset, f.name, f.text, parser.SkipObjectResolution)
		if err != nil {
			return "", err
		}
		files = append(files, parsed)
	}
	pkg, err := doc.NewFromFiles(t.fset, files, t.module+"/"+dir)
	if err != nil {
		return "", err
	}
	w := &apiWriter{tree: t}
	w.printf("package %s // import %q\n", pkg.Name, pkg.ImportPath)
	w.values(pkg.Consts)
	w.values(pkg.Vars)
	w.functions(pkg.Funcs)
	for _, typ := range pkg.Types {
		w.decl(typ.Decl)
		w.values(typ.Consts)
		w.values(typ.Vars)
		w.functions(typ.Funcs)
		w.functions(typ.Methods)
	}
	return w.String(), w.err
}

type apiWriter struct {
	bytes.Buffer
	tree *tree
	err  error
}

func (w *apiWriter) printf(form string, args ...any) { fmt.Fprintf(&w.Buffer, form, args...) }

func (w *apiWriter) values(values []*doc.Value) {
	for _, v := range values {
		w.decl(v.Decl)
	}
}

func (w *apiWriter) functions(functions []*doc.Func) {
	for _, f := range functions {
		f.Decl.Body = nil
		w.decl(f.Decl)
	}
}

// decl prints one declaration, without blank lines inside, after a blank line.
func (w *apiWriter) decl(d ast.Decl) {
	var text bytes.Buffer
	if err := format.Node(&text, w.tree.fset, d); err != nil && w.err == nil {
		w.err = err
	}
	w.printf("\n")
	for line := range strings.Lines(text.String()) {
		if strings.TrimSpace(line) != "" {
			w.printf("%s\n", strings.TrimRight(line, "\n"))
		}
	}
}
