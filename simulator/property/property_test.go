// SPDX-License-Identifier: Apache-2.0

package property

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// start is Wednesday 2018-04-04, 10:00: the next business days are Sunday the 8th, Monday the 9th, Tuesday the 10th.
var start = time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())

func after(hours int) time.Time { return start.Add(time.Duration(hours) * time.Hour) }

// moved is an event that moves a filing, recorded when it happened.
func moved(t fsm.EventType, from, to fsm.State, at time.Time) fsm.Event {
	return fsm.Event{Type: t, From: from, To: to, At: at, OccurredAt: at, Filing: "f-1"}
}

func submitted(at time.Time) fsm.Event {
	return moved(fsm.EventSubmitted, fsm.Draft, fsm.PreliminaryReview, at)
}

func passed(at time.Time) fsm.Event {
	return moved(fsm.EventPreliminaryPassed, fsm.PreliminaryReview, fsm.Verification, at)
}

type broken struct {
	property int
	at       time.Time
	en       string
}

// watch gives what a filing's events break, watched until some time.
func watch(t *testing.T, p Property, until time.Time, settled bool, events ...fsm.Event) (asked int64, list []broken) {
	t.Helper()
	m, err := NewMonitor(calendar.China(), []Property{p})
	require.NoError(t, err)
	m.Broken = func(i int, at time.Time, en, zh string) {
		assert.NotEmpty(t, zh)
		list = append(list, broken{i, at, en})
	}
	m.Begin()
	for i := range events {
		m.Event(&events[i])
	}
	m.End(until, settled)
	return m.Asked[0], list
}

func reviewed() Property {
	return LeadsTo("reviewed", On(fsm.EventSubmitted), On(fsm.EventPreliminaryPassed, fsm.EventPreliminaryReturned)).Within(BusinessDays(2))
}

func TestLeadsToCountsBusinessDays(t *testing.T) {
	bound := time.Date(2018, 4, 9, 18, 0, 0, 0, calendar.Zone())
	for name, x := range map[string]struct {
		events []fsm.Event
		until  time.Time
		asked  int64
		broken int
	}{
		"in time":              {[]fsm.Event{submitted(start), passed(bound)}, after(1000), 1, 0},
		"too late":             {[]fsm.Event{submitted(start), passed(bound.Add(time.Microsecond))}, after(1000), 1, 1},
		"never":                {[]fsm.Event{submitted(start)}, after(1000), 1, 1},
		"open at the horizon":  {[]fsm.Event{submitted(start)}, bound, 0, 0},
		"never submitted":      {[]fsm.Event{passed(start)}, after(1000), 0, 0},
		"twice, both in time":  {[]fsm.Event{submitted(start), passed(after(1)), submitted(after(2)), passed(after(3))}, after(1000), 2, 0},
		"twice, one in time":   {[]fsm.Event{submitted(start), passed(after(1)), submitted(after(2))}, after(1000), 2, 1},
		"broken twice is once": {[]fsm.Event{submitted(start), passed(after(500)), submitted(after(501))}, after(2000), 2, 1},
	} {
		asked, list := watch(t, reviewed(), x.until, true, x.events...)
		assert.Equal(t, x.asked, asked, name)
		assert.Len(t, list, x.broken, name)
	}
}

// What happened in time and was reported late is in time; what was itself reported after its bound ends there.
func TestLeadsToJudgesByWhatHappened(t *testing.T) {
	late := passed(after(400))
	late.OccurredAt = after(5)
	_, list := watch(t, reviewed(), after(1000), true, submitted(start), late)
	assert.Empty(t, list)

	reported := submitted(after(400))
	reported.OccurredAt = start
	_, list = watch(t, reviewed(), after(1000), true, reported, passed(after(401)))
	assert.Len(t, list, 1)
}

