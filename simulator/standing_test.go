// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

// What was said of a record stands in its case: given again weeks later it leads to the same, and the days move along.
func TestRecordedStanding(t *testing.T) {
	m, err := fsm.New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	run := scenario.New(m)
	require.NoError(t, run.MustPass("at 2024-08-05T09:00\nimport region=guizhou websites=w1:a.example,w2:b.example\n"+
		"fail_inspection causes=holder_differs until=2024-08-06\npass_inspection w2\nat 2024-08-07T09:00\ntick\n"+
		"remove_access w1 causes=holder_differs\ngive_shell_notice w1 until=2024-08-14\nlift_shell_notice w1\ngive_shell_notice w1\n"+
		"revoke_website w1 causes=empty_shell"))
	var c Case
	require.NoError(t, c.Recorded(run.Events, 4))
	kept, err := ReadCase(c.Encode())
	require.NoError(t, err)
	s := fsm.Subject{ID: "s-1"}
	var again []fsm.Event
	for _, step := range kept.Steps {
		st, err := m.Decide(s, step.Command, step.At)
		require.NoError(t, err)
		s, again = fsm.Replay(s, st.Events), append(again, st.Events...)
	}
	require.Len(t, again, len(run.Events))
	for i := range again {
		assert.Equal(t, run.Events[i].Type, again[i].Type)
		assert.Equal(t, run.Events[i].At.AddDate(0, 0, 28), again[i].At)
		if due := run.Events[i].Deadline.Due; !due.IsZero() {
			assert.Equal(t, due.AddDate(0, 0, 28), again[i].Deadline.Due)
		}
	}
	assert.NotContains(t, string(c.Encode()), "a.example")
}

// The shares are what they are said to be, and what is drawn comes to every end there is.
func TestStandingIsDrawn(t *testing.T) {
	lb, err := newLab(shipped(1))
	require.NoError(t, err)
	l, seen := newLife(lb), map[fsm.EventType]int{}
	cured := 0
	for n := range 6000 {
		listed := map[string]bool{}
		for _, e := range lived(t, l, n) {
			switch e.Type {
			case fsm.EventShellNoticePublished:
				listed[e.Ref] = true
			case fsm.EventShellNoticeLifted:
				delete(listed, e.Ref)
			case fsm.EventAccessAdded:
				if listed[e.Ref] {
					cured++
				}
			}
			if e.Command >= fsm.CmdGiveShellNotice || e.Type == fsm.EventPeriodOver {
				seen[e.Type]++
			}
		}
	}
	for _, e := range []fsm.EventType{
		fsm.EventShellNoticePublished, fsm.EventShellNoticeLifted, fsm.EventInspectionFailed, fsm.EventInspectionPassed, fsm.EventPeriodOver,
		fsm.EventAccessRemoved, fsm.EventWebsiteCancelled,
	} {
		assert.Positive(t, seen[e], e.String())
	}
	assert.Positive(t, cured, "an empty shell on the list is given access again")
}
