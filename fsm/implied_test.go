// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// Every guard that is said to follow from a condition does, over all values of everything the two look at, and each
// condition holds in some of them.
func TestImpliedGuardsFollow(t *testing.T) {
	m, err := New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	require.True(t, m.asksKnown())
	held := map[int]int{}
	ask := func(s Subject, c Command, conditions ...Guard) {
		s.Filing.index(0, false)
		for i, x := range implied {
			if !slices.Contains(conditions, x.condition) {
				continue
			}
			var w work
			w.begin(m, &s, c, c.Name(), time.Unix(1_600_000_000, 0))
			if x.condition.holds(&w) {
				held[i]++
				assert.True(t, x.guard.holds(&w), "%s without %s: %+v %+v", x.condition, x.guard, s, c)
			}
		}
	}
	for kind := range numKinds + 2 {
		for _, record := range []*Record{nil, {Number: "ICP-1"}, {Number: "ICP-1", Ended: "revoked"}} {
			ask(Subject{Record: record}, Open{Kind: kind}, Immediate)
		}
	}
	methods := append(m.decisions[decVerifyMethod].Values(), "", "unheard_of")
	for _, order := range append(m.decisions[decStageOrder].Values(), "", "unheard_of") {
		for _, method := range methods {
			for _, by := range methods {
				var s Subject
				s.Filing = Filing{State: Draft, VerifiedBy: by}
				s.Filing.judged[bindSubmit] = []Verdict{{Decision: "stage_order", Value: order}, {Decision: "verify_method", Value: method}}
				ask(s, Submit{}, VerificationNext)
			}
		}
	}
	people := []string{"", "nobody", smsSubjectAdministrator, smsWebsiteAdministrator}
	for _, asked := range []string{"", "[]", "[subject_administrator]", "[website_administrator]", "[subject_administrator website_administrator]"} {
		for passed := range smsPersons(4) {
			for wrong := range 4 {
				for _, limit := range []string{"", "0", "2"} {
					var s Subject
					s.Filing = Filing{State: SMSVerification, smsPassed: passed, SMSWrong: wrong}
					s.Filing.judged[bindAuthority] = []Verdict{{Decision: "sms_persons", Value: asked}, {Decision: "sms_attempts", Value: limit}}
					for _, person := range people {
						ask(s, AnswerSMS{Person: person, Correct: true}, SMSComplete, SMSExhausted)
						ask(s, AnswerSMS{Person: person}, SMSComplete, SMSExhausted)
					}
				}
			}
		}
	}
	for i, x := range implied {
		assert.Positive(t, held[i], x.condition.String())
	}
}

func TestARowImpliesByItsConditions(t *testing.T) {
	m, err := New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	assert.True(t, m.Implies(Row{When: []Guard{Immediate}}, KindKnown))
	assert.False(t, m.Implies(Row{When: []Guard{Reviewed}}, KindKnown))
	assert.False(t, m.Implies(Row{When: []Guard{Immediate}}, FactsKnown))
}

// A hard deadline runs where the table lets time move a filing, and nowhere else.
func TestHardDeadlinesRunWhereTimeMoves(t *testing.T) {
	moved := map[State]bool{}
	for _, r := range DefaultTable() {
		if r.Command == CmdTick && r.From != r.To {
			moved[r.From] = true
		}
	}
	for s := range numStates {
		assert.Equal(t, moved[s], s.Hard(), s.String())
	}
}

// Rows of one state and command judge the same, because a step judges before it is known which of them is taken.
func TestRowsOfACellJudgeAlike(t *testing.T) {
	rows := DefaultTable()
	i := slices.IndexFunc(rows, func(r Row) bool { return r.ID() == "draft/submit>verification" })
	rows[i].Judges = ""
	_, err := New(builtin.Policy(), calendar.China(), WithTable(rows))
	assert.ErrorContains(t, err, "FSM-080: row draft/submit>verification")
	rows[i].Judges = "authority_submit"
	_, err = New(builtin.Policy(), calendar.China(), WithTable(rows))
	assert.ErrorContains(t, err, "FSM-080")
}
