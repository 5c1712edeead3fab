// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"context"
	"fmt"
	"time"
)

// Message is one text to one receiver on one channel.
type Message struct {
	Key     string // the same for every attempt: see [Key]
	To      Receiver
	Notice  Notice
	Address Address // where to; a notifier reveals it only to send
	Lang    string  // "en" or "zh"
	Subject string  // one line; "" for a text message
	Text    string
	HTML    string // the same as a page, for channels that show one; "" for none
}

// Outcome says what became of a message. The zero value is no outcome: a
// notifier that answers with it is broken, and delivery stops its channel as with [Result].Config.
type Outcome uint8

// The outcomes. Not knowing is a state of its own: a connection that drops after the body
// was taken leaves the sender unable to tell, and neither giving up nor a new message is
// right then; the same message goes again under the same key.
const (
	OutcomeDelivered Outcome = iota + 1 // the other side has it
	OutcomeRetry                        // it does not have it; later may go better
	OutcomePermanent                    // it will never take it
	OutcomeUnknown                      // it may or may not have it
)

var outcomeNames = [...]string{
	OutcomeDelivered: "delivered", OutcomeRetry: "retry", OutcomePermanent: "permanent", OutcomeUnknown: "unknown",
}

// String gives the stable name: delivered, retry, permanent or unknown.
func (o Outcome) String() string {
	if o >= OutcomeDelivered && o <= OutcomeUnknown {
		return outcomeNames[o]
	}
	return fmt.Sprintf("outcome(%d)", uint8(o))
}

// Result is what a notifier answers.
type Result struct {
	Outcome   Outcome
	NotBefore time.Time // OutcomeRetry: not again before this; zero leaves it to the schedule
	// Config marks a fault of the host's own settings (a bad password, no TLS): no message
	// of this channel can pass, so the channel stops and the message loses no attempt.
	Config bool
	// Down marks a far side that could not be reached, or takes nothing from anybody now
	// (OutcomeRetry): as little can pass as with a fault of the settings, and the channel waits alike.
	Down   bool
	Code   string // short and stable, such as "550" or "tls"; never personal data
	Detail string // for the operator; never an address, a body or a secret
}

// Notifier sends on one channel. Send answers for this one message only, keeps to ctx,
// never panics and never logs the address or the text. It may be called again with the
// same key, and where the far side can recognise a key it must pass it on.
//
// Most hosts use one of the packages below this one; package notifytest has a recorder for
// tests, and notifytest/conformance the suite that says when a notifier of your own is done.
type Notifier interface {
	Send(ctx context.Context, m Message) Result
}

// Directory finds addresses. It is the host's, because addresses are personal data that
// must stay erasable: journals hold ids and keyed digests only. Package directory has one
// in memory.
type Directory interface {
	// Address gives the receiver's address for its channel, false when there is none. With
	// an AddressVersion it must be that version's address and no other; with version 0 the
	// current one. An error means not known now: delivery tries again, and reports its text,
	// which names no address.
	Address(ctx context.Context, account string, to Receiver) (Address, bool, error)
	// Erase forgets everything of one receiver; erasing an unknown receiver is no error.
	Erase(ctx context.Context, account, receiver string) error
}
