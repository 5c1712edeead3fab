// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
)

// reach leads a subject into every state; Expired needs a vintage that knows expiry.
var reach = map[fsm.State]string{
	fsm.StateNone:           ``,
	fsm.Draft:               opened,
	fsm.PreliminaryReview:   opened + submitted,
	fsm.PreliminaryReturned: opened + submitted + "return_preliminary causes=x\n",
	fsm.Verification:        opened + submitted + passed,
	fsm.VerificationReview:  opened + submitted + passed + "upload_photo\n",
	fsm.Ready:               opened + submitted + passed + photo,
	fsm.SMSVerification:     opened + submitted + passed + photo + "submit_to_authority\n",
	fsm.SMSReturned:         opened + submitted + passed + photo + "submit_to_authority\nfail_sms causes=x\n",
	fsm.AuthorityReview:     opened + submitted + "reconcile authority_review evidence=x\n",
	fsm.AuthorityReturned:   opened + submitted + "reconcile authority_review evidence=x\nreject causes=x\n",
	fsm.Approved:            opened + submitted + "reconcile approved evidence=x number=n websites=n-1\n",
	fsm.Abandoned:           opened + "abandon\n",
	fsm.Expired:             opened + "reconcile expired evidence=x\n",
}

const (
	opened    = "open f-1 kind=first_filing region=tianjin targets=w1:a.example\n"
	submitted = "attach_all\nsubmit\n"
	passed    = "pass_preliminary\n"
	photo     = "upload_photo\npass_photo top=other\n"
)

// everyCommand has each command once empty, once filled in, once with nonsense, as value and as pointer.
func everyCommand() []fsm.Command {
	rec := fsm.Record{Number: "n", Region: "tianjin"}
	filled := fsm.Open{
		ID: "f-9", Kind: fsm.FirstFiling, Region: "tianjin", SubjectKind: "enterprise", Account: "a",
		SubjectAdministrator: "p1", WebsiteAdministrator: "p2", Targets: []fsm.Target{{Website: "w1", Domains: []string{"x.example"}}},
	}
	return []fsm.Command{
		fsm.Open{},
		filled, &filled,
		fsm.Open{ID: "f 9", Kind: 77, Region: "atlantis", Targets: make([]fsm.Target, 200)},
		fsm.Edit{},
		&fsm.Edit{Region: "beijing", Targets: []fsm.Target{}},
		fsm.ChooseUpload{},
		fsm.ChooseUpload{Channel: "app"},
		fsm.Attach{},
		fsm.Attach{Document: "identity_document", Ref: "r"},
		fsm.Attach{Document: "identity_document", Ref: "r", Target: -1},
		fsm.Submit{},
		&fsm.Submit{},
		fsm.Resubmit{},
		fsm.Continue{},
		fsm.Revoke{},
		fsm.Revoke{Causes: []string{"c"}},
		fsm.Rejudge{},
		fsm.Rejudge{Reason: "r"},
		fsm.Replan{},
		fsm.NoteUndelivered{},
		fsm.NoteUndelivered{Topic: "approved", Channel: "email", Receiver: "c-1"},
		fsm.Withdraw{},
		fsm.Withdraw{Reason: "r"},
		fsm.Abandon{},
		fsm.RequestBackdrop{},
		fsm.MailOriginals{},
		fsm.UploadPhoto{},
		fsm.AppVerify{},
		fsm.AppVerify{App: "shanghai_ca_app"},
		fsm.AnswerSMS{},
		fsm.AnswerSMS{Person: "website_administrator", Correct: true},
		fsm.PassPreliminary{},
		fsm.ReturnPreliminary{},
		fsm.ReturnPreliminary{Causes: []string{"c"}},
		fsm.PromptOriginals{},
		fsm.ReceiveOriginals{},
		fsm.PassPhoto{},
		fsm.PassPhoto{TopColour: "red"},
		fsm.PassPhoto{TopColour: "other"},
		fsm.ReturnPhoto{},
		fsm.ReturnPhoto{Causes: []string{""}},
		fsm.SubmitToAuthority{},
		fsm.FailSMS{},
		fsm.FailSMS{Causes: []string{"c"}},
		fsm.Approve{},
		fsm.Approve{SubjectNumber: "n", WebsiteNumbers: []string{"n-1"}},
		fsm.Reject{},
		fsm.Reject{Causes: []string{"c"}},
		fsm.Tick{},
		fsm.Reconcile{},
		fsm.Reconcile{Observed: 99, Evidence: "e"},
		fsm.Reconcile{Observed: fsm.Ready, Evidence: "e"},
		fsm.Reconcile{Observed: fsm.Approved, Evidence: "e"},
		fsm.ImportRecord{},
		fsm.ImportRecord{Record: rec},
		fsm.Withdraw{Meta: fsm.Meta{Filing: "another"}, Reason: "r"},
		fsm.GiveShellNotice{},
		fsm.GiveShellNotice{Website: "w1", Until: calendar.NewDate(2018, 5, 1)},
		&fsm.GiveShellNotice{Website: "w 1", Until: calendar.NewDate(1999, 1, 1)},
		fsm.LiftShellNotice{},
		fsm.LiftShellNotice{Website: "w1"},
		fsm.FailInspection{},
		fsm.FailInspection{Causes: []string{"c"}, Until: calendar.NewDate(2030, 5, 1)},
		&fsm.FailInspection{Website: "w9", Provider: "a b", Causes: []string{""}, Until: calendar.NewDate(1999, 1, 1)},
		fsm.PassInspection{},
		&fsm.PassInspection{Website: "w1", Provider: "another"},
		fsm.RemoveAccess{},
		fsm.RemoveAccess{Website: "w1", Causes: []string{"c"}},
		fsm.RevokeWebsite{},
		fsm.RevokeWebsite{Website: "w1", Causes: []string{"c"}},
	}
}

