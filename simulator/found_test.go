// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// Hosts find filings further on their way, never further back: what nobody submitted here only when it came back, and what
// waits for a verification that comes first under review.
func TestFilingsAreFoundFurther(t *testing.T) {
	for _, x := range []struct {
		from        string
		reviewFirst bool
	}{{"2018-04-04", true}, {"2021-03-01", false}} {
		o := shipped(1)
		o.From, o.Profile = date(t, x.from), exhaustive.String()
		lb, err := newLab(o)
		require.NoError(t, err)
		l := newLife(lb)
		seen := map[[2]fsm.State]int{}
		asked := 0 // to verify where the verification comes first
		for n := range 2500 {
			_, err := l.simulate(n)
			require.NoError(t, err)
			for e, err := range lb.head.Decoder().Filing(l.buf) {
				require.NoError(t, err)
				switch {
				case e.Event == nil:
				case e.Event.Type == fsm.EventReconciled:
					seen[[2]fsm.State{e.Event.From, e.Event.To}]++
				case e.Event.Type == fsm.EventSubmitted && e.Event.To == fsm.Verification:
					asked++
				}
			}
		}
		assert.Empty(t, l.mon.found)
		for _, to := range [...]fsm.State{fsm.PreliminaryReturned, fsm.SMSReturned} {
			assert.Positive(t, seen[[2]fsm.State{fsm.Draft, to}], to.String())
			assert.Positive(t, seen[[2]fsm.State{fsm.PreliminaryReview, to}], to.String())
		}
		for _, to := range [...]fsm.State{fsm.PreliminaryReview, fsm.PreliminaryReturned} {
			assert.Equal(t, x.reviewFirst, seen[[2]fsm.State{fsm.Verification, to}] == 0, to.String())
		}
		for way := range seen {
			back := way[1] == fsm.PreliminaryReturned || way[1] == fsm.SMSReturned
			assert.True(t, way[0] != fsm.Draft || back, "%s>%s", way[0], way[1])
			assert.True(t, way[0] == fsm.Verification || way[1] > way[0], "%s>%s", way[0], way[1])
		}
		assert.Equal(t, x.reviewFirst, asked == 0)
	}
}
