// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// tree is the sources of the root module and of all nested ones.
type tree struct {
	module string // import path of the root module
	fset   *token.FileSet
	files  []file
	nested []string // directories of nested modules
}

// file is one Go file.
type file struct {
	name  string // path from the top of the repository
	dir   string // of the package, "." at the top
	test  bool
	text  string
	ast   *ast.File
	lines int
}

// imported is one import of a file.
type imported struct {
	path string
	name string // as used in the file; "" for the package's own name
	at   string // file:line
}

// readTree parses every Go file that is compiled: directories that start with a dot or underscore and testdata are
// left out, as the go command does.
func readTree(fsys fs.FS) (*tree, error) {
	t := &tree{fset: token.NewFileSet()}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if entry.IsDir() {
			if name != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || base == "vendor") {
				return fs.SkipDir
			}
			return nil
		}
		if base == "go.mod" {
			return t.addModule(fsys, name)
		}
		if !strings.HasSuffix(base, ".go") {
			return nil
		}
		return t.addFile(fsys, name)
	})
	if err == nil && t.module == "" {
		err = fmt.Errorf("no go.mod at the top")
	}
	return t, err
}

func (t *tree) addModule(fsys fs.FS, name string) error {
	if name != "go.mod" {
		t.nested = append(t.nested, path.Dir(name))
		return nil
	}
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if module, ok := strings.CutPrefix(line, "module "); ok {
			t.module = strings.TrimSpace(module)
			return nil
		}
	}
	return fmt.Errorf("%s has no module line", name)
}

func (t *tree) addFile(fsys fs.FS, name string) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	parsed, err := parser.ParseFile(t.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	t.files = append(t.files, file{
		name: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), text: string(text), ast: parsed,
		lines: strings.Count(string(text), "\n"),
	})
	return nil
}

// dirs lists the directories with Go files, sorted.
func (t *tree) dirs() []string {
	var dirs []string
	for _, f := range t.files {
		dirs = append(dirs, f.dir)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// inNested tells whether a directory belongs to a nested module.
func (t *tree) inNested(dir string) bool {
	return slices.ContainsFunc(t.nested, func(module string) bool { return within(dir, module) })
}

// ours gives the directory of an import of this repository.
func (t *tree) ours(importPath string) (string, bool) {
	if importPath == t.module {
		return ".", true
	}
	return strings.CutPrefix(importPath, t.module+"/")
}

func (t *tree) imports(f file) []imported {
	var list []imported
	for _, spec := range f.ast.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has accepted it as a string
		}
		i := imported{path: importPath, at: t.at(spec.Pos())}
		if spec.Name != nil {
			i.name = spec.Name.Name
		}
		list = append(list, i)
	}
	return list
}

func (t *tree) at(pos token.Pos) string {
	p := t.fset.Position(pos)
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// isStd tells a package of the standard library by the missing dot in its first part.
func isStd(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}
