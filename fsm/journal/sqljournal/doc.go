// SPDX-License-Identifier: Apache-2.0

// Package sqljournal keeps a journal in a database the host already has: SQLite or Postgres, through database/sql.
//
// Most readers want [Open], which gives a journal.Journal. The package imports no driver and opens no connection by
// itself: the host brings the *sql.DB.
//
// What a caller does, in order:
//
//  1. Import a driver and open a pool. For SQLite set on every connection journal_mode=wal, synchronous=full, a
//     busy_timeout, and foreign_keys=on; with modernc.org/sqlite:
//     "file:icp.db?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)".
//     Weaker settings are refused with [ErrWeak]. For Postgres let the pool keep idle connections for the writers and
//     for what else runs at the same time: with SetMaxIdleConns(8), say. Left alone, a pool keeps two, and connects anew
//     for every transaction beyond them. Nothing is kept in a session: a pooler may give every transaction another
//     connection, if the driver prepares no statements for later (pgx: default_query_exec_mode=exec).
//  2. Create the tables once: print [Migrations] for whoever may, or set Options.Install. Open finds what is there and
//     needs no right to create anything: the role needs USAGE on the schema and its sequences, and SELECT, INSERT, UPDATE
//     and DELETE on the tables.
//  3. Do what package journal asks of every caller. A commit that shares a transaction with the host's own rows goes
//     through [Journal.Bind].
//  4. Back the database up as a whole. After moving the tables of Postgres to another server, Open says what to run.
//  5. Close the journal before the pool.
//
// Commits of callers that wait at the same time share one transaction, so that many writers cost little more than
// one; a lone writer waits for nobody. In SQLite the journal writes on one connection of the pool and reads on the
// others. In Postgres any number of processes may write: the primary keys decide who was first.
//
// A commit of which nothing is heard is written again before Append answers: its command says whether it had landed, and
// a server process that is still at it holds the stream until it has ended. What cannot be found out within some
// seconds is ErrUncertain. In Postgres a transaction that none of its callers has waited for in ten seconds is broken off: give
// appends a context with a deadline, and a server that has fallen silent holds up no others.
//
// In SQLite an error of reading, writing or syncing while a commit is written is final: every later write is ErrFailed
// until the journal is opened again. So is it when the file, or the write-ahead log beside it, was removed, moved or
// replaced while it is open: SQLite would write on into what nobody finds again, on every connection the pool still has, so
// close the pool, too. Once the file is another one whoever reads is told the same, for the pool may have connections to
// either. Postgres itself stops after an error of the disk, and what it says after its recovery holds.
//
// What is settled leaves the outbox and the timers by itself. Records and the replies to commands stay: they are the
// filings, and there is nothing to prune.
//
// Times are integers, microseconds since 1970 in UTC, in columns that end in _us. A zero byte in a name is kept as \0.
package sqljournal
