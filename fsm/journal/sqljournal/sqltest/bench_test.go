// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// work is one command of a filing: a record of 600 bytes, a row to send, and the timer of the next deadline.
func work(stream string, expected uint64) journal.Commit {
	at := time.Date(2018, time.April, 4, 2, 0, 0, 0, time.UTC)
	return journal.Commit{
		Stream: stream, Expected: expected, CommandID: fmt.Sprint("c-", expected+1), At: at,
		Records: []journal.Record{{Type: "event", Schema: 1, Data: payload}},
		Outbox:  []journal.OutboxRow{{Key: fmt.Sprint(stream, "/", expected+1), Queue: "notice", Lane: stream, Data: payload[:100]}},
		Timers:  []journal.TimerChange{{Name: "deadline", Due: at.Add(time.Duration(expected+1) * time.Hour)}},
		Reply:   []byte("ok"),
	}
}

var payload = func() []byte {
	data := make([]byte, 600)
	for i := range data {
		data[i] = 'a' + byte(i%26)
	}
	return data
}()

func BenchmarkSQLite(b *testing.B) {
	for _, delay := range []time.Duration{0, time.Millisecond, 5 * time.Millisecond} {
		compare(b, delay, sqljournal.SQLite, func(b *testing.B, hook *atomic.Pointer[commitHook]) *sql.DB {
			return wrapped(b, "sqlite", sqliteFile(b), hook)
		})
	}
}

// compare runs the driver alone and the journal with one writer, and the journal with 64 writers without and with
// group commit. An op is one round, in which each of them works for a moment, so that whatever slows the machine down
// slows all of them. It reports the median of each in commits a second, and the medians of the rounds' ratios: the
// journal should reach 80 % of the driver, and grouped commits 3 times the rate of ungrouped ones.
func compare(b *testing.B, delay time.Duration, d sqljournal.Dialect, pool func(*testing.B, *atomic.Pointer[commitHook]) *sql.DB) {
	b.Run(fmt.Sprint("delay=", delay), func(b *testing.B) {
		journaled := func(db *sql.DB, o sqljournal.Options) func(string, uint64) error {
			j := open(b, db, d, o)
			return func(stream string, n uint64) error {
				_, err := j.Append(b.Context(), work(stream, n))
				return err
			}
		}
		with := func(name string, writers int, write func(db *sql.DB) func(string, uint64) error) *arm {
			hook := &atomic.Pointer[commitHook]{}
			a := &arm{name: name, writers: writers, write: write(pool(b, hook))}
			if delay > 0 {
				hook.Store(new(delayed(delay)))
			}
			return a
		}
		arms := []*arm{
			with("driver", 1, func(db *sql.DB) func(string, uint64) error { return byHand(b, db, d) }),
			with("journal", 1, func(db *sql.DB) func(string, uint64) error { return journaled(db, sqljournal.Options{}) }),
			with("ungrouped", 64, func(db *sql.DB) func(string, uint64) error {
				return journaled(db, sqljournal.Options{Group: 1, Writers: 64})
			}),
			with("grouped", 64, func(db *sql.DB) func(string, uint64) error { return journaled(db, sqljournal.Options{}) }),
		}
		rounds(b, arms)
		b.ReportMetric(100*ratio(arms[1], arms[0]), "journal-%-of-driver")
		b.ReportMetric(ratio(arms[3], arms[2]), "grouped-x-ungrouped")
	})
}

// arm is one of those that are compared.
type arm struct {
	name    string
	writers int
	write   func(stream string, n uint64) error
	streams int       // begun
	rates   []float64 // of each round
}

// rounds lets arms work in turn, after a moment that opens their connections and prepares their statements.
func rounds(b *testing.B, arms []*arm) {
	for _, a := range arms {
		a.work(b, slice)
		a.rates = nil
	}
	for b.Loop() {
		for _, a := range arms {
			a.work(b, slice)
		}
	}
	for _, a := range arms {
		b.ReportMetric(median(a.rates), a.name+"/s")
	}
}

const slice = 150 * time.Millisecond

