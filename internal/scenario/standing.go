// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// standingCommand makes what is said of a record; its word is a website, and until=DATE the last day.
func standingCommand(name string, a args, meta fsm.Meta) (fsm.Command, error) {
	var until calendar.Date
	if s := a.pairs["until"]; s != "" {
		d, err := calendar.ParseDate(s)
		if err != nil {
			return nil, err
		}
		until = d
	}
	site, provider, causes := a.word(0), a.pairs["provider"], a.list("causes")
	switch name {
	case "give_shell_notice":
		return fsm.GiveShellNotice{Meta: meta, Website: site, Until: until}, nil
	case "lift_shell_notice":
		return fsm.LiftShellNotice{Meta: meta, Website: site}, nil
	case "fail_inspection":
		return fsm.FailInspection{Meta: meta, Website: site, Provider: provider, Causes: causes, Until: until}, nil
	case "pass_inspection":
		return fsm.PassInspection{Meta: meta, Website: site, Provider: provider}, nil
	case "remove_access":
		return fsm.RemoveAccess{Meta: meta, Website: site, Provider: provider, Causes: causes}, nil
	case "revoke_website":
		return fsm.RevokeWebsite{Meta: meta, Website: site, Causes: causes}, nil
	}
	return nil, fmt.Errorf("%q is no scenario line", name)
}

// periods prints what is held against a record or a website.
func periods(indent string, list []fsm.Period) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(indent + p.Name.String())
		for _, s := range []string{p.Provider, strings.Join(p.Causes, ",")} {
			if s != "" {
				b.WriteString(" " + s)
			}
		}
		fmt.Fprintf(&b, " from %s", p.From)
		if !p.Until.IsZero() {
			fmt.Fprintf(&b, " until %s", p.Until)
		}
		if p.Passed {
			b.WriteString(", over")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
