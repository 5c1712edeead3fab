// SPDX-License-Identifier: Apache-2.0

package station

// System is a set of stations and the clock they share. The zero System is of no use; see NewSystem.
type System struct {
	lines    []*Line
	events   heap
	seq      uint64
	clock    int64
	seed     uint64
	start    int64 // of day 0
	business []bool
	spare    []*Job
}

// NewSystem makes a system. The seed is of who is absent when; everything else comes with the jobs.
func NewSystem(seed uint64, stations ...Station) *System {
	s := &System{seed: seed}
	for i := range stations {
		s.lines = append(s.lines, &Line{Station: stations[i], sys: s, index: i})
	}
	return s
}

// Begin sets the clock to the start of a day in UTC+8, and says of that day and those after it which are business
// days. Beyond the last day nobody works. It must come once, before everything else.
func (s *System) Begin(start int64, business []bool) {
	s.start, s.clock, s.business = start, start, business
	for _, l := range s.lines {
		l.begin()
	}
}

// Find gives the station that takes a work of a region; nil if none does, so that it costs what it cost without.
func (s *System) Find(w Work, region string) *Line {
	for _, l := range s.lines {
		if l.Station.Takes(w, region) {
			return l
		}
	}
	return nil
}

// Lines are the stations with what happened at them, in the order they were given.
func (s *System) Lines() []*Line { return s.lines }

// Post brings a job to a line at v.Arrived; an instant before the clock counts as now. Its service time is made of the
// random number draw.
func (s *System) Post(l *Line, v Visit, owner int, draw uint64) *Job {
	var j *Job
	if n := len(s.spare); n > 0 {
		j, s.spare = s.spare[n-1], s.spare[:n-1]
	} else {
		j = &Job{}
	}
	*j = Job{Visit: v, Owner: owner, line: l, left: l.Station.Service[v.Work].At(draw), version: j.version + 1}
	j.Service = j.left
	j.Arrived = max(j.Arrived, s.clock)
	s.push(event{at: j.Arrived, kind: arrival, job: j, version: j.version})
	return j
}

// Drop takes a job away: one that nobody waits for any more, or one that is done. It must not be used afterwards.
func (s *System) Drop(j *Job) {
	l := j.line
	switch j.state {
	case waiting:
		l.account()
		l.queue.remove(j)
		l.record(j)
	case served:
		l.account()
		l.serving = without(l.serving, j)
		l.record(j)
		l.fill()
	case interrupted:
		l.paused = without(l.paused, j)
		l.record(j)
	}
	j.version++
	s.spare = append(s.spare, j)
}

// Wake has Run stop at an instant for an owner. Version tells a later alarm of the same owner from an earlier one.
func (s *System) Wake(at int64, owner int, version uint32) {
	s.push(event{at: max(at, s.clock), kind: alarm, owner: owner, version: version})
}

// Stop is why Run stopped: a job that is done, or an alarm.
type Stop struct {
	Owner int
	// Job is the one that is done; nil for an alarm, which has its Version instead.
	Job     *Job
	Version uint32
}

// Run lets time go by up to, but not including, an instant. It stops at the first thing an owner may wait for; ok is
// false when none is left before the instant, which the clock then shows.
func (s *System) Run(until int64) (stop Stop, ok bool) {
	for len(s.events) > 0 && s.events[0].at < until {
		e := s.events.pop()
		s.clock = e.at
		switch e.kind {
		case alarm:
			return Stop{Owner: e.owner, Version: e.version}, true
		case boundary:
			s.lines[e.owner].change()
		case arrival:
			if e.job.version == e.version {
				e.job.line.arrive(e.job)
			}
		case completion:
			if e.job.version != e.version {
				continue
			}
			e.job.line.complete(e.job)
			return Stop{Owner: e.job.Owner, Job: e.job}, true
		}
	}
	s.clock = max(s.clock, until)
	return Stop{}, false
}

// Clock is the present instant.
func (s *System) Clock() int64 { return s.clock }

// End brings the areas of every line up to the clock, and counts those who still wait.
func (s *System) End() {
	for _, l := range s.lines {
		l.account()
		l.end()
	}
}

// DayOf is the index in Line.Days of the day an instant lies on.
func (s *System) DayOf(at int64) int { return min(max(s.dayOf(at), 0), len(s.business)-1) }

func (s *System) dayOf(at int64) int { return int((at - s.start) / day) }
