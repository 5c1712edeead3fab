// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// panel are the buttons of a state, as far as they are the same for all filings.
type panel struct {
	buttons  []Action      // every command
	asked    []CommandName // the commands whose rows look at the filing
	standing []CommandName // the commands that want a record to stand and nothing else
	named    []CommandName // the commands that are not possible here, for a reason that names the filing
	reason   reasonCode    // of these
}

// panel gives the panel of a state. They are laid out when they are first asked for: many machines only decide.
func (m *Machine) panel(s State) *panel {
	m.laid.Do(func() {
		for s := range m.panels {
			m.panels[s].lay(m, State(s))
		}
	})
	return &m.panels[s]
}

func (p *panel) lay(m *Machine, s State) {
	p.buttons, p.reason = make([]Action, 0, numCommands-CmdOpen), filingOver
	if s.InProgress() {
		p.reason = orderInProgress
	}
	for c := CmdOpen; c < numCommands; c++ {
		a := Action{Command: c, Actor: c.Actor()}
		switch cell := m.cells[s][c]; {
		case len(cell) == 0:
			if a.Reasons = s.nothingFor(c, platformReasons); a.Reasons == nil {
				p.named = append(p.named, c)
			}
		case m.looks(cell) && !m.wantsRecord(cell):
			p.asked = append(p.asked, c)
		default:
			if m.looks(cell) {
				p.standing = append(p.standing, c)
			}
			a.Allowed, a.To = true, m.ways[s][c].to(m, cell, 1<<len(cell)-1)
			for _, r := range cell {
				a.Input = a.Input || m.plans[r].blank.inputWhen || m.plans[r].blank.inputGuards
			}
		}
		p.buttons = append(p.buttons, a)
	}
}

// wantsRecord reports whether all that is asked of a cell without the command's own fields is that a record stands.
func (m *Machine) wantsRecord(cell []int) bool {
	p := &m.plans[cell[0]]
	return len(cell) == 1 && p.binding == bindNow && len(p.blank.when) == 0 && slices.Equal(p.blank.guards, []Guard{RecordStands})
}

// looks reports whether some row of a cell looks at the filing, or the policy is asked.
func (m *Machine) looks(cell []int) bool {
	for _, r := range cell {
		if b := &m.plans[r].blank; m.plans[r].binding != bindNow || len(b.when) > 0 || len(b.guards) > 0 {
			return true
		}
	}
	return false
}
