// SPDX-License-Identifier: Apache-2.0

// Package directory keeps names and addresses apart from the journal, where they can be
// erased.
//
// Most hosts start with [NewMemory]; one with a database of its own implements
// [notify.Directory] over its tables. The duties around a contact, in order:
//
//  1. Put the entry under the version the contact is about to have: 1 for a new contact, one
//     more than now for a modified one. The version in use stays as it is until the command
//     is accepted, and after a refusal nothing refers to the new one.
//  2. Pass the digests that Put gives to notify.AddContact or notify.ModifyContact.
//  3. Erase when a contact is deleted or a person asks for it.
//
// The owner (notify.OwnerID) and people named in a filing have no versions: put them under 0.
package directory
