// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func someCommit(stream string, expected uint64, id string) Commit {
	return Commit{
		Stream: stream, Expected: expected, CommandID: id, At: time.Date(2018, time.April, 4, 2, 0, 0, 0, time.UTC),
		Records: []Record{{Type: "opened", Schema: 1, Data: []byte(`{"kind":"first_filing"}`)}},
	}
}

// The chain is part of what a journal written today must still mean tomorrow.
func TestLinkIsStable(t *testing.T) {
	stored := Stored{
		Record: Record{Type: "opened", Schema: 1, Data: []byte(`{"kind":"first_filing"}`)},
		Stream: "s-1", Version: 1, CommandID: "c-1", At: time.Date(2018, time.April, 4, 2, 0, 0, 1000, time.UTC),
	}
	first := stored.Link([32]byte{})
	assert.Equal(t, "72e2bea1e0604c2c2efd6d70ba2370e0fc61422ecf0f83888786cb7bf45644cb", hex.EncodeToString(first[:]))
	second := stored.Link(first)
	assert.NotEqual(t, first, second)
}

func TestVerifyFindsEveryChange(t *testing.T) {
	ctx := context.Background()
	changes := map[string]func(s *Stored){
		"stream":  func(s *Stored) { s.Stream += "x" },
		"version": func(s *Stored) { s.Version++ },
		"command": func(s *Stored) { s.CommandID += "x" },
		"time":    func(s *Stored) { s.At = s.At.Add(time.Microsecond) },
		"type":    func(s *Stored) { s.Type += "x" },
		"schema":  func(s *Stored) { s.Schema++ },
		"shifted": func(s *Stored) { s.Type, s.CommandID = s.Type[1:], s.CommandID+s.Type[:1] },
		"added":   func(s *Stored) { s.Data = append(slices.Clone(s.Data), 0) },
	}
	for i := range someCommit("", 0, "").Records[0].Data {
		for bit := range 8 {
			changes[fmt.Sprintf("data %d.%d", i, bit)] = func(s *Stored) {
				s.Data = slices.Clone(s.Data)
				s.Data[i] ^= 1 << bit
			}
		}
	}
	for i := range 32 {
		changes[fmt.Sprintf("hash %d", i)] = func(s *Stored) { s.Hash[i] ^= 1 }
	}
	for name, change := range changes {
		for record := range 3 {
			m := NewMemory().(*memory)
			for v := range uint64(3) {
				_, err := m.Append(ctx, someCommit("s-1", v, fmt.Sprint("c-", v)))
				require.NoError(t, err)
			}
			_, err := m.Verify(ctx)
			require.NoError(t, err)
			change(m.all[record])
			_, err = m.Verify(ctx)
			require.ErrorIs(t, err, ErrDamaged, "%s of record %d", name, record+1)
			require.ErrorContains(t, err, fmt.Sprintf("record %d of stream \"s-1\"", record+1))
		}
	}
}

func TestVerifyFindsAMissingRecord(t *testing.T) {
	m := NewMemory().(*memory)
	for v := range uint64(3) {
		_, err := m.Append(context.Background(), someCommit("s-1", v, fmt.Sprint("c-", v)))
		require.NoError(t, err)
	}
	s := m.streams["s-1"]
	s.records = slices.Delete(s.records, 1, 2)
	_, err := m.Verify(context.Background())
	require.ErrorIs(t, err, ErrDamaged)
}

