// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"
)

func (w *work) newFilingID() bool {
	c, _ := as[Open](w.cmd)
	if c.ID == "" || !opaque(c.ID) {
		return w.because(filingIDMissing, "ID")
	}
	return c.ID != w.f.ID || w.because(filingIDUsed, c.ID)
}

func (w *work) kindKnown() bool {
	c, _ := as[Open](w.cmd)
	return c.Kind.known() || w.because(kindUnknown, c.Kind.String())
}

// immediate: access is cancelled without a review by the platform or the authority.
func (w *work) immediate() bool {
	c, _ := as[Open](w.cmd)
	return c.Kind == CancelAccess
}

// kindAllowed asks the policy; where a missing or standing record is the cause, the guards for it say so.
func (w *work) kindAllowed() bool {
	c, _ := as[Open](w.cmd)
	if w.said(decKindAllowed) != "not_allowed" {
		return true
	}
	if editing.has(c.Kind) && !w.s.Record.stands() || c.Kind == FirstFiling && w.s.Record.stands() {
		return false
	}
	return w.because(kindNotAllowed, c.Kind.String(), registered(&c, w.s), c.Kind.Label("en"), c.Kind.Label("zh"))
}

// factsKnown checks every fact of the opening at once.
func (w *work) factsKnown() bool {
	c, _ := as[Open](w.cmd)
	ok := true
	for _, x := range opening(&c, w.s) {
		if !w.m.known(x) {
			ok = w.unknown(x)
		}
	}
	if c.Account == "" || !opaque(c.Account) {
		ok = w.because(referenceMissing, "Account")
	}
	if c.WebsiteAdministrator == "" || !opaque(c.WebsiteAdministrator) {
		ok = w.because(referenceMissing, "WebsiteAdministrator")
	}
	if c.SubjectAdministrator == "" || !opaque(c.SubjectAdministrator) {
		ok = w.because(referenceMissing, "SubjectAdministrator")
	}
	return ok
}

// opaque accepts what can stand in keys and journals: short printable ASCII without blanks, quotes or an @, which
// is most likely somebody's address.
func opaque(id string) bool {
	if len(id) > 128 {
		return false
	}
	for i := range len(id) {
		switch c := id[i]; {
		case c <= ' ', c >= 0x7f, c == '"', c == '\\', c == '@', c == '<', c == '>', c == '&':
			return false
		}
	}
	return true
}

func (w *work) recordForChange() bool {
	c, _ := as[Open](w.cmd)
	return !editing.has(c.Kind) || w.s.Record.stands() || w.because(recordMissing, c.Kind.String())
}

func (w *work) noRecordForFirst() bool {
	c, _ := as[Open](w.cmd)
	return c.Kind != FirstFiling || !w.s.Record.stands() || w.because(recordExists)
}

// regionFixed asks the policy only where another province is asked for.
func (w *work) regionFixed() bool {
	from, to := w.f.Region, ""
	switch c := w.cmd.(type) {
	case Open, *Open:
		o, _ := as[Open](c)
		if o.Kind == FirstFiling || !w.s.Record.stands() {
			return true
		}
		from, to = w.s.Record.Region, o.Region
	case Edit, *Edit:
		e, _ := as[Edit](c)
		to = e.Region
	}
	if to == "" || to == from {
		return true
	}
	if w.said(decProvinceChange) == "allowed" {
		return true
	}
	return w.worded(regionImmutable, factRegion.of(from), to)
}

const maxTargets, maxDomains, maxDomainLength = 100, 100, 253

func (w *work) targetsValid() bool {
	kind, targets := w.f.Kind, []Target(nil)
	if o, ok := as[Open](w.cmd); ok {
		kind, targets = o.Kind, o.Targets
	} else if e, ok := as[Edit](w.cmd); ok {
		if e.Targets == nil {
			return true
		}
		targets = e.Targets
	}
	if subjectWide.has(kind) {
		return len(targets) == 0 || w.because(targetInvalid, "0", "a filing of the subject has no website")
	}
	if len(targets) == 0 {
		return w.because(targetMissing)
	}
	if most := w.mostTargets(kind); len(targets) > most {
		return w.because(targetInvalid, strconv.Itoa(most), "too many websites for this filing")
	}
	ok := true
	for i := range targets {
		if what := w.targetFault(kind, targets, i); what != "" {
			ok = w.because(targetInvalid, strconv.Itoa(i), what)
		}
	}
	return ok
}

// mostTargets: who adds a website while filed elsewhere, or cancels, does it one website at a time.
func (w *work) mostTargets(kind Kind) int {
	o, opening := as[Open](w.cmd)
	from := w.f.Registered
	if opening {
		from = registered(&o, w.s)
	}
	if oneSite.has(kind) || kind == AddWebsite && from == "elsewhere" {
		return 1
	}
	return maxTargets
}

func (w *work) targetFault(kind Kind, targets []Target, i int) string {
	t := targets[i]
	switch {
	case t.Website == "" || !opaque(t.Website):
		return "the website has no usable id"
	case slices.ContainsFunc(targets[:i], func(o Target) bool { return o.Website == t.Website }):
		return "the website is named twice"
	case editing.has(kind) && w.s.Record != nil && w.s.Record.website(t.Website) == nil:
		return "the website is not in the record"
	case (kind == FirstFiling || kind == AddWebsite || kind == AppFiling) && w.s.Record.stands() && w.s.Record.website(t.Website) != nil:
		return "the website is in the record already"
	case len(t.Domains) == 0 && domainless.has(kind):
		return ""
	case len(t.Domains) == 0:
		return "the website has no domain"
	case len(t.Domains) > maxDomains:
		return "the website has too many domains"
	}
	for j, d := range t.Domains {
		if d == "" || len(d) > maxDomainLength || !opaque(d) {
			return "a domain is empty, too long or not in ASCII form"
		}
		if slices.Contains(t.Domains[:j], d) {
			return "a domain is named twice"
		}
	}
	return ""
}

func (w *work) recordValid() bool {
	c, _ := as[ImportRecord](w.cmd)
	if c.Record.Number == "" || c.Record.Region == "" {
		return w.because(recordInvalid, "number and region are needed")
	}
	if region := factRegion.of(c.Record.Region); !w.m.known(region) {
		return w.unknown(region)
	}
	for i, site := range c.Record.Websites {
		if site.ID == "" || site.Number == "" || !opaque(site.ID) {
			return w.because(recordInvalid, "website "+strconv.Itoa(i)+" needs an id and a number")
		}
	}
	return true
}
