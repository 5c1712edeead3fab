// SPDX-License-Identifier: Apache-2.0

package journal

// Code is a stable error code. Errors of a journal wrap one: errors.Is(err, journal.ErrConflict).
// An adapter writes fmt.Errorf("%w: what, where; what next", journal.ErrConflict, …).
type Code string

// A code is never given a new meaning.
const (
	// ErrConflict: the stream is not at the version the commit expects. Load, decide anew, append with the same
	// CommandID.
	ErrConflict Code = "JRN-001"
	// ErrInvalid: an argument breaks a rule of this package. A mistake of the caller; trying again does not help.
	ErrInvalid Code = "JRN-002"
	// ErrTooLarge: an argument is above a limit; see Commit.Checked.
	ErrTooLarge Code = "JRN-003"
	// ErrStale: the lease does not hold any more. Drop the work.
	ErrStale Code = "JRN-004"
	// ErrUncertain: the commit may or may not be there. Append it again with the same CommandID.
	ErrUncertain Code = "JRN-005"
	// ErrFailed: the storage failed in a way that is final until the journal is opened again.
	ErrFailed Code = "JRN-006"
	// ErrDamaged: what is stored is not what was written.
	ErrDamaged Code = "JRN-007"
)

// Error gives the code itself.
func (c Code) Error() string { return string(c) }
