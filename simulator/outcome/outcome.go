// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"crypto/sha256"
	"time"

	"github.com/icpfiling/icp/fsm"
)

// Filing is what became of one synthetic filing.
type Filing struct {
	// Number is its place in the run: with the seed it names the filing.
	Number int
	// Kind, Region, SubjectKind and Site are the facts it was opened with.
	Kind                      fsm.Kind
	Region, SubjectKind, Site string
	// State is where it ended, or where it waits when the run ends.
	State fsm.State
	// Opened is when it was opened; zero if it never was. Submitted is its first submission to the platform,
	// HandedOver its first submission to the authority, Approved and Ended (any final state) as their names say.
	Opened, Submitted, HandedOver, Approved, Ended time.Time
	// BusinessDays counts from the first submission to the approval; -1 if it was not approved, or where no notice
	// of the calendar covers the days.
	BusinessDays int
	// Stages are the states it went through, in order; the last one is where it ended or waits.
	Stages []Stage
	// Deadlines are those that were set, in order of their setting.
	Deadlines []Deadline
	// Rules are the ids of the rules that judged it, each once, in the order of their first judging.
	Rules []string
	// Moves are the rows it took, each once, in the order of their first taking: commands that were accepted, and the
	// states between which they moved it.
	Moves []Move
	// Returns counts the times it came back: from the platform, the SMS verification or the authority.
	Returns int
	// Digest is the SHA-256 of its log.
	Digest [sha256.Size]byte
	// Course is the SHA-256 of its log with the policy's digest left out, so that it is the same by two policies that
	// decide everything about it alike; zero unless the run was asked for it.
	Course [sha256.Size]byte
	// Broken are the names of the properties it broke.
	Broken []string
}

// Move is one row of the machine's table, as the events name it.
type Move struct {
	From    fsm.State
	Command fsm.CommandName
	To      fsm.State
}

// String gives the row's ID: "ready/submit_to_authority>authority_review".
func (m Move) String() string {
	return m.From.String() + "/" + m.Command.String() + ">" + m.To.String()
}

// Stage is one visit of a state.
type Stage struct {
	State fsm.State
	// Entered and Left bound the visit; Left is zero for the last one.
	Entered, Left time.Time
}

// Deadline is one deadline that was set, and what became of it.
type Deadline struct {
	Name fsm.DeadlineName
	// Set is when; Due is zero while the notice that it waits for is not published.
	Set, Due time.Time
	// Fate says what became of it.
	Fate Fate
}

// over is the fate of a running deadline whose stage is over. Passing any but an expectation would have been recorded.
func (d *Deadline) over(at time.Time) Fate {
	if d.Name.Kind() == fsm.Expected && !d.Due.IsZero() && at.After(d.Due) {
		return Passed
	}
	return Met
}

// Fate is what became of a deadline.
type Fate uint8

// The fates: still running when the run ended; its stage was over in time; its time was up before.
const (
	Running Fate = iota
	Met
	Passed
)

// String gives the stable name, for example "met".
func (f Fate) String() string { return [...]string{"running", "met", "passed"}[min(f, Passed)] }

// MarshalText writes the name: so it stands in JSON.
func (f Fate) MarshalText() ([]byte, error) { return []byte(f.String()), nil }
