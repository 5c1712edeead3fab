// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"database/sql"
	"fmt"
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

// compare runs the driver alone, one writer, and 64 writers without and with group commit, as the sub-benchmarks of
// one delay. Each reports commits a second; what it should be is in the comment of each.
func compare(b *testing.B, delay time.Duration, d sqljournal.Dialect, pool func(*testing.B, *atomic.Pointer[commitHook]) *sql.DB) {
	sub := func(name string, writers int, f func(b *testing.B, db *sql.DB) func(stream string, n uint64) error) {
		b.Run(fmt.Sprintf("delay=%v/%s", delay, name), func(b *testing.B) {
			hook := &atomic.Pointer[commitHook]{}
			db := pool(b, hook)
			write := f(b, db)
			if delay > 0 {
				hook.Store(new(delayed(delay)))
			}
			share(b, writers, write)
		})
	}
	journaled := func(o sqljournal.Options) func(b *testing.B, db *sql.DB) func(string, uint64) error {
		return func(b *testing.B, db *sql.DB) func(string, uint64) error {
			j := open(b, db, d, o)
			return func(stream string, n uint64) error {
				_, err := j.Append(b.Context(), work(stream, n))
				return err
			}
		}
	}
	sub("driver/writers=1", 1, func(b *testing.B, db *sql.DB) func(string, uint64) error {
		return byHand(b, db, d)
	})
	sub("journal/writers=1", 1, journaled(sqljournal.Options{})) // 80 % of the driver alone
	sub("ungrouped/writers=64", 64, journaled(sqljournal.Options{Group: 1, Writers: 64}))
	sub("grouped/writers=64", 64, journaled(sqljournal.Options{})) // 3 times the ungrouped
}

// share lets writers append b.N commits between them, each to streams of 40 commits of its own, after a few that open
// the connections and prepare the statements.
func share(b *testing.B, writers int, write func(stream string, n uint64) error) {
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for n := range uint64(5) {
				if err := write(fmt.Sprint("warm-", w), n); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	for w := range writers {
		group.Go(func() {
			for i := uint64(0); left.Add(-1) >= 0; i++ {
				if err := write(fmt.Sprintf("s-%d-%d", w, i/40), i%40); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
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
