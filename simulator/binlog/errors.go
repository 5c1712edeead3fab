// SPDX-License-Identifier: Apache-2.0

package binlog

import "fmt"

// CorruptError (SIM-060) says that a file is no log of a simulation, or where it is damaged or ends too early.
type CorruptError struct {
	// Offset is the byte at which the record that cannot be read begins, from 0.
	Offset int64
	// Line is its line in a log of JSON lines, from 1; 0 in a binary one.
	Line int
	// Filing is the filing it stands in, -1 outside of one.
	Filing int
	// What says what is wrong. Cut says that the log only ends too early: what came before is whole.
	What string
	Cut  bool
	// Next says what to do.
	Next string
}

// Error says what is wrong, where, and what to do.
func (e *CorruptError) Error() string {
	where := fmt.Sprintf("at byte %d", e.Offset)
	if e.Line > 0 {
		where = fmt.Sprintf("in line %d", e.Line)
	}
	if e.Filing >= 0 {
		where += fmt.Sprintf(", in filing %d", e.Filing)
	}
	return fmt.Sprintf("SIM-060: the log cannot be read %s: %s; %s", where, e.What, e.Next)
}

const (
	writeAgain = "simulate again with the seed of the header, which gives the same bytes"
	notALog    = "give a file that icp sim run --log wrote"
	newerOne   = "read it with the release that wrote it"
)
