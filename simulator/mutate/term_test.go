// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
)

// trialsOf are those of the changes of one row or rule.
func trialsOf(x *lab, where string) (list []*trial) {
	for _, m := range append(x.tableMutants(), x.policyMutants()...) {
		if m.Where == where {
			list = append(list, newTrial(m))
		}
	}
	return list
}

// A rule of six days is met by filings that start on them, and its changes are noticed there.
func TestRulesOfFewDaysHaveTheirOwnFilings(t *testing.T) {
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 1000, Workers: 2, Profile: DefaultProfile}
	x, err := newLab(o, []calendar.Date{calendar.NewDate(2019, 4, 11)})
	require.NoError(t, err)
	const rule = "ningxia-change-organisation-to-organisation-2019-09"
	list := trialsOf(x, rule)
	require.Len(t, list, 3)
	terms, err := x.brief(append(list, trialsOf(x, "ready/submit_to_authority>authority_review")...))
	require.NoError(t, err)
	require.Len(t, terms, 1)
	assert.Equal(t, calendar.NewDate(2019, 9, 6), terms[0].from)
	assert.Equal(t, 6, terms[0].days)
	require.NoError(t, x.run(t.Context(), &terms[0], list, o.Filings))
	assert.Empty(t, unnoticed(list))
}

// What the filings of a seed leave unnoticed is tried on those of the next.
func TestWhatIsLeftIsTriedOnMore(t *testing.T) {
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 1, Workers: 1, Profile: DefaultProfile}
	x, err := newLab(o, []calendar.Date{simulator.DefaultFrom()})
	require.NoError(t, err)
	list := trialsOf(x, "preliminary_review/withdraw>draft")
	require.NoError(t, x.run(t.Context(), &x.terms[0], list, 1))
	require.Len(t, unnoticed(list), len(list), "one filing is not withdrawn")
	x.o.Filings = 400
	require.NoError(t, x.further(t.Context(), list))
	assert.Less(t, len(unnoticed(list)), len(list))
	assert.NoError(t, x.further(t.Context(), nil))
}
