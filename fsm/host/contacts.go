// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/internal/byvalue"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/rules"
)

// Contacts gives a command to an account's contact book, under the same promises as [Host.Do]; a command that is not
// possible is a *notify.Refusal. How many contacts fit is the policy's decision contacts_limit on the day (S2-23).
// What the command leads to, the verification message of a new contact among it, goes to the outbox in the same
// commit.
//
// Put names and addresses into the directory first; the command carries their keyed digests.
func (h *Host) Contacts(ctx context.Context, account, commandID string, c notify.BookCommand) (BookReply, error) {
	if err := errors.Join(checkID("account", account), checkID("command id", commandID)); err != nil {
		return BookReply{}, err
	}
	if c = byvalue.Of(c); c == nil { // a command is the same either way
		return BookReply{}, fmt.Errorf("%w: no command was given; pass one of the book commands of package notify", ErrArgument)
	}
	b := &bookHistory{h: h, stream: contactsPrefix + account, cmd: c, book: notify.Book{Account: account}}
	x := &execution{h: h, stream: b.stream, id: commandID, history: b}
	outcome, data, err := x.run(ctx)
	if err == nil && outcome == repeated {
		_, err = decodeReply(data, b.command(), saidOf(c), commandID)
	}
	h.observe(x, outcome, err)
	if err != nil {
		return BookReply{}, err
	}
	return BookReply{Version: b.read, Events: b.own, Book: b.book}, nil
}

// saidOf is the digest of a book's command. Which version the directory stored the texts under is left out: a handler that
// is tried again stores them again, and the digests of the texts say whether they are the same.
func saidOf(c notify.BookCommand) digest {
	switch v := c.(type) {
	case notify.AddContact:
		v.Version = 0
		c = v
	case notify.ModifyContact:
		v.Version = 0
		c = v
	}
	return digestOf(c)
}

// Book loads an account's contact book as it stands now; a new account has an empty one. The error is [ErrArgument] for the
// account, a [*CorruptError], or the journal's.
func (h *Host) Book(ctx context.Context, account string) (notify.Book, error) {
	if err := checkID("account", account); err != nil {
		return notify.Book{}, err
	}
	b := bookHistory{book: notify.Book{Account: account}}
	_, err := h.read(ctx, contactsPrefix+account, "", &b)
	return b.book, err
}

// limits asks the policy how many contacts a book holds. A policy without that decision leaves it to notify's own
// limit, which is the one of the documents.
func (h *Host) limits(at time.Time) (notify.Limits, error) {
	limits := notify.Limits{Offered: h.o.Offered, AddressesOnly: h.o.AddressesOnly}
	policy := h.machine.Policy()
	d, ok := policy.Decision("contacts_limit")
	if !ok {
		return limits, nil
	}
	v, err := policy.Judge(d, new(rules.Case), calendar.DateOf(at))
	if err != nil {
		return limits, fmt.Errorf("%w: how many contacts a book holds: %w", ErrPolicy, err)
	}
	if !v.Value.None() {
		limits.Contacts = v.Value.Int()
	}
	return limits, nil
}

// bookHistory is a contact book's stream with a command for it.
type bookHistory struct {
	h      *Host
	stream string
	cmd    notify.BookCommand

	book notify.Book
	read uint64
	own  []notify.BookEvent
	step notify.BookStep
}

// bookRecordPrefix stands before the event's name in a record's type.
const bookRecordPrefix = "contacts/"

func (b *bookHistory) command() string { return b.cmd.Command() }
func (b *bookHistory) version() uint64 { return b.read }

func (b *bookHistory) take(r journal.Stored, own bool) error {
	e, err := notify.DecodeBookEvent(r.Data)
	if err == nil && (r.Type != bookRecordPrefix+e.Type || r.Schema != e.Schema) {
		err = worded.Say("its type is %.40q, schema %d, and its content says %q, schema %d",
			"其类型为 %.40q（schema %d），内容却为 %q（schema %d）", r.Type, r.Schema, e.Type, e.Schema)
	}
	if err != nil {
		return err
	}
	b.book = notify.EvolveBook(b.book, e)
	b.read++
	if own {
		b.own = append(b.own, e)
	}
	return nil
}

func (b *bookHistory) decide(at time.Time) (next change, err error) {
	limits, err := b.h.limits(at)
	if err != nil {
		return change{}, err
	}
	if b.step, err = notify.DecideBook(b.book, b.cmd, limits, at); err != nil {
		return change{}, err
	}
	for _, e := range b.step.Events {
		data, err := notify.EncodeBookEvent(e)
		if err != nil {
			return change{}, err
		}
		next.records = append(next.records, journal.Record{Type: bookRecordPrefix + e.Type, Schema: e.Schema, Data: data})
	}
	for _, n := range b.step.Notices {
		row, err := deliver.NoticeRow(b.stream, b.read+uint64(len(b.step.Events)), n)
		if err != nil {
			return change{}, err
		}
		next.outbox = append(next.outbox, outboxRow(row))
	}
	next.reply, err = newReply(b.command(), saidOf(b.cmd), nil).encode()
	return next, err
}

func (b *bookHistory) done() {
	b.own = b.step.Events
	b.read += uint64(len(b.own))
	for _, e := range b.own {
		b.book = notify.EvolveBook(b.book, e)
	}
}

func (b *bookHistory) restart() {
	b.book, b.read, b.own = notify.Book{Account: b.book.Account}, 0, nil
}
