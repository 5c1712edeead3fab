// SPDX-License-Identifier: Apache-2.0

// Package shard splits a run into parts that can be simulated anywhere, and joins what they found.
//
// Most readers want `icp sim run --shard 0/8` and `icp sim merge`. In Go: set Options.Shard and Options.Shards of package
// simulator, keep Report.Shard with [File.Append], [Read] the files and give them to Report.Merge. The report is the one of
// the whole run, to the last byte.
//
// # The caller's duties, in order
//
//  1. Give every shard the same options, and the same release.
//  2. Write a file beside its place and rename it: a shard that is simulated again gives the same bytes.
//  3. Look at the error of [Merge]: it names the shards that are missing, that overlap, or that are of another run.
//
// # What a shard is
//
// A shard holds whole chunks of the digest, 4,096 filings each; the last chunk of a run may be shorter. Where there
// are more shards than chunks some are empty. A file holds counts, which add up in any order, the digests of the
// chunks and the first violations.
package shard
