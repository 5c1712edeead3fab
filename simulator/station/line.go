// SPDX-License-Identifier: Apache-2.0

package station

import (
	"math"
	"slices"
)

// Line is a station in a system: those who wait, those who are served, and what happened so far.
type Line struct {
	// Station is how it was described.
	Station Station
	// Visits are the jobs that ended, in that order; after System.End also those that did not.
	Visits []Visit
	// Days are the areas of each day.
	Days []Day

	sys     *System
	index   int
	cuts    []int // minutes of the day at which the staffing may change
	last    int64 // when the areas were brought up
	turn    int64 // the next instant at which the staffing may change
	servers int
	queue   queue
	serving []*Job // in the order they were last taken up
	paused  []*Job // in the order they were first taken up
}

// Day holds areas of one day: how many, times microseconds.
type Day struct {
	// Queue is of those in line, Busy of those served, Staffed of the servers who are there.
	Queue, Busy, Staffed int64
	// Open is how long anybody was there, OpenQueue the part of Queue during that time.
	Open, OpenQueue int64
	// Longest is the most that were in line at once.
	Longest int
}

func (l *Line) begin() {
	l.last = l.sys.start
	l.Days = make([]Day, len(l.sys.business))
	l.cuts = append(l.cuts, 0)
	for _, s := range l.Station.Shifts {
		l.cuts = append(l.cuts, s.From, s.Until%1440)
	}
	slices.Sort(l.cuts)
	l.cuts = slices.Compact(l.cuts)
	l.change()
}

func (l *Line) arrive(j *Job) {
	l.account()
	j.state, j.key, j.seq = waiting, j.Arrived, l.sys.seq
	l.sys.seq++
	switch l.Station.Discipline {
	case Deadline:
		if j.key = j.Due; j.Due == 0 {
			j.key = math.MaxInt64
		}
	case Resubmission:
		if j.Again {
			j.key -= math.MaxInt64 / 2
		}
	}
	l.queue.push(j)
	l.fill()
	if n := len(l.queue); n > 0 {
		d := &l.Days[min(l.sys.dayOf(l.sys.clock), len(l.Days)-1)]
		d.Longest = max(d.Longest, n)
	}
}

// fill has every server who is free take up what was interrupted, then what is next in line. Nobody takes up anything
// at the instant at which the shift ends.
func (l *Line) fill() {
	if l.turn == l.sys.clock {
		return
	}
	for len(l.serving) < l.servers {
		var j *Job
		switch {
		case len(l.paused) > 0:
			j = l.paused[0]
			l.paused = slices.Delete(l.paused, 0, 1)
		case len(l.queue) > 0:
			j = l.queue.pop()
			j.Started = l.sys.clock
		default:
			return
		}
		j.state, j.since = served, l.sys.clock
		l.serving = append(l.serving, j)
		l.sys.push(event{at: l.sys.clock + j.left, kind: completion, job: j, version: j.version})
	}
}

func (l *Line) complete(j *Job) {
	l.account()
	l.serving = without(l.serving, j)
	l.record(j)
	j.state = done
	l.fill()
}

// record notes a visit that ends now.
func (l *Line) record(j *Job) {
	j.Ended = l.sys.clock
	j.Served = j.state == served && j.left <= l.sys.clock-j.since
	l.Visits = append(l.Visits, j.Visit)
}

// change brings the staffing to what the shifts say, interrupts whom nobody is left to serve, and plans the next
// change.
func (l *Line) change() {
	l.account()
	l.servers = l.staff(l.sys.clock)
	for len(l.serving) > l.servers {
		last := len(l.serving) - 1
		j := l.serving[last]
		l.serving = l.serving[:last]
		j.left -= l.sys.clock - j.since
		j.version++ // its completion will not come
		j.state = interrupted
		at, _ := slices.BinarySearchFunc(l.paused, j, func(a, b *Job) int {
			if a.Started != b.Started {
				return int(min(max(a.Started-b.Started, -1), 1))
			}
			return int(int64(a.seq) - int64(b.seq))
		})
		l.paused = slices.Insert(l.paused, at, j)
	}
	at, more := l.next()
	if l.turn = at; more {
		l.sys.push(event{at: at, kind: boundary, owner: l.index})
	}
	l.fill()
}

// account brings the areas up to the clock.
func (l *Line) account() {
	for now := l.sys.clock; l.last < now; {
		i := l.sys.dayOf(l.last)
		until := min(now, l.sys.start+int64(i+1)*day)
		d := &l.Days[min(i, len(l.Days)-1)]
		dt := until - l.last
		d.Queue += int64(len(l.queue)) * dt
		d.Busy += int64(len(l.serving)) * dt
		d.Staffed += int64(l.servers) * dt
		if l.servers > 0 {
			d.Open += dt
			d.OpenQueue += int64(len(l.queue)) * dt
		}
		l.last = until
	}
}

// end notes those who are still there.
func (l *Line) end() {
	for len(l.queue) > 0 {
		l.record(l.queue.pop())
	}
	for _, j := range slices.Concat(l.paused, l.serving) {
		l.record(j)
	}
	l.paused, l.serving = nil, nil
}

func without(list []*Job, j *Job) []*Job {
	i := slices.Index(list, j)
	return slices.Delete(list, i, i+1)
}