func TestLeadsToByADeadlinesOwnDueTime(t *testing.T) {
	p := LeadsTo("kept", On(fsm.EventDeadlineSet), On(fsm.EventDeadlineMissed, fsm.EventPreliminaryPassed)).Within(Bound{Due: true, Clock: time.Hour})
	set := fsm.Event{Type: fsm.EventDeadlineSet, At: start, OccurredAt: start, Deadline: fsm.Deadline{Name: fsm.PreliminaryReviewTarget, Due: after(10)}}
	missed := fsm.Event{Type: fsm.EventDeadlineMissed, At: after(11), OccurredAt: after(11)}
	_, list := watch(t, p, after(1000), true, set, missed)
	assert.Empty(t, list)
	missed.OccurredAt = after(12)
	_, list = watch(t, p, after(1000), true, set, missed)
	assert.Len(t, list, 1)
	set.Deadline.Due = time.Time{} // pending: bounds nothing
	asked, list := watch(t, p, after(1000), true, set)
	assert.Empty(t, list)
	assert.Zero(t, asked)
}

// Beyond the published notices nothing is judged.
func TestLeadsToBeyondTheNotices(t *testing.T) {
	at := time.Date(2026, 12, 30, 10, 0, 0, 0, calendar.Zone())
	asked, list := watch(t, reviewed(), at.AddDate(1, 0, 0), true, submitted(at))
	assert.Empty(t, list)
	assert.Zero(t, asked)
}

func TestHealedBoundsRunAnew(t *testing.T) {
	m, err := NewMonitor(calendar.China(), []Property{reviewed()})
	require.NoError(t, err)
	faults := 0
	m.Broken = func(int, time.Time, string, string) { faults++ }
	m.Begin()
	s, p := submitted(start), passed(after(20*24))
	m.Event(&s)
	m.Failed(after(1))
	m.Failed(after(18 * 24)) // while one lasts, a second adds nothing
	m.Healed(after(19 * 24))
	m.Event(&p)
	m.End(after(2000), true)
	assert.Zero(t, faults)

	m.Begin() // met while the failure lasts
	m.Event(&s)
	m.Failed(after(1))
	m.Event(&p)
	m.Healed(after(21 * 24))
	assert.Zero(t, faults)

	m.Begin() // the bound had passed before
	m.Event(&s)
	m.Failed(after(18 * 24))
	m.Healed(after(19 * 24))
	m.Event(&p)
	assert.Equal(t, 1, faults)

	m.Begin() // the bound lies before the failure, and behind the times that a clock wrote which fell back
	m.Event(&s)
	m.Failed(after(18 * 24))
	m.Failed(after(1))
	m.Healed(after(19 * 24))
	m.Event(&p)
	assert.Equal(t, 1, faults)

	m.Begin() // a filing begins whole, and nothing that did not fail heals
	m.Failed(after(1))
	m.Begin()
	m.Event(&s)
	m.Healed(after(19 * 24))
	m.Event(&p)
	assert.Equal(t, 2, faults)
}

func TestEventually(t *testing.T) {
	p := Eventually("ends", On(fsm.EventSubmitted), On(fsm.EventApproved))
	approved := moved(fsm.EventApproved, fsm.AuthorityReview, fsm.Approved, after(100))
	_, list := watch(t, p, after(1000), true, submitted(start), approved)
	assert.Empty(t, list)
	_, list = watch(t, p, after(1000), false, submitted(start))
	assert.Empty(t, list, "of one that waits nobody knows")
	asked, list := watch(t, p, after(1000), true, submitted(start))
	assert.Len(t, list, 1)
	assert.EqualValues(t, 1, asked)
	assert.Contains(t, list[0].en, "2018-04-04 10:00")
}

func TestAlwaysSeesTheSnapshotAfterTheEntry(t *testing.T) {
	p := Always("in-review", On(fsm.EventSubmitted), func(s *Snapshot) bool {
		return s.State() == fsm.PreliminaryReview && s.From() == fsm.Draft && s.Round() == 1 && s.Visits(fsm.PreliminaryReview) == 1
	})
	again := submitted(after(9))
	asked, list := watch(t, p, after(10), false, submitted(start), again)
	assert.EqualValues(t, 2, asked)
	require.Len(t, list, 1)
	assert.Equal(t, again.At, list[0].at)
}

