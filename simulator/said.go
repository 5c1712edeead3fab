// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/derive"
)

// saying is a fact of the policy that only a host can compare, and the ways in which one says it.
type saying struct {
	fact string
	ways [4][]remark // what is right comes last
}

// remark is one thing said: with an edit, or with the submission.
type remark struct {
	edits bool
	facts []derive.Said
}

// sayingOf takes a value most provinces do not accept and one all do.
func sayingOf(name, wrong, right string) saying {
	edit := func(facts []derive.Said) remark { return remark{true, facts} }
	submit := func(facts []derive.Said) remark { return remark{false, facts} }
	unlisted, bad, good := fact(name, "no_such_value"), fact(name, wrong), fact(name, right)
	return saying{name, [...][]remark{
		{edit(fact("favourite_colour_is", "blue")), edit(unlisted), submit(unlisted), submit(good)},
		{submit(bad), submit(good)},
		{edit(bad), submit(nil), edit(good), submit(nil)},
		{submit(good)},
	}}
}

func fact(name, value string) []derive.Said { return []derive.Said{{Fact: name, Value: value}} }

var sayings = [...]saying{
	sayingOf("domain_holder_is", "somebody_else", "subject"),
	sayingOf("mobile_numbers_are", "elsewhere", "local"),
	sayingOf("domain_validity_is", "too_short", "enough"),
}

// says has the host say what it compared, with an edit or with the submission: some plainly, some after a name that the
// policy does not list or an answer that it does not accept. A policy without the fact is told nothing.
func (l *life) says(state fsm.State, o int) {
	if l.s.Filing.State != state || l.over || l.err != nil || !l.d.chance(drawSays, o, shareSays) {
		return
	}
	s := &sayings[l.d.below(drawSaysWhat, o<<1, len(sayings))]
	if _, ok := l.lab.policy.Fact(s.fact); !ok {
		return
	}
	for _, x := range s.ways[l.d.below(drawSaysWhat, o<<1|1, len(s.ways))] {
		if l.s.Filing.State != state {
			return
		}
		l.do(l.saying(state, x), l.soon(o))
	}
}

// saying is the command that says something.
func (l *life) saying(state fsm.State, x remark) fsm.Command {
	switch {
	case x.edits:
		l.cmd.edit = fsm.Edit{Derived: x.facts}
		return &l.cmd.edit
	case state == fsm.Draft:
		l.cmd.submit = fsm.Submit{Meta: l.meta(), Derived: x.facts}
		return &l.cmd.submit
	}
	l.cmd.resubmit = fsm.Resubmit{Meta: l.meta(), Derived: x.facts}
	return &l.cmd.resubmit
}
