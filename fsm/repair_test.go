// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

const inShanghai = "open f-1 kind=first_filing region=shanghai targets=w1:a.example\nattach_all\nsubmit\npass_preliminary\n"

func without(t *testing.T, rules ...string) *fsm.Machine {
	t.Helper()
	p, err := builtin.Policy().Without(rules...)
	require.NoError(t, err)
	m, err := fsm.New(p, calendar.China())
	require.NoError(t, err)
	return m
}

// TestAPolicyChangeChangesNothingJudged: a filing goes on by the answers it was given; only Rejudge changes them.
func TestAPolicyChangeChangesNothingJudged(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(inShanghai))
	r.Machine = without(t, "shanghai-ca-app")
	require.NoError(t, r.MustPass("app_verify shanghai_ca_app\npass_photo"))
	require.Equal(t, fsm.Ready, r.Subject.Filing.State)

	plan := r.Machine.Migrate(r.Subject)
	require.Equal(t, "moved", plan.Outcome)
	require.Equal(t, "shanghai_ca_app", plan.From[0].Value)
	require.Equal(t, "photo", plan.To[0].Value)

	require.NoError(t, r.MustPass("rejudge reason=wrong_policy"))
	v, _ := r.Subject.Filing.Verdict("verify_method")
	require.Equal(t, "photo", v.Value)
	require.Equal(t, r.Machine.Policy().Digest(), v.Policy)
	require.Equal(t, "unchanged", r.Machine.Migrate(r.Subject).Outcome)

	// What was verified by the wrong method does not reach the authority.
	out, err := r.Run("submit_to_authority")
	require.NoError(t, err)
	require.Contains(t, out, "FSM-043")
	require.NoError(t, r.MustPass("return_photo causes=rejudged\nupload_photo\npass_photo top=other\nsubmit_to_authority"))
}

// TestRejudgeJudgesForTheSameDay: a year later the same policy still gives the answers of the day.
func TestRejudgeJudgesForTheSameDay(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(inShanghai+"at 2019-09-01T10:00"))
	before := r.Subject
	require.NoError(t, r.MustPass("rejudge reason=check"))
	require.Equal(t, before, r.Subject, "nothing differs, nothing is recorded")
	_, err := r.Run("rejudge")
	require.NoError(t, err)
	require.True(t, r.Refused.Has("FSM-042"))
}

// TestMigrateBlocked: a policy that cannot judge a live filing says so.
func TestMigrateBlocked(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(inShanghai))
	plan := without(t, "preliminary-one-day").Migrate(r.Subject)
	require.Equal(t, "blocked", plan.Outcome)
	require.Contains(t, plan.Why, "preliminary_sla")
	require.Equal(t, "unchanged", shipped(t).Migrate(fsm.Subject{ID: "s"}).Outcome)
}

// TestReplan: a deadline counted before an amendment moves when it is asked for and not before; a pending one is set
// once the notice is there.
func TestReplan(t *testing.T) {
	before, err := fsm.New(builtin.Policy(), calendar.China().AsOf(calendar.NewDate(2020, 1, 26)))
	require.NoError(t, err)
	r := scenario.New(before)
	require.NoError(t, r.MustPass("at 2020-01-13T10:00\n"+opened+"attach_all\nreconcile authority_review evidence=x"))
	first := r.Subject.Filing.Deadlines()

	r.Machine = shipped(t)
	require.Equal(t, first, r.Subject.Filing.Deadlines())
	require.NoError(t, r.MustPass("replan"))
	second := r.Subject.Filing.Deadlines()
	require.Len(t, second, len(first))
	for i := range first {
		require.NotEqual(t, first[i].Due, second[i].Due)
		require.Equal(t, r.Machine.Calendar().ID(), second[i].Calendar)
	}
	out, err := r.Run("replan")
	require.NoError(t, err)
	require.Equal(t, "replan: nothing due\n", out)

	old, err := fsm.New(builtin.Policy(), calendar.China().AsOf(calendar.NewDate(2025, 10, 1)))
	require.NoError(t, err)
	r = scenario.New(old)
	require.NoError(t, r.MustPass("at 2025-12-20T10:00\n"+opened+"attach_all\nreconcile authority_review evidence=x"))
	require.True(t, r.Subject.Filing.Deadlines()[0].Pending)
	r.Machine = shipped(t)
	require.NoError(t, r.MustPass("replan"))
	for _, d := range r.Subject.Filing.Deadlines() {
		require.False(t, d.Pending)
		require.Equal(t, 2026, d.Due.Year())
	}
	set := r.Subject.Filing.Deadlines()
	r.Machine = old // a process that was not given the notice yet
	out, err = r.Run("replan")
	require.NoError(t, err)
	require.Equal(t, "replan: nothing due\n", out)
	require.Equal(t, set, r.Subject.Filing.Deadlines())
}