func TestSometimesCountsFilings(t *testing.T) {
	p := Sometimes("resubmitted", On(fsm.EventSubmitted).And(func(s *Snapshot) bool { return s.Round() >= 2 }))
	asked, list := watch(t, p, after(10), true, submitted(start), submitted(after(1)), submitted(after(2)))
	assert.EqualValues(t, 1, asked)
	assert.Empty(t, list)
}

func TestSnapshotFollows(t *testing.T) {
	m, err := NewMonitor(calendar.China(), []Property{Always("x", On(), func(*Snapshot) bool { return true })})
	require.NoError(t, err)
	m.Begin()
	for _, e := range []fsm.Event{
		{Type: fsm.EventRecordImported, Record: &fsm.Record{}},
		{Type: fsm.EventOpened, To: fsm.Draft, Filing: "f-9", Opening: &fsm.Opening{Kind: fsm.ChangeWebsite, Region: "beijing", SubjectKind: "enterprise", Site: "china"}},
		{Type: fsm.EventJudged, Binding: "submit", Verdicts: []fsm.Verdict{{Decision: "verify_method", Value: "photo"}}},
		{Type: fsm.EventJudged, Binding: "now", Verdicts: []fsm.Verdict{{Decision: "withdraw", Value: "allowed"}}},
		{Type: fsm.EventDeadlineSet, Deadline: fsm.Deadline{Name: fsm.SMSWindow, Due: start}},
		{Type: fsm.EventPhotoPassed, From: fsm.Draft, To: fsm.Ready, Value: "other", OK: true, Causes: []string{"c"}, At: start, OccurredAt: start, Command: fsm.CmdPassPhoto},
	} {
		m.Event(&e)
	}
	s := &m.snap
	assert.Equal(t, []any{"f-9", "beijing", "enterprise", "china", fsm.ChangeWebsite, fsm.Ready, fsm.Draft}, []any{s.Filing(), s.Region(), s.SubjectKind(), s.Site(), s.Kind(), s.State(), s.From()})
	assert.Equal(t, []any{"photo", "allowed", "", start, time.Time{}, time.Time{}}, []any{s.Verdict("verify_method"), s.Verdict("withdraw"), s.Verdict("sms"), s.Due(fsm.SMSWindow), s.Due(fsm.ExpiryLimit), s.Due(99)})
	assert.Equal(t, []any{"other", true, []string{"c"}, fsm.EventPhotoPassed, fsm.CmdPassPhoto, start, start, true}, []any{s.Value(), s.OK(), s.Causes(), s.Event(), s.Command(), s.At(), s.OccurredAt(), s.Record()})
	s.refuse(fsm.CmdWithdraw, []string{"FSM-007"}, after(1))
	assert.Equal(t, []any{fsm.EventNone, []string{"FSM-007"}, "", fsm.Deadline{}, fsm.Ready, 0, ""}, []any{s.Event(), s.Codes(), s.Value(), s.Deadline(), s.From(), s.Visits(99), s.Topic()})
	assert.Empty(t, s.Causes())
	assert.False(t, s.OK())
	assert.Equal(t, fsm.DeadlineNone, s.DeadlineName())
}

func TestRefusalsAndNotices(t *testing.T) {
	m, err := NewMonitor(calendar.China(), []Property{
		Sometimes("refused", Situation{Refused: []fsm.CommandName{fsm.CmdWithdraw}}),
		LeadsTo("told", On(fsm.EventApproved), Situation{Topics: []string{"approved"}}).Within(Bound{Clock: time.Minute}),
	})
	require.NoError(t, err)
	faults := 0
	m.Broken = func(int, time.Time, string, string) { faults++ }
	m.Begin()
	m.Refused(fsm.CmdSubmit, nil, start)
	assert.Zero(t, m.Asked[0])
	m.Refused(fsm.CmdWithdraw, nil, start)
	assert.EqualValues(t, 1, m.Asked[0])
	e := moved(fsm.EventApproved, fsm.AuthorityReview, fsm.Approved, start)
	m.Event(&e)
	m.Notice("rejected", start)
	m.Notice("approved", start)
	m.End(after(9), true)
	assert.Zero(t, faults)
	m.Begin()
	m.Event(&e)
	m.End(after(9), true)
	assert.Equal(t, 1, faults)
	m.Untimed = true
	m.Begin()
	m.Event(&e)
	m.End(after(9), true)
	assert.Equal(t, 1, faults, "without time nothing is judged")
}

