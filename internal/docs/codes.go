// SPDX-License-Identifier: Apache-2.0

package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"strconv"
	"strings"
)

var (
	codeOf = regexp.MustCompile(`\b(?:CAL|FSM|HST|JRN|NTF|RUL|SIM)-\d{3}\b`)
	filler = regexp.MustCompile(`\{\d\}`)
)

// reason is what the source says of a code: what and what next, empty where its words are made on the way.
type reason struct{ what, next, whatZH, nextZH string }

// reworded has … where a reason names something.
func (r reason) reworded() reason {
	for _, s := range []*string{&r.what, &r.next, &r.whatZH, &r.nextZH} {
		*s = filler.ReplaceAllString(*s, "…")
	}
	return r
}

// codesOf gives the codes in the literals of the library's sources, comments and tests left out, and those of the
// reasons of package fsm, which are numbers there.
func codesOf(fsys fs.FS) (map[string]reason, error) {
	codes := map[string]reason{}
	err := eachSource(fsys, func(name, text string) error {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "examples/") || strings.HasPrefix(name, "internal/") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				for _, code := range codeOf.FindAllString(lit.Value, -1) {
					if _, there := codes[code]; !there {
						codes[code] = reason{}
					}
				}
			}
			if lit, ok := n.(*ast.CompositeLit); ok && isNamed(lit.Type, "reason") && len(lit.Elts) == 6 {
				w := texts(lit)
				codes[w[0]] = reason{w[2], w[4], w[3], w[5]}
			}
			return true
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	refusals, err := reasonsOf(fsys)
	maps.Copy(codes, refusals)
	return codes, err
}

// reasonsOf reads the reasons of package fsm: their numbers, and their words.
func reasonsOf(fsys fs.FS) (map[string]reason, error) {
	numbers, words := map[string]string{}, map[string]reason{}
	err := eachSource(fsys, func(name, text string) error {
		if path.Dir(name) != "fsm" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if isNamed(n.Type, "reasonCode") && len(n.Values) == 1 {
					if number, err := strconv.Atoi(n.Values[0].(*ast.BasicLit).Value); err == nil && number > 0 && n.Names[0].Name != "numReasons" {
						numbers[n.Names[0].Name] = "FSM-" + strconv.Itoa(1000 + number)[1:]
					}
				}
			case *ast.KeyValueExpr:
				key, ok := n.Key.(*ast.Ident)
				if lit, of := n.Value.(*ast.CompositeLit); ok && of {
					if w := texts(lit); len(w) >= 5 && numbers[key.Name] != "" {
						words[numbers[key.Name]] = reason{w[1], w[3], w[2], w[4]}
					}
				}
			}
			return true
		})
		return nil
	})
	for _, code := range numbers {
		if _, there := words[code]; !there {
			words[code] = reason{}
		}
	}
	return words, err
}

// isNamed reports whether a type is written as one name.
func isNamed(t ast.Expr, name string) bool {
	ident, ok := t.(*ast.Ident)
	return ok && ident.Name == name
}

// texts are the strings in a literal, in their order.
func texts(n ast.Node) (list []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				list = append(list, s)
			}
		}
		return true
	})
	return list
}

// eachSource visits the Go files of the repository in the order of their names; reason.go comes before reasontexts.go.
func eachSource(fsys fs.FS, visit func(name, text string) error) error {
	return fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		return visit(name, string(text))
	})
}
