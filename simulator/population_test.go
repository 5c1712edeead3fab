// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// Over the whole timeline every kind of filing is opened, is approved, and breaks nothing; apps are filed from
// 2023-09-04 on.
func TestEveryKindIsReachedAtAnyTime(t *testing.T) {
	for _, from := range []string{"2018-04-04", "2019-04-20", "2019-08-12", "2021-03-01", "2023-09-04", "2026-11-01"} {
		t.Run(from, func(t *testing.T) {
			o := shipped(1200)
			o.From, o.Days = date(t, from), 20
			lb, err := newLab(o)
			require.NoError(t, err)
			l := newLife(lb)
			approved, filed := map[fsm.Kind]int{}, map[string]int{}
			for n := range o.Filings {
				_, err := l.simulate(n)
				require.NoError(t, err)
				filed[l.who.kind.String()]++
				if l.outcome == fsm.Approved {
					approved[l.who.kind]++
				}
			}
			assert.Empty(t, l.mon.found)
			for kind := fsm.FirstFiling; kind <= fsm.AppFiling; kind++ {
				if kind == fsm.AppFiling && o.From.Before(appsFrom) {
					assert.Zero(t, filed[kind.String()])
					continue
				}
				assert.Positive(t, approved[kind], kind.String())
			}
			assert.Equal(t, filed, mustRun(t, o).Kinds)
		})
	}
}

// What hosts and authorities do beside a filing's way is part of the population: revoked records, repairs, dead letters,
// expiry and reminders.
func TestPopulationHasEveryCommand(t *testing.T) {
	seen := map[fsm.CommandName]bool{}
	events := map[fsm.EventType]bool{}
	for _, from := range []string{"2018-04-04", "2021-03-01"} {
		o := shipped(1)
		o.From = date(t, from)
		lb, err := newLab(o)
		require.NoError(t, err)
		l := newLife(lb)
		for n := range 1500 {
			l.tape = &tape{}
			_, err := l.simulate(n)
			require.NoError(t, err)
			for i := range l.tape.steps {
				if c := l.tape.steps[i].Command; c != nil {
					seen[c.Name()] = true
				}
			}
			for e, err := range lb.head.Decoder().Filing(l.buf) {
				require.NoError(t, err)
				if e.Event != nil {
					events[e.Event.Type] = true
				}
			}
		}
	}
	for _, c := range fsm.Commands() {
		assert.True(t, seen[c], c.String())
	}
	for e := fsm.EventOpened; e.String() != "unknown"; e++ {
		if e != fsm.EventRejudged && e != fsm.EventDeadlinePending { // another policy, unpublished days: not these years
			assert.True(t, events[e], e.String())
		}
	}
}
