// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Ten thousand filings break nothing, and every invariant was asked.
func TestNoViolations(t *testing.T) {
	r := mustRun(t, shipped(10_000))
	assert.Empty(t, r.First)
	assert.Zero(t, r.Violations)
	sum := 0
	for _, n := range r.Outcomes {
		sum += n
	}
	assert.Equal(t, r.Filings, sum)
	for name, asked := range r.Invariants {
		assert.Positive(t, asked, name)
	}
	t.Log(r.Outcomes, r.JournalBytes/10000, r.Digest)
	t.Log(r.Invariants)
}
