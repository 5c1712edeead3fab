// SPDX-License-Identifier: Apache-2.0

package rules_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// The rules behind an answer begin with the one its verdict names, and are those an explanation names.
func TestBehindNamesTheRules(t *testing.T) {
	p := builtin.Policy()
	for place, v := range p.Answers() {
		behind := p.Behind(place)
		if v.Rule != "" {
			require.NotEmpty(t, behind, place)
			assert.Equal(t, v.Rule, behind[0], place)
		}
	}
	assert.Empty(t, p.Behind(-1))
	assert.Empty(t, p.Behind(1<<20))

	d, _ := p.Decision("documents")
	at := calendar.NewDate(2018, 4, 4)
	c, err := p.Case(map[string]string{
		"region": "beijing", "kind": "first_filing", "registered": "nowhere", "subject_kind": "enterprise", "upload_channel": "pc",
		"site": "china", "provider": "alibabacloud",
	})
	require.NoError(t, err)
	behind := p.Behind(p.Find(d, &c, p.Span(at)))
	e, err := p.Explain(d, &c, at)
	require.NoError(t, err)
	var explained []string
	for _, r := range e.Answers[0].Rules {
		explained = append(explained, r.ID)
	}
	assert.ElementsMatch(t, explained, behind)
	assert.Greater(t, len(slices.Compact(behind)), 1)
}