func subjectIn(t *testing.T, m *fsm.Machine, s fsm.State) *scenario.Runner {
	t.Helper()
	r := scenario.New(m)
	require.NoError(t, r.MustPass(reach[s]))
	require.Equal(t, s, r.Subject.Filing.State)
	return r
}

// TestEveryCell asks every command in every state: an answer or a complete refusal, never a panic; what is decided
// is confirmed, replays, and leaves the subject it was decided on untouched.
func TestEveryCell(t *testing.T) {
	m := shipped(t)
	allowed := map[[2]any]bool{}
	for _, row := range m.Table() {
		allowed[[2]any{row.From, row.Command}] = true
	}
	for _, s := range fsm.States() {
		r := subjectIn(t, m, s)
		_, before := describe(r.Subject)
		for _, c := range everyCommand() {
			at := r.Now.Add(time.Hour)
			st, err := m.Decide(r.Subject, c, at)
			if err != nil {
				refusal, ok := errors.AsType[*fsm.Refusal](err)
				require.True(t, ok, "%s in %s: %v", c.Name(), s, err)
				complete(t, refusal)
				continue
			}
			require.True(t, allowed[[2]any{s, c.Name()}], "%s in %s has no row", c.Name(), s)
			require.NoError(t, m.Confirm(&r.Subject, &st), "%s in %s", c.Name(), s)
			after := fsm.Replay(r.Subject, st.Events)
			require.Equal(t, st.To, after.Filing.State)
			require.Equal(t, r.Subject.Version+uint64(len(st.Events)), after.Version)
			for i, n := range st.Notices {
				require.NoError(t, n.Validate())
				require.Equal(t, i, n.Index)
			}
		}
		_, again := describe(r.Subject)
		require.Equal(t, before, again, "deciding wrote through the subject")
	}
}

// describe is a deep copy of a subject by way of its parts.
func describe(s fsm.Subject) (fsm.State, []any) {
	var parts []any
	if s.Record != nil {
		for _, w := range s.Record.Websites {
			parts = append(parts, w.ID, w.Number, append([]string(nil), w.Domains...))
		}
	}
	for _, t := range s.Filing.Targets {
		parts = append(parts, t.Website, append([]string(nil), t.Domains...))
	}
	parts = append(parts, s.Filing.Verdicts(), s.Filing.Deadlines(), s.Version)
	return s.Filing.State, parts
}

