// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
)

// What stands ready goes to the authority only as it was judged, with an SMS verification before it or without. The shipped policy
// alone never meets these guards: it takes filings that are judged again by another one, and a province without SMS that asks
// for a document at the hand-over.
func TestTheHandOverIsGuardedWithSMSAndWithout(t *testing.T) {
	answering := func(rule, decision, value string) *fsm.Machine {
		policy, err := builtin.Policy().Answering(rule, decision, value)
		require.NoError(t, err)
		m, err := fsm.New(policy, calendar.China())
		require.NoError(t, err)
		return m
	}
	for name, c := range map[string]struct {
		first        *fsm.Machine
		ready        string
		then         *fsm.Machine
		again, wants string
	}{
		"judged again, with SMS": {
			shipped(t),
			"open f-1 kind=first_filing region=tianjin targets=w1:a.example\nattach_all\nsubmit\npass_preliminary\nupload_photo\npass_photo top=other\n",
			answering("verify-photo", "verify_method", "alibaba_app"),
			"rejudge reason=wrong_policy\n", "FSM-043",
		},
		"judged again, without": {
			shipped(t),
			"open f-1 kind=first_filing region=beijing targets=w1:a.example\nattach_all\nsubmit\npass_preliminary\nupload_photo\npass_photo top=other\n",
			answering("verify-photo", "verify_method", "alibaba_app"),
			"rejudge reason=wrong_policy\n", "FSM-043",
		},
		"a document of the day, with SMS": {
			shipped(t),
			"at 2021-05-31T10:00\nopen f-1 kind=first_filing region=jiangsu targets=w1:a.example\nattach_all\nsubmit\napp_verify alibaba_app\npass_preliminary\n",
			shipped(t), "at 2021-06-01T10:00\n", "FSM-064",
		},
		"a document of the day, without": {
			shipped(t),
			"at 2021-05-31T10:00\nopen f-1 kind=first_filing region=jiangsu targets=w1:a.example\nattach_all\nsubmit\napp_verify alibaba_app\npass_preliminary\n",
			answering("sms-everywhere", "sms", "not_required"), "at 2021-06-01T10:00\n", "FSM-064",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := scenario.New(c.first)
			require.NoError(t, r.MustPass(c.ready))
			require.Equal(t, fsm.Ready, r.Subject.Filing.State)
			r.Machine = c.then
			require.NoError(t, r.MustPass(c.again))
			out, err := r.Run("submit_to_authority")
			require.NoError(t, err)
			assert.Contains(t, out, "refused "+c.wants)
		})
	}
}

// What came back from the SMS verification and was changed is verified in the app first, where the app is uploaded with. Filings of
// the shipped policy are verified as they were judged when they come there.
func TestReturnedBySMSIsVerifiedInTheAppFirst(t *testing.T) {
	answering := func(p *rules.Policy, rule, decision, value string) *rules.Policy {
		p, err := p.Answering(rule, decision, value)
		require.NoError(t, err)
		return p
	}
	with := func(p *rules.Policy) *fsm.Machine {
		m, err := fsm.New(p, calendar.China())
		require.NoError(t, err)
		return m
	}
	everywhere := answering(builtin.Policy(), "sms-only-in-pilots", "sms", "required")
	r := scenario.New(with(answering(everywhere, "guangdong-face-or-photo", "verify_method", "photo")))
	require.NoError(t, r.MustPass("at 2019-05-10T10:00\nopen f-1 kind=first_filing region=guangdong targets=w1:a.example\nchoose_upload app\nattach_all\n"+
		"submit\npass_preliminary\nupload_photo\npass_photo top=other\nsubmit_to_authority\nfail_sms causes=code_expired\nattach identity_document ref=new\n"))
	r.Machine = with(everywhere)
	out, err := r.Run("resubmit")
	require.NoError(t, err)
	assert.Contains(t, out, "refused FSM-018")
}
