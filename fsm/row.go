// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"

	"github.com/icpfiling/icp/notify"
)

// Row is one row of the table: in state From, Command leads to To. The rows are the engine, the diagram and the
// oracle at once; nothing else decides where a filing goes.
type Row struct {
	From    State
	Command CommandName
	To      State
	// When selects the row where a state has several for one command: exactly one of them holds.
	When []Guard
	// Guards must all hold; every one that does not is a reason of the refusal.
	Guards []Guard
	// Event is recorded first; it carries the move.
	Event EventType
	// Judges is the binding whose decisions the policy answers in this step, or empty.
	Judges string
	// Sets are the deadlines that start with the step, in order.
	Sets []DeadlineName
	// Tells are the notices.
	Tells []Tell
	// Repair marks the rows of Reconcile, which diagrams leave out.
	Repair bool
	// Why says in English and Chinese what the row is for; Source is the sentence it comes from.
	Why, WhyZH string
	Source     string

	provider string // whose filings take it, where it is one of Enabled for one provider: see Draw
}

// Tell is one notice of a row.
type Tell struct {
	Topic string
	Kind  notify.Kind
}

// Key names the row: it is the event a looplab machine executes and stays stable while the row exists.
func (r Row) Key() string { return rowKey(r.Command, r.To) }

func rowKey(c CommandName, to State) string { return c.String() + ">" + to.String() }

// ID names the row with its state: "ready/submit_to_authority>authority_review".
func (r Row) ID() string { return r.From.String() + "/" + r.Key() }

func (r Row) check() error {
	switch {
	case r.From >= numStates || r.To >= numStates:
		return fmt.Errorf("FSM-080: row %s: unknown state; use a State of this package", r.ID())
	case r.Command == CmdNone || r.Command >= numCommands:
		return fmt.Errorf("FSM-080: row %s: unknown command; use a CommandName of this package", r.ID())
	case r.Event == EventNone || r.Event >= numEvents || r.From != r.To && !r.Event.Moves():
		return fmt.Errorf("FSM-080: row %s: event %s carries no move; use one that does", r.ID(), r.Event)
	}
	for _, g := range append(append([]Guard(nil), r.When...), r.Guards...) {
		if g >= numGuards {
			return fmt.Errorf("FSM-080: row %s: unknown guard; use a Guard of this package", r.ID())
		}
	}
	return nil
}
