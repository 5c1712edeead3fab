// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"maps"
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
)

// listClauses lists what the policy's rules say, in the order of the rules, and what of it cannot be recorded in the run.
func (s *Space) listClauses() {
	s.clauseAt, s.answerAt = map[decided]int32{}, map[string]int{}
	if s.setup.Policy == nil {
		return
	}
	s.rules = s.setup.Policy.Rules()
	s.deciding = decidedBy(s.rules)
	for _, r := range s.rules {
		for _, decision := range slices.Sorted(maps.Keys(r.Decide)) {
			c := clause{rule: r.ID, decision: decision, value: r.Decide[decision].String()}
			c.why, c.whyZH = s.cannotRecord(&r, decision, c.value)
			c.live = s.inForce(&r) && s.ofProvider(&r)
			if why := s.neverAsked(&r, decision); c.why == "" && why != (reason{}) {
				c.why, c.whyZH, c.live = why.en, why.zh, false
			}
			s.clauseAt[decided{decision, r.ID}] = int32(len(s.clauses))
			c.answer = s.answerOf(c.decision + "=" + c.value)
			s.clauses = append(s.clauses, c)
		}
	}
	for place, v := range s.setup.Policy.Answers() {
		if !slices.Contains(s.setup.Sets, v.Decision) {
			continue
		}
		for len(s.behind) <= place {
			s.behind = append(s.behind, nil)
		}
		for _, rule := range s.setup.Policy.Behind(place) {
			s.behind[place] = append(s.behind[place], s.clauseAt[decided{v.Decision, rule}])
		}
	}
	for place := range s.behind {
		for _, k := range s.behind[place] {
			delete(s.clauseAt, decided{s.clauses[k].decision, s.clauses[k].rule})
		}
	}
}

// answerOf gives the place of an answer, a new one for one that no rule before gives.
func (s *Space) answerOf(name string) int {
	if at, ok := s.answerAt[name]; ok {
		return at
	}
	at := len(s.answers)
	s.answers, s.answerAt[name] = append(s.answers, name), at
	return at
}

// cannotRecord says why a rule's answer is never recorded in the run; empty if it can be.
func (s *Space) cannotRecord(r *rules.Rule, decision, value string) (why, whyZH string) {
	from, until := s.setup.From.String(), s.setup.Until.String()
	switch {
	case r.On && !s.inForce(r):
		return "not in force while filings start, " + from + " to " + until, "在备案陆续开始的 " + from + " 至 " + until + " 期间不生效"
	case !r.On:
		return "its switch " + r.Switch + " is off", "开关 " + r.Switch + " 已关闭"
	case !s.ofProvider(r):
		return "of another provider than " + s.setup.Provider, "适用于 " + s.setup.Provider + " 以外的接入商"
	case s.overruled(r, decision):
		return "a layer above decides otherwise wherever it applies", "其适用范围均由上层规则另行规定"
	case !slices.Contains(s.setup.Records, decision):
		return "the machine does not record " + decision, "流程不记录 " + decision
	case slices.Contains(refusing[decision], value):
		return "says no, and what is refused is not recorded", "判定为不允许；被拒绝的操作不留判定记录"
	}
	return "", ""
}

// ofProvider reports whether a rule is for those who file with the provider of the run.
func (s *Space) ofProvider(r *rules.Rule) bool {
	return s.setup.Provider == "" || r.Admits("provider", s.setup.Provider)
}

// neverAsked says why a rule that is in force is asked by nobody in the run: photos are looked at only where some rule wants
// one, and what is judged at submissions is judged only of kinds that are submitted.
func (s *Space) neverAsked(r *rules.Rule, decision string) reason {
	d, _ := s.setup.Policy.Decision(decision)
	kinds := slices.IndexFunc(r.When, func(w rules.Condition) bool { return w.Fact == "kind" })
	switch {
	case decision == "photo_top" && !s.answered("verify_method", "photo"):
		return reason{"no rule in force then wants a photo", "期间内没有规则要求拍照核验"}
	case (d.Binding() == rules.BindingSubmit || d.Binding() == rules.BindingAuthoritySubmit) && kinds >= 0 &&
		slices.Equal(r.When[kinds].Values, []string{fsm.CancelAccess.String()}) && s.cancelsAtOnce():
		return reason{"cancelling access is never submitted", "取消接入无需提交"}
	}
	return reason{}
}

// answered reports whether a rule in force on a day of the run gives an answer.
func (s *Space) answered(decision, value string) bool {
	return slices.ContainsFunc(s.rules, func(r rules.Rule) bool {
		v, decides := r.Decide[decision]
		return decides && v.String() == value && s.inForce(&r)
	})
}

// cancelsAtOnce reports whether every opening that leads to a filing in progress is of a kind that is reviewed.
func (s *Space) cancelsAtOnce() bool {
	return !slices.ContainsFunc(s.rows, func(r fsm.Row) bool {
		return r.Command == fsm.CmdOpen && r.To.InProgress() && !slices.Contains(r.When, fsm.Reviewed)
	})
}

// Says reports whether some rule can give an answer in the run.
func (s *Space) Says(decision, value string) bool { return s.says(decision, is(value)) }

// refusing are the answers that make the machine refuse the command they are asked for.
var refusing = map[string][]string{
	"kind_allowed":    {"not_allowed"},
	"province_change": {"not_allowed"},
	"app_upload":      {"not_allowed"},
	"withdraw":        {"not_allowed"},
	"photo_top":       {"refused"},
	"subject_change":  {"not_allowed"},

	"upload_before_attach": {"required"},
}

// says reports whether some rule can give an answer that fits.
func (s *Space) says(decision string, fits func(value string) bool) bool {
	for i := range s.clauses {
		if c := &s.clauses[i]; c.live && c.decision == decision && fits(c.value) {
			return true
		}
	}
	return false
}

// inForce reports whether a rule holds on a day of the run.
func (s *Space) inForce(r *rules.Rule) bool {
	begins := r.From.IsZero() || !r.From.After(s.setup.Until)
	return r.On && begins && (r.Until.IsZero() || r.Until.After(s.setup.From))
}
