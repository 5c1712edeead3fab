// SPDX-License-Identifier: Apache-2.0

// Package sqldirectory keeps names and addresses in a SQL database, where they can be erased.
//
// Most hosts call [Open] on the pool they already have, and use the [Directory] as they would
// use the one in memory of package notify/directory. The duties of the host, in order:
//
//  1. Bring the driver and the pool, and close the pool. SQLite needs a busy timeout when
//     several connections write.
//  2. Create the tables: print [Schema] for whoever may, or set Options.Install.
//  3. Put, prune and erase as package notify/directory says.
//  4. Call [Directory.Scrub] after erasing where the files themselves must not hold the text
//     any more, at a quiet hour: it rewrites the table. What was copied before, to a backup, a
//     replica or Postgres's write-ahead log, is the host's to erase.
//
// A file of SQLite, or the write-ahead log beside it, that is removed, moved or replaced while it is open is the error NTF-065 of
// whatever is written next: SQLite would write on into what nobody finds again. Once the file is another one reading is the same
// error. It stays until the directory is opened again, on a new pool: the old one may have connections to either file.
//
// [Directory.Erase] takes the text out of the table, and in SQLite overwrites it and empties
// the write-ahead log. Databases also leave copies behind when they rearrange pages, and
// Postgres keeps deleted rows until it cleans up; these go with Scrub.
package sqldirectory
