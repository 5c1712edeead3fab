// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// TestClassify enumerates every registry view.
func TestClassify(t *testing.T) {
	places := []string{"nowhere", "here", "elsewhere"}
	want := map[[2]string]fsm.Kind{
		{"nowhere", "nowhere"}: fsm.FirstFiling,
		{"here", "nowhere"}:    fsm.AddWebsite, {"elsewhere", "nowhere"}: fsm.AddWebsite,
		{"here", "elsewhere"}: fsm.AddAccess, {"elsewhere", "elsewhere"}: fsm.AddAccess,
	}
	for _, subject := range places {
		for _, domain := range places {
			for _, same := range []bool{true, false} {
				kind, registered, err := fsm.Classify(subject, domain, same)
				expected, ok := want[[2]string{subject, domain}]
				if !ok || domain != "nowhere" && !same {
					require.ErrorContains(t, err, "FSM-08", "%s %s %v", subject, domain, same)
					worded, ok := err.(interface{ Text(lang string) string })
					require.True(t, ok)
					require.Equal(t, err.Error(), worded.Text("en"))
					require.Regexp(t, `^FSM-08[678]：.*\p{Han}`, worded.Text("zh"))
					continue
				}
				require.NoError(t, err)
				require.Equal(t, expected, kind)
				require.Equal(t, subject, registered)
			}
		}
	}
	_, _, err := fsm.Classify("mars", "here", true)
	require.ErrorContains(t, err, "FSM-086")
}

// TestConcurrencyMatrix: whatever is in progress, whatever is asked, the answer is order_in_progress (S0-10, S0-11),
// and a decision or an abandonment frees the subject (S0-12).
func TestConcurrencyMatrix(t *testing.T) {
	kinds := []fsm.Kind{
		fsm.FirstFiling, fsm.AddWebsite, fsm.AddAccess, fsm.ChangeSubject, fsm.ChangeWebsite,
		fsm.CancelSubject, fsm.CancelWebsite, fsm.CancelAccess, fsm.AppFiling,
	}
	m := shipped(t)
	for _, running := range kinds {
		if running == fsm.CancelAccess {
			continue // takes effect at once: it is never in progress
		}
		r := newRunnerFor(t, m, running)
		for _, asked := range kinds {
			_, err := r.Run("open f-2 kind=" + asked.String() + " region=beijing targets=w1:a.example")
			require.NoError(t, err)
			require.NotNil(t, r.Refused, "%s beside %s", asked, running)
			require.True(t, r.Refused.Has("FSM-002"), "%s beside %s: %v", asked, running, r.Refused)
		}
		require.NoError(t, r.MustPass("abandon"))
	}
}