// TestHeapsAgreeWithASearch runs random work against a journal, and after each step looks through all rows and timers for
// what the heaps say at once.
func TestHeapsAgreeWithASearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		m := NewMemory().(*memory)
		at := func(label string) time.Time {
			return time.Unix(int64(rapid.IntRange(0, 40).Draw(t, label)), 0).UTC()
		}
		var held, ticks []Lease
		version := uint64(0)
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				c := someCommit("s-1", version, fmt.Sprint("c-", version))
				for i := range rapid.IntRange(0, 3).Draw(t, "rows") {
					c.Outbox = append(c.Outbox, OutboxRow{
						Key: fmt.Sprint("r-", version, "-", i), Queue: rapid.SampledFrom([]string{"q", "p"}).Draw(t, "queue"),
						Lane: rapid.SampledFrom([]string{"", "", "l", "m"}).Draw(t, "lane"), Due: at("due"),
					})
				}
				if rapid.Bool().Draw(t, "timer") {
					c.Timers = []TimerChange{{Name: rapid.SampledFrom([]string{"t", "u"}).Draw(t, "name"), Due: at("due")}}
					if rapid.IntRange(0, 3).Draw(t, "cancel") == 0 {
						c.Timers[0].Due = time.Time{}
					}
				}
				_, err := m.Append(ctx, c)
				require.NoError(t, err)
				version++
			},
			"claim": func(t *rapid.T) {
				leases, err := m.ClaimOutbox(ctx, "q", at("now"), 5*time.Second, rapid.IntRange(1, 4).Draw(t, "limit"))
				require.NoError(t, err)
				held = append(held, leases...)
				leases, err = m.ClaimTimers(ctx, at("now"), 5*time.Second, 1)
				require.NoError(t, err)
				ticks = append(ticks, leases...)
			},
			"settle": func(t *rapid.T) {
				if len(held) > 0 {
					outcome := Outcome(rapid.IntRange(int(Done), int(Dead)).Draw(t, "outcome"))
					s := Settlement{Outcome: outcome, NotBefore: at("not before")}
					if outcome == Done && rapid.Bool().Draw(t, "add") {
						s.Add = []OutboxRow{{Key: "k", Queue: "p"}, {Key: "l", Queue: "q", Lane: "l"}}
					}
					_ = m.SettleOutbox(ctx, rapid.SampledFrom(held).Draw(t, "row"), s)
				}
				if len(ticks) > 0 {
					_ = m.SettleTimer(ctx, rapid.SampledFrom(ticks).Draw(t, "timer"))
				}
			},
			"revive": func(t *rapid.T) {
				dead, err := m.DeadOutbox(ctx, 0, 9)
				require.NoError(t, err)
				if len(dead) > 0 {
					require.NoError(t, m.ReviveOutbox(ctx, rapid.SampledFrom(dead).Draw(t, "row").ID, at("due")))
				}
			},
			"": func(t *rapid.T) { heapsAgree(t, m) },
		})
	})
}

func heapsAgree(t *rapid.T, m *memory) {
	heads := map[laneName]*item{}
	for _, it := range m.outbox.rows {
		name := laneName{it.lease.Queue, it.lease.Lane}
		if head := heads[name]; head == nil || it.lease.ID < head.lease.ID {
			heads[name] = it
		}
	}
	want := map[string][]*item{}
	for _, it := range m.outbox.rows {
		if it.lease.Lane == "" || heads[laneName{it.lease.Queue, it.lease.Lane}] == it {
			want[it.lease.Queue] = append(want[it.lease.Queue], it)
		}
	}
	require.Len(t, m.outbox.queues, len(want))
	for queue, items := range want {
		require.ElementsMatch(t, items, []*item(*m.outbox.queues[queue]))
		sameFirst(t, items, *m.outbox.queues[queue])
	}
	var timers []*item
	for _, it := range m.timers.byName {
		timers = append(timers, it)
	}
	require.ElementsMatch(t, timers, []*item(m.timers.byTime))
	sameFirst(t, timers, m.timers.byTime)
}

func sameFirst(t *rapid.T, items []*item, heap waiting) {
	if len(items) == 0 {
		return
	}
	first := slices.MinFunc(items, func(a, b *item) int {
		if waiting([]*item{a, b}).Less(0, 1) {
			return -1
		}
		return 1
	})
	require.Same(t, first, heap[0])
	for i, it := range heap {
		require.Equal(t, i, it.place)
	}
}

func TestCodesAndOutcomesHaveNames(t *testing.T) {
	codes := []Code{ErrConflict, ErrInvalid, ErrTooLarge, ErrStale, ErrUncertain, ErrFailed, ErrDamaged}
	for i, code := range codes {
		assert.Equal(t, fmt.Sprintf("JRN-%03d", i+1), code.Error())
	}
	for outcome, name := range map[Outcome]string{0: "no outcome", Done: "done", Retry: "retry", Defer: "defer", Dead: "dead", 9: "no outcome"} {
		assert.Equal(t, name, outcome.String())
	}
}

func TestErrorsAreForPeople(t *testing.T) {
	_, err := NewMemory().Append(context.Background(), someCommit("s-1", 3, "c-1"))
	assert.EqualError(t, err, `JRN-001: stream "s-1" is at version 0, the commit expects 3; load it, decide anew and append with the same command id`)
	c := someCommit("s-1", 0, "c-1")
	c.Records[0].Schema = 0
	_, err = c.Checked()
	assert.EqualError(t, err, `JRN-002: commit "c-1" to stream "s-1": Records[0].Schema is 0; number schemas from 1`)
}
