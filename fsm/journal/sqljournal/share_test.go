// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// However many commits are under way, the transactions have room for all of them, and none takes much more than its part.
func TestTransactionsShareWhatIsUnderWay(t *testing.T) {
	for _, writers := range []int{1, 2, 3, 8} {
		j := &Journal{options: Options{Group: 128, Writers: writers}}
		for load := range 200 {
			j.load.Store(int64(load))
			n := j.share()
			assert.GreaterOrEqual(t, n*writers, min(load, 128*writers), "%d commits, %d transactions", load, writers)
			assert.LessOrEqual(t, n, max(fewest, load/writers+1))
			assert.LessOrEqual(t, n, 128)
		}
	}
	alone := &Journal{options: Options{Group: 1, Writers: 64}}
	alone.load.Store(64)
	assert.Equal(t, 1, alone.share(), "a group of one is one, whatever waits")
}
