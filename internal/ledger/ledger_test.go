// SPDX-License-Identifier: Apache-2.0

package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/internal/ledger"
)

// sentences is how many rule sentences the three documents have: 16, 22 and 13.
const sentences = 51

// TestEverySentenceIsHeld fails while a sentence has nothing that holds it, or names a probe that does not exist.
func TestEverySentenceIsHeld(t *testing.T) {
	entries := ledger.Entries()
	require.Len(t, entries, sentences)
	probes, used, seen := ledger.Probes(), map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		require.False(t, seen[e.ID], "%s stands twice", e.ID)
		seen[e.ID] = true
		require.NotEmpty(t, e.Words, e.ID)
		require.NotEmpty(t, e.Held, "%s: nothing holds it", e.ID)
		for _, h := range e.Held {
			if h.By == "property" {
				continue
			}
			require.Contains(t, probes, h.Probe, "%s: %s %s", e.ID, h.By, h.Name)
			used[h.Probe] = true
		}
	}
	for name := range probes {
		require.True(t, used[name], "no sentence uses probe %s", name)
	}
}

// TestProbesPass: with everything on, every probe passes.
func TestProbesPass(t *testing.T) {
	bench := ledger.Shipped()
	for name, probe := range ledger.Probes() {
		t.Run(name, func(t *testing.T) { require.NoError(t, probe(bench)) })
	}
}

// TestHoldersHold: with what holds a sentence switched off, its probe fails.
func TestHoldersHold(t *testing.T) {
	bench, probes := ledger.Shipped(), ledger.Probes()
	for _, e := range ledger.Entries() {
		for _, h := range e.Held {
			if h.By == "property" {
				continue
			}
			t.Run(e.ID+"/"+h.By+"/"+h.Name+"/"+h.Probe, func(t *testing.T) {
				off, err := bench.Off(h)
				require.NoError(t, err)
				require.Error(t, probes[h.Probe](off), "%s stays green without %s %s", e.ID, h.By, h.Name)
			})
		}
	}
}
