// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"context"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	looplab "github.com/looplab/fsm"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

// What a step costs, beside one move of a bare looplab machine. Both run in turn, some thousand at a time, and the
// figures are medians of these rounds in CPU time: "ns/op" is ours, "looplab-ns" looplab's, "times" how many of ours go into
// one of looplab's. So a figure holds on a busy machine. What it takes to collect the garbage of each is left out of these, and
// is in "ns-gc", "looplab-ns-gc" and "times-gc": looplab leaves 289 bytes a move, ours what "allocs" says.
//
//	go test ./fsm -run '^$' -bench 'Accepted|Lives|Decide|Refused|Actions|Confirm' -count 5
//	go test ./fsm -run '^$' -bench 'New|Verify' -benchmem
//	go test ./fsm -run '^$' -bench 'Event' -benchmem
//
// Wanted: accepted, with guards and a deadline, 150 ns and four times looplab (at best 60 ns); refused, with all reasons,
// 150 ns; all actions into a given slice 800 ns, into a new one 3 µs; Confirm 1.5 µs.

func benchSubject(b *testing.B, script string) (*fsm.Machine, fsm.Subject, time.Time) {
	m := shipped(b)
	r := scenario.New(m)
	require.NoError(b, r.MustPass(script))
	return m, r.Subject, r.Now
}

// beside runs ours and one move of a looplab machine of two states in turn, and reports both.
func beside(b *testing.B, ours func()) {
	f := looplab.NewFSM("ready", looplab.Events{{Name: "submit", Src: []string{"ready"}, Dst: "review"}}, nil)
	ctx := context.Background()
	peer := func() {
		f.SetState("ready")
		if err := f.Event(ctx, "submit"); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	us, them := inTurn(b.N, ours, peer)
	b.StopTimer()
	b.ReportMetric(us, "ns/op")
	b.ReportMetric(them, "looplab-ns")
	b.ReportMetric(them/us, "times")
	us, them = inTurnAndCollected(b.N, ours, peer)
	b.ReportMetric(us, "ns-gc")
	b.ReportMetric(them, "looplab-ns-gc")
	b.ReportMetric(them/us, "times-gc")
	b.ReportMetric(testing.AllocsPerRun(200, ours), "allocs")
}

// inTurn runs two things n times each, a round of one after a round of the other, and gives the median CPU time of one run
// of each. What is garbage is collected between the rounds, at nobody's cost.
func inTurn(n int, ours, peer func()) (us, them float64) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	return rounds(n, 20_000, ours, peer)
}

// inTurnAndCollected is inTurn where garbage is collected at the cost of who left it, as in a process that goes on: rounds
// are long enough for looplab to need some ten collections.
func inTurnAndCollected(n int, ours, peer func()) (us, them float64) {
	return rounds(n, 200_000, ours, peer)
}

func rounds(n, most int, ours, peer func()) (us, them float64) {
	var mine, theirs []float64
	round := func(run func(), n int) float64 {
		runtime.GC()
		before := spent()
		for range n {
			run()
		}
		return float64(spent()-before) / float64(n)
	}
	for done := 0; done < n; done += most {
		k := min(most, n-done)
		if k < most/2 && done > 0 {
			break // too few to say anything
		}
		mine, theirs = append(mine, round(ours, k)), append(theirs, round(peer, k))
	}
	slices.Sort(mine)
	slices.Sort(theirs)
	return mine[len(mine)/2], theirs[len(theirs)/2]
}

// BenchmarkAccepted decides commands that are accepted and evolves a copy of the subject through the events: the loop
// of a host that keeps the subject it decided on until its append succeeded.
func BenchmarkAccepted(b *testing.B) {
	const shanghai = "open f-1 kind=first_filing region=shanghai targets=w1:a.example\nattach_all\n"
	for _, x := range []struct {
		name, script string
		command      fsm.Command
	}{
		{"request-backdrop,guard", opened + submitted + passed, &fsm.RequestBackdrop{}},
		{"pass-preliminary,2-rows,2-notices", opened + submitted, &fsm.PassPreliminary{}},
		{"pass-photo,2-rows,2-guards,deadline,notice", shanghai + "submit\npass_preliminary\napp_verify shanghai_ca_app", &fsm.PassPhoto{TopColour: "other"}},
		{"upload-photo,guard,3-deadlines", opened + submitted + passed, &fsm.UploadPhoto{Ref: "p"}},
		{"submit,judged,2-rows,6-guards,3-deadlines,notice", shanghai, &fsm.Submit{}},
	} {
		b.Run(x.name, func(b *testing.B) {
			m, s, at := benchSubject(b, x.script)
			var st fsm.Step
			var after fsm.Subject
			beside(b, func() {
				if err := m.DecideInto(&st, &s, x.command, at); err != nil {
					b.Fatal(err)
				}
				after = s
				for i := range st.Events {
					after.Apply(&st.Events[i])
				}
			})
			b.ReportMetric(float64(len(st.Events)), "events")
			b.ReportMetric(float64(len(st.Notices)), "notices")
		})
	}
}

// BenchmarkLives decides the commands of whole lives, in turn: filings of eight provinces, each begun on another day, so
// that no two commands in a row are of the same subject, row or week. It is what the cases above cost where nothing is
// repeated at once.
func BenchmarkLives(b *testing.B) {
	m := shipped(b)
	moments := lives(b, m)
	var st fsm.Step
	var after fsm.Subject
	next := 0
	beside(b, func() {
		x := &moments[next%len(moments)]
		next++
		if err := m.DecideInto(&st, &x.subject, x.command, x.at); err != nil {
			b.Fatal(err)
		}
		after = x.subject
		for i := range st.Events {
			after.Apply(&st.Events[i])
		}
	})
	b.ReportMetric(float64(len(moments)), "moments")
}

