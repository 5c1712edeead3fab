// SPDX-License-Identifier: Apache-2.0

package notify

import "slices"

// EvolveBook gives the book after one event. It is total: an event of an unknown type, or
// one that names an unknown contact, changes nothing. It never writes through b.
func EvolveBook(b Book, e BookEvent) Book {
	switch e.Type {
	case EventContactAdded:
		if b.find(e.Contact) >= 0 {
			return b
		}
		c := Contact{ID: e.Contact}
		c.take(&e)
		b.contacts = append(slices.Clip(b.contacts), c)
	case EventContactModified:
		return b.with(e.Contact, func(c *Contact) {
			c.take(&e)
			if e.Suspends {
				c.Verified = 0
			}
		})
	case EventContactDeleted:
		if i := b.find(e.Contact); i >= 0 {
			b.contacts = slices.Concat(b.contacts[:i], b.contacts[i+1:])
			b.retired = append(slices.Clip(b.retired), e.Contact)
		}
	case EventContactSelected:
		return b.with(e.Contact, func(c *Contact) { c.Selected = true })
	case EventContactDeselected:
		return b.with(e.Contact, func(c *Contact) { c.Selected = false })
	case EventContactVerified:
		return b.with(e.Contact, func(c *Contact) {
			if e.Version == c.Version && e.Channel.valid() {
				c.Verified = c.Verified.Add(e.Channel)
			}
		})
	case EventChannelsSet:
		b.channels = e.Channels
	case EventOwnerSet:
		b.ownerOff = !e.Owner
	}
	return b
}

// with gives a book whose contact id is changed, in a slice of its own.
func (b Book) with(id string, change func(*Contact)) Book {
	i := b.find(id)
	if i < 0 {
		return b
	}
	b.contacts = slices.Clone(b.contacts)
	change(&b.contacts[i])
	return b
}

// Apply is [EvolveBook] in place, for the one who owns the book and has no copy of it: its lists are written to.
// See [Book.Clone].
func (b *Book) Apply(e *BookEvent) {
	i := b.find(e.Contact)
	switch e.Type {
	case EventContactAdded:
		if i < 0 {
			c := Contact{ID: e.Contact}
			c.take(e)
			b.contacts = append(b.contacts, c)
		}
		return
	case EventChannelsSet, EventOwnerSet:
		*b = EvolveBook(*b, *e)
		return
	}
	if i < 0 {
		return
	}
	c := &b.contacts[i]
	switch e.Type {
	case EventContactModified:
		c.take(e)
		if e.Suspends {
			c.Verified = 0
		}
	case EventContactDeleted:
		b.contacts = slices.Delete(b.contacts, i, i+1)
		b.retired = append(b.retired, e.Contact)
	case EventContactSelected:
		c.Selected = true
	case EventContactDeselected:
		c.Selected = false
	case EventContactVerified:
		if e.Version == c.Version && e.Channel.valid() {
			c.Verified = c.Verified.Add(e.Channel)
		}
	}
}

// Clone gives a copy that shares nothing with b.
func (b Book) Clone() Book {
	b.contacts, b.retired = slices.Clone(b.contacts), slices.Clone(b.retired)
	return b
}

// Reset makes b the book of a new account and keeps the room of its lists, for the one who owns it.
func (b *Book) Reset(account string) {
	*b = Book{Account: account, contacts: b.contacts[:0], retired: b.retired[:0]}
}

// take copies what an event says of the contact's information.
func (c *Contact) take(e *BookEvent) {
	c.Version, c.Name, c.Title, c.Email, c.Phone, c.Lang = e.Version, e.Name, e.Title, e.Email, e.Phone, e.Lang
}
