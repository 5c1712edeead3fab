// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/internal/opaque"
)

func (w *work) newFilingID() bool {
	c := w.opens()
	if !w.usable(filingIDMissing, "ID", c.ID) {
		return false
	}
	return c.ID != w.f.ID || w.because(filingIDUsed, c.ID)
}

func (w *work) kindKnown() bool {
	c := w.opens()
	return c.Kind.known() || w.because(kindUnknown, c.Kind.String(), "", strings.Join(kindNames[1:], ", "))
}

// immediate: access is cancelled without a review by the platform or the authority.
func (w *work) immediate() bool {
	c := w.opens()
	return c.Kind == CancelAccess
}

// kindAllowed asks the policy; where a missing or standing record is the cause, the guards for it say so.
func (w *work) kindAllowed() bool {
	c := w.opens()
	if w.said(decKindAllowed) != "not_allowed" {
		return true
	}
	if editing.has(c.Kind) && !w.s.Record.stands() || c.Kind == FirstFiling && w.s.Record.stands() {
		return false
	}
	return w.notAllowed(c)
}

// notAllowed says why in the words of the rule that does not allow the kind.
func (w *work) notAllowed(c *Open) bool {
	en, zh := "registered "+registered(c, w.s), "“"+c.Kind.Label("zh")+"”"
	var from string
	if b := w.m.bindings[decKindAllowed]; b < bindNow && w.fresh[b] != nil {
		if rule, ok := w.m.policy.Rule(w.fresh[b].verdict(decKindAllowed).Rule); ok {
			from, en, zh = sourceOf(&rule)+", "+rule.ID, en+": "+sentence(rule.WhyEn), zh+"："+sentence(rule.WhyZh)
		}
	}
	w.reason().set(kindNotAllowed, []string{from, c.Kind.String(), en, zh}) // not cut
	return false
}

// factsKnown checks every fact of the opening at once.
func (w *work) factsKnown() bool {
	c := w.opens()
	ok := true
	for _, x := range opening(c, w.s) {
		if !w.known(x) {
			ok = w.unknown(x)
		}
	}
	ok = w.usable(referenceMissing, "Account", c.Account) && ok
	if c.WebsiteAdministrator != "" || !eachNamed(c.Targets) {
		ok = w.usable(referenceMissing, "WebsiteAdministrator", c.WebsiteAdministrator) && ok
	}
	return w.usable(referenceMissing, "SubjectAdministrator", c.SubjectAdministrator) && ok
}

// eachNamed: every website names who administers it.
func eachNamed(targets []Target) bool {
	return len(targets) > 0 && !slices.ContainsFunc(targets, func(t Target) bool { return t.Administrator == "" })
}

func (w *work) recordForChange() bool {
	c := w.opens()
	return !editing.has(c.Kind) || w.s.Record.stands() || w.because(recordMissing, c.Kind.String(), "", c.Kind.Label("en"), c.Kind.Label("zh"))
}

func (w *work) noRecordForFirst() bool {
	c := w.opens()
	return c.Kind != FirstFiling || !w.s.Record.stands() || w.because(recordExists)
}

// regionFixed asks the policy only where another province is asked for.
func (w *work) regionFixed() bool {
	from, to := w.f.Region, ""
	switch w.cn {
	case CmdOpen:
		o := w.opens()
		if o.Kind == FirstFiling || !w.s.Record.stands() {
			return true
		}
		from, to = w.s.Record.Region, o.Region
	case CmdEdit:
		e, _ := as[Edit](w.cmd)
		to = e.Region
	}
	if to == "" || to == from {
		return true
	}
	if w.said(decProvinceChange) == "allowed" {
		x := factRegion.of(to)
		return w.cn == CmdOpen || w.known(x) || w.unknown(x) // FactsKnown says so of an opening
	}
	if !w.s.Record.stands() {
		return w.worded(regionOfFiling, factRegion.of(from), to)
	}
	return w.worded(regionImmutable, factRegion.of(from), to)
}

const maxTargets, maxDomains = 100, 100

func (w *work) targetsValid() bool {
	kind, targets := w.f.Kind, []Target(nil)
	if w.cn == CmdOpen {
		o := w.opens()
		kind, targets = o.Kind, o.Targets
	} else if e, ok := as[Edit](w.cmd); ok {
		if e.Targets == nil {
			return true
		}
		targets = e.Targets
	}
	if subjectWide.has(kind) {
		return len(targets) == 0 || w.target(0, text{"a filing of the subject has no website", "主体备案不涉及网站"})
	}
	if len(targets) == 0 {
		return w.because(targetMissing)
	}
	if most := w.mostTargets(kind); len(targets) > most {
		return w.target(most, text{"too many websites for this filing", "网站数量超过此类备案的上限"})
	}
	ok, few := true, true
	for i := range targets {
		for _, fault := range w.targetFaults(kind, targets, i) {
			ok = w.target(i, fault)
		}
		few = few && len(targets[i].Domains) <= maxDomains
	}
	return few && w.domainsDistinct(kind, targets) && ok
}

// mostTargets: who adds a website while filed elsewhere, or cancels, does it one website at a time.
func (w *work) mostTargets(kind Kind) int {
	from := w.f.Registered
	if w.cn == CmdOpen {
		from = registered(w.opens(), w.s)
	}
	if oneSite.has(kind) || kind == AddWebsite && from == "elsewhere" {
		return 1
	}
	return maxTargets
}

// target notes what is wrong with one of the targets.
func (w *work) target(i int, fault text) bool {
	return w.because(targetInvalid, strconv.Itoa(i), "", fault.en, fault.zh)
}

// targetFaults is nil for nearly all.
func (w *work) targetFaults(kind Kind, targets []Target, i int) (faults []text) {
	t := targets[i]
	switch fault := opaque.ID(t.Website); {
	case fault != opaque.Fine:
		faults = append(faults, text{"the website's id " + idFaults[fault][0], "网站标识" + idFaults[fault][1]})
	case slices.ContainsFunc(targets[:i], func(o Target) bool { return o.Website == t.Website }):
		faults = append(faults, text{"the website is named twice", "网站重复"})
	case editing.has(kind) && w.s.Record != nil && w.s.Record.website(t.Website) == nil:
		faults = append(faults, text{"the website is not in the record", "备案中没有该网站"})
	case (kind == FirstFiling || kind == AddWebsite || kind == AppFiling) && w.s.Record.stands() && w.s.Record.website(t.Website) != nil:
		faults = append(faults, text{"the website is in the record already", "该网站已备案"})
	}
	if fault := w.accessFault(kind, t.Website); fault != (text{}) {
		faults = append(faults, fault)
	}
	switch fault := opaque.ID(t.Administrator); {
	case t.Administrator == "" && w.cn == CmdEdit && w.f.WebsiteAdministrator == "":
		faults = append(faults, text{"nobody administers the website: name its Administrator", "未填写该网站的负责人（Administrator）"})
	case t.Administrator != "" && fault != opaque.Fine:
		faults = append(faults, text{"its Administrator " + idFaults[fault][0], "网站负责人（Administrator）" + idFaults[fault][1]})
	}
	switch {
	case len(t.Domains) == 0 && domainless.has(kind):
		return faults
	case len(t.Domains) == 0:
		return append(faults, text{"the website has no domain", "未填写域名"})
	case len(t.Domains) > maxDomains:
		return append(faults, text{"the website has too many domains", "域名过多"})
	}
	wrong := domainsFaults(t.Domains)
	if wrong == nil {
		wrong = w.unfiledFaults(kind, t)
	}
	return append(faults, wrong...)
}
