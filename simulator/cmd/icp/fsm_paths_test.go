// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"path"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What --format go prints is a file as it stands: it imports what it names and nothing else, also where nothing is printed.
func TestPathsAsAGoFile(t *testing.T) {
	for _, args := range [][]string{
		{"--region", "tianjin", "--suite", "transitions"}, {"--region", "shanghai", "--suite", "pairs"}, {"--kind", "app_filing"},
	} {
		code, stdout, stderr := runFSM(t, append([]string{"paths", "--at", "2018-04-04", "--format", "go"}, args...)...)
		require.Equal(t, exitFine, code, stderr)
		file, err := parser.ParseFile(token.NewFileSet(), "paths.go", stdout, parser.ParseComments)
		require.NoError(t, err)
		assert.True(t, ast.IsGenerated(file))
		laid, err := format.Source([]byte(stdout))
		require.NoError(t, err)
		assert.Equal(t, string(laid), stdout)

		imported, named := map[string]bool{}, map[string]bool{}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			imported[path.Base(name)] = true
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := x.X.(*ast.Ident); ok {
					named[pkg.Name] = true
				}
			}
			return true
		})
		assert.Equal(t, named, imported)
	}
}
