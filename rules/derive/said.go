// SPDX-License-Identifier: Apache-2.0

package derive

// Said is the value of one fact of a filing by the names the policy has for both, as it travels in commands and journals.
type Said struct {
	Fact  string `json:"fact"`  // "domain_holder_is"
	Value string `json:"value"` // "shareholder", or a whole number: "17"
	// Of is what it is said of where a filing has several: a domain. Empty: the filing as a whole.
	Of string `json:"of,omitempty"`
}
