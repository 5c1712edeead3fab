// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// A change that makes an individual of the subject says what it is from then on; one that makes an organisation of it does not
// say which kind of one, and the old kind does not stand on.
func TestTheRecordSaysWhatTheSubjectBecame(t *testing.T) {
	for _, x := range []struct{ kind, change, want string }{
		{"enterprise", "organisation_to_individual", "individual"},
		{"individual", "individual_to_individual", "individual"},
		{"individual", "individual_to_organisation", ""},
		{"government", "organisation_to_organisation", ""},
		{"enterprise", "", "enterprise"},
	} {
		m := shipped(t)
		step, err := m.Decide(fsm.Subject{ID: "s-1"}, fsm.ImportRecord{
			Record: fsm.Record{Number: "皖ICP备18000001号", Region: "anhui", SubjectKind: x.kind, Websites: []fsm.Website{{ID: "w1", Number: "皖ICP备18000001号-1", Accesses: []string{"alibabacloud"}}}},
		}, time.Date(2018, 5, 2, 1, 0, 0, 0, time.UTC))
		require.NoError(t, err)
		s := fsm.Replay(fsm.Subject{ID: "s-1"}, step.Events)
		for _, c := range []fsm.Command{
			fsm.Open{
				ID: "f-1", Kind: fsm.ChangeSubject, Region: "anhui", SubjectKind: x.kind, Site: "china", Account: "a-1",
				SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2", NotificationsConfigured: true,
			},
			fsm.Edit{Changed: []string{"name"}, SubjectBecomes: x.change},
			fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "status_query"},
			fsm.Approve{},
		} {
			step, err := m.Decide(s, c, s.LastAt.Add(time.Hour))
			require.NoError(t, err)
			s = fsm.Replay(s, step.Events)
		}
		require.Equal(t, fsm.Approved, s.Filing.State)
		require.Equal(t, x.want, s.Record.SubjectKind, x.change)
	}
}
