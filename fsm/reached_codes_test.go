// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

// TestSeldomReasons brings about the reasons that no story of a scenario comes to, each in both languages.
func TestSeldomReasons(t *testing.T) {
	shipped := machineOf(t, builtin.Policy())
	answering := func(rule, decision, value string) *fsm.Machine {
		p, err := builtin.Policy().Answering(rule, decision, value)
		require.NoError(t, err)
		return machineOf(t, p)
	}
	draft := []fsm.Command{
		opening(), fsm.Attach{Document: "identity_document", Ref: "r-1"}, fsm.Attach{Document: "authenticity_statement", Ref: "r-2"},
	}
	submitted := append(draft[:len(draft):len(draft)], fsm.Submit{})
	for code, x := range map[string]struct {
		machine *fsm.Machine
		before  []fsm.Command
		command fsm.Command
	}{
		"FSM-013": {shipped, nil, openWith(func(o *fsm.Open) { o.Kind = 99 })},
		"FSM-032": {shipped, nil, openWith(func(o *fsm.Open) { o.ID = "" })},
		"FSM-034": {answering("withdraw-from-preliminary-review", "withdraw", "not_allowed"), submitted, fsm.Withdraw{Reason: "mistake"}},
		"FSM-035": {shipped, draft[:1], fsm.Attach{Document: "identity_document", Ref: "li@example.cn"}},
		"FSM-038": {answering("originals-when-prompted", "originals", "never"), append(submitted, fsm.PassPreliminary{}), fsm.PromptOriginals{}},
	} {
		r := refusal(t, x.machine, reached(t, x.machine, x.before...), x.command)
		assert.True(t, r.Has(code), "%s: %v", code, r)
		assert.Regexp(t, `^FSM-0\d\d：.*\p{Han}`, r.Text("zh"))
	}
}

// TestDomainsOnlyGo: from 2019-04-22 on a change of a website may only take domains away (R039).
func TestDomainsOnlyGo(t *testing.T) {
	m := machineOf(t, builtin.Policy())
	at := time.Date(2019, 5, 6, 10, 0, 0, 0, calendar.Zone())
	s := fsm.Subject{ID: "s-1"}
	for _, c := range []fsm.Command{
		fsm.ImportRecord{Record: fsm.Record{
			Number: "ICP-1", Region: "beijing", SubjectKind: "individual",
			Websites: []fsm.Website{{ID: "w-1", Number: "ICP-1-1", Domains: []string{"a.cn"}, Accesses: []string{"alibabacloud"}}},
		}},
		openWith(func(o *fsm.Open) { o.Kind, o.Targets[0].Domains = fsm.ChangeWebsite, []string{"a.cn", "b.cn"} }),
	} {
		step, err := m.Decide(s, c, at)
		require.NoError(t, err)
		s = fsm.Replay(s, step.Events)
	}
	_, err := m.Decide(s, fsm.Submit{}, at)
	var r *fsm.Refusal
	require.ErrorAs(t, err, &r)
	assert.True(t, r.Has("FSM-046"), "%v", r)
}

// TestErrorsOfAMachine are no refusals: a caller or a policy is wrong.
func TestErrorsOfAMachine(t *testing.T) {
	_, err := machineOf(t, builtin.Policy()).Decide(fsm.Subject{ID: "s-1"}, nil, wednesday)
	require.ErrorContains(t, err, "FSM-084")
	_, err = machineOf(t, builtin.Policy()).Decide(fsm.Subject{ID: "s-1"}, (*fsm.Submit)(nil), wednesday)
	require.ErrorContains(t, err, "FSM-084")
	for want, domain := range map[string]string{"FSM-087": "elsewhere", "FSM-088": "here"} {
		_, _, err := fsm.Classify("here", domain, domain == "here")
		require.ErrorContains(t, err, want)
	}
	small, err := yaml.Read(os.DirFS("../simulator/cmd/icp/rulesinit"))
	require.NoError(t, err)
	_, err = fsm.New(small, calendar.China())
	require.ErrorContains(t, err, "FSM-081: the policy lacks")
	worded, ok := err.(interface{ Text(lang string) string }) // a policy's author reads it
	require.True(t, ok)
	require.Contains(t, worded.Text("zh"), "FSM-081：规则集缺少事实 kind、")
}

func machineOf(t *testing.T, p *rules.Policy) *fsm.Machine {
	t.Helper()
	m, err := fsm.New(p, calendar.China())
	require.NoError(t, err)
	return m
}
