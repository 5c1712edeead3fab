// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/icpfiling/icp/internal/byvalue"
	"github.com/icpfiling/icp/internal/opaque"
	"github.com/icpfiling/icp/internal/tongue"
)

// Limits are the policy's numbers and choices for a contact book, judged by the host's
// rules and passed in as values. The zero value is what the documents say.
type Limits struct {
	// Contacts is the most a book holds, the owner not counted; 0 means 15 (S2-23).
	Contacts int
	// Offered are the channels an account may choose from; empty means e-mail and internal
	// messages (S2-14).
	Offered Channels
	// AddressesOnly takes the finer reading of A-11: only a changed e-mail address or phone
	// must be verified again. By default any changed information must (S2-33).
	AddressesOnly bool
}

const defaultContacts = 15

func (l Limits) contacts() int {
	if l.Contacts <= 0 {
		return defaultContacts
	}
	return l.Contacts
}

func (l Limits) offered() Channels {
	if l.Offered == 0 {
		return Channels(0).Add(ChannelEmail).Add(ChannelInbox)
	}
	return l.Offered
}

// BookStep is what a command leads to: events to append and notices to put in the outbox,
// in one commit. Both are empty when the command asks for what is already so.
type BookStep struct {
	Events  []BookEvent
	Notices []Notice
}

// DecideBook judges a command on a book. It is pure. What cannot be done is a *[Refusal]
// with every reason at once; the book is unchanged then. The command is passed by value or by pointer; none is NTF-023.
//
// Two additions racing for the last place both pass here, each on the book it saw: it is
// the journal's expected version that lets one of them commit, and the loser, decided
// again on the book as it then stands, is refused (S2-23).
func DecideBook(b Book, c BookCommand, limits Limits, at time.Time) (BookStep, error) {
	var s BookStep
	err := s.Decide(&b, c, limits, at)
	return s, err
}

// Decide is [DecideBook] into a step that is used again, for those who must not allocate: its slices are
// overwritten, and empty after a refusal. The book is only read.
func (s *BookStep) Decide(b *Book, c BookCommand, limits Limits, at time.Time) error {
	if c = byvalue.Of(c); c == nil {
		s.Events, s.Notices = s.Events[:0], s.Notices[:0]
		return errors.New("NTF-023: no command was given; pass one of the book commands of this package")
	}
	d := decision{book: b, limits: limits, at: at, step: BookStep{s.Events[:0], s.Notices[:0]}}
	d.decide(c)
	*s = d.step
	if len(d.refusal.reasons) > 0 {
		s.Events, s.Notices = s.Events[:0], s.Notices[:0]
		refusal := d.refusal
		refusal.Command = c.Command()
		return &refusal
	}
	return nil
}

func (d *decision) decide(c BookCommand) {
	switch c := c.(type) {
	case AddContact:
		d.add(c)
	case ModifyContact:
		d.modify(c)
	case DeleteContact:
		if d.known(c.ID) >= 0 {
			d.emit(&BookEvent{Type: EventContactDeleted, Contact: c.ID})
		}
	case SelectContact:
		if i := d.known(c.ID); i >= 0 && !d.book.contacts[i].Selected {
			d.emit(&BookEvent{Type: EventContactSelected, Contact: c.ID})
		}
	case DeselectContact:
		if i := d.known(c.ID); i >= 0 && d.book.contacts[i].Selected {
			d.emit(&BookEvent{Type: EventContactDeselected, Contact: c.ID})
		}
	case VerifyContact:
		d.verify(c)
	case SetChannels:
		d.setChannels(c)
	case SetOwner:
		if c.Receives == d.book.ownerOff {
			d.emit(&BookEvent{Type: EventOwnerSet, Owner: c.Receives})
		}
	}
}

// decision gathers the events or the reasons of one command.
type decision struct {
	book    *Book
	limits  Limits
	at      time.Time
	step    BookStep
	refusal Refusal
}

func (d *decision) emit(e *BookEvent) {
	e.Schema, e.At = bookSchema, d.at
	d.step.Events = append(d.step.Events, *e)
}

func (d *decision) refuse(r reason) { d.refusal.reasons = append(d.refusal.reasons, r) }

