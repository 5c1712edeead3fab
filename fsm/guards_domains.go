// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// domainsDistinct: a domain belongs to one website, of those of the filing and those that stay in the record. Kinds that name
// websites without their domains are let through: an app may use those of a website.
func (w *work) domainsDistinct(kind Kind, targets []Target) bool {
	if domainless.has(kind) {
		return true
	}
	var kept []Website
	if w.s.Record.stands() {
		kept = w.s.Record.Websites
	}
	if len(targets)+len(kept) < 2 {
		return true
	}
	all, ok := newOwners(targets, kept), true
	for i := range kept {
		if site := &kept[i]; !slices.ContainsFunc(targets, func(t Target) bool { return t.Website == site.ID }) {
			for _, d := range site.Domains {
				all.take(d, -1)
			}
		}
	}
	for i := range targets {
		for k, d := range targets[i].Domains {
			switch owner, taken := all.take(d, i); {
			case taken && owner < 0:
				ok = w.target(i, atDomain(k, text{"it belongs to another website of the record", "已属于备案中的其他网站"}))
			case taken && owner != i && targets[owner].Website != targets[i].Website: // else the website is named twice
				ok = w.target(i, atDomain(k, text{"it is named for another website of the filing", "与本订单其他网站的域名重复"}))
			}
		}
	}
	return ok
}

// holdsDomain reports whether a domain is in a list, in whichever form: 例子.中国 and xn--fsqu00a.xn--fiqs8s are one.
func holdsDomain(list []string, domain string) bool {
	if slices.Contains(list, domain) {
		return true
	}
	plain := plainDomain(domain)
	return slices.ContainsFunc(list, func(d string) bool { return !(plain && plainDomain(d)) && wireForm(d) == wireForm(domain) })
}

// owners says to which website domains belong: a target by its place, or one of the record by -1. The few of most filings are
// looked through.
type owners struct {
	few  [fewDomains]owned
	n    int
	many map[string]int
}

type owned struct {
	domain string
	owner  int
}

const fewDomains = 16

// newOwners has room for the domains of a filing and of a record.
func newOwners(targets []Target, kept []Website) (o owners) {
	n := 0
	for i := range targets {
		n += len(targets[i].Domains)
	}
	for i := range kept {
		n += len(kept[i].Domains)
	}
	if n > fewDomains {
		o.many = make(map[string]int, n)
	}
	return o
}

// take gives a domain to a website, unless one has it: then it says which.
func (o *owners) take(domain string, to int) (owner int, taken bool) {
	if !plainDomain(domain) {
		domain = wireForm(domain)
	}
	if o.many != nil {
		if owner, taken = o.many[domain]; !taken {
			o.many[domain] = to
		}
		return owner, taken
	}
	for i := range o.n {
		if o.few[i].domain == domain {
			return o.few[i].owner, true
		}
	}
	o.few[o.n] = owned{domain, to}
	o.n++
	return 0, false
}
