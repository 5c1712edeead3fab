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

// A policy may put the photo before the preliminary review: the review follows, whichever method verifies.
func TestPhotosMayComeFirst(t *testing.T) {
	p, err := builtin.Policy().Answering("photo-after-preliminary", "stage_order", "verification_first")
	require.NoError(t, err)
	m, err := fsm.New(p, calendar.China())
	require.NoError(t, err)
	r := scenario.New(m)
	at := func(script string, want fsm.State) {
		t.Helper()
		require.NoError(t, r.MustPass(script))
		require.Equal(t, want, r.Subject.Filing.State)
	}
	at("at 2018-04-04T10:00\nopen f-1 kind=first_filing region=beijing targets=w1:a.example\nattach_all\nsubmit", fsm.Verification)
	at("upload_photo", fsm.VerificationReview)
	at("return_photo causes=unclear", fsm.Verification)
	at("upload_photo\npass_photo top=other", fsm.PreliminaryReview)
	at("return_preliminary causes=documents_unclear\nresubmit", fsm.PreliminaryReview)
	at("pass_preliminary", fsm.Ready)
	at("submit_to_authority", fsm.AuthorityReview)
}
