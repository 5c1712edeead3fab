// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
)

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	require.NoError(t, err)
	return d
}

// replays holds that a finding's script is answered as it says, told by value and line by line.
func replays(t *testing.T, m *fsm.Machine, f fsm.Finding) fsm.Subject {
	t.Helper()
	end, err := f.Script.Replay(m, fsm.Subject{ID: "s-1"})
	require.NoError(t, err, "%s %s %s", f.Check, f.State, f.Row)
	lines := f.Script.Lines()
	if f.Script.Fails != "" {
		lines = lines[:len(lines)-1]
	}
	r := scenario.New(m)
	for _, line := range lines {
		require.NoError(t, r.MustPass(line))
	}
	require.Equal(t, end, r.Subject)
	return end
}

// TestTheShippedTableIsSound: at every vintage nothing has to be mended, and what is weak replays.
func TestTheShippedTableIsSound(t *testing.T) {
	m := shipped(t)
	for _, day := range []string{"2018-04-04", "2019-08-20", "2026-11-01"} {
		t.Run(day, func(t *testing.T) {
			findings, far, err := fsm.VerifyFar(m, date(t, day), nil, false)
			require.NoError(t, err)
			classes, cases, err := m.Classes(date(t, day), nil)
			require.NoError(t, err)
			require.Equal(t, far[0], classes)
			for _, f := range findings {
				require.True(t, f.Weak, "%s\n%v", f.Text("en"), f.Script.Lines())
				replays(t, m, f)
			}
			t.Logf("%d classes stand for %d cases; %d subjects, %d decisions, %d weak findings", classes, cases, far[1], far[2], len(findings))
		})
	}
}

// TestRepairsLeadNowhereBad walks on from every state that was only observed, for one class of each kind.
func TestRepairsLeadNowhereBad(t *testing.T) {
	m := shipped(t)
	for _, facts := range []map[string]string{
		{"kind": "change_subject", "region": "shanghai", "subject_kind": "enterprise", "site": "china", "registered": "here"},
		{"kind": "first_filing", "region": "beijing", "subject_kind": "individual", "site": "china", "registered": "nowhere"},
	} {
		findings, far, err := fsm.VerifyFar(m, date(t, "2018-04-04"), facts, true)
		require.NoError(t, err)
		require.Greater(t, far[1], 1000)
		for _, f := range findings {
			require.True(t, f.Weak, "%s\n%v", f.Text("en"), f.Script.Lines())
		}
		t.Logf("%s: %d subjects, %d decisions", facts["kind"], far[1], far[2])
	}
}

// sound reports whether nothing has to be mended.
func sound(findings []fsm.Finding) bool {
	return !slices.ContainsFunc(findings, func(f fsm.Finding) bool { return !f.Weak })
}

// tableWithout takes rows out of the shipped table.
func tableWithout(rows []fsm.Row, ids ...string) []fsm.Row {
	return slices.DeleteFunc(rows, func(r fsm.Row) bool { return slices.Contains(ids, r.ID()) })
}

// tableWith changes one row of the shipped table.
func tableWith(rows []fsm.Row, id string, change func(*fsm.Row)) []fsm.Row {
	for i := range rows {
		if rows[i].ID() == id {
			change(&rows[i])
		}
	}
	return rows
}

