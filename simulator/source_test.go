// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// onTheLog are the packages whose bytes must be the same everywhere.
var onTheLog = []string{".", "binlog", "shard"}

// mapFiles may have maps: none of them is walked on the way to the log.
var mapFiles = map[string]string{
	"explore_key.go":    "looked up by the name of a field",
	"explore_search.go": "what was seen already, looked up by key",
	"profile.go":        "the report's figures, which JSON sorts",
	"report.go":         "the report's figures, which JSON sorts",
	"reports.go":        "the same figures, walked in the order of their names",
	"binlog/header.go":  "words seen, looked up only",
	"binlog/words.go":   "words seen, looked up only",
	"shard/file.go":     "counts by name, which JSON sorts",
	"shard/merge.go":    "the same, walked in the order of their names",
}

// sideBySide may have goroutines: it puts what they did in the order of the filings.
const sideBySide = "run.go"

// panics says where a filing that ends a run panicked: in an error, never in a log.
const panics = "panicked.go"

// unreproducible are what differs from machine to machine, or from run to run.
var unreproducible = []string{"math", "math/rand", "math/rand/v2", "math/cmplx", "os", "log", "unsafe", "runtime", "hash/maphash", "crypto/rand", "sync/atomic"}

// Nothing on the log's path depends on floating point, the order of a map, a clock, a locale, a random source, the size of
// a word or who comes first.
func TestNothingUnreproducible(t *testing.T) {
	used := map[string]bool{}
	for _, dir := range onTheLog {
		files, err := filepath.Glob(dir + "/*.go")
		require.NoError(t, err)
		for _, name := range files {
			if !strings.HasSuffix(name, "_test.go") {
				checkSource(t, filepath.ToSlash(name), used)
			}
		}
	}
	for name := range mapFiles {
		assert.True(t, used[name], "%s has no map any more", name)
	}
}

func checkSource(t *testing.T, name string, used map[string]bool) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, 0)
	require.NoError(t, err)
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if name == panics && path == "runtime" {
			continue
		}
		assert.NotContains(t, unreproducible, path, name)
	}
	sorted := map[ast.Node]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		where := func() string { return set.Position(n.Pos()).String() }
		switch x := n.(type) {
		case *ast.Ident:
			if name == panics && x.Name == "uintptr" {
				break
			}
			assert.NotContains(t, []string{"float64", "float32", "complex128", "complex64", "uintptr"}, x.Name, where())
		case *ast.BasicLit:
			assert.NotEqual(t, token.FLOAT, x.Kind, where())
		case *ast.CallExpr:
			if named(x.Fun, "slices", "Sorted") {
				sorted[x.Args[0].(*ast.CallExpr).Fun] = true
			}
		case *ast.SelectorExpr:
			assert.False(t, named(x, "time", "Now", "Since", "Until", "Local", "LoadLocation", "Sleep", "After", "NewTimer"), where())
			assert.False(t, named(x, "maps", "Keys", "Values", "All") && !sorted[x], "%s walks a map in no order", where())
		case *ast.MapType:
			assert.NotEmpty(t, mapFiles[name], "%s has a map", where())
			used[name] = true
		case *ast.GoStmt, *ast.SelectStmt:
			assert.True(t, name == sideBySide || name == "used.go", "%s hangs on who comes first", where()) // used.go: what is used again
		}
		return true
	})
}

// named reports whether an expression is a name of a package.
func named(x ast.Expr, pkg string, names ...string) bool {
	s, ok := x.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := s.X.(*ast.Ident)
	return ok && id.Name == pkg && slices.Contains(names, s.Sel.Name)
}