// work lets the arm's writers append for a while, each to streams of 40 commits of its own.
func (a *arm) work(b *testing.B, during time.Duration) {
	var group sync.WaitGroup
	var commits atomic.Int64
	began := time.Now()
	for range a.writers {
		stream := a.streams
		a.streams += 1000
		group.Go(func() {
			for n := uint64(0); time.Since(began) < during; n++ {
				if err := a.write(fmt.Sprint("s-", stream+int(n/40)), n%40); err != nil {
					b.Error(err)
					return
				}
				commits.Add(1)
			}
		})
	}
	group.Wait()
	a.rates = append(a.rates, float64(commits.Load())/time.Since(began).Seconds())
}

// ratio is the median of the rounds' ratios.
func ratio(a, to *arm) float64 {
	ratios := make([]float64, len(a.rates))
	for i := range ratios {
		ratios[i] = a.rates[i] / to.rates[i]
	}
	return median(ratios)
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

// byHand is the same work as a host would write it on the driver without this package: the same rows in the same
// tables, prepared statements, one connection, and no hash.
func byHand(b *testing.B, db *sql.DB, d sqljournal.Dialect) func(stream string, n uint64) error {
	j := open(b, db, d, sqljournal.Options{})
	require.NoError(b, j.Close())
	conn, err := db.Conn(b.Context())
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, conn.Close()) })
	p := preparer{b: b, conn: conn, dialect: d}
	begin, commit := p.prepare("BEGIN"), p.prepare("COMMIT")
	if d == sqljournal.SQLite {
		begin = p.prepare("BEGIN IMMEDIATE")
	}
	head := p.prepare("SELECT version, hash FROM icp_streams WHERE stream = $1")
	known := p.prepare("SELECT version, reply FROM icp_commits WHERE stream = $1 AND command = $2")
	stream := p.prepare("INSERT INTO icp_streams (stream, version, hash) VALUES ($1, $2, $3) ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash")
	if d == sqljournal.Postgres {
		stream = p.prepare("INSERT INTO icp_streams (stream, version, hash, mark) VALUES ($1, $2, $3, pg_current_xact_id()) ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash, mark = excluded.mark")
	}
	command := p.prepare("INSERT INTO icp_commits (stream, command, version, reply) VALUES ($1, $2, $3, $4)")
	record := p.prepare("INSERT INTO icp_records (stream, version, command, at_us, type, schema, data, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
	if d == sqljournal.Postgres {
		record = p.prepare("INSERT INTO icp_records (stream, version, command, at_us, type, schema, data, hash, mark) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, pg_current_xact_id())")
	}
	row := p.prepare("INSERT INTO icp_outbox (stream, version, name, queue, lane, due_us, ready_us, data) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)")
	timer := p.prepare("INSERT INTO icp_timers (stream, version, name, due_us, ready_us, data) VALUES ($1, $2, $3, $4, $4, $5) ON CONFLICT (stream, name) DO UPDATE SET id = excluded.id, version = excluded.version, due_us = excluded.due_us, ready_us = excluded.ready_us, token = 0, live = 0, data = excluded.data")
	hash := make([]byte, 32)
	return func(name string, n uint64) error {
		c := work(name, n)
		version, due := int64(n+1), c.Timers[0].Due.UnixMicro()
		run(b, begin)
		look(b, head, name)
		look(b, known, name, c.CommandID)
		run(b, stream, name, version, hash)
		run(b, command, name, c.CommandID, version, c.Reply)
		run(b, record, name, version, c.CommandID, c.At.UnixMicro(), "event", 1, c.Records[0].Data, hash)
		run(b, row, name, version, c.Outbox[0].Key, "notice", name, c.At.UnixMicro(), c.Outbox[0].Data)
		run(b, timer, name, version, "deadline", due, []byte{})
		run(b, commit)
		return nil
	}
}

type preparer struct {
	b       *testing.B
	conn    *sql.Conn
	dialect sqljournal.Dialect
}

func (p preparer) prepare(query string) *sql.Stmt {
	p.b.Helper()
	s, err := p.conn.PrepareContext(p.b.Context(), query)
	require.NoError(p.b, err)
	p.b.Cleanup(func() { require.NoError(p.b, s.Close()) })
	return s
}

func run(b *testing.B, s *sql.Stmt, args ...any) {
	if _, err := s.Exec(args...); err != nil {
		b.Fatal(err)
	}
}

func look(b *testing.B, s *sql.Stmt, args ...any) {
	var version int64
	var data []byte
	if err := s.QueryRow(args...).Scan(&version, &data); err != nil && err != sql.ErrNoRows {
		b.Fatal(err)
	}
}
