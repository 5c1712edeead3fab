// SPDX-License-Identifier: Apache-2.0

package export

import "time"

// row is one line of an event log. Fields that a row does not use are empty.
type row struct {
	at, recorded time.Time
	class        Classes
	activity     string
	lifecycle    string // start or complete
	resource     string // who acts, and for the authority of which province
	role         string // who acts
	from, to     string // states
	value        string // the one word it is about
	detail       string
	rules        string
	due          time.Time

	website string // that it is about: OCEL
	notice  string // that it is about: OCEL
}

// trace is one case: a filing, with what the log says of it.
type trace struct {
	n       int // of the subject in the log
	id      string
	subject string
	kind    string
	region  string
	owner   string // kind of subject
	site    string
	opened  time.Time
	outcome string // the state it ended or waits in
	sites   []string
	stage   string // it is in, and since when
	rows    []row
	notices []told
}

// told is one notice of a case.
type told struct {
	id, topic, audience string
	at                  time.Time
}

const (
	started   = "start"
	completed = "complete"
)

// class is the name of a row's kind, in the singular.
func (r *row) className() string {
	switch r.class {
	case Moves:
		return "move"
	case Stages:
		return "stage"
	case Passed, Deadlines:
		return "deadline"
	case Judgements:
		return "judgement"
	case Records:
		return "record"
	case Contacts:
		return "contact"
	case Notices:
		return "notice"
	case Deliveries:
		return "delivery"
	case Refusals:
		return "refusal"
	}
	return "fault"
}
