// SPDX-License-Identifier: Apache-2.0

package fsm

import "fmt"

// Classify computes the kind of a new filing from where subject and domain are filed: "nowhere", "here" or
// "elsewhere", as the registry shows them. sameSubject says that a filed domain belongs to this very subject. The
// kind is computed and not chosen: a wrong one is a common cause of rejection.
//
// The second value goes into Open.Registered. The error says why nothing can be opened: the domain is another
// subject's (FSM-087), both are filed here already and a change is meant (FSM-088), or a place is none
// (FSM-086); like a [Refusal] it has its text in both languages.
func Classify(subject, domain string, sameSubject bool) (kind Kind, registered string, err error) {
	place := func(s string) bool { return s == "nowhere" || s == "here" || s == "elsewhere" }
	switch {
	case !place(subject) || !place(domain):
		return KindNone, "", unclassified{
			fmt.Sprintf("FSM-086: %.20q and %.20q: each must be nowhere, here or elsewhere; say what the registry shows", subject, domain),
			fmt.Sprintf("FSM-086：%.20q 和 %.20q：须为 nowhere、here 或 elsewhere；请按备案系统显示的情况填写", subject, domain),
		}
	case domain != "nowhere" && (!sameSubject || subject == "nowhere"):
		return KindNone, "", unclassified{
			"FSM-087: the domain is filed by another subject; have it cancelled there, or use another domain",
			"FSM-087：该域名已由其他主体备案；请在原主体处注销该网站的备案，或更换域名",
		}
	case domain == "here":
		return KindNone, "", unclassified{
			"FSM-088: subject and domain are filed here already; open change_website or change_subject",
			"FSM-088：主体和域名均已在此备案；请办理变更网站（change_website）或变更主体（change_subject）",
		}
	case subject == "nowhere":
		return FirstFiling, subject, nil
	case domain == "nowhere":
		return AddWebsite, subject, nil
	}
	return AddAccess, subject, nil
}

// unclassified is why nothing can be opened, in English and Chinese.
type unclassified text

// Error is the sentence in English.
func (e unclassified) Error() string { return e.en }

// Text is the sentence in "zh" or English.
func (e unclassified) Text(lang string) string { return text(e).in(lang) }
