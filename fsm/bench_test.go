// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"context"
	"testing"
	"time"

	looplab "github.com/looplab/fsm"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
)

// The benchmarks of one run are to be read as ratios: go test ./fsm -bench . -benchmem -count 7 | benchstat -

func benchSubject(b *testing.B, script string) (*fsm.Machine, fsm.Subject, time.Time) {
	m := shipped(b)
	r := scenario.New(m)
	require.NoError(b, r.MustPass(script))
	return m, r.Subject, r.Now
}

// BenchmarkLooplabEvent is the peer: one move of a looplab machine, and the way back without one.
func BenchmarkLooplabEvent(b *testing.B) {
	f := looplab.NewFSM("ready", looplab.Events{{Name: "submit", Src: []string{"ready"}, Dst: "review"}}, nil)
	b.ReportAllocs()
	for b.Loop() {
		f.SetState("ready")
		if err := f.Event(context.Background(), "submit"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAccepted decides a pass of the preliminary review, with guards and a move, and evolves.
func BenchmarkAccepted(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted)
	var st fsm.Step
	var after fsm.Subject
	c := &fsm.PassPreliminary{}
	b.ReportAllocs()
	for b.Loop() {
		if err := m.DecideInto(&st, &s, c, at); err != nil {
			b.Fatal(err)
		}
		after = s
		for i := range st.Events {
			after = fsm.Evolve(after, st.Events[i])
		}
	}
}

// BenchmarkAcceptedDeadline decides an upload that starts three deadlines, and evolves.
func BenchmarkAcceptedDeadline(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted+passed)
	var st fsm.Step
	var after fsm.Subject
	c := &fsm.UploadPhoto{Ref: "p"}
	b.ReportAllocs()
	for b.Loop() {
		if err := m.DecideInto(&st, &s, c, at); err != nil {
			b.Fatal(err)
		}
		after = s
		for i := range st.Events {
			after = fsm.Evolve(after, st.Events[i])
		}
	}
}

func BenchmarkRefused(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted+passed+photo+"submit_to_authority")
	var st fsm.Step
	c := &fsm.Withdraw{Reason: "r"}
	b.ReportAllocs()
	for b.Loop() {
		if err := m.DecideInto(&st, &s, c, at); err == nil {
			b.Fatal("accepted")
		}
	}
}

func BenchmarkActions(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted)
	var actions []fsm.Action
	b.ReportAllocs()
	for b.Loop() {
		actions = m.AppendActions(actions[:0], &s, at)
	}
}

func BenchmarkConfirm(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted)
	st, err := m.Decide(s, fsm.PassPreliminary{}, at)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if err := m.Confirm(&s, &st); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		shipped(b)
	}
}
