// SPDX-License-Identifier: Apache-2.0

// Package directory keeps names and addresses apart from the journal, where they can be
// erased.
//
// Most hosts start with [NewMemory] and go on with package notify/sqldirectory; one that has
// addresses in tables of its own implements [notify.Directory] over them, and package
// directorytest says when it is done. The duties around a contact, in order:
//
//  1. Put the entry. It gets a version of its own and overwrites nothing: what is in use
//     stays in use until the command is accepted, and after a refusal nothing refers to it.
//  2. Decide the command that [Stored.AddContact] or [Stored.ModifyContact] makes of it: it
//     carries the version and keyed digests, no text.
//  3. Prune once a version is verified; erase when a contact is deleted or a person asks.
//
// The owner (notify.OwnerID) and people named in a filing are put the same way; for them
// the newest version is the one in use.
package directory
