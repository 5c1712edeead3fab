// SPDX-License-Identifier: Apache-2.0

package fsm

import "fmt"

// Classify computes the kind of a new filing from where subject and domain are filed: "nowhere", "here" or
// "elsewhere", as the registry shows them. sameSubject says that a filed domain belongs to this very subject. The
// kind is computed and not chosen: a wrong one is a common cause of rejection.
//
// The second value goes into Open.Registered. The error says why nothing can be opened: the domain is another
// subject's, or both are filed here already and a change is meant.
func Classify(subject, domain string, sameSubject bool) (kind Kind, registered string, err error) {
	place := func(s string) bool { return s == "nowhere" || s == "here" || s == "elsewhere" }
	switch {
	case !place(subject) || !place(domain):
		return KindNone, "", fmt.Errorf("FSM-086: %.20q and %.20q: each must be nowhere, here or elsewhere; say what the registry shows", subject, domain)
	case domain != "nowhere" && (!sameSubject || subject == "nowhere"):
		return KindNone, "", fmt.Errorf("FSM-087: the domain is filed by another subject; have it cancelled there, or use another domain")
	case domain == "here":
		return KindNone, "", fmt.Errorf("FSM-088: subject and domain are filed here already; open change_website or change_subject")
	case subject == "nowhere":
		return FirstFiling, subject, nil
	case domain == "nowhere":
		return AddWebsite, subject, nil
	}
	return AddAccess, subject, nil
}
