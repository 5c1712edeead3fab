// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
)

// Few domains are looked through and many looked up: whatever their number, the last one is found again, and none is lost.
func TestManyDomainsAreDistinct(t *testing.T) {
	m := shipped(t)
	for _, n := range []int{2, 8, 9, 15, 16, 17, 60} {
		var sites []string
		for i := range n {
			sites = append(sites, "w"+strconv.Itoa(i)+":d"+strconv.Itoa(i)+".example")
		}
		open := "open f-1 kind=first_filing region=beijing targets=" + strings.Join(sites, ",")
		require.NoError(t, scenario.New(m).MustPass(open), n)
		again := "w" + strconv.Itoa(n) + ":d" + strconv.Itoa(n-1) + ".example"
		r := scenario.New(m)
		_, err := r.Run(open + "," + again)
		require.NoError(t, err)
		require.NotNil(t, r.Refused, n)
		require.True(t, r.Refused.Has("FSM-029"))
		require.Contains(t, r.Refused.Error(), "target "+strconv.Itoa(n)+": Domains[0]: it is named for another website")
		require.Equal(t, fsm.StateNone, r.Subject.Filing.State)
	}
}
