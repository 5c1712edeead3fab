// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
)

// What an administration or a provider says of a record that stands, whatever becomes of a filing meanwhile. The record as a
// whole is revoked by [Revoke]; its subject cancels by filings of their own.

// GiveShellNotice says that the administration gave public notice of an empty shell, to be cured or cancelled after the
// day it names. What is cured by an access or a website that is approved leaves the list by itself. Actor: the authority.
type GiveShellNotice struct {
	Meta
	// Website is the host's id of a website that no provider gives access to; empty means the subject, which has no website.
	Website string
	// Until is the last day of the notice in UTC+8, as it was published; the zero Date where it names none, and nothing is
	// due then.
	Until calendar.Date
}

// LiftShellNotice says that the administration took an empty shell off its list. Actor: the authority.
type LiftShellNotice struct {
	Meta
	// Website: see GiveShellNotice.
	Website string
}

// FailInspection says that an inspection of the provider found something to put right, or access is cancelled. Another one
// before it passed takes its place. Actor: the platform.
type FailInspection struct {
	Meta
	// Website is the host's id of the website; empty means every website that is reached through the provider.
	Website string
	// Provider gives the access; empty is that of the latest filing, or "alibabacloud".
	Provider string
	// Causes are stable words of the host's list; at least one.
	Causes []string
	// Until is the last day to put it right in UTC+8, as the provider named it; the zero Date where it named none, and nothing
	// is due then.
	Until calendar.Date
}

// PassInspection says that what an inspection found was put right. Actor: the platform.
type PassInspection struct {
	Meta
	Website, Provider string // as in FailInspection
}

// RemoveAccess says that the provider cancelled the access of a website by itself; its number stays. The applicant cancels it by
// a filing of the kind [CancelAccess]. Actor: the platform.
type RemoveAccess struct {
	Meta
	// Website is the host's id of the website.
	Website  string
	Provider string   // as in FailInspection
	Causes   []string // as in FailInspection
}

// RevokeWebsite is the authority's cancellation of one website: its number is gone, and it can only be filed anew. The applicant
// cancels it by a filing of the kind [CancelWebsite]. Actor: the authority.
type RevokeWebsite struct {
	Meta
	// Website is the host's id of the website.
	Website string
	Causes  []string // as in FailInspection
}

// Name implements Command.
func (GiveShellNotice) Name() CommandName { return CmdGiveShellNotice }

// Name implements Command.
func (LiftShellNotice) Name() CommandName { return CmdLiftShellNotice }

// Name implements Command.
func (FailInspection) Name() CommandName { return CmdFailInspection }

// Name implements Command.
func (PassInspection) Name() CommandName { return CmdPassInspection }

// Name implements Command.
func (RemoveAccess) Name() CommandName { return CmdRemoveAccess }

// Name implements Command.
func (RevokeWebsite) Name() CommandName { return CmdRevokeWebsite }

func (c GiveShellNotice) brings(e *Event, w *work) {
	e.Ref, e.Deadline = c.Website, w.given(ShellNoticePeriod, c.Until)
}

func (c LiftShellNotice) brings(e *Event, _ *work) { e.Ref = c.Website }

func (c FailInspection) brings(e *Event, w *work) {
	e.Ref, e.Value, e.Causes = c.Website, w.through(c.Provider), slices.Clone(c.Causes)
	e.Deadline = w.given(InspectionPeriod, c.Until)
}

func (c PassInspection) brings(e *Event, w *work) { e.Ref, e.Value = c.Website, w.through(c.Provider) }

func (c RemoveAccess) brings(e *Event, w *work) {
	e.Ref, e.Value, e.Causes = c.Website, w.through(c.Provider), slices.Clone(c.Causes)
}

func (c RevokeWebsite) brings(e *Event, _ *work) { e.Ref, e.Causes = c.Website, slices.Clone(c.Causes) }

// through is the provider that a command means.
func (w *work) through(provider string) string {
	return orDefault(provider, orDefault(w.f.Provider, DefaultProvider))
}

// given is the period up to a day that somebody named; the zero Deadline where nobody named one.
func (w *work) given(name DeadlineName, until calendar.Date) Deadline {
	if until.IsZero() {
		return Deadline{}
	}
	return Deadline{
		Name: name, Status: calendar.Confirmed, Amount: until.DaysSince(w.date), From: w.occurred, Due: endOf(until), Calendar: w.m.cal.ID(),
	}
}
