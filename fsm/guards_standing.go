// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
)

// standing are the commands that are about the record that stands, and not about a filing.
func (c CommandName) standing() bool { return c >= CmdGiveShellNotice && c <= CmdRevokeWebsite }

// recordStands: what is said of a record needs one.
func (w *work) recordStands() bool {
	if w.s.Record.stands() {
		return true
	}
	*w.reason() = noRecord[w.cn][0]
	return false
}

// noRecord says of each command that it needs a record: the same for every filing.
var noRecord = func() (list [numCommands][]Reason) {
	for c := range list {
		words := [2]string{commandInfos[c].words.en, commandInfos[c].words.zh}
		list[c] = []Reason{{code: recordMissing, args: [2]string{commandInfos[c].name}, words: &words}}
	}
	return list
}()

// websiteNamed finds the website a command names; where it is none of the record it notes why, if there is a record at all.
func (w *work) websiteNamed(id string) *Website {
	if !w.s.Record.stands() || !w.usable(referenceMissing, "Website", id) {
		return nil
	}
	site := w.s.Record.website(id)
	if site == nil {
		w.because(websiteUnknown, id)
	}
	return site
}

// without: the guards of what is named leave it to another guard to say that there is no record.
func (w *work) without(site *Website) bool { return site == nil && !w.s.Record.stands() }

// dayComes: a period ends on the day it was named, or later.
func (w *work) dayComes(until calendar.Date) bool {
	return until.IsZero() || !until.Before(w.date) || w.because(periodOver, until.String(), w.date.String())
}

// shellNamed: what is published is an empty shell.
func (w *work) shellNamed() bool {
	c, _ := as[GiveShellNotice](w.cmd)
	ok := w.dayComes(c.Until)
	if c.Website == "" {
		r := w.s.Record
		return (!r.stands() || len(r.Websites) == 0 || w.because(noShell, "", "", "the subject has a website", "该主体下有网站")) && ok
	}
	site := w.websiteNamed(c.Website)
	if site == nil {
		return w.without(site) && ok
	}
	return (len(site.Accesses) == 0 || w.because(noShell, "", "", "website "+c.Website+" is reached through a provider", "网站"+c.Website+"有接入")) && ok
}

// noticeNamed: the empty shell is on the list.
func (w *work) noticeNamed() bool {
	c, _ := as[LiftShellNotice](w.cmd)
	if c.Website == "" {
		return !w.s.Record.stands() || w.s.Record.listed() || w.inWords(notListed, "", &theSubjectWords)
	}
	site := w.websiteNamed(c.Website)
	if site == nil {
		return w.without(site)
	}
	return site.listed() || w.because(notListed, "", "", "website "+c.Website, "网站"+c.Website)
}

var theSubjectWords = [2]string{theSubject.en, theSubject.zh}

// accessNamed: the website is reached through the provider, or any is.
func (w *work) accessNamed(website, provider string) bool {
	if !w.usableIfGiven(referenceMissing, "Provider", provider) {
		return false
	}
	provider = w.through(provider)
	if website == "" {
		return !w.s.Record.stands() || len(w.s.Record.reached(provider)) > 0 || w.because(notReached, provider, "", "no website of the record", "没有网站")
	}
	site := w.websiteNamed(website)
	if site == nil {
		return w.without(site)
	}
	return slices.Contains(site.Accesses, provider) || w.because(notReached, provider, "", "website "+website+" is not", "网站"+website+"未")
}

// inspectionNamed: what was inspected is reached through the provider.
func (w *work) inspectionNamed() bool {
	c, _ := as[FailInspection](w.cmd)
	ok := w.dayComes(c.Until)
	return w.accessNamed(c.Website, c.Provider) && ok
}

// inspectionOpen: an inspection of the provider failed and did not pass since.
func (w *work) inspectionOpen() bool {
	c, _ := as[PassInspection](w.cmd)
	if !w.usableIfGiven(referenceMissing, "Provider", c.Provider) {
		return false
	}
	provider := w.through(c.Provider)
	if c.Website == "" {
		return !w.s.Record.stands() || len(w.s.Record.inspected(provider)) > 0 || w.because(noInspection, provider, "", "the record", "该备案")
	}
	site := w.websiteNamed(c.Website)
	if site == nil {
		return w.without(site)
	}
	return periodNamed(site.Periods, InspectionPeriod, provider) != nil || w.because(noInspection, provider, "", "website "+c.Website, "网站"+c.Website)
}

// accessRemoved: the access that is cancelled is there.
func (w *work) accessRemoved() bool {
	c, _ := as[RemoveAccess](w.cmd)
	if c.Website == "" && w.s.Record.stands() {
		return w.usable(referenceMissing, "Website", "")
	}
	return w.accessNamed(c.Website, c.Provider)
}

// websiteOfRecord: the website that is cancelled is in the record.
func (w *work) websiteOfRecord() bool {
	c, _ := as[RevokeWebsite](w.cmd)
	site := w.websiteNamed(c.Website)
	return site != nil || w.without(site)
}

// reached are the websites that a provider gives access to, by their ids.
func (r *Record) reached(provider string) (ids []string) {
	for i := range r.Websites {
		if slices.Contains(r.Websites[i].Accesses, provider) {
			ids = append(ids, r.Websites[i].ID)
		}
	}
	return ids
}

// inspected are the websites that an inspection of a provider holds something against.
func (r *Record) inspected(provider string) (ids []string) {
	for i := range r.Websites {
		if periodNamed(r.Websites[i].Periods, InspectionPeriod, provider) != nil {
			ids = append(ids, r.Websites[i].ID)
		}
	}
	return ids
}
