// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
	"github.com/icpfiling/icp/simulator"
)

// Who files with another provider meets the rules of that provider, and no change of what only others meet is held against
// the tests.
func TestChangesAreThoseOfTheProvider(t *testing.T) {
	policy, err := yaml.ReadLayer(os.DirFS("../../examples/custom-rule/rules"), builtin.Policy())
	require.NoError(t, err)
	of := func(provider string) (x *lab, rules []string) {
		o := simulator.Options{Policy: policy, Calendar: calendar.China(), Filings: 1, Provider: provider}
		x, err := newLab(o, Days(o))
		require.NoError(t, err)
		for _, m := range x.policyMutants() {
			rules = append(rules, m.Where)
		}
		return x, rules
	}
	own, ownRules := of("example_cloud")
	shipped, shippedRules := of("")
	assert.Contains(t, ownRules, "example-cloud-app")
	assert.NotContains(t, ownRules, "preliminary-one-day")
	assert.NotContains(t, shippedRules, "example-cloud-app")
	assert.Contains(t, shippedRules, "preliminary-one-day")

	proven := func(x *lab, where, what string) string {
		list := x.tableMutants()
		i := slices.IndexFunc(list, func(m mutant) bool { return m.Where == where && m.What == what })
		require.GreaterOrEqual(t, i, 0, what)
		return x.prove(&list[i]).en
	}
	const never = "no rule lets a filing with this provider expire"
	for what, want := range map[string]string{"drop the deadline expiry": never, "drop the row": "", "drop the guard documents_complete": ""} {
		assert.Equal(t, want, proven(own, "draft/submit>verification", what), what)
		assert.Empty(t, proven(shipped, "draft/submit>verification", what), what)
	}
	assert.Equal(t, never, proven(own, "verification/tick>expired", "drop the row"))
	assert.Empty(t, proven(own, "verification/tick>expired", "drop the condition expiry_past"))
	assert.Empty(t, proven(shipped, "verification/tick>expired", "drop the row"))
}
