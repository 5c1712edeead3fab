// SPDX-License-Identifier: Apache-2.0

// Package arch holds the house to its plan: which package may import which, what the pure packages must not touch,
// and the habits every file keeps. It also writes down the exported API of each package, so that a change of it is
// seen in review.
//
// It reads the sources itself. A test that asked the go command instead would be answered from the test cache after
// a violation, because the cache does not know what the command read.
//
// A new package needs a row in rows.go. Rewrite the API texts with
//
//	go test ./internal/arch -run TestExportedAPI -rewrite
package arch
