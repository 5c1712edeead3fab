// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
)

// BenchmarkEvent writes and reads events of a filing: one that moves, one with a deadline, one with verdicts, and all of
// a filing's way to the approval.
func BenchmarkEvent(b *testing.B) {
	r := scenario.New(shipped(b))
	require.NoError(b, r.MustPass(inShanghai+"app_verify shanghai_ca_app\npass_photo\nsubmit_to_authority\napprove number=icp-1 websites=icp-1-1\n"))
	first := func(t fsm.EventType) []fsm.Event {
		for i := range r.Events {
			if r.Events[i].Type == t {
				return r.Events[i : i+1]
			}
		}
		b.Fatalf("no event %s", t)
		return nil
	}
	for _, x := range []struct {
		name   string
		events []fsm.Event
	}{
		{"move", first(fsm.EventSubmitted)},
		{"deadline", first(fsm.EventDeadlineSet)},
		{"judged", first(fsm.EventJudged)},
		{"filing", r.Events},
	} {
		var texts [][]byte
		var types []string
		size := 0
		for i := range x.events {
			texts, types = append(texts, x.events[i].Append(nil)), append(types, "filing/"+x.events[i].Type.String())
			size += len(texts[i])
		}
		run := func(name string, one func(i int)) {
			b.Run(name+"/"+x.name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(size))
				for b.Loop() {
					for i := range x.events {
						one(i)
					}
				}
				b.ReportMetric(float64(len(x.events)), "events")
			})
		}
		var buf []byte
		run("append", func(i int) { buf = x.events[i].Append(buf[:0]) })
		run("encode", func(i int) { _, _, buf = fsm.Encode(x.events[i]) })
		run("decode", func(i int) {
			if _, err := fsm.Decode(types[i], 1, texts[i]); err != nil {
				b.Fatal(err)
			}
		})
		var s fsm.Subject
		run("evolve", func(i int) { s = fsm.Evolve(s, x.events[i]) })
		run("apply", func(i int) { s.Apply(&x.events[i]) })
	}
}
