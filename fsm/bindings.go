// SPDX-License-Identifier: Apache-2.0

package fsm

// The moments at which the policy is asked once and its answers are recorded; "now" answers are recorded beside
// the step that needed them and are not kept in the filing.
const (
	bindOpen = iota
	bindSubmit
	bindAuthority
	bindNow
)

var bindingNames = [...]string{"open", "submit", "authority_submit", "now"}

// bindingOf is the binding of a name, bindNow for a name that is none of those recorded.
func bindingOf(name string) int {
	if i, ok := bindingIndex(name); ok {
		return i
	}
	return bindNow
}

// bindingIndex finds the list of verdicts a binding fills.
func bindingIndex(name string) (int, bool) {
	for i, n := range bindingNames[:bindNow] {
		if n == name {
			return i, true
		}
	}
	return 0, false
}
