// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

// as many wrong entries as the policy says are borne, whoever's they are, and the next one returns the filing. Handed over
// again, it bears as many anew.
func TestTheWrongEntryAfterThoseBorneReturns(t *testing.T) {
	shipped := builtin.Policy()
	for _, borne := range []int{5, 4, 1} {
		policy := shipped
		if borne != 5 { // what is shipped
			var err error
			policy, err = shipped.Answering("sms-five-wrong-entries", "sms_attempts", strconv.Itoa(borne))
			require.NoError(t, err)
		}
		m, err := fsm.New(policy, calendar.China())
		require.NoError(t, err)
		r := scenario.New(m)
		require.NoError(t, r.MustPass("at 2018-10-15T10:00\nopen f-1 kind=first_filing region=tianjin targets=w1:a.example\nattach_all\nsubmit\n"+
			"pass_preliminary\nupload_photo\npass_photo top=other\nsubmit_to_authority"))
		persons := []string{"subject_administrator", "website_administrator"}
		for _, handedOver := range []string{"", "resubmit"} {
			if handedOver != "" {
				require.NoError(t, r.MustPass(handedOver))
			}
			for i := range borne {
				require.NoError(t, r.MustPass("answer_sms "+persons[i%2]+" wrong"))
				require.Equal(t, fsm.SMSVerification, r.Subject.Filing.State, "%d of %d", i+1, borne)
			}
			require.NoError(t, r.MustPass("answer_sms "+persons[borne%2]+" wrong"))
			require.Equal(t, fsm.SMSReturned, r.Subject.Filing.State, "%d borne", borne)
		}
	}
}
