// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
)

// day is a day of August 2024.
func day(d int) calendar.Date { return calendar.NewDate(2024, 8, d) }

const here, there = "alibabacloud", "another"

// held is a record of which everything is known that can be.
func held() fsm.Record {
	return fsm.Record{Number: "n", Region: "guizhou", Websites: []fsm.Website{
		{ID: "w1", Number: "n-1", Accesses: []string{here, there}, Periods: []fsm.Period{
			{Name: fsm.InspectionPeriod, Provider: there, Causes: []string{"x"}, From: day(1), Until: day(9)},
		}},
		{ID: "w2", Number: "n-2", Periods: []fsm.Period{{Name: fsm.ShellNoticePeriod, From: day(2), Until: day(8)}}},
		{ID: "w3", Number: "n-3"},
		{ID: "w4", Number: "n-4", Accesses: []string{there}},
	}}
}

// A record, a website and an access stand as what is held against them says, for each provider by itself.
func TestWhatIsHeldAgainstARecordIsItsState(t *testing.T) {
	r := held()
	s := fsm.Subject{Record: &r}
	for website, want := range map[string][2]fsm.RecordState{
		"":   {fsm.RecordActive, fsm.RecordActive},
		"w1": {fsm.RecordActive, fsm.InspectionFailed},
		"w2": {fsm.ShellPublicNotice, fsm.ShellPublicNotice},
		"w3": {fsm.EmptyShellWebsite, fsm.EmptyShellWebsite},
		"w4": {fsm.NoAccessHere, fsm.RecordActive},
		"w9": {fsm.RecordNone, fsm.RecordNone},
	} {
		assert.Equal(t, want, [2]fsm.RecordState{s.Standing(here, website), s.Standing(there, website)}, website)
	}
	assert.Equal(t, []fsm.Access{{Provider: here, State: fsm.RecordActive}, {Provider: there, State: fsm.InspectionFailed}}, r.Websites[0].States())
	r.Websites = r.Websites[:2]
	assert.Equal(t, fsm.InspectionFailed, s.Standing(there, ""), "no website is better")
	r.Websites = nil
	assert.Equal(t, fsm.EmptyShellSubject, s.Standing(here, ""))
	r.Periods = []fsm.Period{{Name: fsm.ShellNoticePeriod}}
	assert.Equal(t, fsm.ShellPublicNotice, s.Standing(here, ""))
	r.Ended = "revoked"
	s.Filing.Kind, s.Filing.State = fsm.CancelSubject, fsm.AuthorityReview
	assert.Equal(t, fsm.RecordRevoked, s.Standing(here, ""), "an end comes before all else")
	assert.Equal(t, fsm.RecordNone, (&fsm.Subject{}).Standing(here, ""))
}

func TestEveryStateOfARecordHasWords(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range []fsm.RecordState{
		fsm.RecordNone, fsm.RecordActive, fsm.NoAccessHere, fsm.EmptyShellWebsite, fsm.EmptyShellSubject, fsm.ShellPublicNotice,
		fsm.InspectionFailed, fsm.CancelInAuthorityReview, fsm.RecordCancelled, fsm.RecordRevoked,
	} {
		assert.Regexp(t, `^\p{Han}`, s.Label("zh"))
		assert.NotRegexp(t, `\p{Han}`, s.Label("en"))
		seen[s.Label("en")], seen[s.Label("zh")] = true, true
	}
	assert.Len(t, seen, 20, "each has words of its own")
	assert.Equal(t, "unknown", fsm.RecordState("odd").Label("en"))
}

