// SPDX-License-Identifier: Apache-2.0

package inbox

import (
	"context"
	"time"

	"github.com/icpfiling/icp/notify"
)

// Item is one internal message.
type Item struct {
	Key      string // the message's: an item's identity
	Account  string
	Receiver string // notify.OwnerID, a contact's id or a person reference
	Topic    string
	Filing   string
	Lang     string
	Subject  string
	Text     string
	At       time.Time // when what it tells of happened, in UTC
	Read     bool
}

// Store keeps items. Insert does nothing, and gives no error, when there is an item of the
// same key already.
type Store interface {
	Insert(ctx context.Context, item Item) error
}

// Sender is the channel of internal messages. It is as safe for concurrent use as its store.
type Sender struct{ store Store }

var _ notify.Notifier = (*Sender)(nil)

// New gives a sender that files in store. It panics without a store.
func New(store Store) *Sender {
	if store == nil {
		panic("inbox: New needs a store")
	}
	return &Sender{store}
}

// Send implements [notify.Notifier]. A store that fails may or may not have the item; it is
// filed again under its key.
func (s *Sender) Send(ctx context.Context, m notify.Message) notify.Result {
	n := m.Notice
	err := s.store.Insert(ctx, Item{
		Key: m.Key, Account: n.Account, Receiver: m.To.ID, Topic: n.Topic, Filing: n.Filing,
		Lang: m.Lang, Subject: m.Subject, Text: m.Text, At: n.At.UTC(),
	})
	if err != nil {
		return notify.Result{Outcome: notify.OutcomeUnknown, Code: "store", Detail: "the store of internal messages failed"}
	}
	return notify.Result{Outcome: notify.OutcomeDelivered}
}
