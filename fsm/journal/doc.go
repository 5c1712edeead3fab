// SPDX-License-Identifier: Apache-2.0

// Package journal is the port to storage: what a host keeps of its filings, and how it keeps it.
//
// Most readers want [Journal.Append] to write and [Journal.Load] to read. [NewMemory] is a journal for tests and for
// hosts that keep nothing; a durable one implements [Journal] and is done when it passes journaltest.Run.
//
// A stream is the history of one subject: records numbered 1, 2, 3 … without a gap. A commit adds records, outbox
// rows and timer changes to one stream, all of them or none.
//
// What a caller does, in order:
//
//  1. Load the stream, decide, and append with Expected set to the version that was decided on and a CommandID that
//     stays the same however often the command is delivered.
//  2. On [ErrConflict], load again and decide anew, with the same CommandID: somebody else was first.
//  3. On [ErrUncertain], append again with the same CommandID: the receipt says whether the commit is there.
//  4. On [ErrFailed], stop writing and reopen the journal.
//  5. Give every claim a lease that is longer than the work takes, settle what was claimed, and take [ErrStale] for an
//     answer: the lease was lost, and somebody else does the work or has done it.
//  6. Append what a timer leads to with a CommandID made of its name and due time, so that a timer that fires again
//     after a crash changes nothing. Settle it afterwards.
//
// What an adapter owes, in order:
//
//  1. Call [Commit.Checked] first and keep what it returns, so that every journal has the same limits and times.
//  2. Look for the CommandID in the stream before the version: a repeated command gets the receipt of its first
//     commit, with Duplicate set and the same Reply, whatever else the new commit says.
//  3. Compare Expected with the stream's version, and write everything, in one transaction. Of any number of writers
//     with the same Expected one wins; the others get [ErrConflict].
//  4. Return only when the commit is as durable as the storage can make it. Honour a cancelled context before the
//     commit begins; from then on finish, or return [ErrUncertain], never a bare context error. An error of syncing
//     to disk is final: [ErrFailed] until the journal is opened again.
//  5. Chain the records of a stream with [Stored.Link], and check the chain in Verify.
//  6. Let ReadAll skip nothing: a reader that follows the cursors sees each record once, in the order of its stream,
//     also while others write. Record positions handed out before the commit are the classic way to break this.
//  7. Fence leases: a settlement with a token that is not the row's last one is refused with [ErrStale].
//  8. Share no memory with the caller: what comes in is copied, what goes out is the caller's to change.
//
// Times are kept in UTC with microseconds; see [Commit.Checked] for the rounding.
//
// Compatibility: codes, the hash of a record and the meaning of every field stay for the life of a major version, and
// a journal written by an earlier release stays readable. Before v1.0.0 a minor version may add a method to
// [Journal]; journaltest then has the check that says so.
package journal
