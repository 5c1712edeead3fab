// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"

	"github.com/icpfiling/icp/internal/opaque"
)

// recordValid says everything that is wrong with a record to import: what stands in it is judged on for as long as it stands.
func (w *work) recordValid() bool {
	c, _ := as[ImportRecord](w.cmd)
	r, ok := &c.Record, true
	if r.Number == "" || r.Region == "" {
		ok = w.inRecord(text{"number and region are needed", "须填写备案号和省份"})
	}
	for _, x := range [...]fact{factRegion.of(r.Region), factSubjectKind.of(r.SubjectKind)} {
		if x.value != "" && !w.known(x) {
			ok = w.unknown(x)
		}
	}
	switch RecordState(r.Ended) {
	case "", RecordCancelled, RecordRevoked:
	default:
		ok = w.inRecord(text{"Ended is empty, cancelled or revoked", "Ended须为空、cancelled或revoked"})
	}
	for i := range r.Websites {
		for _, fault := range websiteFaults(r.Websites, i) {
			at := "Websites[" + strconv.Itoa(i) + "]"
			ok = w.inRecord(text{at + fault.en, at + fault.zh})
		}
	}
	for _, fault := range periodsFaults(r.Periods, len(r.Websites) == 0 && r.Ended == "", nil) {
		ok = w.inRecord(fault)
	}
	return w.ownDomains(r.Websites) && ok
}

func (w *work) inRecord(fault text) bool {
	return w.because(recordInvalid, "", "", fault.en, fault.zh)
}

// websiteFaults are those of one website: its id, by which filings name it, its number, domains and accesses
// and what is held against it.
func websiteFaults(sites []Website, i int) (faults []text) {
	site := &sites[i]
	if fault := opaque.ID(site.ID); fault != opaque.Fine {
		faults = append(faults, text{": its id " + idFaults[fault][0], "：网站标识" + idFaults[fault][1]})
	} else if slices.ContainsFunc(sites[:i], func(o Website) bool { return o.ID == site.ID }) {
		faults = append(faults, text{": another website has its id", "：网站标识重复"})
	}
	if site.Number == "" {
		faults = append(faults, text{" needs a number", "缺少网站备案号"})
	}
	for _, fault := range domainsFaults(site.Domains) {
		faults = append(faults, text{"." + fault.en, "." + fault.zh})
	}
	for k, provider := range site.Accesses {
		at := ".Accesses[" + strconv.Itoa(k) + "]"
		if fault := opaque.ID(provider); fault != opaque.Fine {
			faults = append(faults, text{at + ": the provider's name " + idFaults[fault][0], at + "：接入商名称" + idFaults[fault][1]})
		} else if slices.Contains(site.Accesses[:k], provider) {
			faults = append(faults, text{at + ": the provider is named twice", at + "：接入商重复"})
		}
	}
	for _, fault := range periodsFaults(site.Periods, len(site.Accesses) == 0, site.Accesses) {
		faults = append(faults, text{"." + fault.en, "." + fault.zh})
	}
	return faults
}

// ownDomains: a domain belongs to one website of the record.
func (w *work) ownDomains(sites []Website) bool {
	all, ok := newOwners(nil, sites), true
	for i := range sites {
		for k, d := range sites[i].Domains {
			if owner, taken := all.take(d, i); taken && owner != i {
				fault := atDomain(k, text{"it is named for another website", "与其他网站的域名重复"})
				at := "Websites[" + strconv.Itoa(i) + "]."
				ok = w.inRecord(text{at + fault.en, at + fault.zh})
			}
		}
	}
	return ok
}
