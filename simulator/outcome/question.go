// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
)

// Question is one thing that was asked in the life of a filing: a command of the machine, or, where Command is nil, a decision
// of the policy, as people read it before they act. A life hangs on nothing else that another machine could answer otherwise.
type Question struct {
	// Filing is the number of the filing; Subject is as it was when the question was put.
	Filing  int
	Subject *fsm.Subject
	// Machine was asked; Changed says that it is not the run's own policy by which it judges, but one that a fault loaded.
	Machine *fsm.Machine
	Changed bool
	// Command was put at At, the host's clock; Step and Err are the answer.
	Command fsm.Command
	At      time.Time
	Step    *fsm.Step
	Err     error
	// Decision was read for Case on Date.
	Decision rules.Decision
	Case     *rules.Case
	Date     calendar.Date
}
