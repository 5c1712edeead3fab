// SPDX-License-Identifier: Apache-2.0

package host

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// ofRecord adds the days that were named for a subject's record. Up to the last one its owner has to act, then whoever named it.
func ofRecord(list []Item, s *fsm.Subject) []Item {
	r := s.Record
	if r == nil {
		return list
	}
	list = named(list, s, "", r.Periods)
	for i := range r.Websites {
		list = named(list, s, r.Websites[i].ID, r.Websites[i].Periods)
	}
	return list
}

func named(list []Item, s *fsm.Subject, website string, periods []fsm.Period) []Item {
	f := &s.Filing
	for i := range periods {
		p := &periods[i]
		if p.Until.IsZero() {
			continue // nobody named a day
		}
		item := Item{
			Subject: s.ID, Filing: f.ID, Account: f.Account, Website: website, Kind: f.Kind, Region: s.Record.Region, Provider: f.Provider,
			State: f.State, Since: f.Since, Waits: fsm.Applicant, Deadline: p.Deadline(),
		}
		item.WaitsSince = item.Deadline.From
		if p.Provider != "" {
			item.Provider = p.Provider
		}
		switch {
		case !p.Passed && f.Account != "":
			item.Persons = []string{f.Account}
		case p.Passed && p.Name == fsm.ShellNoticePeriod:
			item.Waits = fsm.Authority
		case p.Passed:
			item.Waits = fsm.Platform
		}
		list = append(list, item)
	}
	return list
}

// ofFiling reports whether an item is one of a filing in progress, and not of a record.
func ofFiling(i *Item) bool { return i.Deadline.Name.Kind() != fsm.NamedDay }

// periodsOf copies what is held against a record.
func periodsOf(list []fsm.Period) []fsm.Period {
	list = slices.Clone(list)
	for i := range list {
		list[i].Causes = slices.Clone(list[i].Causes)
	}
	return list
}
