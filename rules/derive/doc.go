// SPDX-License-Identifier: Apache-2.0

// Package derive computes the derived facts of the shipped policy: facts that compare two fields of a filing, such as
// the holder of a domain with the subject.
//
// Most readers want [Facts], whose result a command of package fsm carries to where it is judged. [Into] completes a case
// for those who ask the policy themselves.
//
// A caller does this, in order:
//
//  1. fill a [Fields] with what is known of one domain of the filing; leave out what is not known;
//  2. call [Facts] with a case that says region, kind and the like already: Machine.Case of package fsm makes it;
//  3. give them to the filing with fsm.Edit or fsm.Submit; a fact that could not be derived stays unknown, and nothing is
//     refused for it.
//
// Fields hold personal data. They are read, compared and forgotten: no fact, error or rule repeats any of it, and nothing
// here keeps it. Store the facts, never the fields. All functions are pure and read at most what the limits in [Fields]
// allow.
package derive