func TestPropertiesThatCannotBeWatched(t *testing.T) {
	holds := func(*Snapshot) bool { return true }
	for name, list := range map[string][]Property{
		"no name":          {Always("", On(), holds)},
		"holds nothing":    {Always("x", On(), nil)},
		"no bound":         {LeadsTo("x", On(), On())},
		"a bound too much": {Sometimes("x", On()).Within(BusinessDays(1))},
		"before":           {LeadsTo("x", On(), On()).Within(BusinessDays(-1))},
		"looks at nothing": {Sometimes("x", Situation{})},
		"leads to nothing": {Eventually("x", On(), Situation{})},
		"twice":            {Sometimes("x", On()), Sometimes("x", On())},
	} {
		_, err := NewMonitor(calendar.China(), list)
		assert.ErrorContains(t, err, "SIM-040", name)
	}
}

func TestWords(t *testing.T) {
	where := func(*Snapshot) bool { return true }
	for want, p := range map[string]Property{
		"Whenever any event: no red top.|每当任何事件：no red top。":                                                                Always("no-red-top", On(), where),
		"Reached at least once: third (submitted (under a condition)).|须至少出现一次：third（submitted（附条件））。":                      Sometimes("third", On(fsm.EventSubmitted).And(where)),
		"After submitted, approved or notice approved follows in the end.|submitted之后，最终须有approved 或 通知 approved。":          Eventually("x", On(fsm.EventSubmitted), Situation{Events: []fsm.EventType{fsm.EventApproved}, Topics: []string{"approved"}}),
		"After submitted, withdraw refused follows within 3 business days and 1h.|submitted之后，3 个工作日内（另加 1h）须有拒绝 withdraw。": LeadsTo("x", On(fsm.EventSubmitted), Situation{Refused: []fsm.CommandName{fsm.CmdWithdraw}}).Within(Bound{Days: 3, Clock: time.Hour}),
		"After opened, expired follows within 2h.|opened之后，2h 内须有expired。":                                                  LeadsTo("x", On(fsm.EventOpened), On(fsm.EventExpired)).Within(Bound{Clock: 2 * time.Hour}),
		"After opened, expired follows by its due time.|opened之后，于该期限届满前须有expired。":                                         LeadsTo("x", On(fsm.EventOpened), On(fsm.EventExpired)).Within(Bound{Due: true}),
		"Said.|已说明。": Sometimes("x", On()).Says("Said.", "已说明。").From("S0-1"),
	} {
		assert.Equal(t, want, p.Text("en")+"|"+p.Text("zh"))
	}
	assert.Equal(t, "S0-1", Sometimes("x", On()).From("S0-1").Source())
}

// In narrows to states, and conditions add up.
func TestSituationsNarrow(t *testing.T) {
	p := Sometimes("x", On(fsm.EventSubmitted).In(fsm.PreliminaryReview).And(func(s *Snapshot) bool { return s.Round() == 2 }))
	asked, _ := watch(t, p, after(1), false, submitted(start))
	assert.Zero(t, asked)
	asked, _ = watch(t, p, after(1), false, submitted(start), submitted(start))
	assert.EqualValues(t, 1, asked)
}

func TestNothingIsAllocated(t *testing.T) {
	m, err := NewMonitor(calendar.China(), []Property{reviewed(), Sometimes("x", On(fsm.EventSubmitted).In(fsm.Ready))})
	require.NoError(t, err)
	s, p := submitted(start), passed(after(1))
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		m.Begin()
		m.Event(&s)
		m.Event(&p)
		m.End(after(100), true)
	}))
}
