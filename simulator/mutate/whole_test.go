// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/outcome"
)

// wholly lives every filing of the lab by the changed machine, with the whole policy, until one notices.
func wholly(t *testing.T, x *lab, m *mutant, usual [][]outcome.Filing) verdict {
	t.Helper()
	changed, err := newTrial(*m).machine(x, variant{calendar: x.o.Calendar})
	if err != nil {
		return refused
	}
	for i := range x.days {
		for n := range usual[i] {
			f, err := x.terms[i].lives(changed, n)
			switch {
			case err != nil:
				return refused
			case len(f.Broken) > 0:
				return broken
			case f.Course != usual[i][n].Course:
				return different
			}
		}
	}
	return survived
}

// Asking beside the lives says of every change what living all filings with it says: of a part of the changes, of all that
// are said to alter nothing, and with what goes wrong around the filings.
func TestAskingSaysWhatLivingSays(t *testing.T) {
	some := fault.Default()
	some.Rates[fault.PolicyChanged], some.Rates[fault.CalendarAmended] = 0, 0
	for _, x := range []struct {
		profile        string
		faults         fault.Profile
		filings, every int
		days           []calendar.Date
	}{
		{"exhaustive", fault.Profile{}, 46, 28, []calendar.Date{simulator.DefaultFrom()}},
		{"swarm-weights", fault.Profile{}, 20, 37, []calendar.Date{simulator.DefaultFrom(), calendar.NewDate(2020, 7, 1)}},
		{"default", some, 25, 41, []calendar.Date{calendar.NewDate(2019, 4, 11)}},
		{"default", fault.Default(), 5, 500, []calendar.Date{calendar.NewDate(2019, 4, 11)}},
	} {
		o := simulator.Options{
			Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 7, Filings: x.filings, Workers: 2, Profile: x.profile, Faults: x.faults,
		}
		l, err := newLab(o, x.days)
		require.NoError(t, err)
		var list []*trial
		for i, m := range append(l.tableMutants(), l.policyMutants()...) {
			if i%x.every == 0 || l.prove(&m) != (proof{}) && x.every < 29 {
				list = append(list, newTrial(m))
			}
		}
		usual := make([][]outcome.Filing, len(x.days))
		for i := range x.days {
			require.NoError(t, l.run(t.Context(), &l.terms[i], list, x.filings))
			for n := range x.filings {
				f, err := l.terms[i].lives(l.machine, n)
				require.NoError(t, err)
				usual[i] = append(usual[i], f)
			}
		}
		l.build(list)
		seen := map[verdict]int{}
		for _, tried := range list {
			want := wholly(t, l, &tried.mutant, usual)
			seen[want]++
			assert.Equal(t, want, tried.verdict, "%s %s: %s", tried.Of, tried.Where, tried.What)
			if l.prove(&tried.mutant) != (proof{}) {
				assert.Equal(t, survived, want, "%s %s: %s was said to alter nothing", tried.Of, tried.Where, tried.What)
			}
		}
		assert.NotZero(t, seen[survived], x.profile)
		assert.NotZero(t, seen[different], x.profile)
	}
}
