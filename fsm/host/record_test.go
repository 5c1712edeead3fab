// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// twoWebsites is a record as a host takes it over.
func twoWebsites() fsm.Record {
	return fsm.Record{Number: "n", Region: "beijing", SubjectKind: "enterprise", Websites: []fsm.Website{
		{ID: "w1", Number: "n-1", Domains: []string{"one.example"}, Accesses: []string{"alibabacloud"}},
		{ID: "w2", Number: "n-2", Domains: []string{"two.example"}, Accesses: []string{"alibabacloud"}},
	}}
}

func cancels(website string) fsm.Open {
	open := first("beijing")
	open.Kind, open.Targets = fsm.CancelWebsite, []fsm.Target{{Website: website}}
	return open
}

// A record whose time runs out has a timer like a filing: passing it is recorded once, and a desk finds it before and after.
func TestADayNamedForARecordPassesOnce(t *testing.T) {
	w := newWorld(t)
	w.at(china("2018-04-04", "10:00"))
	day := calendar.NewDate(2018, 4, 12)
	w.do(
		fsm.ImportRecord{Record: twoWebsites()},
		fsm.FailInspection{Website: "w2", Causes: []string{"holder_differs"}, Until: day.AddDays(9)},
		fsm.RemoveAccess{Website: "w1", Causes: []string{"holder_differs"}},
		fsm.GiveShellNotice{Website: "w1", Until: day},
	)
	d := w.desk()
	assert.Equal(t, []string{"s-1 none applicant[] shell_notice", "s-1 none applicant[] inspection"}, brief(d.NextDue(china("2018-04-05", "09:00"), 9)))
	assert.Equal(t, "w1", d.DueToday(china("2018-04-12", "09:00"))[0].Website)
	assert.Empty(t, d.Waiting(), "no filing waits")

	w.at(china("2018-04-12", "23:59"))
	assert.Zero(t, w.tick())
	w.at(china("2018-04-13", "00:00"))
	assert.Equal(t, 1, w.tick())
	assert.Zero(t, w.tick(), "once")
	require.NoError(t, d.Follow(t.Context()))
	assert.Equal(t, []string{"s-1 none authority[] shell_notice"}, brief(d.Overdue(china("2018-04-13", "09:00"))))
	assert.Empty(t, d.DueToday(china("2018-04-13", "09:00")))
	s, err := w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	assert.Equal(t, fsm.ShellPublicNotice, s.Standing("alibabacloud", "w1"), "nobody but the administration cancels it")
	assert.Equal(t, []fsm.Access{{Provider: "alibabacloud", State: fsm.InspectionFailed}}, s.Record.Websites[1].States())

	w.do(fsm.RevokeWebsite{Website: "w1", Causes: []string{"empty_shell"}}, fsm.PassInspection{})
	require.NoError(t, d.Follow(t.Context()))
	assert.Empty(t, d.Overdue(china("2019-01-01", "09:00")))
	s, err = w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	_, waiting := s.NextDue()
	assert.False(t, waiting)
}

// What a caller does with what it was given back is no business of the host's.
func TestCallersDoNotWriteIntoARecordsPeriods(t *testing.T) {
	w := newWorld(t)
	causes := []string{"holder_differs"}
	r := w.do(fsm.ImportRecord{Record: twoWebsites()}, fsm.FailInspection{Causes: causes})
	causes[0], r.Events[0].Causes[0] = "changed", "changed"
	r.Subject.Record.Websites[0].Periods[0].Causes[0] = "changed"
	kept, err := w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	assert.Equal(t, []string{"holder_differs"}, kept.Record.Websites[0].Periods[0].Causes)
}
