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

// A filing that was verified in the app comes back, and the rules want a photo when it is submitted again: it goes to the
// verification once more, and then on. It went on to the hand-over, which refused it for good (FSM-043). What was verified as
// it is judged stands.
func TestVerifiedInAnotherWayIsVerifiedAgain(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(`at 2024-03-04T10:00
open f-1 kind=first_filing region=beijing targets=w1:a.example
attach_all
submit
app_verify alibaba_app
return_preliminary causes=documents_unclear
`))
	policy, err := builtin.Policy().Answering("verify-app", "verify_method", "photo")
	require.NoError(t, err)
	r.Machine, err = fsm.New(policy, calendar.China())
	require.NoError(t, err)
	s, at := r.Subject, r.Now
	for _, x := range []struct {
		command fsm.Command
		to      fsm.State
	}{
		{fsm.Resubmit{}, fsm.Verification},
		{fsm.UploadPhoto{Ref: "photo-1"}, fsm.VerificationReview},
		{fsm.PassPhoto{TopColour: "other"}, fsm.PreliminaryReview},
		{fsm.ReturnPreliminary{Causes: []string{"documents_unclear"}}, fsm.PreliminaryReturned},
		{fsm.Resubmit{}, fsm.PreliminaryReview}, // the photo stands
		{fsm.PassPreliminary{}, fsm.Ready},
		{fsm.SubmitToAuthority{}, fsm.SMSVerification},
	} {
		at = at.Add(time.Hour)
		if _, pass := x.command.(fsm.PassPhoto); pass { // a photo is a photo, whatever comes first
			assert.True(t, refusal(t, r.Machine, s, fsm.PassPhoto{}).Has("FSM-023"))
			assert.True(t, refusal(t, r.Machine, s, fsm.PassPhoto{TopColour: "red"}).Has("FSM-024"))
		}
		step, err := r.Machine.Decide(s, x.command, at)
		require.NoError(t, err, "%T", x.command)
		s = fsm.Replay(s, step.Events)
		assert.Equal(t, x.to, s.Filing.State, "%T", x.command)
	}
}

// Where the app's upload is no verification, Chongqing's photos ended in the app on 2019-05-09: what the SMS verification
// gave back is verified there before it is submitted again.
func TestWhatComesBackIsVerifiedInTheAppFirst(t *testing.T) {
	policy, err := builtin.Policy().With("app-verifies-administrator", false)
	require.NoError(t, err)
	m, err := fsm.New(policy, calendar.China())
	require.NoError(t, err)
	r := scenario.New(m)
	require.NoError(t, r.MustPass(`at 2019-05-06T10:00
open f-1 kind=first_filing region=chongqing targets=w1:a.example
choose_upload app
attach_all
submit
pass_preliminary
upload_photo
pass_photo top=other
submit_to_authority
at 2019-05-07T11:00
tick
attach identity_document ref=new
at 2019-05-10T10:00
`))
	require.Equal(t, fsm.SMSReturned, r.Subject.Filing.State)
	out, err := r.Run("resubmit")
	require.NoError(t, err)
	assert.Contains(t, out, "refused FSM-018")
	require.NoError(t, r.MustPass("app_verify alibaba_app\nresubmit\npass_preliminary"))
	assert.Equal(t, fsm.Ready, r.Subject.Filing.State, "and not again")
}

// What only repeats the SMS verification is not verified again, whatever a day's rules had somebody do meanwhile.
func TestWhatOnlyRepeatsTheSMSIsNotVerifiedAgain(t *testing.T) {
	policy, err := builtin.Policy().Answering("verify-app", "verify_method", "photo")
	require.NoError(t, err)
	photos, err := fsm.New(policy, calendar.China())
	require.NoError(t, err)
	r := scenario.New(photos)
	require.NoError(t, r.MustPass(`at 2024-03-04T10:00
open f-1 kind=first_filing region=beijing targets=w1:a.example
attach_all
submit
upload_photo
pass_photo top=other
pass_preliminary
submit_to_authority
at 2024-03-05T11:00
tick
`))
	require.Equal(t, fsm.SMSReturned, r.Subject.Filing.State)
	r.Machine = shipped(t)
	returned, now := r.Subject, r.Now
	require.NoError(t, r.MustPass("app_verify alibaba_app\nresubmit"))
	assert.Equal(t, fsm.SMSVerification, r.Subject.Filing.State)

	// Found back before the hand-over, it is handed over as it was: what was judged was done. It was FSM-043.
	const back = "reconcile ready evidence=query\nsubmit_to_authority"
	require.NoError(t, r.MustPass(back))
	assert.Equal(t, "photo", r.Subject.Filing.VerifiedBy)

	// The same where nobody told of the repetition.
	r.Subject, r.Now = returned, now
	require.NoError(t, r.MustPass("app_verify alibaba_app\nreconcile sms_verification evidence=query\n"+back))

	// What is judged anew counts what was done in the app.
	r.Subject, r.Now = returned, now
	require.NoError(t, r.MustPass("app_verify alibaba_app\nattach identity_document ref=new\nresubmit\npass_preliminary\nsubmit_to_authority"))
	assert.Equal(t, "alibaba_app", r.Subject.Filing.VerifiedBy)
}
