// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator/explore"
	"github.com/icpfiling/icp/simulator/outcome"
)

// answered is what a machine says at a place.
type answered struct {
	to    fsm.State
	codes string // of a refusal, "" for a step
	steps string // its events, without the policy's digest, and its notices
}

// places is how many places of each sort are compared.
const places = 3

// look searches everything some filings can do, with what should be refused, and keeps places of every sort with the
// unchanged machine's answers: guards against nonsense are needed by no filing of a population.
func (x *lab) look(ctx context.Context) error {
	o := x.o
	o.Each = nil
	_, seen, err := o.Explore(ctx, explore.Bounds{States: 1200, Places: places, Filings: x.cover()})
	if err != nil {
		return err
	}
	m, err := x.machine(o.Policy, o.Table)
	if err != nil {
		return err
	}
	for _, p := range seen.Places {
		c := cell{p.Subject.Filing.State, p.Command.Name()}
		x.places[c] = append(x.places[c], place{p, answerOf(m, &p)})
	}
	for _, list := range x.places {
		x.allPlaces = append(x.allPlaces, list)
	}
	return nil
}

// cover chooses a few filings that together took every row that any took.
func (x *lab) cover() (list []int) {
	rows := map[outcome.Move]bool{}
	for len(list) < 8 {
		best, gain := -1, 0
		for n, moves := range x.moves {
			fresh := 0
			for _, m := range moves {
				if !rows[m] {
					fresh++
				}
			}
			if fresh > gain {
				best, gain = n, fresh
			}
		}
		if best < 0 {
			break
		}
		for _, m := range x.moves[best] {
			rows[m] = true
		}
		list = append(list, best)
	}
	return list
}

// cell is a state and a command.
type cell struct {
	from    fsm.State
	command fsm.CommandName
}

type place struct {
	explore.Place
	want answered
}

// compare asks a changed machine at the places of a row's cell, or one with a changed policy everywhere.
func (x *lab) compare(m *mutant, p *rules.Policy) verdict {
	machine, err := x.machine(p, m.table)
	if err != nil {
		return refused
	}
	cells := [][]place{x.places[m.cell]}
	if m.table == nil {
		cells = x.allPlaces
	}
	for _, list := range cells {
		for i := range list {
			if answerOf(machine, &list[i].Place) != list[i].want {
				return different
			}
		}
	}
	return survived
}

func (x *lab) machine(p *rules.Policy, table []fsm.Row) (*fsm.Machine, error) {
	if table == nil {
		table = x.o.Table
	}
	if table == nil {
		table = fsm.DefaultTable()
	}
	return fsm.New(p, x.o.Calendar, fsm.WithTable(table))
}

func answerOf(m *fsm.Machine, p *explore.Place) (a answered) {
	st, err := m.Decide(p.Subject, p.Command, p.At)
	if err != nil {
		a.codes = "no answer"
		if r, ok := errors.AsType[*fsm.Refusal](err); ok {
			a.codes = ""
			for _, why := range r.Reasons {
				a.codes += why.Code() + " "
			}
		}
		return a
	}
	a.to = st.To
	digest := []byte(m.Policy().Digest())
	var text []byte
	for i := range st.Events {
		text = append(st.Events[i].Append(append(text, st.Events[i].Type.String()...)), '\n')
	}
	a.steps = string(bytes.ReplaceAll(text, digest, nil))
	for i := range st.Notices {
		a.steps += fmt.Sprintf("%+v\n", st.Notices[i])
	}
	return a
}
