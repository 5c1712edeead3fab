// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"errors"
	"fmt"
	"strconv"
)

// OptionError (SIM-001) says which option means nothing. Field is its name in small letters, as a command line
// would call it.
type OptionError struct {
	Field, Value string
	What, Next   string
}

// Error says what is wrong and what to do next.
func (e *OptionError) Error() string {
	return fmt.Sprintf("SIM-001: %s %s: %s; %s", e.Field, e.Value, e.What, e.Next)
}

// PlantError (SIM-002) says that no planted fault has a name.
type PlantError struct{ Name string }

// Error says what is wrong and what to do next.
func (e *PlantError) Error() string {
	return fmt.Sprintf("SIM-002: no planted fault is called %.60q; choose one of Plants", e.Name)
}

// FilingError (SIM-003) says that a filing could not be simulated: the machine gave an error that is no refusal, or
// something panicked. The run stops, because such a filing would be missing in every figure.
type FilingError struct {
	Seed   uint64
	Filing int
	Err    error
}

// Error says which filing it is and why.
func (e *FilingError) Error() string {
	next := "choose other dates or mend the policy"
	if _, ok := errors.AsType[*panicked](e.Err); ok {
		next = "Tell it to see the stack; mend what is yours, report what is not"
	}
	return fmt.Sprintf("SIM-003: filing %d of seed %d cannot be simulated: %v; %s", e.Filing, e.Seed, e.Err, next)
}

// Unwrap gives the machine's error.
func (e *FilingError) Unwrap() error { return e.Err }

func onlyError(n int) error {
	return &OptionError{"only", strconv.Itoa(n), "not the number of a filing", "choose 0 to " + strconv.Itoa(maxFilings-1)}
}
