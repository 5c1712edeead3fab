// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

// stopwatch takes the time a journal needs away from the time of a command.
type stopwatch struct {
	journal.Journal
	spent time.Duration
}

func (w *stopwatch) Append(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
	began := time.Now()
	defer func() { w.spent += time.Since(began) }()
	return w.Journal.Append(ctx, c)
}

func (w *stopwatch) Load(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
	began := time.Now()
	defer func() { w.spent += time.Since(began) }()
	return w.Journal.Load(ctx, stream, after)
}

// BenchmarkDo is one command to a subject that has a filing with a handful of records, on the journal in memory:
// an opening, then documents. ns/op is all of it; loop-ns/op is the median of what the host needs above its store.
func BenchmarkDo(b *testing.B) {
	for name, size := range map[string]int{"remembered": 0, "read": -1} {
		b.Run(name, func(b *testing.B) {
			j := &stopwatch{Journal: journal.NewMemory()}
			h, err := host.New(machine(), j, host.Options{Cache: size})
			require.NoError(b, err)
			var loop []time.Duration
			for i := 0; b.Loop(); i++ {
				id := strconv.Itoa(i / 8)
				var c fsm.Command = fsm.Attach{Document: "identity_document", Ref: "file-1"}
				if i%8 == 0 {
					c = first("beijing")
				}
				command := strconv.Itoa(i)
				began := time.Now()
				j.spent = 0
				if _, err := h.Do(b.Context(), id, command, c); err != nil {
					b.Fatal(err)
				}
				loop = append(loop, time.Since(began)-j.spent)
			}
			slices.Sort(loop)
			b.ReportMetric(float64(loop[len(loop)/2]), "loop-ns/op")
		})
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

// BenchmarkRefused is a command that is not possible, on a subject that is remembered.
func BenchmarkRefused(b *testing.B) {
	h, err := host.New(machine(), journal.NewMemory(), host.Options{})
	require.NoError(b, err)
	_, err = h.Do(b.Context(), subject, "cmd-1", first("beijing"))
	require.NoError(b, err)
	for b.Loop() {
		if _, err := h.Do(b.Context(), subject, "cmd-2", fsm.Submit{}); err == nil {
			b.Fatal("submitted without documents")
		}
	}
}
