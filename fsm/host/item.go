// SPDX-License-Identifier: Apache-2.0

package host

import (
	"cmp"
	"time"

	"github.com/icpfiling/icp/fsm"
)

// Item is one thing a desk keeps an eye on: a filing in progress, whom it waits for, and one deadline somebody has to
// meet; or what a record is given time for, with the latest filing. It holds opaque references and names of closed sets, never personal data.
type Item struct {
	// Subject, Filing and Account are the application's own ids.
	Subject, Filing, Account string
	// Website is the id of the website in what a record is given time for; empty there means the subject, and elsewhere nothing.
	Website string
	Kind    fsm.Kind
	// Region is a value of the policy's fact of that name, for example "shanghai".
	Region string
	// Provider is with whom it is filed: [fsm.Machine.Status] and its like name it in what people read.
	Provider string
	State    fsm.State
	// Since is when the state was entered.
	Since time.Time
	// Waits says who acts next; of two persons the first. Persons says who they are, each once, as references into the
	// application's directory: the account for the applicant, the administrators who still have to verify; nobody for
	// platform and authority.
	Waits   fsm.Actor
	Persons []string
	// WaitsSince is since when: the state was entered, or the originals came to stand as they do, which the platform's
	// stages wait for. No document says how long they may take, so no deadline runs meanwhile.
	WaitsSince time.Time
	// Originals is where the mailed originals stand: asked for and not posted, posted and not entered.
	Originals fsm.Originals
	// Deadline is a target, a hard or a legal deadline, or a day named for the record; its Name is fsm.DeadlineNone if the filing
	// has none.
	Deadline fsm.Deadline
}

// Items gives a subject's items: one for every deadline somebody has to meet, those that were missed and still stand
// among them; for a filing in progress that has none, one without. What is only expected or advised is none. After them come
// the days named for its record: see [fsm.Period].
func Items(s fsm.Subject) []Item {
	f := &s.Filing
	if !f.State.InProgress() {
		return ofRecord(nil, &s)
	}
	item := Item{
		Subject: s.ID, Filing: f.ID, Account: f.Account, Kind: f.Kind, Region: f.Region, Provider: f.Provider, State: f.State, Since: f.Since,
		WaitsSince: f.Since, Originals: f.Originals,
	}
	who, persons, originals := waits(f)
	item.Waits, item.Persons = who[0], persons
	if originals && f.OriginalsSince.After(f.Since) {
		item.WaitsSince = f.OriginalsSince
	}
	var list []Item
	for _, d := range f.Deadlines() {
		if kind := d.Name.Kind(); kind == fsm.Expected || kind == fsm.AdviceTime {
			continue
		}
		item.Deadline = d
		list = append(list, item)
	}
	if list == nil {
		list = append(list, item)
	}
	return ofRecord(list, &s)
}

// waits says whom a filing waits for, who that is, and whether it is in a stage of the platform's own, which originals hold up:
// those that were asked for until they are posted (S1-15).
func waits(f *fsm.Filing) (who []fsm.Actor, persons []string, originals bool) {
	switch f.State {
	case fsm.Draft, fsm.PreliminaryReturned, fsm.SMSReturned, fsm.AuthorityReturned:
		return []fsm.Actor{fsm.Applicant}, []string{f.Account}, false
	case fsm.Verification:
		return []fsm.Actor{fsm.WebsiteAdministrator}, f.Unverified(), false
	case fsm.SMSVerification:
		who, persons = unverified(f)
		return who, persons, false
	case fsm.AuthorityReview:
		return []fsm.Actor{fsm.Authority}, nil, false
	}
	if f.Originals == fsm.OriginalsPrompted {
		return []fsm.Actor{fsm.Applicant}, []string{f.Account}, true
	}
	return []fsm.Actor{fsm.Platform}, nil, true
}

// unverified are those whose answer to the SMS code is still missing.
func unverified(f *fsm.Filing) (who []fsm.Actor, persons []string) {
	if who = f.SMSAwaited(); who == nil {
		who = append(who, fsm.WebsiteAdministrator) // nobody said who is asked
	}
	return who, f.Unverified()
}

// byDue puts items in the order of their deadlines; of those at the same time the order is that of the ids.
func byDue(a, b Item) int {
	return cmp.Or(a.Deadline.Due.Compare(b.Deadline.Due), bySubject(a, b))
}

func bySince(a, b Item) int { return cmp.Or(a.WaitsSince.Compare(b.WaitsSince), bySubject(a, b)) }

func bySubject(a, b Item) int {
	return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Deadline.Name, b.Deadline.Name), cmp.Compare(a.Website, b.Website), cmp.Compare(a.Provider, b.Provider))
}
