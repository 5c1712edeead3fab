// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mapFiles may have maps: none of them is walked on the way to the log.
var mapFiles = map[string]string{
	"explore_key.go":    "looked up by the name of a field",
	"explore_search.go": "what was seen already, looked up by key",
	"life.go":           "a cache, looked up by key only",
	"report.go":         "the report's figures, which JSON sorts",
	"run.go":            "the same figures, filled by name",
}

// Nothing on the log's path depends on floating point, the order of a map, a clock, a locale or a random source.
func TestNothingUnreproducible(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		require.NoError(t, err)
		for _, spec := range file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			assert.NotContains(t, []string{"math", "math/rand", "math/rand/v2", "os", "log", "unsafe"}, path, name)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.Ident:
				assert.NotContains(t, []string{"float64", "float32", "complex128"}, x.Name, set.Position(x.Pos()))
			case *ast.BasicLit:
				assert.NotEqual(t, token.FLOAT, x.Kind, set.Position(x.Pos()))
			case *ast.SelectorExpr:
				if id, ok := x.X.(*ast.Ident); ok && id.Name == "time" {
					assert.NotContains(t, []string{"Now", "Since", "Local", "LoadLocation", "Sleep"}, x.Sel.Name, set.Position(x.Pos()))
				}
			case *ast.MapType:
				assert.NotEmpty(t, mapFiles[name], "%s has a map", set.Position(x.Pos()))
			}
			return true
		})
	}
}
