// SPDX-License-Identifier: Apache-2.0

package report

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/fault"
)

// Every assumption of every profile, with all faults and with none, has words in Chinese; in English it stands as it is. No
// words are kept for what is not assumed any more.
func TestAssumptionsInChinese(t *testing.T) {
	all, err := fault.Parse("default")
	require.NoError(t, err)
	used := map[string]bool{}
	en, zh := &Page{Lang: "en"}, &Page{Lang: "zh"}
	for _, profile := range []string{"default", "realistic", "swarm-weights", "swarm", "exhaustive"} {
		r, err := simulator.Run(context.Background(), simulator.Options{
			Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 1, Profile: profile, Faults: all,
		})
		require.NoError(t, err)
		require.NotEmpty(t, r.Assumptions)
		for _, a := range r.Assumptions {
			for _, text := range []string{a.Name, a.Value, a.Source} {
				used[text] = true
				assert.Equal(t, text, en.assumed(text))
				assert.NotRegexp(t, `[a-z]+,? [a-z]+|, |; `, zh.assumed(text))
			}
			assert.Regexp(t, `\p{Han}`, zh.assumed(a.Name))
		}
	}
	for text := range assumptionsZH {
		assert.True(t, used[text] || used[text+"; the shares hold for realistic filings only"], text)
	}
}
