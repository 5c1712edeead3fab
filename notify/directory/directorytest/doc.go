// SPDX-License-Identifier: Apache-2.0

// Package directorytest says when a directory of contacts is done: [Run] checks everything
// that package notify/directory promises.
//
// Call Run from a test of your directory, with a function that makes an empty one, independent of
// the others, which makes its digests with [Key] and is closed with t.Cleanup.
package directorytest
