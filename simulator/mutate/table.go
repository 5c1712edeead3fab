// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// tableMutants are the small changes of the table's rows, repair left out.
func (x *lab) tableMutants() []mutant {
	table := x.o.Table
	if table == nil {
		table = fsm.DefaultTable()
	}
	var list []mutant
	for i := range table {
		if table[i].Repair {
			continue
		}
		c := rowChanges{table: table, i: i}
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
	rows := slices.Clone(c.table)
	change(&rows[c.i])
	c.keep(what, whatZH, rows, false)
}

func (c *rowChanges) keep(what, whatZH string, rows []fsm.Row, whole bool) {
	r := &c.table[c.i]
	c.list = append(c.list, mutant{
		Survivor: Survivor{Of: ofTable, Where: r.ID(), What: what, WhatZH: whatZH}, table: rows, whole: whole, cell: cell{r.From, r.Command},
	})
}

func (c *rowChanges) all() {
	r := c.table[c.i]
	c.keep("drop the row", "删除此行", without(c.table, c.i), true)
	for k, g := range r.Guards {
		c.add("drop the guard "+g.String(), "去掉条件 "+g.String(), func(r *fsm.Row) { r.Guards = without(r.Guards, k) })
	}
	for k, g := range r.When {
		c.add("drop the condition "+g.String(), "去掉选择条件 "+g.String(), func(r *fsm.Row) { r.When = without(r.When, k) })
	}
	for k, d := range r.Sets {
		c.add("drop the deadline "+d.String(), "去掉时限 "+d.String(), func(r *fsm.Row) { r.Sets = without(r.Sets, k) })
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
