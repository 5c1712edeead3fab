// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The numbers themselves are the specification: other numbers need another name than icpsim-rng/4.
func TestDrawsArePinned(t *testing.T) {
	assert.Equal(t, "icpsim-rng/4", Spec)
	assert.Equal(t, uint64(0xe220a8397b1dcdaf), mix64(golden), "the first number of splitmix64 with seed 0")
	d := drawsOf(1, 0)
	assert.Equal(t, mix64(mix64(1)^mix64(uint64(drawRegion)<<32)), d.bits64(drawRegion, 0))
	filing := uint64(42)
	d = drawsOf(7, 42)
	assert.Equal(t, mix64(mix64(7^filing*0x9e3779b97f4a7c15)^mix64(35<<32|3)), d.bits64(drawReturn, 3))
	assert.Equal(t, uint64(0x6b1a858c1a199f3f), d.bits64(drawReturn, 3))
}

// A purpose's number is never used twice, or two draws would always agree.
func TestPurposesAreDistinct(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "purposes.go", nil, 0)
	require.NoError(t, err)
	used := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			number, name := spec.Values[0].(*ast.BasicLit).Value, spec.Names[0].Name
			assert.Empty(t, used[number], "%s has the number of %s", name, used[number])
			used[number] = name
		}
		return true
	})
	assert.Greater(t, len(used), 50)
}

func TestDistributionsStayInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawsOf(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(0, 1<<30).Draw(t, "filing"))
		o := rapid.IntRange(0, 1<<20).Draw(t, "occurrence")
		n := rapid.IntRange(1, 1<<30).Draw(t, "n")
		x := d.below(drawCause, o, n)
		assert.True(t, x >= 0 && x < n)
		days := d.minutes(drawAuthorityTime, o, &authorityDays)
		assert.True(t, days >= 3 && days <= 20, "S1-10: %d", days)
		k := regionWeights.pick(&d, drawRegion, o)
		assert.True(t, k >= 0 && k < len(regions))
	})
}

func TestDurationsEnds(t *testing.T) {
	table := durations{10, 20, 40}
	assert.EqualValues(t, 10, table.at(0))
	assert.EqualValues(t, 20, table.at(1<<63))
	assert.EqualValues(t, 39, table.at(^uint64(0)))
	assert.EqualValues(t, 30, table.at(3<<62))
}

// The published shares hold: they are sums of the weights, so this is exact.
func TestPublishedShares(t *testing.T) {
	east, centre, west := 0, 0, 0
	for _, r := range regions {
		switch r.name {
		case "beijing", "tianjin", "hebei", "liaoning", "shanghai", "jiangsu", "zhejiang", "fujian", "shandong", "guangdong", "hainan":
			east += r.weight
		case "shanxi", "jilin", "heilongjiang", "anhui", "jiangxi", "henan", "hubei", "hunan":
			centre += r.weight
		default:
			west += r.weight
		}
	}
	assert.Equal(t, []int{6891, 1849, 1261}, []int{east, centre, west})
	assert.Len(t, regions, 31)
	for _, w := range []weighted{wishesBeforeApps, wishesWithApps} {
		cancels := w[12] - w[9]
		assert.Equal(t, 10_000, w[12])
		assert.Equal(t, (10_000-cancels)*47, w[7]*100, "47 % new, 53 % changes, cancellations left out")
	}
	assert.Equal(t, 10_000, subjectKindWeights[len(subjectKindWeights)-1])
	assert.Equal(t, 243, shareAuthorityRefusal)
}
