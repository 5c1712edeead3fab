// SPDX-License-Identifier: Apache-2.0

package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/ledger"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
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

// simulate runs some filings, with a fault planted or without.
func simulate(t *testing.T, plant string) *simulator.Report {
	t.Helper()
	r, err := simulator.Run(t.Context(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 3000, Workers: 2, Plant: plant,
	})
	require.NoError(t, err)
	return r
}

// TestPropertiesHold: every property named is asked and holds, and breaks under the fault planted against it.
func TestPropertiesHold(t *testing.T) {
	clean, done := simulate(t, ""), map[string]bool{}
	require.Zero(t, clean.Violations)
	for _, e := range ledger.Entries() {
		for _, h := range e.Held {
			if h.By != "property" || done[h.Name+h.Probe] {
				continue
			}
			done[h.Name+h.Probe] = true
			t.Run(h.Name+"/"+h.Probe, func(t *testing.T) {
				require.NotZero(t, clean.Invariants[h.Name], "%s names a property that does not exist or is never asked", e.ID)
				broken := simulate(t, h.Probe)
				require.NotZero(t, broken.Broken[h.Name], "%s: %s stays green with %s planted", e.ID, h.Name, h.Probe)
			})
		}
	}
}
