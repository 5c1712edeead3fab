// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/station"
)

// task is work that somebody does on the filing. Without stations it is done at an instant that was drawn; with them,
// when the line gets to it.
type task struct {
	done moment // when, if nobody queues
	job  *station.Job
}

// desk is where a filing waits in a run with stations. The filing's life stands still in yield while others go on.
type desk struct {
	sys   *station.System
	slot  int
	yield func(struct{}) bool
	job   *station.Job // waited for, or done just now
	alarm uint32       // the present alarm
	rings bool         // it is waited for, too
	over  bool         // the horizon is reached: nobody serves any more
}

// task gives a piece of work to those who do it: ready says from when they can.
func (l *life) task(w station.Work, o int, ready, done moment) task {
	q := l.desk
	if q == nil || q.over || ready >= l.lab.horizon {
		return task{done: done}
	}
	line := q.sys.Find(w, l.who.region)
	if line == nil {
		return task{done: done}
	}
	v := station.Visit{Filing: l.n, Work: w, Again: l.s.Filing.Revision > 1, Due: l.target(w), Arrived: int64(ready)}
	return task{done, q.sys.Post(line, v, q.slot, l.d.bits64(drawService, o<<3|int(w)))}
}

// targets are the deadlines by which a piece of work should be done; entering the originals has none.
var targets = [...]fsm.DeadlineName{
	station.Preliminary: fsm.PreliminaryReviewTarget, station.Photo: fsm.PhotoReviewTarget, station.MailRoom: fsm.DeadlineNone,
	station.HandOver: fsm.SubmitTarget, station.Authority: fsm.LegalLimit,
}

// target is by when a piece of work should be done, 0 for no such time.
func (l *life) target(w station.Work) int64 {
	for _, d := range l.s.Filing.Deadlines() {
		if d.Name == targets[w] && !d.Due.IsZero() {
			return d.Due.UnixMicro()
		}
	}
	return 0
}

// result waits until a piece of work is done, or until the horizon.
func (l *life) result(t task) moment {
	q := l.desk
	if t.job == nil {
		return t.done
	}
	for q.job = t.job; !t.job.IsDone() && !q.over; {
		q.wait()
	}
	q.job = nil
	if q.over {
		return l.lab.horizon
	}
	done := moment(t.job.Ended)
	q.sys.Drop(t.job)
	return done
}

// before waits until an instant and reports true if a piece of work is not done by then. The applicant acts in that
// case, and drops it.
func (l *life) before(t task, at moment) bool {
	q := l.desk
	if t.job == nil {
		return true
	}
	q.alarm++
	q.sys.Wake(int64(at), q.slot, q.alarm)
	for q.job, q.rings = t.job, true; q.rings && !t.job.IsDone() && !q.over; {
		q.wait()
	}
	q.job = nil
	early := !q.rings
	q.rings = false
	return early && !q.over
}

// wait stands still. A run that ends before its time has everybody go on without serving them.
func (q *desk) wait() {
	if !q.yield(struct{}{}) {
		q.over = true
	}
}

// drop takes back a piece of work nobody waits for any more.
func (l *life) drop(t task) {
	if t.job != nil && !l.desk.over {
		l.desk.sys.Drop(t.job)
	}
}
