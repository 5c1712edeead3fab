// SPDX-License-Identifier: Apache-2.0

// Package check proves things about policies: their tests, and that they have no gaps, conflicts or dead rules.
//
// Most readers want [Run] for a policy's tests and [Lint] for what is wrong with it. Everything here is exact: it looks
// at every case and every day there can be, grouped into the few that a policy tells apart.
package check