// TestPlantedDefects plants one defect for each check and expects its finding, with a script that replays.
func TestPlantedDefects(t *testing.T) {
	for _, planted := range []struct {
		name  string
		rows  func([]fsm.Row) []fsm.Row
		check fsm.Check
		state fsm.State
		row   string
		fails string
	}{
		{
			"nothing leads to the preliminary return",
			func(rows []fsm.Row) []fsm.Row {
				return tableWithout(rows, "preliminary_review/return_preliminary>preliminary_returned", "ready/return_preliminary>preliminary_returned")
			},
			fsm.Unreachable, fsm.PreliminaryReturned, "", "",
		},
		{
			"a row whose guards exclude one another",
			func(rows []fsm.Row) []fsm.Row {
				return tableWith(rows, "ready/submit_to_authority>sms_verification", func(r *fsm.Row) {
					r.When = []fsm.Guard{fsm.SMSRequired, fsm.SMSNotRequired}
				})
			},
			fsm.NeverEnabled, fsm.Ready, "ready/submit_to_authority>sms_verification", "",
		},
		{
			"a rejection without a way on",
			func(rows []fsm.Row) []fsm.Row {
				return tableWithout(rows, "authority_returned/continue>draft", "authority_returned/abandon>abandoned", "authority_returned/tick>expired")
			},
			fsm.DeadEnd, fsm.AuthorityReturned, "", "",
		},
		{
			"two rows for one pass",
			func(rows []fsm.Row) []fsm.Row {
				return tableWith(rows, "preliminary_review/pass_preliminary>ready", func(r *fsm.Row) { r.When = nil })
			},
			fsm.TwoRows, fsm.PreliminaryReview, "pass_preliminary", "FSM-091",
		},
		{
			"nobody approves and nobody gives up",
			func(rows []fsm.Row) []fsm.Row {
				return slices.DeleteFunc(rows, func(r fsm.Row) bool {
					return !r.Repair && r.From.InProgress() && r.To.Final()
				})
			},
			fsm.NoFinal, fsm.Draft, "", "",
		},
		{
			"no deadline after the hand-over",
			func(rows []fsm.Row) []fsm.Row {
				return tableWith(rows, "ready/submit_to_authority>authority_review", func(r *fsm.Row) { r.Sets = nil })
			},
			fsm.NoDeadline, fsm.AuthorityReview, "ready/submit_to_authority>authority_review", "",
		},
		{
			"the SMS window runs out and nobody takes it",
			func(rows []fsm.Row) []fsm.Row { return tableWithout(rows, "sms_verification/tick>sms_returned") },
			fsm.NoHandler, fsm.SMSVerification, "", "FSM-040",
		},
		{
			"withdrawing from the verification was forgotten",
			func(rows []fsm.Row) []fsm.Row { return tableWithout(rows, "verification/withdraw>draft") },
			fsm.WithdrawDiffers, fsm.Verification, "", "FSM-001",
		},
		{
			"withdrawing is not guarded",
			func(rows []fsm.Row) []fsm.Row {
				return tableWith(rows, "verification_review/withdraw>draft", func(r *fsm.Row) { r.Guards = nil })
			},
			fsm.WithdrawDiffers, fsm.VerificationReview, "", "",
		},
	} {
		t.Run(planted.name, func(t *testing.T) {
			m := shipped(t, fsm.WithTable(planted.rows(fsm.DefaultTable())))
			facts := map[string]string{"kind": "first_filing"}
			if planted.check == fsm.Unreachable || planted.check == fsm.NeverEnabled {
				facts = nil // only everything together shows what nobody does
			}
			findings, err := m.Verify(date(t, "2018-04-04"), facts)
			require.NoError(t, err)
			require.False(t, sound(findings))
			i := slices.IndexFunc(findings, func(f fsm.Finding) bool {
				return f.Check == planted.check && f.State == planted.state && !f.Weak
			})
			require.GreaterOrEqual(t, i, 0, "not found among %v", findings)
			f := findings[i]
			require.Equal(t, planted.row, f.Row)
			require.Equal(t, planted.fails, f.Script.Fails, f.Script.Lines())
			require.NotEmpty(t, f.Script.Commands)
			end := replays(t, m, f)
			if f.Check == fsm.DeadEnd || f.Check == fsm.NoFinal || f.Check == fsm.NoDeadline {
				require.Equal(t, planted.state, end.Filing.State)
			}
			for _, lang := range []string{"en", "zh"} {
				require.NotContains(t, f.Text(lang), "{")
			}
		})
	}
}

// TestAnUnansweredDecisionIsFound: a policy with a gap is no surprise in production.
func TestAnUnansweredDecisionIsFound(t *testing.T) {
	m := shipped(t)
	gap, err := m.Policy().Without("withdrawal-reason")
	require.NoError(t, err)
	m, err = fsm.New(gap, calendar.China())
	require.NoError(t, err)
	findings, err := m.Verify(date(t, "2018-04-04"), map[string]string{"kind": "change_website", "region": "上海"})
	require.NoError(t, err)
	require.False(t, sound(findings))
	require.Equal(t, fsm.Unanswered, findings[0].Check)
	require.Equal(t, "FSM-090", findings[0].Script.Fails)
	replays(t, m, findings[0])
}

// TestVerifyWantsAScope: no date, or a value the policy does not know.
func TestVerifyWantsAScope(t *testing.T) {
	m := shipped(t)
	_, err := m.Verify(calendar.Date{}, nil)
	require.ErrorContains(t, err, "FSM-095")
	early := date(t, "2018-04-03")
	_, err = m.Verify(early, nil)
	require.ErrorContains(t, err, "begins on 2018-04-04")
	_, err = m.Enabled(early, nil)
	require.ErrorContains(t, err, "FSM-095")
	_, err = m.Paths(early, nil, fsm.Pairs)
	require.ErrorContains(t, err, "FSM-095")
	for _, facts := range []map[string]string{{"subject_kind": "robot"}, {"colour": "red"}, {"upload_channel": "app"}} {
		_, err = m.Verify(date(t, "2018-04-04"), facts)
		require.ErrorContains(t, err, "FSM-095")
		_, err = m.Enabled(date(t, "2018-04-04"), facts)
		require.ErrorContains(t, err, "FSM-095")
		_, _, err = m.Classes(date(t, "2018-04-04"), facts)
		require.ErrorContains(t, err, "FSM-095")
	}
}

// TestAPartSaysNothingOfTheTable: what one kind does not do is weak, however broken the table.
func TestAPartSaysNothingOfTheTable(t *testing.T) {
	m := shipped(t)
	findings, err := m.Verify(date(t, "2018-04-04"), map[string]string{"kind": "cancel_access"})
	require.NoError(t, err)
	require.NotEmpty(t, findings)
	require.True(t, sound(findings))
}

// TestVerifyIsDeterministic: the same findings in the same order, with the same scripts.
func TestVerifyIsDeterministic(t *testing.T) {
	facts := map[string]string{"kind": "first_filing"}
	first, err := shipped(t).Verify(date(t, "2018-04-04"), facts)
	require.NoError(t, err)
	for range 3 {
		again, err := shipped(t).Verify(date(t, "2018-04-04"), facts)
		require.NoError(t, err)
		require.Equal(t, first, again)
	}
}

// TestATableThatGrowsForEver is refused and not searched for ever.
func TestATableThatGrowsForEver(t *testing.T) {
	m := shipped(t)
	require.NoError(t, fsm.EndlessAfter(m, 50, date(t, "2018-04-04"), "cancel_access"))
	require.ErrorContains(t, fsm.EndlessAfter(m, 50, date(t, "2018-04-04"), "change_website"), "FSM-096")
}
