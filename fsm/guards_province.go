// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"
	"strings"
)

// provinceAllows refuses what the province forbids about a change of the subject; that is another thing than another
// filing in progress, and has its own code. What needs a proof is a warning of the submission.
func (w *work) provinceAllows() bool {
	if w.f.Kind != ChangeSubject {
		return true
	}
	ok := true
	for _, x := range [...]struct {
		asked    bool
		decision decision
	}{
		{w.f.SubjectBecomes != "", decSubjectChange},
		{slices.Contains(w.f.Changed, "name") && w.f.SubjectKind != individual, decNameChange},
		{slices.Contains(w.f.Changed, "certificate_number") && w.f.SubjectKind != individual, decNumberChange},
	} {
		if x.asked && w.said(x.decision) == "not_allowed" {
			region, change := &w.m.facts[factRegion], w.changeWords(x.decision)
			ok = w.because(forbiddenByRegion, w.f.Region, decisionNames[x.decision],
				change.en+" ("+region.Label(w.f.Region, "en")+")", region.Label(w.f.Region, "zh")+"管局不允许"+change.zh)
		}
	}
	return ok
}

// proofWords are what the province wants beside: an individual turns into an organisation, or comes of one, whose legal
// representative it is, or, in Shanghai, its website administrator.
var proofWords = map[string]text{
	"with_proof": {"with a proof", "须提供证明材料"},
	"legal_representative_or_website_administrator": {
		"if the individual is the organisation's legal representative or website administrator", "个人须为该单位的法定代表人或网站负责人",
	},
	"legal_representative_only": {"if the individual is the organisation's legal representative", "个人须为该单位的法定代表人"},
}

// changeWords are what the province forbids or takes with a proof.
func (w *work) changeWords(d decision) text {
	switch d {
	case decNameChange:
		return text{"Another name of the subject", "主体名称变更"}
	case decNumberChange:
		return text{"Another certificate number", "证件号码变更"}
	}
	becomes := &w.m.facts[factSubjectBecomes]
	return text{becomes.Label(w.f.SubjectBecomes, "en"), becomes.Label(w.f.SubjectBecomes, "zh")}
}

// proofs are the warnings of a submission: changes the province takes only with a proof, or only from the persons it names.
func (w *work) proofs(warnings []Reason) []Reason {
	if w.f.Kind != ChangeSubject {
		return warnings
	}
	for _, d := range [...]decision{decSubjectChange, decNameChange, decNumberChange} {
		asked := d == decSubjectChange && w.f.SubjectBecomes != "" || d == decNameChange && slices.Contains(w.f.Changed, "name") ||
			d == decNumberChange && slices.Contains(w.f.Changed, "certificate_number")
		if words, wanted := proofWords[w.said(d)]; asked && wanted {
			change := w.changeWords(d)
			warnings = append(warnings, newReason(proofNeeded, decisionNames[d], words.en+": "+change.en, change.zh, words.zh))
		}
	}
	return warnings
}

// subjectUnchanged takes back what an earlier Edit said the subject becomes.
const subjectUnchanged = "unchanged"

// mayBecome: what a change makes of the subject is known to the policy and begins with the kind of subject this one is: an
// individual, or one of the kinds of organisations. Provinces allow one and forbid the other.
func (w *work) mayBecome(change string) bool {
	if change == "" || change == subjectUnchanged {
		return true
	}
	if x := factSubjectBecomes.of(change); !w.known(x) {
		return w.unknown(x)
	}
	kind := w.f.SubjectKind
	return strings.HasPrefix(change, individual+"_to_") == (kind == individual) || w.worded(subjectTurnsOtherwise, factSubjectKind.of(kind), change)
}

// added lists the domains of a target that its website does not have yet.
func (w *work) added(t Target) (added []string) {
	site := w.s.Record.website(t.Website)
	for _, d := range t.Domains {
		if site == nil || !holdsDomain(site.Domains, d) {
			added = append(added, d)
		}
	}
	return added
}

func (w *work) orderSize() bool {
	ok := true
	if n, limited := number(w.said(decWebsitesPerOrder)); limited && len(w.f.Targets) > n && newSites.has(w.f.Kind) {
		ok = w.because(orderTooLarge, "websites in a filing", strconv.Itoa(n), "", "每个订单的网站")
	}
	if n, limited := number(w.said(decDomainsPerWebsite)); limited && (newSites.has(w.f.Kind) || w.f.Kind == ChangeWebsite) {
		for _, t := range w.f.Targets {
			if len(t.Domains) > n && len(w.added(t)) > 0 {
				ok = w.because(orderTooLarge, "domains of website "+t.Website, strconv.Itoa(n), "", "网站"+t.Website+"的域名")
			}
		}
	}
	return ok
}

func (w *work) domainsMayChange() bool {
	if w.f.Kind != ChangeWebsite || w.said(decDomainEdit) != "delete_only" {
		return true
	}
	ok := true
	for _, t := range w.f.Targets {
		if len(w.added(t)) > 0 {
			ok = w.because(domainsOnlyDeleted, t.Website)
		}
	}
	return ok
}

// straightToSMS: returned by SMS verification, not edited since, and the policy of the hand-over spares the review.
func (w *work) straightToSMS() bool {
	return w.f.State == SMSReturned && !w.f.edited && w.said(decSMSResubmission) == "straight_to_sms"
}
