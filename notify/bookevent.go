// SPDX-License-Identifier: Apache-2.0

package notify

import "time"

// BookEvent is one fact of a contact book's history, flat and without personal data. Which
// fields count depends on Type; the others are zero.
type BookEvent struct {
	Type   string // one of the Event constants
	Schema int    // of the type's layout; 1 today
	At     time.Time

	Contact  string
	Version  int    // contact_added, contact_modified: the version from now on; contact_verified: the version verified
	Name     string // contact_added, contact_modified: keyed digests
	Title    string
	Email    string
	Phone    string
	Lang     string
	Suspends bool // contact_modified: delivery stops until verified again (S2-33)

	Channel  Channel  // contact_verified
	Channels Channels // channels_set
	Owner    bool     // owner_set
}

// The types of book events.
const (
	EventContactAdded      = "contact_added"
	EventContactModified   = "contact_modified"
	EventContactDeleted    = "contact_deleted"
	EventContactSelected   = "contact_selected"
	EventContactDeselected = "contact_deselected"
	EventContactVerified   = "contact_verified"
	EventChannelsSet       = "channels_set"
	EventOwnerSet          = "owner_set"
)

const bookSchema = 1
