// SPDX-License-Identifier: Apache-2.0

package fault

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every kind has a name of its own that reads back, words in both languages, and a rate in Default.
func TestKinds(t *testing.T) {
	seen := map[string]bool{"none": true, "default": true, "swarm": true}
	for _, k := range Kinds() {
		assert.False(t, seen[k.String()], k.String())
		seen[k.String()] = true
		back, ok := ParseKind(k.String())
		assert.True(t, ok)
		assert.Equal(t, k, back)
		assert.NotEmpty(t, k.Label("en"))
		assert.NotEqual(t, k.Label("en"), k.Label("zh"))
		assert.Positive(t, Default().Rates[k], k.String())
	}
	assert.Len(t, seen, NumKinds-1+3)
	assert.Equal(t, "unknown", Kind(200).String())
	assert.Equal(t, "unknown", Kind(200).Label("zh"))
	_, ok := ParseKind("none")
	assert.False(t, ok)
}

func TestParse(t *testing.T) {
	for text, want := range map[string]Profile{
		"none": {}, "default": Default(), "late": Profile{}.With(Late, Default().Rates[Late]),
		"late,dropped": Profile{}.With(Late, Default().Rates[Late]).With(Dropped, Default().Rates[Dropped]),
	} {
		p, err := Parse(text)
		require.NoError(t, err)
		assert.Equal(t, want, p, text)
	}
	p, err := Parse("swarm")
	require.NoError(t, err)
	assert.True(t, p.Swarm)
	for _, text := range []string{"", "late,", "Late", "all", "none,late"} {
		_, err := Parse(text)
		assert.ErrorContains(t, err, "SIM-020", text)
	}
}

func TestRate(t *testing.T) {
	p, err := Profile{}.Rate("torn_record=10000")
	require.NoError(t, err)
	assert.Equal(t, Always, p.Rates[TornRecord])
	assert.Equal(t, "torn_record=10000/2", p.String())
	p, err = p.Rate("torn_record=0")
	require.NoError(t, err)
	assert.False(t, p.Any())
	assert.Equal(t, "none", p.String())
	for _, text := range []string{"", "late", "late=", "late=-1", "late=10001", "none=1", "late=1=2"} {
		_, err := p.Rate(text)
		assert.ErrorContains(t, err, "SIM-020", text)
	}
}

// Different profiles have different texts: the header of a run rests on it.
func TestStringTellsProfilesApart(t *testing.T) {
	base := Default()
	other := base
	other.Budgets[Late] = 7
	swarm := base
	swarm.Swarm = true
	seen := map[string]bool{}
	for _, p := range []Profile{{}, base, base.With(Late, 1), other, swarm} {
		assert.False(t, seen[p.String()], p.String())
		seen[p.String()] = true
	}
	assert.Equal(t, Budget, base.BudgetOf(Late))
	assert.Equal(t, 7, other.BudgetOf(Late))
	assert.Equal(t, base, base.With(None, 5).With(Kind(99), 5), "no such kind")
}
