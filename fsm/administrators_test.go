// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/notify"
)

const severalScript = "open f-1 kind=first_filing region=tianjin targets=w1:a.example,w2:b.example@person-3,w3:c.example@person-4\nattach_all\nsubmit\npass_preliminary"

// Everybody named in the filing is told, each once.
func TestSeveralAdministratorsAreAllTold(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(severalScript))
	told := map[string]map[string]int{}
	for _, n := range r.Notices {
		require.NoError(t, n.Validate())
		require.Equal(t, notify.AudienceNamedInFiling, n.Audience)
		if told[n.Topic] == nil {
			told[n.Topic] = map[string]int{}
		}
		for _, person := range n.Named {
			if person != "" {
				told[n.Topic][person]++
			}
		}
	}
	each := map[string]int{"person-1": 1, "person-2": 1, "person-3": 1, "person-4": 1}
	assert.Equal(t, map[string]map[string]int{"submitted": each, "preliminary_passed": each, "verification_prompted": each}, told)
}

// The steps say who is still to be verified, as the desk does.
func TestSeveralAdministratorsInTheSteps(t *testing.T) {
	m := shipped(t)
	r := scenario.New(m)
	require.NoError(t, r.MustPass(severalScript+"\nupload_photo target=1"))
	steps := m.NextSteps(r.Subject, r.Now, "zh")
	require.Len(t, steps, 1)
	assert.Equal(t, []string{"person-2", "person-4"}, steps[0].Persons)
	assert.Contains(t, steps[0].Text, "（网站：w1、w3）")
	assert.Equal(t, []string{"person-2", "person-4"}, r.Subject.Filing.Unverified())
	assert.Equal(t, []string{"person-2", "person-3", "person-4"}, r.Subject.Filing.WebsiteAdministrators())

	actions := map[fsm.CommandName]fsm.Action{}
	for _, a := range m.Actions(r.Subject, r.Now) {
		actions[a.Command] = a
	}
	assert.Equal(t, []fsm.State{fsm.Verification}, actions[fsm.CmdUploadPhoto].To)
	require.NoError(t, r.MustPass("upload_photo"))
	for _, a := range m.Actions(r.Subject, r.Now) {
		if a.Command == fsm.CmdUploadPhoto {
			assert.Equal(t, []fsm.State{fsm.VerificationReview}, a.To, "one is left")
		}
	}
}

// What an earlier subject shares with a later one is never written to.
func TestSeveralAdministratorsNeverWriteThrough(t *testing.T) {
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(severalScript+"\nupload_photo target=1"))
	before := r.Subject
	for _, script := range []string{"upload_photo", "upload_photo target=2", "upload_photo\nupload_photo target=2\nreturn_photo causes=photo_unclear targets=1", "abandon"} {
		r.Subject = before
		require.NoError(t, r.MustPass(script))
		assert.Equal(t, []string{"person-2", "person-4"}, before.Filing.Unverified(), script)
	}
}

// In whatever order they are verified, and however often, the review begins with the last of them; and a replay of the
// journal's bytes gives the same.
func TestSeveralAdministratorsInAnyOrder(t *testing.T) {
	m := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		r := scenario.New(m)
		require.NoError(t, r.MustPass(severalScript))
		seen := map[int]bool{}
		for r.Subject.Filing.State == fsm.Verification {
			target := rapid.IntRange(0, 2).Draw(t, "target")
			st, err := m.Decide(r.Subject, fsm.UploadPhoto{Target: target}, r.Now)
			require.NoError(t, err)
			require.NoError(t, m.Confirm(&r.Subject, &st))
			seen[target] = true
			require.Equal(t, len(seen) == 3, st.To == fsm.VerificationReview)
			var read []fsm.Event
			for i := range st.Events {
				e, err := fsm.Decode(fsm.Encode(st.Events[i]))
				require.NoError(t, err)
				read = append(read, e)
			}
			again := fsm.Replay(r.Subject, read)
			r.Subject = fsm.Replay(r.Subject, st.Events)
			require.True(t, again.Equal(&r.Subject))
		}
	})
}
