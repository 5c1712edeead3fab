// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// tableMutants are the small changes of the table's rows, repair left out.
func (x *lab) tableMutants() []mutant {
	var list []mutant
	for i := range x.table {
		if x.table[i].Repair {
			continue
		}
		c := rowChanges{table: x.table, i: i}
		c.all()
		list = append(list, c.list...)
	}
	return list
}

// rowChanges gathers the changes of one row.
type rowChanges struct {
	table []fsm.Row
	i     int
	list  []mutant
}

func (c *rowChanges) add(what, whatZH string, change func(r *fsm.Row)) {
	c.keep(what, whatZH, func() []fsm.Row {
		rows := slices.Clone(c.table)
		change(&rows[c.i])
		return rows
	})
}

func (c *rowChanges) keep(what, whatZH string, rows func() []fsm.Row) {
	r := &c.table[c.i]
	c.list = append(c.list, mutant{
		Survivor: Survivor{Of: ofTable, Where: r.ID(), What: what, WhatZH: whatZH}, table: rows, row: c.i, cell: cell{r.From, r.Command},
	})
}

// lacking is add for a guard that is taken away.
func (c *rowChanges) lacking(what, whatZH string, g fsm.Guard, change func(r *fsm.Row)) {
	c.add(what+g.String(), whatZH+g.String(), change)
	m := &c.list[len(c.list)-1]
	m.gone, m.less = g, true
}

func (c *rowChanges) all() {
	r := c.table[c.i]
	c.keep("drop the row", "删除此行", func() []fsm.Row { return without(c.table, c.i) })
	c.list[0].whole = true
	for k, g := range r.Guards {
		c.lacking("drop the guard ", "去掉条件 ", g, func(r *fsm.Row) { r.Guards = without(r.Guards, k) })
	}
	for k, g := range r.When {
		c.lacking("drop the condition ", "去掉选择条件 ", g, func(r *fsm.Row) { r.When = without(r.When, k) })
	}
	for k, d := range r.Sets {
		c.add("drop the deadline "+d.String(), "去掉时限 "+d.String(), func(r *fsm.Row) { r.Sets = without(r.Sets, k) })
		c.list[len(c.list)-1].unset = d
	}
	for k, t := range r.Tells {
		c.add("drop the notice "+t.Topic, "去掉通知 "+t.Topic, func(r *fsm.Row) { r.Tells = without(r.Tells, k) })
	}
	if r.Judges != "" {
		c.add("judge nothing", "不作判定", func(r *fsm.Row) { r.Judges = "" })
	}
	if r.From != r.To {
		to := fsm.Draft
		if r.To == to {
			to = fsm.Abandoned
		}
		c.add("lead to "+to.String(), "改为进入 "+to.String(), func(r *fsm.Row) { r.To = to })
	}
}

func without[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }
