// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/derive"
)

// TestAStepUsedAgainDecidesAlike: what a Step, a slice of actions or a machine keeps of its earlier work shows nowhere.
// Commands are given to subjects of two machines on any days, in any order, with one Step and one slice; each time Decide and
// Actions of machines that are asked for nothing else answer the same.
func TestAStepUsedAgainDecidesAlike(t *testing.T) {
	second, err := builtin.Policy().With(builtin.Policy().Switches()[0], false)
	require.NoError(t, err)
	kept, fresh := make([]*fsm.Machine, 2), make([]*fsm.Machine, 2)
	for i, policy := range []*rules.Policy{builtin.Policy(), second} {
		for _, list := range [][]*fsm.Machine{kept, fresh} {
			list[i], err = fsm.New(policy, calendar.China())
			require.NoError(t, err)
		}
	}
	subjects, commands := walked(t, kept[0]), everyday()
	var st fsm.Step
	var actions []fsm.Action
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, 1).Draw(t, "machine")
		s := subjects[rapid.IntRange(0, len(subjects)-1).Draw(t, "subject")]
		c := rapid.SampledFrom(commands).Draw(t, "command")
		at := s.LastAt.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 30, 24 * 3, 24 * 50}).Draw(t, "hours")) * time.Hour)
		err := kept[i].DecideInto(&st, &s, c, at)
		want, wantErr := fresh[i].Decide(s, c, at)
		require.Equal(t, wantErr, err)
		if err == nil {
			require.Equal(t, [...]any{want.Command, want.From, want.To}, [...]any{st.Command, st.From, st.To})
			require.Equal(t, append([]fsm.Event{}, want.Events...), append([]fsm.Event{}, st.Events...))
			require.Equal(t, append([]notify.Notice{}, want.Notices...), append([]notify.Notice{}, st.Notices...))
			require.Equal(t, append([]fsm.Reason{}, want.Warnings...), append([]fsm.Reason{}, st.Warnings...))
		}
		actions = kept[i].AppendActions(actions[:0], &s, at)
		require.Equal(t, fresh[i].Actions(s, at), actions)
	})
}

// walked are filings of a few provinces and years after every step to the authority; steps they do not know are left out.
func walked(t *testing.T, m *fsm.Machine) (subjects []fsm.Subject) {
	for _, at := range []string{"2018-04-04", "2019-08-20", "2020-12-29"} {
		for _, region := range []string{"beijing", "shanghai", "guangdong"} {
			r := scenario.New(m)
			for _, line := range []string{
				"at " + at + "T10:00", "open f-1 kind=first_filing region=" + region + " targets=w1:a.example",
				"attach_all", "submit", "upload_photo", "pass_preliminary", "upload_photo", "pass_photo top=other", "submit_to_authority",
			} {
				_, err := r.Run(line)
				require.NoError(t, err)
				subjects = append(subjects, r.Subject)
			}
		}
	}
	return subjects
}

// everyday are commands of every kind of guard, some of them refused in every state.
func everyday() []fsm.Command {
	return []fsm.Command{
		fsm.Submit{},
		fsm.Submit{Derived: []derive.Said{{Fact: "domain_holder_is", Of: "a.example", Value: "nobody"}}},
		fsm.Submit{Derived: []derive.Said{{Fact: "youngest_administrator", Value: "17"}}},
		&fsm.PassPreliminary{},
		fsm.UploadPhoto{Ref: "p"},
		&fsm.PassPhoto{TopColour: "blue"},
		fsm.ReturnPhoto{Causes: []string{"c"}},
		&fsm.SubmitToAuthority{},
		fsm.Withdraw{Reason: "r"},
		&fsm.Withdraw{},
		fsm.Tick{},
		fsm.Edit{},
		fsm.Abandon{},
		&fsm.AnswerSMS{Person: "website_administrator", Correct: true},
		fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "x"},
		fsm.Rejudge{Reason: "r"},
		&fsm.Replan{},
		fsm.Attach{Document: "identity_document", Ref: "f"},
		&fsm.Open{
			ID: "f-2", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "enterprise", Account: "a",
			SubjectAdministrator: "p", WebsiteAdministrator: "q", Targets: []fsm.Target{{Website: "w", Domains: []string{"d"}}},
		},
	}
}
