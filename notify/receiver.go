// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"math/bits"
	"strconv"
	"time"
)

// OwnerID is the receiver id of the account's owner: of every account, so the directory has
// the owner's addresses under it.
const OwnerID = "owner"

// Receiver is one place a notice goes to: one person on one channel.
type Receiver struct {
	ID             string // OwnerID, a contact's id, or the reference of a person named in the filing
	Channel        Channel
	AddressVersion int // of a contact: the version that was verified; 0: whatever address is current
}

// Expand gives the receivers of a notice by the contact book as it stands when the notice
// is claimed, in a stable order: the owner, then the contacts as they were added, each
// with the channels in their fixed order. It is pure and never looks at an address.
//
// A contact receives only while it is verified and selected (S2-25, S2-27, S2-33), and by
// text message only when its phone is verified for itself. Book is the account's;
// for people named in the filing it is not asked, since in 2018 they are told without
// being contacts. at is the moment of the claim: no setting of a book depends on
// the hour yet, so today it changes nothing.
func Expand(n Notice, b Book, at time.Time) []Receiver {
	return n.AppendReceivers(nil, &b, at)
}

// AppendReceivers is [Expand] into a given slice, for callers that must not allocate.
func (n *Notice) AppendReceivers(dst []Receiver, b *Book, _ time.Time) []Receiver {
	switch n.Audience {
	case AudienceNamedInFiling:
		return n.appendNamed(dst)
	case AudienceOwnerAndContacts:
		return n.appendBook(dst, b)
	case AudienceContact:
		return n.appendContact(dst, b)
	}
	return dst
}

func (n *Notice) appendNamed(dst []Receiver) []Receiver {
	for i, person := range n.Named {
		if person == "" || (i == 1 && person == n.Named[0]) {
			continue
		}
		dst = appendOn(dst, person, 0, n.Channels)
	}
	return dst
}

func (n *Notice) appendBook(dst []Receiver, b *Book) []Receiver {
	chosen := n.Channels & b.wanted()
	if !b.ownerOff {
		dst = appendOn(dst, OwnerID, 0, chosen)
	}
	for i := range b.contacts {
		c := &b.contacts[i]
		dst = appendOn(dst, c.ID, c.Version, chosen&c.receives())
	}
	return dst
}

// appendContact gives the contact's addresses that still wait for this very verification.
func (n *Notice) appendContact(dst []Receiver, b *Book) []Receiver {
	i := b.find(n.Contact)
	if i < 0 || b.contacts[i].Version != n.Version {
		return dst
	}
	c := &b.contacts[i]
	return appendOn(dst, c.ID, c.Version, n.Channels&c.addresses()&^c.Verified)
}

// appendOn gives one person on each of some channels, in their fixed order.
func appendOn(dst []Receiver, id string, version int, channels Channels) []Receiver {
	for rest := uint8(channels & allChannels); rest != 0; rest &= rest - 1 {
		dst = append(dst, Receiver{id, ChannelEmail + Channel(bits.TrailingZeros8(rest)), version})
	}
	return dst
}

// Key gives the idempotency key of one message: the same for every attempt to tell this
// receiver of this notice on this channel, in every process, for ever. stream and version
// are those of the commit that holds the notice. It is plain ASCII, fit for headers and for
// the left side of a Message-ID, and two different messages never share one.
func Key(stream string, version uint64, n Notice, r Receiver) string {
	b := make([]byte, 0, len(stream)+len(r.ID)+40)
	b = appendSafe(b, stream)
	b = append(b, '/')
	b = strconv.AppendUint(b, version, 10)
	b = append(b, '/')
	b = strconv.AppendInt(b, int64(n.Index), 10)
	b = append(b, '/')
	b = appendSafe(b, r.ID)
	b = append(b, '/')
	b = append(b, r.Channel.String()...)
	if len(b) > maxKeyLen {
		sum := sha256.Sum256(b)
		return "h/" + hex.EncodeToString(sum[:])
	}
	return string(b)
}

// maxKeyLen keeps a key within what stores and headers take; a longer one is hashed.
const maxKeyLen = 200

// appendSafe writes s with everything but letters, digits, - and _ as =XX.
func appendSafe(b []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			b = append(b, c)
			continue
		}
		b = append(b, '=', digits[c>>4], digits[c&15])
	}
	return b
}
