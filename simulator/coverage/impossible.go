// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
)

// reason says why something cannot be reached; empty if it can.
type reason struct{ en, zh string }

// stuck is what cannot be reached: rows, by their place, and states.
type stuck struct {
	rows   []reason
	states [maxStates]reason
}

// needs are the answers without which a condition or guard of a row never holds. Who comes to the preliminary review where
// verification comes first is verified, so that it is due there only where it comes second.
var needs = []struct {
	guard    fsm.Guard
	decision string
	fits     func(value string) bool
}{
	{fsm.VerificationFirst, "stage_order", is("verification_first")},
	{fsm.VerificationNext, "stage_order", is("verification_first")},
	{fsm.PreliminaryFirst, "stage_order", is("preliminary_first")},
	{fsm.VerificationDue, "stage_order", is("preliminary_first")},
	{fsm.MethodIsPhoto, "verify_method", is("photo")},
	{fsm.SMSRequired, "sms", is("required")},
	{fsm.SMSNotRequired, "sms", is("not_required")},
	{fsm.StraightToSMS, "sms_resubmission", is("straight_to_sms")},
	{fsm.SMSWindowPast, "sms_window", given},
	{fsm.ExpiryPast, "expiry_days", given},
	{fsm.HandOverLacks, "hand_over_document", given},
}

func is(word string) func(string) bool { return func(value string) bool { return value == word } }

func given(value string) bool { return value != "" }

// impossible finds the rows whose conditions rest on answers that no rule gives in the run, and the states that only
// such rows lead to.
func (s *Space) impossible() stuck {
	x := stuck{rows: make([]reason, len(s.rows))}
	if s.setup.Policy == nil {
		return x
	}
	for i := range s.rows {
		for _, n := range needs {
			asked := slices.Contains(s.rows[i].When, n.guard) || slices.Contains(s.rows[i].Guards, n.guard)
			if asked && !s.says(n.decision, n.fits) {
				x.rows[i] = reason{
					"no rule on " + n.decision + " in force then allows " + n.guard.String(),
					"期间内没有 " + n.decision + " 规则使 " + n.guard.String() + " 成立",
				}
			}
		}
	}
	for i := range s.rows {
		if r := &s.rows[i]; slices.Contains(r.Guards, fsm.WithdrawAllowed) && !s.withdraws(r.From) {
			x.rows[i] = reason{"no rule on withdraw in force then allows it in " + r.From.String(), "期间内没有规则允许在 " + r.From.String() + " 撤回"}
		}
		if r := &s.rows[i]; r.Command == fsm.CmdTick && r.From == r.To && !s.passes(r.From) {
			x.rows[i] = reason{"no deadline that can pass there is set under the rules in force then", "期间内该状态没有可逾期的时限"}
		}
	}
	if !s.changes("verify_method") {
		for i := range s.rows {
			if r := &s.rows[i]; r.From != fsm.Draft && slices.Contains(r.When, fsm.VerificationNext) && x.rows[i].en == "" {
				x.rows[i] = reason{"no rule on verify_method begins or ends then, and who comes back from the review is verified", "期间内没有 verify_method 规则生效或失效，审核后退回的备案均已核验"}
			}
		}
	}
	if !s.changes("hand_over_document") {
		for i := range s.rows {
			if slices.Contains(s.rows[i].Guards, fsm.HandOverLacks) && x.rows[i].en == "" {
				x.rows[i] = reason{"no rule on hand_over_document begins then, and what is submitted under one has the document", "期间内没有 hand_over_document 规则生效，已有规则下提交的备案均具备该资料"}
			}
		}
	}
	if !s.says("stage_order", is("verification_first")) && !s.changes("hand_over_document") {
		for i := range s.rows {
			r := &s.rows[i]
			reviewed := r.From == fsm.PreliminaryReview || r.From == fsm.PreliminaryReturned
			if reviewed && (r.Command == fsm.CmdMailOriginals || r.Command == fsm.CmdReceiveOriginals) && x.rows[i].en == "" {
				x.rows[i] = reason{"no rule then puts the preliminary review behind the verification, where originals are asked for", "期间内没有规则使初审在核验之后，而原件在核验环节才会要求"}
			}
		}
	}
	for s.spread(&x) {
	}
	return x
}

// changes reports whether a rule on a decision begins or ends while filings start.
func (s *Space) changes(decision string) bool {
	for i := range s.clauses {
		c := &s.clauses[i]
		if c.decision != decision || !c.live {
			continue
		}
		r, _ := s.setup.Policy.Rule(c.rule)
		if r.From.After(s.setup.From) || !r.Until.IsZero() && !r.Until.After(s.setup.Until) {
			return true
		}
	}
	return false
}

// withdraws reports whether a rule lets a filing be withdrawn in a state.
func (s *Space) withdraws(state fsm.State) bool {
	for i := range s.clauses {
		c := &s.clauses[i]
		if c.decision != "withdraw" || c.value != "allowed" || !c.live {
			continue
		}
		r, _ := s.setup.Policy.Rule(c.rule)
		elsewhere := slices.ContainsFunc(r.When, func(w rules.Condition) bool {
			return w.Fact == "state" && !slices.Contains(w.Values, state.String())
		})
		if !elsewhere {
			return true
		}
	}
	return false
}

// passes reports whether a deadline can run in a state that is only noted when it passes: one of the filing, or one of its record,
// which runs in every state.
func (s *Space) passes(state fsm.State) bool {
	for i := range s.rows {
		if e := s.rows[i].Event; e == fsm.EventInspectionFailed || e == fsm.EventShellNoticePublished {
			return true
		}
		if s.rows[i].To != state {
			continue
		}
		for _, name := range s.rows[i].Sets {
			if kind := name.Kind(); kind == fsm.Hard || kind == fsm.Expected {
				continue
			}
			reminds := name == fsm.ExpiryReminder || name == fsm.ExpiryLastReminder
			if !reminds || s.says("expiry_reminders", given) {
				return true
			}
		}
	}
	return false
}

// spread finds states that no possible row leads into, and the rows that lead on from them; it reports whether it found
// any. Rows of repair lead anywhere and are no way in.
func (s *Space) spread(x *stuck) (found bool) {
	for _, state := range s.states {
		if x.states[state].en != "" {
			continue
		}
		into := func(i int) bool {
			r := &s.rows[i]
			return r.To == state && r.From != state && !r.Repair && x.rows[i].en == ""
		}
		ways := false
		for i := range s.rows {
			ways = ways || into(i)
		}
		if ways {
			continue
		}
		x.states[state], found = reason{"no row that can be taken leads there", "没有可走的流转通向该状态"}, true
		for i := range s.rows {
			if s.rows[i].From == state && x.rows[i].en == "" {
				x.rows[i] = reason{"nothing comes into " + state.String(), "没有备案进入 " + state.String()}
			}
		}
	}
	return found
}
