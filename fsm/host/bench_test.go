// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

// BenchmarkDo is one command to a subject that has a filing with a handful of records, on the journal in memory:
// what the loop costs before any store does.
func BenchmarkDo(b *testing.B) {
	h, err := host.New(machine(), journal.NewMemory(), host.Options{})
	require.NoError(b, err)
	for i := 0; b.Loop(); i++ {
		id := strconv.Itoa(i / 8)
		var c fsm.Command = fsm.Attach{Document: "identity_document", Ref: "file-1"}
		if i%8 == 0 {
			c = first("beijing")
		}
		if _, err := h.Do(b.Context(), id, strconv.Itoa(i), c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRepeated is a command that was given before.
func BenchmarkRepeated(b *testing.B) {
	h, err := host.New(machine(), journal.NewMemory(), host.Options{})
	require.NoError(b, err)
	for b.Loop() {
		if _, err := h.Do(b.Context(), subject, "cmd-1", first("beijing")); err != nil {
			b.Fatal(err)
		}
	}
}
