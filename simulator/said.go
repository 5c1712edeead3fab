// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/derive"
)

// saying is a fact of the policy that only a host can compare, with a value most provinces do not accept and one all do.
type saying struct{ fact, wrong, right string }

var sayings = [...]saying{
	{"domain_holder_is", "somebody_else", "subject"},
	{"mobile_numbers_are", "elsewhere", "local"},
	{"domain_validity_is", "too_short", "enough"},
}

// says has the host say what it compared, with an edit or with the submission: some plainly, some after a name that the
// policy does not list or an answer that it does not accept. A policy without the fact is told nothing.
func (l *life) says(state fsm.State, o int) {
	if l.s.Filing.State != state || l.over || l.err != nil || !l.d.chance(drawSays, o, shareSays) {
		return
	}
	s := sayings[l.d.below(drawSaysWhat, o<<1, len(sayings))]
	if _, ok := l.lab.policy.Fact(s.fact); !ok {
		return
	}
	for _, c := range l.sayingOf(state, s, l.d.below(drawSaysWhat, o<<1|1, 4)) {
		if l.s.Filing.State != state {
			return
		}
		l.do(c, l.soon(o))
	}
}

// sayingOf are the commands of one way to say a fact; what is right comes last.
func (l *life) sayingOf(state fsm.State, s saying, way int) []fsm.Command {
	right := fact(s.fact, s.right)
	submitted := l.submission(state, right)
	switch way {
	case 0: // names that the policy does not list
		return []fsm.Command{
			&fsm.Edit{Derived: fact("favourite_colour_is", "blue")}, &fsm.Edit{Derived: fact(s.fact, "no_such_value")},
			l.submission(state, fact(s.fact, "no_such_value")), submitted,
		}
	case 1:
		return []fsm.Command{l.submission(state, fact(s.fact, s.wrong)), submitted}
	case 2:
		return []fsm.Command{
			&fsm.Edit{Derived: fact(s.fact, s.wrong)}, l.submission(state, nil), &fsm.Edit{Derived: right}, l.submission(state, nil),
		}
	}
	return []fsm.Command{submitted}
}

// submission sends a filing off, or off again.
func (l *life) submission(state fsm.State, said []derive.Said) fsm.Command {
	if state == fsm.Draft {
		return &fsm.Submit{Meta: l.meta(), Derived: said}
	}
	return &fsm.Resubmit{Meta: l.meta(), Derived: said}
}

func fact(name, value string) []derive.Said { return []derive.Said{{Fact: name, Value: value}} }
