// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/property"
)

// asInvariant is a property as it stands in reports. It is asked by its automaton, not by the trace.
func asInvariant(p property.Property) Invariant {
	return Invariant{Name: p.Name(), What: p.Text("en"), WhatZH: p.Text("zh"), Source: p.Source(), timed: p.Timed()}
}

// checkProperties lists what is asked: the invariants, the shipped properties, what must be reached, and the host's own.
func (lb *lab) checkProperties() error {
	all := slices.Concat(temporal(), situations(), lb.Properties)
	if _, err := property.NewMonitor(lb.Calendar, all); err != nil {
		return err
	}
	list := untimed()
	for i := range all {
		p := &all[i]
		if slices.ContainsFunc(untimed(), func(x Invariant) bool { return x.Name == p.Name() }) {
			return optionError("properties", p.Name(), worded.Say("an invariant has this name already", "已有同名不变式"), worded.Say("choose another name", "请更换名称"))
		}
		if !p.IsSometimes() {
			list = append(list, asInvariant(*p))
		}
	}
	if len(list) > maxMarks {
		return optionErrorOf("properties", len(lb.Properties), worded.Say("too many", "数量过多"), worded.Say("ask fewer in one run", "请减少一次运行所检验的性质"))
	}
	for _, name := range lb.Only {
		if !slices.ContainsFunc(list, func(x Invariant) bool { return x.Name == name }) {
			return optionError("only", name, worded.Say("no invariant has this name", "没有该名称的不变式"),
				worded.Say("choose one of Invariants, or of Options.Properties", "请选用 Invariants 或 Options.Properties 之一"))
		}
	}
	asked := func(name string) bool { return len(lb.Only) == 0 || slices.Contains(lb.Only, name) }
	lb.invariants = slices.DeleteFunc(list, func(x Invariant) bool { return !asked(x.Name) })
	lb.asks = compile(lb.invariants)
	lb.properties = slices.DeleteFunc(all, func(p property.Property) bool { return !p.IsSometimes() && !asked(p.Name()) })
	return nil
}

// watchProperties makes the automata; checkProperties has seen that they can be made.
func (m *monitor) watchProperties(lb *lab) {
	m.props, _ = property.NewMonitor(lb.Calendar, lb.properties)
	m.placeOf = make([]int, len(lb.properties))
	for i := range lb.properties {
		m.placeOf[i] = -1
		for k := range m.list {
			if m.list[k].Name == lb.properties[i].Name() {
				m.placeOf[i] = k
			}
		}
	}
	m.props.Broken = func(i int, at time.Time, en, zh string) { m.fault(m.placeOf[i], at, &why{en, zh}) }
}

// seeProperties shows an entry that is no event to the automata; what they know of faults is told by ailing.
func (m *monitor) seeProperties(e *entry) {
	switch e.class {
	case classNotice:
		m.props.Notice(e.notice.notice.Topic, e.notice.notice.At)
	case classRefused:
		if e.refused.by == "" {
			m.props.Refused(e.refused.command, e.refused.codes, e.refused.at)
		}
	case classEnd:
		at := e.mark.at
		if m.watched > 0 {
			at = m.watched.time()
		}
		m.props.End(at, m.trace.state.Final())
	}
}

// askedAll adds to an empty list how often each invariant was asked since the last forgetAsked, by place in list.
func (m *monitor) askedAll(asked []int64) []int64 {
	asked = append(asked, m.asked[:len(m.list)]...)
	for i, place := range m.placeOf {
		if place >= 0 {
			asked[place] += m.props.Asked[i]
		}
	}
	return asked
}

func (m *monitor) forgetAsked() {
	m.asked = [maxMarks]int64{}
	clear(m.props.Asked)
}

// passTo lets time go by to a step of a case that is about time: timers fire by themselves, so that leaving a tick out
// breaks nothing. It reports true for a tick, which asks for nothing more.
func (l *life) passTo(s *CaseStep) bool {
	at := momentOf(s.At)
	if _, tick := s.Command.(fsm.Tick); tick {
		at++
		l.pass(at)
		return true
	}
	l.pass(at)
	return false
}
