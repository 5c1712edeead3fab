// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
)

// proof says in English and Chinese what proves that a change alters nothing; empty for none.
type proof struct{ en, zh string }

// prove looks for a proof that a change alters no answer of the machine to any filing, before any is lived.
func (x *lab) prove(m *mutant) proof {
	if m.Of == ofTable {
		return x.proveRow(m)
	}
	return x.proveRule(m)
}

func (x *lab) proveRow(m *mutant) proof {
	row := x.table[m.row]
	switch {
	case m.less && x.machine.Implies(row, m.gone):
		return proof{"the row's conditions imply the guard", "此行的选择条件已包含该条件"}
	case m.less && m.gone == fsm.NothingHardPast && !row.From.Hard() && x.alone(m.cell):
		return proof{"no hard deadline runs in this state, and there is no other row to choose", "此状态没有硬性期限，也没有其他行可选"}
	case !m.less && row.Command == fsm.CmdWithdraw && slices.Contains(row.Guards, fsm.WithdrawAllowed) && !m.whole && !x.withdraws(row.From):
		return proof{"no rule lets a filing be withdrawn in this state, so that the row is never taken", "没有规则允许在此状态撤回，此行不会发生"}
	case !x.expires() && (expiry(m.unset) || slices.Contains(row.When, fsm.ExpiryPast) && !(m.less && m.gone == fsm.ExpiryPast)):
		return proof{"no rule lets a filing with this provider expire", "没有规则使该接入商的备案订单失效"}
	case m.less && m.gone == fsm.HandOverDocument && slices.Contains(row.When, fsm.SMSNotRequired) && !x.wantedWithoutSMS():
		return proof{"no rule wants a document at the hand-over where and when no SMS verification is required", "没有规则在无须短信核验时要求提交管局前补充资料"}
	}
	return proof{}
}

func expiry(n fsm.DeadlineName) bool {
	return n == fsm.ExpiryLimit || n == fsm.ExpiryReminder || n == fsm.ExpiryLastReminder
}

// expires reports whether a rule may let filings of the run expire.
func (x *lab) expires() bool {
	return slices.ContainsFunc(x.o.Policy.Rules(), func(r rules.Rule) bool {
		_, decides := r.Decide["expiry_days"]
		return decides && r.On && x.concerns(&r)
	})
}

// wantedWithoutSMS reports whether a rule may want a document at the hand-over of a filing that is handed over without an SMS
// verification: both are judged on that day.
func (x *lab) wantedWithoutSMS() bool {
	list := x.o.Policy.Rules()
	for i := range list {
		without, decides := list[i].Decide["sms"]
		if kinds := limitOf(&list[i], "kind"); !list[i].On || !decides || !without.Is("not_required") ||
			slices.Equal(kinds, []string{fsm.CancelAccess.String()}) && x.cancelsAtOnce() {
			continue
		}
		for j := range list {
			_, wants := list[j].Decide["hand_over_document"]
			if list[j].On && wants && begins(&list[i], &list[j]) && begins(&list[j], &list[i]) {
				return true
			}
		}
	}
	return false
}

// begins reports whether a rule begins before another one ends.
func begins(r, other *rules.Rule) bool {
	return other.Until.IsZero() || r.From.Before(other.Until)
}

// alone reports whether the cell has one row only.
func (x *lab) alone(c cell) bool {
	n := 0
	for i := range x.table {
		if x.table[i].From == c.from && x.table[i].Command == c.command {
			n++
		}
	}
	return n == 1
}

// withdraws reports whether some rule can allow withdrawing in a state.
func (x *lab) withdraws(state fsm.State) bool {
	for _, r := range x.o.Policy.Rules() {
		v, decides := r.Decide["withdraw"]
		if limit := limitOf(&r, "state"); decides && r.On && v.Is("allowed") && (limit == nil || slices.Contains(limit, state.String())) {
			return true
		}
	}
	return false
}

// proveRule: a rule that nothing asks for changes nothing.
func (x *lab) proveRule(m *mutant) proof {
	r, ok := x.o.Policy.Rule(m.Where)
	if !ok {
		return proof{}
	}
	if states := limitOf(&r, "state"); states != nil && onlyDecides(&r, "withdraw") && !x.asksIn(states) {
		return proof{"withdrawing is asked about in states that have a row for it only, and the rule speaks of others", "仅在可撤回的状态才判定撤回，此规则所述状态不在其中"}
	}
	if kinds := limitOf(&r, "kind"); slices.Equal(kinds, []string{fsm.CancelAccess.String()}) && x.boundLater(&r) && x.cancelsAtOnce() {
		return proof{"cancelling access is never in progress, and the rule is judged at submissions only", "取消接入立即生效，不会提交，此规则仅在提交时判定"}
	}
	return proof{}
}

func onlyDecides(r *rules.Rule, decision string) bool {
	_, decides := r.Decide[decision]
	return decides && len(r.Decide) == 1
}

// asksIn reports whether a row of one of the states asks whether a filing can be withdrawn.
func (x *lab) asksIn(states []string) bool {
	return slices.ContainsFunc(x.table, func(r fsm.Row) bool {
		return slices.Contains(r.Guards, fsm.WithdrawAllowed) && slices.Contains(states, r.From.String())
	})
}

// boundLater reports whether everything the rule decides is judged at a submission.
func (x *lab) boundLater(r *rules.Rule) bool {
	for name := range r.Decide {
		d, ok := x.o.Policy.Decision(name)
		if !ok || d.Binding() != rules.BindingSubmit && d.Binding() != rules.BindingAuthoritySubmit {
			return false
		}
	}
	return true
}

// cancelsAtOnce reports whether every opening that leads to a filing in progress is of a kind that is reviewed.
func (x *lab) cancelsAtOnce() bool {
	return !slices.ContainsFunc(x.table, func(r fsm.Row) bool {
		return r.Command == fsm.CmdOpen && r.To.InProgress() && !slices.Contains(r.When, fsm.Reviewed)
	})
}
