// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// implied are the guards that hold whenever a condition does, whatever the filing and the command: a row that has the
// condition loses nothing without the guard. A test proves each of them over everything the two look at.
var implied = [...]struct{ condition, guard Guard }{
	{Immediate, KindKnown},               // it is one kind of the closed set
	{Immediate, NoRecordForFirst},        // and not a first filing
	{VerificationNext, AppVerifiedFirst}, // verification has a stage of its own
	{SMSComplete, PersonAsked},           // the last of those asked answered
	{SMSExhausted, PersonAsked},          // one of those asked answered; see Implies
}

// Implies reports whether a guard of the row holds whenever the row is selected, so that it never is a reason of a refusal:
// for those who take guards away and ask what that changes.
func (m *Machine) Implies(r Row, g Guard) bool {
	for _, x := range implied {
		if x.guard == g && slices.Contains(r.When, x.condition) {
			return x.condition != SMSExhausted || m.asksKnown()
		}
	}
	return false
}

// asksKnown reports whether the policy can ask nobody for an SMS verification whom the machine does not know.
func (m *Machine) asksKnown() bool {
	return !slices.ContainsFunc(m.decisions[decSMSPersons].Values(), func(person string) bool { return smsBit(person) == 0 })
}

// Hard reports whether a hard deadline can run in the state: only there time alone moves a filing.
func (s State) Hard() bool {
	for n := range numDeadlines {
		if n != DeadlineNone && n.Kind() == Hard && deadlineInfos[n].scope.has(s) {
			return true
		}
	}
	return false
}
