// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// fsmGroup is `icp fsm`: the state machine of a filing, shown, exercised and checked.
func fsmGroup(a *app) *cobra.Command {
	cmd := newGroup(a, "fsm", a.text("show, exercise and check the state machine", "查看、演练与检查状态机"))
	cmd.AddCommand(fsmTable(a), fsmDiagram(a), fsmPaths(a), fsmVerify(a), fsmMigrate(a))
	return cmd
}

// fsmFlags say which filings are meant.
type fsmFlags struct {
	*policyFlags
	facts map[string]*string
}

// addFSMFlags adds the flags of every command of the group.
func addFSMFlags(a *app, cmd *cobra.Command) *fsmFlags {
	f := &fsmFlags{addPolicyFlags(a, cmd), map[string]*string{}}
	for _, fact := range []struct{ flag, fact, en, zh string }{
		{"region", "region", "only this province", "仅限该省份"},
		{"kind", "kind", "only this kind of filing", "仅限该备案类型"},
		{"subject-kind", "subject_kind", "only this kind of subject", "仅限该主办单位性质"},
		{"registered", "registered", "only subjects registered so: nowhere, here, elsewhere", "仅限该备案情况：nowhere、here、elsewhere"},
		{"site", "site", "only this site", "仅限该站点"},
		{"provider", "provider", "only this provider", "仅限该接入商"},
	} {
		value := new(string)
		cmd.Flags().StringVar(value, fact.flag, "", a.text(fact.en, fact.zh))
		f.facts[fact.fact] = value
	}
	return f
}

// machine makes the machine and reads date and facts.
func (f *fsmFlags) machine(a *app) (m *fsm.Machine, at calendar.Date, facts map[string]string, err error) {
	if at, err = f.date(a); err != nil {
		return nil, at, nil, err
	}
	p, err := f.load(a)
	if err != nil {
		return nil, at, nil, err
	}
	facts = map[string]string{}
	for name, value := range f.facts {
		if *value != "" {
			facts[name] = *value
		}
	}
	if _, err := p.Case(facts); err != nil {
		return nil, at, nil, sayUnknown(a, err)
	}
	m, err = fsm.New(p, calendar.China())
	return m, at, facts, err
}

// title says in one line which filings are meant.
func (f *fsmFlags) title(at calendar.Date) string {
	parts := []string{at.String()}
	for _, name := range []string{"region", "kind", "subject_kind", "registered", "site", "provider"} {
		if v := *f.facts[name]; v != "" {
			parts = append(parts, name+"="+v)
		}
	}
	return strings.Join(parts, " ")
}
