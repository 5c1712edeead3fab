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
	"github.com/icpfiling/icp/rules/builtin"
)

// TestAPolicyMayLetRecordsMove: the shipped policy lets no record move to another province. Where a host's own does,
// the filing goes to the new province, and the record follows with the approval.
func TestAPolicyMayLetRecordsMove(t *testing.T) {
	p, err := builtin.Policy().Answering("province-stays", "province_change", "allowed")
	require.NoError(t, err)
	m, err := fsm.New(p, calendar.China())
	require.NoError(t, err)
	r := scenario.New(m)
	require.NoError(t, r.MustPass("at 2018-04-04T10:00\nimport region=beijing websites=w1:a.example\nopen f-1 kind=change_subject region=beijing\n"))

	_, err = m.Decide(r.Subject, fsm.Edit{Region: "atlantis", Changed: []string{"address"}}, r.Now)
	var refusal *fsm.Refusal
	require.ErrorAs(t, err, &refusal)
	assert.True(t, refusal.Has("FSM-031"), refusal)

	step, err := m.Decide(r.Subject, fsm.Edit{Region: "hunan", Changed: []string{"address"}}, r.Now)
	require.NoError(t, err)
	s := fsm.Replay(r.Subject, step.Events)
	assert.Equal(t, "hunan", s.Filing.Region)
	assert.Equal(t, "beijing", s.Record.Region, "until it is approved")

	for _, c := range []fsm.Command{
		fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "status_query"}, fsm.Approve{},
	} {
		step, err := m.Decide(s, c, r.Now.Add(time.Hour))
		require.NoError(t, err)
		s = fsm.Replay(s, step.Events)
	}
	assert.Equal(t, "hunan", s.Record.Region)
	assert.NotEmpty(t, s.Record.Number)
}
