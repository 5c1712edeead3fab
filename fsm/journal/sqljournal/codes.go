// SPDX-License-Identifier: Apache-2.0

package sqljournal

import "github.com/icpfiling/icp/fsm/journal"

// Codes of what only a journal in a database can meet, beside those of package journal. A code is never given a new
// meaning.
const (
	// ErrNotInstalled: the tables are not there, or are of an older release. Run [Migrations], or set Options.Install.
	ErrNotInstalled journal.Code = "JRN-100"
	// ErrWeak: a setting of the database can lose commits that were acknowledged. Change it, or set
	// Options.AllowWeak.
	ErrWeak journal.Code = "JRN-101"
	// ErrFull: the database has no room. Nothing was changed; make room and try again.
	ErrFull journal.Code = "JRN-102"
	// ErrUnavailable: the database cannot be reached, did not finish its work, or only reads. Nothing was changed; try
	// again, after what the error names.
	ErrUnavailable journal.Code = "JRN-103"
	// ErrForeign: the tables are not this release's to write: of a newer one, or moved to another server.
	ErrForeign journal.Code = "JRN-104"
	// ErrClosed: the journal is closed.
	ErrClosed journal.Code = "JRN-105"
	// ErrBusy: somebody else holds the database's lock for longer than was waited. Nothing was changed; try again.
	ErrBusy journal.Code = "JRN-106"
	// ErrRefused: the database refused a statement for a reason no other code has; the error has its words.
	ErrRefused journal.Code = "JRN-107"
)
