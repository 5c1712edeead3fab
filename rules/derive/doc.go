// SPDX-License-Identifier: Apache-2.0

// Package derive computes the derived facts of the shipped policy: facts that compare two fields of a filing, such as
// the holder of a domain with the subject.
//
// Most readers want [Into], which completes a case before it is judged.
//
// A caller does this, in order:
//
//  1. fill a [Fields] with what is known of one domain of the filing; leave out what is not known;
//  2. call [Into] with the case that says region, kind and the like already;
//  3. judge; a fact that could not be derived stays unknown, and a decision that hangs on it says so.
//
// Fields hold personal data. They are read, compared and forgotten: no fact, error or rule repeats any of it, and nothing
// here keeps it. Store the facts, never the fields. All functions are pure and read at most what the limits in [Fields]
// allow.
package derive