// complete checks that a refusal can be shown: every reason has a code, words, a remedy, in both languages.
func complete(t *testing.T, r *fsm.Refusal) {
	t.Helper()
	require.NotEmpty(t, r.Reasons)
	for _, reason := range r.Reasons {
		require.Regexp(t, `^FSM-\d{3}$`, reason.Code())
		require.NotEqual(t, "none", reason.Key())
		for _, lang := range []string{"en", "zh"} {
			require.NotEmpty(t, reason.What(lang))
			require.NotEmpty(t, reason.Remedy(lang))
			require.NotContains(t, r.Text(lang), "{")
		}
		require.NotEqual(t, reason.What("en"), reason.What("zh"))
	}
}

// TestActionsAgree holds Actions against Decide: a command without input that is offered is accepted, one that is
// not offered is refused with at least the same reasons.
func TestActionsAgree(t *testing.T) {
	m := shipped(t)
	for _, s := range fsm.States() {
		r := subjectIn(t, m, s)
		at := r.Now.Add(time.Hour)
		actions := m.Actions(r.Subject, at)
		require.Len(t, actions, len(fsm.Commands()))
		byName := map[fsm.CommandName]fsm.Action{}
		for i, a := range actions {
			require.Equal(t, fsm.Commands()[i], a.Command, "the order is stable")
			byName[a.Command] = a
		}
		for _, c := range everyCommand() {
			a := byName[c.Name()]
			_, err := m.Decide(r.Subject, c, at)
			if a.Allowed && !a.Input {
				require.NoError(t, err, "%s in %s is offered", c.Name(), s)
			}
			if !a.Allowed {
				refusal, ok := errors.AsType[*fsm.Refusal](err)
				require.True(t, ok, "%s in %s is not offered but accepted", c.Name(), s)
				if !refusal.Has("FSM-004") {
					for _, reason := range a.Reasons {
						require.True(t, refusal.Has(reason.Code()), "%s in %s: %s is missing in %v", c.Name(), s, reason.Code(), refusal)
					}
				}
			}
		}
	}
}

// TestMissingNoticePends: the calendar does not reach; the filing goes on and says which notice is missing.
func TestMissingNoticePends(t *testing.T) {
	r := scenario.New(shipped(t))
	r.Now = time.Date(2026, 12, 10, 10, 0, 0, 0, calendar.Zone())
	require.NoError(t, r.MustPass(opened+"attach_all\nreconcile authority_review evidence=x"))
	pending := 0
	for _, d := range r.Subject.Filing.Deadlines() {
		if d.Pending {
			pending++
			require.Contains(t, d.Missing, "2027")
			require.True(t, d.Due.IsZero())
		}
	}
	require.Equal(t, 2, pending)
	require.NoError(t, r.MustPass("approve number=n websites=n-1"))
	require.Equal(t, fsm.Approved, r.Subject.Filing.State)
}

// newRunnerFor opens a filing of a kind on a subject that fits it, on a day that knows every kind.
func newRunnerFor(t *testing.T, m *fsm.Machine, k fsm.Kind) *scenario.Runner {
	t.Helper()
	r := scenario.New(m)
	require.NoError(t, r.MustPass("at 2024-03-04T10:00"))
	switch k {
	case fsm.FirstFiling:
		require.NoError(t, r.MustPass("open f-1 kind=first_filing region=beijing targets=w1:a.example"))
		return r
	case fsm.AddWebsite, fsm.AppFiling:
		require.NoError(t, r.MustPass("import region=beijing websites=w0:z.example"))
	case fsm.AddAccess:
		require.NoError(t, r.MustPass("import region=beijing websites=w1:a.example access=another"))
	default:
		require.NoError(t, r.MustPass("import region=beijing websites=w1:z.example"))
	}
	targets := " targets=w1:a.example"
	if k == fsm.ChangeSubject || k == fsm.CancelSubject {
		targets = ""
	}
	require.NoError(t, r.MustPass("open f-1 kind="+k.String()+" region=beijing"+targets))
	return r
}
