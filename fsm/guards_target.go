// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"
)

// accessFault says what speaks against a filing in the accesses of a website: what is changed or taken away here is reached
// through this provider, what is added is not.
func (w *work) accessFault(kind Kind, website string) text {
	site := w.s.Record.website(website)
	if site == nil || !w.s.Record.stands() || kind != AddAccess && kind != ChangeWebsite && kind != CancelAccess {
		return text{}
	}
	provider := w.f.Provider
	if w.cn == CmdOpen {
		provider = orDefault(w.opens().Provider, DefaultProvider)
	}
	switch here := slices.Contains(site.Accesses, provider); {
	case here && kind == AddAccess:
		return text{"the website is reached through this provider already", "该网站已在此接入"}
	case !here && kind != AddAccess:
		return text{
			"the website is not reached through this provider: add access to it first, or import the record with its accesses",
			"该网站未在此接入：请先新增接入，或导入含接入信息的备案记录",
		}
	}
	return text{}
}

// unfiledFaults: access is added to a website as it is filed. Another domain makes it another kind of filing, as [Classify]
// says; a record that does not name the domains of its website is believed.
func (w *work) unfiledFaults(kind Kind, t Target) (faults []text) {
	site := w.s.Record.website(t.Website)
	if kind != AddAccess || site == nil || !w.s.Record.stands() || len(site.Domains) == 0 {
		return nil
	}
	for i, d := range t.Domains {
		if !holdsDomain(site.Domains, d) {
			faults = append(faults, atDomain(i, text{
				"it is not filed for this website: change the website, or add one for it",
				"该域名未在此网站备案：请变更网站信息，或为其新增网站",
			}))
		}
	}
	return faults
}

// domainsFaults says what is wrong with each domain that is none, or there twice.
func domainsFaults(domains []string) (faults []text) {
	plain := true
	for i, d := range domains {
		if plainDomain(d) {
			continue
		}
		plain = false
		if fault := domainFault(d); fault != (text{}) {
			faults = append(faults, atDomain(i, fault))
		}
	}
	if !plain { // 例子.中国 and xn--fsqu00a.xn--fiqs8s are one
		domains = slices.Clone(domains)
		for i, d := range domains {
			domains[i] = wireForm(d)
		}
	}
	for i, d := range domains {
		if slices.Contains(domains[:i], d) && domainFault(d) == (text{}) {
			faults = append(faults, atDomain(i, text{"it is named twice", "域名重复"}))
		}
	}
	return faults
}

func atDomain(i int, fault text) text {
	place := "Domains[" + strconv.Itoa(i) + "]"
	return text{place + ": " + fault.en, place + "：" + fault.zh}
}
