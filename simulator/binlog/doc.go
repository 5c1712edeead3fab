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
// the same header always gives the same bytes. It also lists the words that stand as numbers in what follows, and the
// names of commands, states and the like by their places, so that a log can be read without the release that wrote it.
//
// The log of a filing is entry after entry, gathered into frames of some 240 bytes. A frame is its length in three bytes,
// its content and a CRC-32C over both and the CRC before it, from the first frame of its filing on. The first frame of a
// filing begins with its number, the last one of the log holds the number of filings and the digest of the run. So a byte
// that changed, a frame that is missing, stands twice or elsewhere, and an end that was cut off are found, and where;
// what is read before is whole.
//
// An entry says what is not as it was in the entry before: the instant as a difference, in steps of 30 seconds where that
// is exact, the filing, the command and the people only where they are others. All deliveries of a notice are one entry
// here, and one after another for who reads it.
//
// # The digest
//
// A [Tree] takes the SHA-256 of each filing's bytes, in order; those of 4,096 filings make the digest of a chunk, and
// header, chunks and count make the root. Any part of a run can be made anywhere and joined by its chunks.
package binlog
