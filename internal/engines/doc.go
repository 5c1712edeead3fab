// SPDX-License-Identifier: Apache-2.0

// Package engines measures the rules beside two expression engines, on one condition and in one run. It is a module of
// its own, so that nobody who uses the rules links them:
//
//	cd internal/engines && go test -bench .
//
// Read the ratios, not the nanoseconds: those are of the machine.
package engines
