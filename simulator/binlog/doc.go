// SPDX-License-Identifier: Apache-2.0

// Package binlog is the log of a simulation: its compact binary form, the JSON lines it converts to, and a reader for
// both.
//
// Most readers want [NewReader]: it recognises either form and gives one [Entry] after another. [Entry.AppendJSON]
// writes the line an entry is in the other form.
//
//	r, err := binlog.NewReader(file)
//	for e, err := range r.All() { … }
//
// # The caller's duties, in order
//
//  1. Open the log and pass it to NewReader; a foreign file is a *[CorruptError] at once.
//  2. Stop at the first error of [Reader.All]: nothing after it can be trusted. A log that was cut off says so, and
//     what came before is whole.
//  3. Do not keep an entry beyond the next one.
//
// # The binary form
//
// A log is [Header.Append], then filing after filing, then [Header.AppendEnd]. The header is JSON and names the run:
// the same header always gives the same bytes. It also lists the words that stand as numbers in what follows, so that
// a log can be read without the release that wrote it.
//
// Each record is its length, its content and a CRC-32C over both and the CRC before it, from the first record of its
// filing on. The first record of a filing holds its number, the last one of the log the number of filings and the
// digest of the run. So a byte that changed, a record that is missing, stands twice or elsewhere, and an end that was
// cut off are found, and where.
//
// # The digest
//
// A [Tree] takes the SHA-256 of each filing's bytes, in order; those of 4,096 filings make the digest of a chunk, and
// header, chunks and count make the root. Any part of a run can be made anywhere and joined by its chunks.
package binlog