// What is held against a record is imported with it, in order, and its days pass like those that were said here.
func TestARecordIsImportedWithWhatIsHeldAgainstIt(t *testing.T) {
	m := shipped(t)
	at := day(5).Time()
	st, err := m.Decide(fsm.Subject{}, fsm.ImportRecord{Record: held()}, at)
	require.NoError(t, err)
	s := fsm.Replay(fsm.Subject{}, st.Events)
	due, waiting := s.NextDue()
	require.True(t, waiting)
	assert.True(t, due.Equal(day(9).Time().Add(-time.Microsecond)), "the end of the day, in UTC+8: %v", due)
	st, err = m.Decide(s, fsm.Tick{}, day(12).Time())
	require.NoError(t, err)
	require.Len(t, st.Events, 2)
	assert.Empty(t, st.Notices, "nobody is known whom to tell")
	s = fsm.Replay(s, st.Events)
	_, waiting = s.NextDue()
	assert.False(t, waiting)

	bad := held()
	bad.Periods = []fsm.Period{{Name: fsm.ShellNoticePeriod}}
	bad.Websites[0].Periods = []fsm.Period{
		{Name: fsm.ShellNoticePeriod},
		{Name: fsm.InspectionPeriod, Provider: "nobody", Causes: []string{"x"}},
		{Name: fsm.InspectionPeriod, Provider: here},
		{Name: fsm.InspectionPeriod, Provider: here, Causes: []string{"a b"}, From: day(2), Until: day(1)},
		{Name: fsm.SMSWindow},
	}
	bad.Websites[1].Periods = []fsm.Period{
		{Name: fsm.ShellNoticePeriod, Causes: []string{"x"}, Passed: true}, {Name: fsm.ShellNoticePeriod}, {Name: fsm.ShellNoticePeriod},
	}
	said := whatOf(t, refusal(t, m, fsm.Subject{}, fsm.ImportRecord{Record: bad}))
	for i, what := range []string{
		"Websites[0].Periods[0]: what has access or a website is no empty shell",
		"Websites[0].Periods[1]: its provider gives no access",
		"Websites[0].Periods[2]: an inspection that failed has a cause",
		"Websites[0].Periods[3]: there is another one of its kind",
		"Websites[0].Periods[3]: Causes[0] holds a blank",
		"Websites[0].Periods[3]: its last day lies before its first",
		"Websites[0].Periods[4]: its name is shell_notice or inspection",
		"Websites[1].Periods[0]: a notice of empty shells has no provider and no causes",
		"Websites[1].Periods[0]: its last day lies before its first, or is missing",
		"Websites[1].Periods[1]: there is another one of its kind",
		"Websites[1].Periods[2]: there is another one of its kind",
		"Periods[0]: what has access or a website is no empty shell",
	} {
		require.Greater(t, len(said), i)
		assert.Contains(t, said[i], what)
	}
	assert.Len(t, said, 12)
}

// A website named by somebody's number is refused, and the number is not repeated.
func TestWebsitesOfARecordAreNamedByNobodysNumber(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass("import region=beijing websites=w1:a.example"))
	const number = "13800138000"
	for _, c := range []fsm.Command{
		fsm.GiveShellNotice{Website: number},
		fsm.LiftShellNotice{Website: number},
		fsm.FailInspection{Website: number, Causes: []string{"x"}},
		fsm.PassInspection{Provider: number},
		fsm.RemoveAccess{Website: "w1", Provider: number, Causes: []string{"x"}},
		fsm.RevokeWebsite{Website: "w1", Causes: []string{number}},
	} {
		_, err := r.Machine.Decide(r.Subject, c, r.Now)
		var refused *fsm.Refusal
		require.ErrorAs(t, err, &refused, "%T", c)
		assert.NotContains(t, refused.Text("en")+refused.Text("zh"), number, "%T", c)
	}
}

// A tick that is late finds the last day of a record and the end of a filing, each as it was; after them nothing is due.
func TestALateTickFindsFilingAndRecord(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass("at 2024-08-01T10:00\nimport region=beijing websites=w1:a.example\n"+
		"open f-1 kind=change_subject region=beijing\nfail_inspection causes=x until=2024-08-09\nat 2024-12-01T10:00\ntick"))
	kinds := map[fsm.EventType]int{}
	for _, e := range r.Events {
		kinds[e.Type]++
	}
	assert.Equal(t, 1, kinds[fsm.EventPeriodOver])
	assert.Equal(t, fsm.Expired, r.Subject.Filing.State)
	_, waiting := r.Subject.NextDue()
	assert.False(t, waiting)
}

// Two subjects differ in what is held against their records.
func TestEqualLooksAtPeriods(t *testing.T) {
	a, b := held(), held()
	x, y := fsm.Subject{Record: &a}, fsm.Subject{Record: &b}
	assert.True(t, x.Equal(&y))
	p := &b.Websites[1].Periods[0]
	for _, change := range []func(){
		func() { p.Passed = true }, func() { p.Until = day(20) }, func() { p.From = day(20) }, func() { p.Provider = here },
		func() { p.Causes = []string{"x"} }, func() { p.Name = fsm.InspectionPeriod },
	} {
		before := *p
		change()
		assert.False(t, x.Equal(&y))
		*p = before
	}
	b.Periods = []fsm.Period{*p}
	assert.False(t, x.Equal(&y))
}
