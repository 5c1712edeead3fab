// SPDX-License-Identifier: Apache-2.0

package notify

import "slices"

// Book is the contact book of one account: who may be told, and on which channels. It is
// an immutable value; [DecideBook] and [EvolveBook] give the next one. The zero value with
// the account set is the book of a new account: no contact, no channel chosen yet.
type Book struct {
	Account  string
	contacts []Contact // as added
	retired  []string  // ids of deleted contacts: never used again, so that an old link finds nobody
	channels Channels  // zero: never chosen
	ownerOff bool
}

// Contact is one entry of a [Book] as the journal knows it: flags, and keyed digests in
// place of what was entered. The texts themselves are in the host's [Directory].
type Contact struct {
	ID                        string
	Version                   int    // of the information: higher with each modification that suspends delivery
	Name, Title, Email, Phone string // keyed digests; "" is not given
	Lang                      string // "en", "zh", or "" for the host's default
	Verified                  Channels
	Selected                  bool
}

// Receives reports whether the contact is told on a channel now: verified and selected,
// two separate flags (S2-25, S2-27). The e-mail verification stands for the contact as a
// whole; a phone must be verified for itself too. Webhooks are not a contact's.
func (c Contact) Receives(ch Channel) bool { return c.receives().Has(ch) }

// receives gives the channels of [Contact.Receives].
func (c *Contact) receives() Channels {
	if !c.Selected || !c.Verified.Has(ChannelEmail) {
		return 0
	}
	return onEmail | onInbox | c.Verified&onSMS
}

const (
	onEmail = Channels(1) << (ChannelEmail - 1)
	onSMS   = Channels(1) << (ChannelSMS - 1)
	onInbox = Channels(1) << (ChannelInbox - 1)
)

// addresses gives the channels on which there is an address of the contact's own to verify.
func (c *Contact) addresses() (on Channels) {
	if c.Email != "" {
		on |= onEmail
	}
	if c.Phone != "" {
		on |= onSMS
	}
	return on
}

// Contacts gives a copy of the contacts in the order they were added.
func (b Book) Contacts() []Contact { return slices.Clone(b.contacts) }

// Contact gives one contact.
func (b Book) Contact(id string) (Contact, bool) {
	if i := b.find(id); i >= 0 {
		return b.contacts[i], true
	}
	return Contact{}, false
}

// Len gives the number of contacts, without the owner.
func (b Book) Len() int { return len(b.contacts) }

// Channels gives the chosen channels, the empty set when none was ever chosen: then a
// notice goes on every channel the policy judged for it.
func (b Book) Channels() Channels { return b.channels }

// OwnerReceives reports whether the owner is told; so by default (S2-5).
func (b Book) OwnerReceives() bool { return !b.ownerOff }

// Configured reports whether channels were chosen and at least one contact can receive,
// which the later documents ask for before a filing is opened (S2-2, S2-6).
func (b Book) Configured() bool {
	return b.channels != 0 && slices.ContainsFunc(b.contacts, func(c Contact) bool { return c.Receives(ChannelEmail) })
}

// wanted gives the channels as a mask over a notice's. A webhook is set up by the host, not
// chosen in the book (S2-14 offers e-mail and internal messages only).
func (b *Book) wanted() Channels {
	if b.channels == 0 {
		return ^Channels(0)
	}
	return b.channels.Add(ChannelWebhook)
}

func (b *Book) find(id string) int {
	for i := range b.contacts {
		if b.contacts[i].ID == id {
			return i
		}
	}
	return -1
}