// moment is a command and the subject it is given for.
type moment struct {
	subject fsm.Subject
	command fsm.Command
	at      time.Time
}

// lives walks filings from the opening to the hand-over and gives their moments, of one filing after another at a time.
func lives(b *testing.B, m *fsm.Machine) (all []moment) {
	start := time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)
	var of [][]moment
	for i, region := range []string{"beijing", "tianjin", "hebei", "jiangsu", "zhejiang", "hubei", "sichuan", "yunnan"} {
		s, at := fsm.Subject{ID: "s-" + region}, start.AddDate(0, 0, 11*i)
		var life []moment
		do := func(c fsm.Command) {
			st, err := m.Decide(s, c, at)
			require.NoError(b, err, region)
			life = append(life, moment{s, c, at})
			s, at = fsm.Replay(s, st.Events), at.Add(7*time.Hour)
		}
		do(&fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: region, SubjectKind: "enterprise", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2", NotificationsConfigured: true,
			Targets: []fsm.Target{{Website: "w1", Domains: []string{"a.example"}}},
		})
		for _, a := range m.Actions(s, at) {
			for _, document := range a.Missing {
				do(&fsm.Attach{Document: document, Ref: "file-" + document})
			}
		}
		for _, c := range []fsm.Command{
			&fsm.Submit{}, &fsm.PassPreliminary{}, &fsm.RequestBackdrop{}, &fsm.UploadPhoto{Ref: "p"},
			&fsm.ReturnPhoto{Causes: []string{"blurred"}}, &fsm.UploadPhoto{Ref: "q"}, &fsm.PassPhoto{TopColour: "other"}, &fsm.SubmitToAuthority{},
		} {
			do(c)
		}
		of = append(of, life)
	}
	for step := 0; len(all) == 0 || step < 40; step++ {
		for _, life := range of {
			if step < len(life) {
				all = append(all, life[step])
			}
		}
	}
	return all
}

// BenchmarkDecide is the upload of a photo into a step of its own.
func BenchmarkDecide(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted+passed)
	c := &fsm.UploadPhoto{Ref: "p"}
	beside(b, func() {
		if _, err := m.Decide(s, c, at); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkAcceptedInPlace goes round: a photo is uploaded, which starts three deadlines, and returned, which tells it.
// The subject is evolved in place; the figure is of one command.
func BenchmarkAcceptedInPlace(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted+passed)
	commands := []fsm.Command{&fsm.UploadPhoto{Ref: "p"}, &fsm.ReturnPhoto{Causes: []string{"blurred"}}}
	var st fsm.Step
	turn := 0
	beside(b, func() {
		if err := m.DecideInto(&st, &s, commands[turn&1], at); err != nil {
			b.Fatal(err)
		}
		turn++
		for i := range st.Events {
			s.Apply(&st.Events[i])
		}
	})
}

func BenchmarkRefused(b *testing.B) {
	for _, x := range []struct {
		name, script string
		command      fsm.Command
	}{
		{"withdraw,no-row", opened + submitted + passed + photo + "submit_to_authority", &fsm.Withdraw{Reason: "r"}},
		{"withdraw,policy-asked", opened + submitted + passed + photo, &fsm.Withdraw{Reason: "r"}},
		{"withdraw,policy-asked-twice", opened + submitted + passed + photo, &fsm.Withdraw{}},
		{"submit,judged,documents-missing", "open f-1 kind=first_filing region=beijing targets=w1:a.example\n", &fsm.Submit{}},
	} {
		b.Run(x.name, func(b *testing.B) {
			m, s, at := benchSubject(b, x.script)
			var st fsm.Step
			var err error
			beside(b, func() {
				if err = m.DecideInto(&st, &s, x.command, at); err == nil {
					b.Fatal("accepted")
				}
			})
			b.ReportMetric(float64(len(err.(*fsm.Refusal).Reasons)), "reasons")
		})
	}
}

func BenchmarkActions(b *testing.B) {
	for _, x := range []struct{ name, script string }{
		{"draft", opened},
		{"review", opened + submitted},
		{"ready", opened + submitted + passed + photo},
	} {
		b.Run("into/"+x.name, func(b *testing.B) {
			m, s, at := benchSubject(b, x.script)
			var actions []fsm.Action
			beside(b, func() { actions = m.AppendActions(actions[:0], &s, at) })
		})
		b.Run("new/"+x.name, func(b *testing.B) {
			m, s, at := benchSubject(b, x.script)
			var actions []fsm.Action
			beside(b, func() { actions = m.Actions(s, at) })
			require.NotEmpty(b, actions)
		})
	}
}

func BenchmarkConfirm(b *testing.B) {
	m, s, at := benchSubject(b, opened+submitted)
	st, err := m.Decide(s, fsm.PassPreliminary{}, at)
	require.NoError(b, err)
	beside(b, func() {
		if err := m.Confirm(&s, &st); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkNew compiles the shipped table, holds it against looplab cell by cell and prepares the policy's answers; the
// policy is loaded before.
func BenchmarkNew(b *testing.B) {
	policy, cal := builtin.Policy(), calendar.China()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fsm.New(policy, cal); err != nil {
			b.Fatal(err)
		}
	}
}