// known gives the contact's place in the book, or refuses.
func (d *decision) known(id string) int {
	d.refusal.Contact = id
	i := d.book.find(id)
	if i < 0 {
		d.refuse(noSuchContact)
	}
	return i
}

func (d *decision) add(c AddContact) {
	d.refusal.Contact = c.ID
	if len(d.book.contacts) >= d.limits.contacts() {
		d.refuse(bookFull)
	}
	if opaque.ID(d.book.Account) == opaque.Personal || opaque.ID(c.ID) == opaque.Personal {
		d.refusal.Contact = "" // it is not repeated
		d.refuse(personalID)
	} else if c.ID == "" || c.ID == OwnerID || !usable(c.ID) {
		d.refuse(badContactID)
	} else if d.book.find(c.ID) >= 0 || slices.Contains(d.book.retired, c.ID) {
		d.refuse(contactExists)
	}
	d.complete(c.Name, c.Title, c.Email, c.Phone, c.Lang)
	version := cmp.Or(c.Version, 1)
	if version < 1 {
		d.refuse(outdated)
	}
	e := BookEvent{
		Type: EventContactAdded, Contact: c.ID, Version: version,
		Name: c.Name, Title: c.Title, Email: c.Email, Phone: c.Phone, Lang: c.Lang,
	}
	d.emit(&e)
	d.askVerification(&e)
}

func (d *decision) modify(c ModifyContact) {
	i := d.known(c.ID)
	d.complete(c.Name, c.Title, c.Email, c.Phone, c.Lang)
	if i < 0 {
		return
	}
	old := &d.book.contacts[i]
	moved := c.Email != old.Email || c.Phone != old.Phone
	reworded := c.Name != old.Name || c.Title != old.Title
	if !moved && !reworded && c.Lang == old.Lang {
		return
	}
	e := BookEvent{
		Type: EventContactModified, Contact: c.ID, Version: old.Version,
		Name: c.Name, Title: c.Title, Email: c.Email, Phone: c.Phone, Lang: c.Lang,
		Suspends: moved || reworded && !d.limits.AddressesOnly,
	}
	if !e.Suspends {
		d.emit(&e)
		return
	}
	e.Version = cmp.Or(c.Version, old.Version+1)
	if e.Version <= old.Version {
		d.refuse(outdated)
	}
	d.emit(&e)
	d.askVerification(&e)
}

// complete refuses for every required field that is missing (S2-22).
func (d *decision) complete(name, title, email, phone, lang string) {
	if name == "" {
		d.refuse(nameMissing)
	}
	if email == "" {
		d.refuse(emailMissing)
	}
	if title == "" {
		d.refuse(titleMissing)
	}
	if !usable(name) || !usable(title) || !usable(email) || !usable(phone) {
		d.refuse(notADigest)
	}
	if tongue.Of(lang) != lang {
		d.refuse(badLang)
	}
}

// askVerification tells the contact at each of its addresses (S2-24, A-21).
func (d *decision) askVerification(e *BookEvent) {
	channels := Channels(0).Add(ChannelEmail)
	if e.Phone != "" {
		channels = channels.Add(ChannelSMS)
	}
	d.step.Notices = append(d.step.Notices, Notice{
		Kind: KindContactVerification, Audience: AudienceContact, Channels: channels, Topic: TopicContactVerification,
		Account: d.book.Account, Contact: e.Contact, Version: e.Version, At: d.at,
	})
}

func (d *decision) verify(c VerifyContact) {
	i := d.known(c.ID)
	if i < 0 {
		return
	}
	switch contact := &d.book.contacts[i]; {
	case c.Version != contact.Version:
		d.refuse(superseded)
	case !contact.addresses().Has(c.Channel):
		d.refuse(noAddress)
	case !contact.Verified.Has(c.Channel):
		d.emit(&BookEvent{Type: EventContactVerified, Contact: c.ID, Version: c.Version, Channel: c.Channel})
	}
}

func (d *decision) setChannels(c SetChannels) {
	if c.Channels == 0 {
		d.refuse(noChannel)
	}
	if c.Channels&^d.limits.offered() != 0 {
		d.refuse(notOffered)
	}
	if c.Channels != d.book.channels {
		d.emit(&BookEvent{Type: EventChannelsSet, Channels: c.Channels})
	}
}
