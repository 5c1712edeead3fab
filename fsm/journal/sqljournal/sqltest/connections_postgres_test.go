// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestPostgresAppendsOnAsManyConnectionsAsWriters: however many append at once, a pool that keeps as many idle connections as
// there are writers closes none, and so opens none anew.
func TestPostgresAppendsOnAsManyConnectionsAsWriters(t *testing.T) {
	for _, writers := range []int{0, 2, 7} {
		p := inPostgres(t)
		p.options.Writers = writers
		if writers == 0 {
			writers = 4 // the default
		}
		p.db.SetMaxIdleConns(writers)
		j := p.open(t)
		together(func(w int) {
			for n := range uint64(20) {
				_, err := j.Append(t.Context(), work(fmt.Sprint("s-", w), n))
				assert.NoError(t, err)
			}
		})
		stats := p.db.Stats()
		assert.LessOrEqual(t, stats.OpenConnections, writers)
		assert.Zero(t, stats.MaxIdleClosed, "%d writers", writers)
	}
}
