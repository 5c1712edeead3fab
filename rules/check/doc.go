// SPDX-License-Identifier: Apache-2.0

// Package check proves things about policies: their tests, and that they have no gaps, conflicts or dead rules.
//
// Most readers want [Run] for a policy's tests and [Lint] for what is wrong with it. Everything here is exact: it looks
// at every case and every day there can be, grouped into the few that a policy tells apart.
//
// A caller does this, in order:
//
//  1. take a policy that knows where its rules are written (rules/yaml, or rules.Policy.Locate for a packed one), so that
//     findings have places;
//  2. mend every finding of [Lint] and [Run] that is an Error; the others are warnings;
//  3. before a policy is put in force, [Diff] it with the one it replaces and hold what differs against what was announced
//     ([Difference.Against]).
//
// The package reads no file and no clock; all functions are safe for concurrent use.
package check
