// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

func space(t testing.TB, from, until calendar.Date) *Space {
	t.Helper()
	m, err := fsm.New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	return NewSpace(Setup{
		Table: m.Table(), Policy: builtin.Policy(), Records: m.Records(), Sets: []string{"documents"}, From: from, Until: until,
		Faults: []string{"duplicate", "crash"}, Situations: []string{"third-resubmission"},
	})
}

func april2018(t testing.TB) *Space {
	return space(t, calendar.NewDate(2018, 4, 4), calendar.NewDate(2018, 4, 30))
}

func cannot(d *Dimension, name string) string {
	for _, x := range d.Cannot {
		for _, n := range x.Names {
			if n == name {
				return x.Why
			}
		}
	}
	return ""
}

// At first nothing is reached; what cannot be is listed apart with its reason and is no zero.
func TestNothingIsReachedAtFirst(t *testing.T) {
	s := april2018(t)
	r := s.Report(s.Counter())
	for _, d := range []*Dimension{&r.States, &r.Rows, &r.Rules, &r.Verdicts, &r.Faults, &r.Situations, &r.Repairs, &r.Tried, &r.RowPairs} {
		assert.Zero(t, d.Reached)
		assert.Positive(t, d.Total)
		assert.Len(t, d.Never, d.Total)
	}
	assert.Len(t, r.Zeros(), r.States.Total+r.Rows.Total+r.Rules.Total+r.Faults.Total+r.Situations.Total)
	for name, why := range map[string]string{
		"draft/submit>verification":          "stage_order",
		"draft/tick>expired":                 "expiry_days",
		"expired/open>draft":                 "nothing comes into expired",
		"verification_review/withdraw>draft": "no rule on withdraw",
	} {
		assert.Contains(t, cannot(&r.Rows, name), why, name)
	}
	assert.Contains(t, cannot(&r.States, "expired"), "no row")
	assert.Contains(t, cannot(&r.Rules, "expires-after-45-days"), "not in force while filings start, 2018-04-04 to 2018-04-30")
	for _, x := range append(r.Rules.Cannot, r.Rows.Cannot...) {
		assert.NotEmpty(t, x.WhyZH)
		assert.NotEqual(t, x.Why, x.WhyZH)
	}
}

// Where nobody says anything of a record, no deadline passes in a draft of 2018.
func TestWithoutPeriodsOfARecord(t *testing.T) {
	s := april2018(t)
	assert.Empty(t, cannot(&s.Report(s.Counter()).Rows, "draft/tick>draft"))
	setup := s.setup
	setup.Table = slices.DeleteFunc(slices.Clone(setup.Table), func(r fsm.Row) bool {
		return r.Event == fsm.EventInspectionFailed || r.Event == fsm.EventShellNoticePublished
	})
	s = NewSpace(setup)
	assert.Contains(t, cannot(&s.Report(s.Counter()).Rows, "draft/tick>draft"), "no deadline")
}

// In later years the same rows and rules can be reached.
func TestReachableHangsOnTheDates(t *testing.T) {
	s := space(t, calendar.NewDate(2024, 1, 1), calendar.NewDate(2024, 12, 31))
	r := s.Report(s.Counter())
	assert.Empty(t, cannot(&r.Rows, "draft/submit>verification"))
	assert.Empty(t, cannot(&r.Rows, "draft/tick>expired"))
	assert.Empty(t, cannot(&r.States, "expired"))
	assert.NotContains(t, r.Verdicts.Never, "subject_change=not_allowed", "what is refused is not recorded")
	assert.NotEmpty(t, cannot(&r.Verdicts, "subject_change=not_allowed"))
}

func moves(command fsm.CommandName, e fsm.EventType, from, to fsm.State) *fsm.Step {
	return &fsm.Step{Command: command, From: from, To: to, Events: []fsm.Event{{Type: e, Command: command, From: from, To: to}}}
}

func TestCounts(t *testing.T) {
	s := april2018(t)
	c := s.Counter()
	c.Begin()
	c.Tried(fsm.StateNone, fsm.CmdOpen)
	c.Step(moves(fsm.CmdOpen, fsm.EventOpened, fsm.StateNone, fsm.Draft))
	c.Step(moves(fsm.CmdSubmit, fsm.EventSubmitted, fsm.Draft, fsm.PreliminaryReview))
	tick := &fsm.Step{Command: fsm.CmdTick, From: fsm.PreliminaryReview, To: fsm.PreliminaryReview, Events: []fsm.Event{{Type: fsm.EventDeadlineMissed}}}
	c.Step(tick)
	c.Step(&fsm.Step{Command: fsm.CmdTick})
	c.Took(fsm.Approved, fsm.CmdSubmit, fsm.Draft) // no such row
	c.Step(moves(fsm.CmdReconcile, fsm.EventReconciled, fsm.PreliminaryReview, fsm.Ready))
	c.Step(moves(fsm.CmdSubmitToAuthority, fsm.EventSubmittedToAuthority, fsm.Ready, fsm.AuthorityReview))
	c.Fault(1)
	c.Reached(0, 3)
	rule := s.setup.Policy.Answers()
	place := -1
	for i := range rule {
		if rule[i].Decision == "documents" && len(s.behind[i]) > 1 {
			place = i
		}
	}
	c.Answered(place)
	c.Answered(-1)
	r := s.Report(c)
	assert.Equal(t, []int64{1, 1, 1, 1}, []int64{r.States.Counts["draft"], r.States.Counts["preliminary_review"], r.States.Counts["ready"], r.States.Counts["authority_review"]})
	assert.EqualValues(t, 1, r.Rows.Counts["preliminary_review/tick>preliminary_review"])
	assert.EqualValues(t, 1, r.Repairs.Counts["preliminary_review/reconcile>ready"])
	assert.Equal(t, 4, r.Rows.Reached)
	assert.Equal(t, 1, r.Tried.Reached)
	assert.Equal(t, 2, r.RowPairs.Reached, "a repair breaks the chain")
	assert.Equal(t, []string{"duplicate"}, r.Faults.Never)
	assert.EqualValues(t, 3, r.Situations.Counts["third-resubmission"])
	assert.Equal(t, len(s.behind[place]), r.Rules.Reached, "every rule that adds to the answer")
}

