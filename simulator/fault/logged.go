// SPDX-License-Identifier: Apache-2.0

package fault

import "time"

// Logged is a fault as it stands in the log of a filing; or, with Recovered, what the host found when it started again.
type Logged struct {
	Fault
	At        time.Time
	Recovered bool
	// Version is that of the last event found, Position the bytes of the filing's log up to it: recovered only.
	Version  uint64
	Position int
}
