// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// standing makes the commands that are about a record; what was said of all websites at once is said of each.
func (r *recording) standing(e *fsm.Event, meta fsm.Meta) fsm.Command {
	site := r.name("w", e.Ref)
	until := calendar.Date{}
	if e.Deadline.Name != fsm.DeadlineNone {
		until = calendar.DateOf(e.Deadline.Due).AddDays(r.days)
	}
	switch e.Command {
	case fsm.CmdGiveShellNotice:
		return fsm.GiveShellNotice{Meta: meta, Website: site, Until: until}
	case fsm.CmdLiftShellNotice:
		return fsm.LiftShellNotice{Meta: meta, Website: site}
	case fsm.CmdFailInspection:
		return fsm.FailInspection{Meta: meta, Website: site, Provider: e.Value, Causes: plainAll(e.Causes), Until: until}
	case fsm.CmdPassInspection:
		return fsm.PassInspection{Meta: meta, Website: site, Provider: e.Value}
	case fsm.CmdRemoveAccess:
		return fsm.RemoveAccess{Meta: meta, Website: site, Provider: e.Value, Causes: plainAll(e.Causes)}
	case fsm.CmdRevokeWebsite:
		return fsm.RevokeWebsite{Meta: meta, Website: site, Causes: plainAll(e.Causes)}
	}
	return nil
}

// periods are those of a record, moved with the rest.
func (r *recording) periods(list []fsm.Period) []fsm.Period {
	list = slices.Clone(list)
	for i := range list {
		p := &list[i]
		p.Causes = plainAll(p.Causes)
		for _, day := range []*calendar.Date{&p.From, &p.Until} {
			if !day.IsZero() {
				*day = day.AddDays(r.days)
			}
		}
	}
	return list
}
