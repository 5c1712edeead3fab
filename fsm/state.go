// SPDX-License-Identifier: Apache-2.0

package fsm

// State is where a filing stands. The set is closed; the names are stable and stand in journals.
type State uint8

// The states of a filing. StateNone means that no filing is in progress: nothing was opened yet.
// Approved, abandoned and expired are final: they free the subject for its next filing.
const (
	StateNone State = iota
	Draft
	PreliminaryReview
	PreliminaryReturned
	Verification
	VerificationReview
	Ready
	SMSVerification
	SMSReturned
	AuthorityReview
	AuthorityReturned
	Approved
	Abandoned
	Expired
	numStates
)

var stateNames = [numStates]string{
	"none", "draft", "preliminary_review", "preliminary_returned", "verification", "verification_review", "ready",
	"sms_verification", "sms_returned", "authority_review", "authority_returned", "approved", "abandoned", "expired",
}

// String gives the stable name, for example "preliminary_review".
func (s State) String() string {
	if s < numStates {
		return stateNames[s]
	}
	return "unknown"
}

// ParseState finds the state of a name; ok is false for a name that is none.
func ParseState(name string) (s State, ok bool) {
	for i, n := range stateNames {
		if n == name {
			return State(i), true
		}
	}
	return StateNone, false
}

// States lists every state in the order of the lifecycle, StateNone first.
func States() []State {
	all := make([]State, numStates)
	for i := range all {
		all[i] = State(i)
	}
	return all
}

// Final reports whether the filing is over.
func (s State) Final() bool { return s == Approved || s == Abandoned || s == Expired }

// InProgress reports whether the filing occupies its subject: neither absent nor final (S0-10, S0-11).
func (s State) InProgress() bool { return s != StateNone && !s.Final() && s < numStates }

// AtAuthority reports whether the filing has been handed over and has not come back: nothing can be withdrawn
// or abandoned then (S1-30).
func (s State) AtAuthority() bool { return s == SMSVerification || s == AuthorityReview }

// stateSet is a set of states as bits.
type stateSet uint16

func setOf(states ...State) stateSet {
	var m stateSet
	for _, s := range states {
		m |= 1 << s
	}
	return m
}

func (m stateSet) has(s State) bool { return m>>s&1 == 1 }

// platformSpan is what a user sees as "Alibaba Cloud Review" (S1-25): the expectation and the advice to open a
// ticket run over the whole status and not over each state.
const platformSpan = stateSet(1<<PreliminaryReview | 1<<VerificationReview | 1<<Ready)

// statusWords is what a user reads for each state (S1-22, S1-25); {0} is the provider. While the SMS code is awaited the status stays
// "submitted".
var statusWords = [numStates]text{
	StateNone:           {"No filing in progress", "无进行中的备案"},
	Draft:               {"Draft", "草稿"},
	PreliminaryReview:   {"{0} Review", "{0}审核"},
	PreliminaryReturned: {"Returned by {0}", "{0}驳回"},
	Verification:        {"Waiting for your next step", "待下步操作"},
	VerificationReview:  {"{0} Review", "{0}审核"},
	Ready:               {"{0} Review", "{0}审核"},
	SMSVerification:     {"Submitted to the communications administration", "已提交管局"},
	SMSReturned:         {"Returned: SMS verification not completed", "短信核验未通过，已退回"},
	AuthorityReview:     {"Authority Review", "管局审核"},
	AuthorityReturned:   {"Rejected by the communications administration", "管局驳回"},
	Approved:            {"Filed", "备案成功"},
	Abandoned:           {"Abandoned", "已放弃"},
	Expired:             {"Expired", "已失效"},
}

// Status gives the words a user sees for a state, in "zh" or, for any other language, in English. They are those of Alibaba
// Cloud; [Machine.Status] has those of another provider.
func (s State) Status(lang string) string { return platformWords(lang).status(s) }
