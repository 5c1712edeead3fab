// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every topic of package notify can be expected in a script.
func TestEveryTopicIsKnown(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../notify/topic.go", nil, 0)
	require.NoError(t, err)
	n := 0
	ast.Inspect(file, func(x ast.Node) bool {
		spec, ok := x.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Topic") {
			return true
		}
		name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		require.NoError(t, err)
		assert.True(t, isTopic(name), name)
		n++
		return true
	})
	assert.Len(t, topics, n)
}

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{
		"drafft": "draft", "draft": "draft", "x": "", "": "", "redy": "ready", "approve": "approved", strings.Repeat("draft", 20): "",
	} {
		assert.Equal(t, want, nearest(word, stateNames()), word)
	}
}
