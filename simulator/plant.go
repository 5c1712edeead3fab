// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
)

// Plant is a fault that can be planted into a run, to see that an invariant is able to fail.
type Plant struct {
	// Name is stable.
	Name string
	// Trips names the invariant it breaks.
	Trips string
	// What says what is wrong with the run, WhatZH in Chinese.
	What, WhatZH string

	table     func([]fsm.Row) []fsm.Row
	policy    func(*rules.Policy) (*rules.Policy, error)
	calendar  func(c *calendar.Calendar, from, to calendar.Date) (*calendar.Calendar, error)
	events    func([]fsm.Event) []fsm.Event // between the decision and the log
	receivers func(*life, *notify.Notice, []notify.Receiver) []notify.Receiver
	contacts  int  // the limit of the contact book; 0 is the documents'
	mute      bool // refusals lose their reasons
	host      hostPlant
}

// Plants lists every fault that can be planted, in the order of the invariants they break.
func Plants() []Plant {
	return slices.Concat(openingPlants(), verdictPlants(), reviewPlants(), authorityPlants(), streamPlants(), noticePlants(), timePlants(), hostPlants(), standingPlants())
}

func findPlant(name string) (*Plant, error) {
	for _, p := range Plants() {
		if p.Name == name {
			return &p, nil
		}
	}
	return nil, &PlantError{name}
}

// adding gives a table with a further row.
func adding(rows ...fsm.Row) func([]fsm.Row) []fsm.Row {
	return func(table []fsm.Row) []fsm.Row {
		for _, r := range rows {
			r.Why, r.WhyZH, r.Source = "A planted fault.", "植入的错误。", "plant"
			table = append(table, r)
		}
		return table
	}
}

// changing gives a table in which the rows of a command are changed.
func changing(c fsm.CommandName, change func(*fsm.Row)) func([]fsm.Row) []fsm.Row {
	return func(table []fsm.Row) []fsm.Row {
		for i := range table {
			if table[i].Command == c {
				change(&table[i])
			}
		}
		return table
	}
}

// dropping gives a table in which the rows of a command lack some guards.
func dropping(c fsm.CommandName, guards ...fsm.Guard) func([]fsm.Row) []fsm.Row {
	return changing(c, func(r *fsm.Row) {
		r.Guards = slices.DeleteFunc(slices.Clone(r.Guards), func(g fsm.Guard) bool { return slices.Contains(guards, g) })
	})
}

// without gives a policy that lacks every rule on a decision.
func without(decision string) func(*rules.Policy) (*rules.Policy, error) {
	return func(p *rules.Policy) (*rules.Policy, error) {
		var ids []string
		for _, r := range p.Rules() {
			if _, ok := r.Decide[decision]; ok {
				ids = append(ids, r.ID)
			}
		}
		return p.Without(ids...)
	}
}

// spoiling changes every event of a type on its way to the log.
func spoiling(t fsm.EventType, spoil func(*fsm.Event)) func([]fsm.Event) []fsm.Event {
	return func(events []fsm.Event) []fsm.Event {
		for i := range events {
			if events[i].Type == t {
				spoil(&events[i])
			}
		}
		return events
	}
}
