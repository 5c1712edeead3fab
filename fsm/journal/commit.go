// SPDX-License-Identifier: Apache-2.0

package journal

import "time"

// Record is one event as text or bytes of the writer's choosing; the journal does not look inside.
type Record struct {
	Type   string // stable name, as "deadline_set"
	Schema int    // number of the form Data has, from 1
	Data   []byte
}

// Commit is what one command leads to. It is written as a whole or not at all.
type Commit struct {
	Stream    string
	Expected  uint64 // the version of the stream the decision was made on; 0: the stream is new
	CommandID string // the same for every delivery of one command, unique within the stream
	At        time.Time
	Records   []Record // at least one
	Outbox    []OutboxRow
	Timers    []TimerChange
	Reply     []byte // what a repeated command is answered with
}

// OutboxRow is a message to be sent after the commit.
type OutboxRow struct {
	Key   string    // the message's idempotency key, unique within the commit; put stream and version into it
	Queue string    // who works on it: a channel, or the expansion of notices
	Lane  string    // rows of a queue with the same lane are worked on one after the other; "": any time
	Due   time.Time // not before; zero: at the commit's At, or with the row it follows from
	Data  []byte
}

// TimerChange sets, moves or cancels a timer of the stream.
type TimerChange struct {
	Name string    // a stream has one timer of a name; setting it again replaces it, and ends a running lease
	Due  time.Time // zero: cancelled; cancelling a timer that is not set does nothing
	Data []byte
}

// Receipt is the answer to a commit.
type Receipt struct {
	Version   uint64 // of the stream after the commit this receipt speaks of
	Duplicate bool   // the command had been committed before; nothing was written now
	Reply     []byte // of the commit this receipt speaks of
}

// Stored is a record as the journal holds it.
type Stored struct {
	Record
	Stream    string
	Version   uint64 // its number within the stream, from 1
	CommandID string
	At        time.Time
	Hash      [32]byte // links the record to all before it in the stream; see Link
}

// Lease is a claim on an outbox row or a timer, and what is to be done.
type Lease struct {
	ID       uint64 // of the row or timer, unique within the journal; older ones have smaller numbers
	Token    uint64 // of this claim; 0 where nothing is claimed
	Stream   string
	Version  uint64 // of the stream after the commit that wrote it
	Name     string // the row's Key, or the timer's Name
	Queue    string // of a row
	Lane     string // of a row
	Due      time.Time
	Until    time.Time // the lease runs out; from then on somebody else may claim it
	Attempts int       // settlements as Retry so far
	Detail   string    // of the last settlement
	Data     []byte
}

// Settlement is how the work on an outbox row ended.
type Settlement struct {
	Outcome   Outcome
	NotBefore time.Time   // for Retry and Defer: when it may be claimed again; zero: at once
	Detail    string      // for whoever looks at the row later; no personal data
	Add       []OutboxRow // rows that follow from this one, written in the same transaction
}

// Outcome is the closed set of ends a settlement knows.
type Outcome uint8

// The zero Outcome is none, so that a forgotten one is refused.
const (
	Done  Outcome = iota + 1 // sent, or nothing to send: the row goes
	Retry                    // try again; counts as an attempt
	Defer                    // try again; does not count: quiet hours, a rate limit, a channel that is switched off
	Dead                     // given up: the row is kept, listed by DeadOutbox, and blocks no lane
)

// String gives the outcome's name.
func (o Outcome) String() string {
	switch o {
	case Done:
		return "done"
	case Retry:
		return "retry"
	case Defer:
		return "defer"
	case Dead:
		return "dead"
	}
	return "no outcome"
}
