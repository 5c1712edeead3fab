// SPDX-License-Identifier: Apache-2.0

package explore

import (
	"time"

	"github.com/icpfiling/icp/fsm"
)

// The defaults of Bounds.
const (
	DefaultStates = 20_000
	DefaultDepth  = 60
)

// Bounds limit a search. The zero value has the defaults.
type Bounds struct {
	// Kind and Region leave only some filings in; KindNone and "" leave all. Without a region one province stands for
	// all that the policy treats alike on the first day.
	Kind   fsm.Kind
	Region string
	// Filings are the numbers of the filings to start from; nil chooses them.
	Filings []int
	// Depth is the most commands, States the most states of one start; 0 means the default.
	Depth, States int
	// Places is how many places Seen keeps of each sort; 0 keeps none.
	Places int
}

// WithDefaults gives the bounds a search keeps.
func (b Bounds) WithDefaults() Bounds {
	if b.Depth == 0 {
		b.Depth = DefaultDepth
	}
	if b.States == 0 {
		b.States = DefaultStates
	}
	return b
}

// Seen is what a search saw. It is the same on any machine.
type Seen struct {
	// Starts are the filings it started from.
	Starts []Start
	// States, Asked and Refused sum those of the starts.
	States, Asked, Refused int
	// Reached counts the rows of the table that were taken; Never names those that were not, repair left out.
	Reached int
	Never   []string
	// Complete says that no bound was reached: what was not found is not there.
	Complete bool
	// Places are some of those where commands were tried, at most Bounds.Places for each state, command and answer:
	// the state it led to, or the codes of its refusal.
	Places []Place
}

// Place is one command in one state of one subject.
type Place struct {
	Subject fsm.Subject
	At      time.Time
	Command fsm.Command
}

// Start is one filing that the search started from.
type Start struct {
	// Filing is its number in the run: with the seed it names the filing.
	Filing int
	Kind   fsm.Kind
	Region string
	// States is how many states were told apart, Asked how many commands were tried in them, Refused how many of
	// those were refused. Depth is the most commands that led to something new.
	States, Asked, Refused, Depth int
	// Complete says that neither bound was reached.
	Complete bool
}