func TestVerdictsAreCountedByTheirRules(t *testing.T) {
	s := april2018(t)
	c := s.Counter()
	list := []fsm.Verdict{{Decision: "sms", Rule: "tianjin-sms"}, {Decision: "sms", Rule: "none-such"}, {Decision: "legal_limit", Rule: "legal-twenty-days"}}
	for range 5 {
		c.Judged(list)
	}
	c.Judged(nil)
	before := s.Report(c)
	taken := c.Take()
	assert.Equal(t, 5, int(before.Rules.Counts["legal-twenty-days"]))
	assert.EqualValues(t, 5, before.Verdicts.Counts["legal_limit=20"])
	sum := s.Counter()
	sum.Add(taken)
	assert.Equal(t, before, s.Report(sum))
	assert.Zero(t, s.Report(c).Rules.Reached, "taken is gone")
	for range mostLists + 10 { // lists that are not shared are forgotten, and still counted
		c.Judged(append([]fsm.Verdict{}, list...))
	}
	assert.EqualValues(t, mostLists+10, s.Report(c).Rules.Counts["legal-twenty-days"])
}

// Counts add up to the same, however the filings are split, and give the same bytes.
func TestCountsMergeInAnyOrder(t *testing.T) {
	s := april2018(t)
	rapid.Check(t, func(rt *rapid.T) {
		one, parts := s.Counter(), []*Counter{s.Counter(), s.Counter(), s.Counter()}
		for range rapid.IntRange(1, 30).Draw(rt, "filings") {
			part := parts[rapid.IntRange(0, 2).Draw(rt, "part")]
			rows := rapid.SliceOfN(rapid.IntRange(0, len(s.rows)-1), 1, 10).Draw(rt, "rows")
			for _, c := range []*Counter{one, part} {
				c.Begin()
				for _, i := range rows {
					c.Took(s.rows[i].From, s.rows[i].Command, s.rows[i].To)
				}
			}
		}
		sum := s.Counter()
		for _, i := range rapid.Permutation([]int{0, 1, 2}).Draw(rt, "order") {
			sum.Add(parts[i].Take())
		}
		want, err := json.Marshal(s.Report(one))
		require.NoError(rt, err)
		got, err := json.Marshal(s.Report(sum))
		require.NoError(rt, err)
		assert.Equal(rt, string(want), string(got))
	})
}

func TestCountingAllocatesNothing(t *testing.T) {
	s := april2018(t)
	c := s.Counter()
	list := []fsm.Verdict{{Decision: "legal_limit", Rule: "legal-twenty-days"}}
	step := moves(fsm.CmdSubmit, fsm.EventSubmitted, fsm.Draft, fsm.PreliminaryReview)
	c.Judged(list)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		c.Begin()
		c.Tried(fsm.Draft, fsm.CmdSubmit)
		c.Step(step)
		c.Judged(list)
	}))
}

// Without a policy there are no rules, and no row is held impossible.
func TestWithoutAPolicy(t *testing.T) {
	s := NewSpace(Setup{Table: fsm.DefaultTable()})
	r := s.Report(s.Counter())
	assert.Zero(t, r.Rules.Total)
	assert.Empty(t, r.Rows.Cannot)
	text, err := json.Marshal(r)
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(text), `{"states":{"reached":0,"total":`))
}

// What a layer of a provider says is reached by those who file with it, and what it overrules by those who do not.
func TestReachableHangsOnTheProvider(t *testing.T) {
	policy, err := yaml.ReadLayer(os.DirFS("../../examples/custom-rule/rules"), builtin.Policy())
	require.NoError(t, err)
	rulesOf := func(provider string) *Dimension {
		s := NewSpace(Setup{
			Table: fsm.DefaultTable(), Policy: policy, Records: []string{"verify_method", "preliminary_sla"}, Provider: provider,
			From: calendar.NewDate(2018, 4, 4), Until: calendar.NewDate(2019, 4, 3),
		})
		return &s.Report(s.Counter()).Rules
	}
	own, shipped, whoever := rulesOf("example_cloud"), rulesOf("alibabacloud"), rulesOf("")
	assert.Empty(t, cannot(own, "example-cloud-app"))
	assert.Equal(t, "a layer above decides otherwise wherever it applies", cannot(own, "guangdong-app-verifies"))
	assert.Equal(t, "of another provider than example_cloud", cannot(own, "preliminary-one-day"))
	assert.Empty(t, cannot(own, "verify-photo"), "it holds in the other provinces")
	assert.Equal(t, "of another provider than alibabacloud", cannot(shipped, "example-cloud-app"))
	assert.Empty(t, cannot(shipped, "guangdong-app-verifies"))
	assert.Empty(t, cannot(shipped, "preliminary-one-day"))
	for _, name := range []string{"example-cloud-app", "guangdong-app-verifies", "preliminary-one-day"} {
		assert.Empty(t, cannot(whoever, name), name)
	}
}
