// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"context"
	"errors"
	"time"

	"github.com/icpfiling/icp/notify"
)

// Outbox is where notices and messages wait: the port to the host's store.
type Outbox interface {
	// Claim leases at most limit rows of a queue that are due at now, until now plus lease.
	// A row whose lease ran out may be claimed again. Of a lane only the oldest row that is
	// not settled for good is given.
	Claim(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]Row, error)
	// Settle records what became of a claimed row and adds the rows that follow from it, in
	// one transaction. When somebody else holds the row now it gives an error that wraps
	// ErrFenced and records nothing.
	Settle(ctx context.Context, r Row, s Settlement) error
	// NextDue gives the first moment at which Claim can give a row of these queues.
	NextDue(ctx context.Context, queues ...string) (time.Time, bool, error)
}

// ErrFenced is what [Outbox.Settle] wraps when another worker holds the row now.
var ErrFenced = errors.New("NTF-040: another worker holds this outbox row now; nothing was recorded, leave it to that worker")

// Row is one entry of the outbox: a notice, or a message that came of one.
type Row struct {
	Key   string // unique within what the commit led to
	Queue string // NoticeQueue, or a channel's name
	Lane  string // rows of a queue with one lane go one after the other, the oldest first
	Data  []byte

	// Of a claimed row only; the outbox sets them.
	ID, Token uint64 // the row and the claim, opaque to delivery
	Stream    string // of the commit that led to it
	Version   uint64 // of the commit that led to it
	Attempts  int    // settlements as StateRetry so far
	Detail    string // of the last settlement
	Fresh     bool   // never claimed before; false when the outbox cannot tell
}

// Settlement is what delivery records of a claimed row.
type Settlement struct {
	State     State
	NotBefore time.Time // StateRetry, StateDefer: due again then
	Detail    string    // for people and for the next attempt; no personal data
	Add       []Row     // rows that follow, due at once
	Letter    *Letter   // StateDead: what is given up, for a host that records it elsewhere before the row is settled
}

// State says what the outbox does with a row.
type State uint8

// The states of a settlement.
const (
	StateDone  State = iota + 1 // the row goes
	StateRetry                  // again, and an attempt is counted
	StateDefer                  // again, and none is counted
	StateDead                   // given up: kept for replay, and blocks no lane
)

// ReceiptQuerier is what a notifier can do besides sending when its far side cannot
// recognise a repeated key, as with text messages: say what became of an earlier attempt.
// Delivery asks before it sends again. known is false when the far side never had the
// message.
type ReceiptQuerier interface {
	Receipt(ctx context.Context, m notify.Message) (r notify.Result, known bool)
}
