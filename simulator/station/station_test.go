// SPDX-License-Identifier: Apache-2.0

package station

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// always is one station that serves round the clock, each job in the seconds of the table.
func always(servers int, service ...int64) Station {
	s := Station{Name: "desk", Works: []Work{Preliminary}, Shifts: []Shift{{Until: 1440, Servers: servers, EveryDay: true}}}
	s.Service[Preliminary] = service
	return s
}

const epoch = 1000 * day // when the clock begins

func begun(days string, stations ...Station) *System {
	s := NewSystem(1, stations...)
	var business []bool
	for _, d := range days {
		business = append(business, d == 'w')
	}
	s.Begin(epoch, business)
	return s
}

// post posts a job for each instant and runs to the end; it gives when each was started and done, in minutes.
func post(t *testing.T, s *System, visits ...Visit) (started, ended []int64) {
	t.Helper()
	started, ended = make([]int64, len(visits)), make([]int64, len(visits))
	for i, v := range visits {
		v.Arrived = epoch + v.Arrived*minute
		v.Due *= minute
		s.Post(s.Find(v.Work, "beijing"), v, i, 0)
	}
	for {
		stop, ok := s.Run(epoch + int64(len(s.business))*day)
		if !ok {
			break
		}
		require.True(t, stop.Job.IsDone())
		started[stop.Owner], ended[stop.Owner] = (stop.Job.Started-epoch)/minute, (stop.Job.Ended-epoch)/minute
		s.Drop(stop.Job)
	}
	s.End()
	little(t, s)
	return started, ended
}

// little holds Little's law, exactly: the area under the line is the sum of the waits.
func little(t require.TestingT, s *System) {
	for _, l := range s.Lines() {
		area, waits := int64(0), int64(0)
		for _, d := range l.Days {
			area += d.Queue
			require.LessOrEqual(t, d.Busy, d.Staffed)
		}
		for i := range l.Visits {
			waits += l.Visits[i].Wait()
		}
		require.Equal(t, area, waits)
	}
}

// One server, three minutes each; arrivals at minutes 0, 1, 2 and 20. Worked out by hand.
func TestOneServerFirstInFirstOut(t *testing.T) {
	s := begun("w", always(1, 180, 180))
	started, ended := post(t, s, Visit{Arrived: 0}, Visit{Arrived: 1}, Visit{Arrived: 2}, Visit{Arrived: 20})
	assert.Equal(t, []int64{0, 3, 6, 20}, started)
	assert.Equal(t, []int64{3, 6, 9, 23}, ended)
	d := s.Lines()[0].Days[0]
	assert.Equal(t, Day{Queue: (2 + 4) * minute, Busy: 12 * minute, Staffed: day, Open: day, OpenQueue: 6 * minute, Longest: 2}, d)
}

func TestWhoIsNext(t *testing.T) {
	visits := []Visit{{Arrived: 0}, {Arrived: 1, Due: 900}, {Arrived: 2, Due: 600}, {Arrived: 3, Again: true}, {Arrived: 4, Again: true, Due: 700}}
	for discipline, want := range map[Discipline][]int64{
		FIFO:         {0, 10, 20, 30, 40},
		Deadline:     {0, 30, 10, 40, 20},
		Resubmission: {0, 30, 40, 10, 20},
	} {
		desk := always(1, 600, 600)
		desk.Discipline = discipline
		started, _ := post(t, begun("w", desk), visits...)
		assert.Equal(t, want, started, discipline.String())
	}
}

// Two hours of work brought at 17:00 on the eve of two days off: one hour today, lunch and days off stand still.
func TestWorkStopsWithTheShift(t *testing.T) {
	desk := always(0, 7200, 7200)
	desk.Shifts = []Shift{{From: 9 * 60, Until: 12 * 60, Servers: 1}, {From: 13 * 60, Until: 18 * 60, Servers: 1}}
	s := begun("w--ww", desk)
	started, ended := post(t, s, Visit{Arrived: 17 * 60}, Visit{Arrived: 17*60 + 1}, Visit{Arrived: 36 * 60})
	third := int64(3 * 1440)
	assert.Equal(t, []int64{17 * 60, third + 10*60, third + 13*60}, started)
	assert.Equal(t, []int64{third + 10*60, third + 12*60, third + 15*60}, ended)
	assert.Zero(t, s.Lines()[0].Days[1].Staffed)
}

// When some of the servers go home, those who began last are interrupted and go on first.
func TestSomeGoHome(t *testing.T) {
	desk := always(0, 7200, 7200)
	desk.Shifts = []Shift{{From: 0, Until: 60, Servers: 2}, {From: 60, Until: 1440, Servers: 1}}
	started, ended := post(t, begun("w", desk), Visit{Arrived: 0}, Visit{Arrived: 10}, Visit{Arrived: 20})
	assert.Equal(t, []int64{0, 10, 190}, started)
	assert.Equal(t, []int64{120, 190, 310}, ended)
}

func TestAbsence(t *testing.T) {
	desk := always(40, 60, 60)
	desk.Shifts[0].EveryDay = false
	desk.Absent = 1000
	s := begun("wwwwwwwwww", desk)
	require.Empty(t, s.Lines()[0].Visits)
	post(t, s)
	there := int64(0)
	for _, d := range s.Lines()[0].Days {
		there += d.Staffed / day
	}
	assert.Equal(t, int64(354), there, "about nine of ten")
	desk.Shifts[0].Servers++
	more := begun("wwwwwwwwww", desk)
	post(t, more)
	for i, d := range more.Lines()[0].Days {
		added := (d.Staffed - s.Lines()[0].Days[i].Staffed) / day
		assert.True(t, added == 0 || added == 1, "one more server changes nothing for the others")
	}
}

// Whatever is posted, dropped and awaited: Little's law holds exactly, nobody is served twice, and the servers' time
// is the work that was done.
func TestAnyStory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := always(0, 60, rapid.Int64Range(60, 90_000).Draw(t, "service"))
		desk.Discipline = Discipline(rapid.IntRange(0, 2).Draw(t, "discipline"))
		desk.Absent = rapid.SampledFrom([]int{0, 3000}).Draw(t, "absent")
		desk.Shifts = nil
		for range rapid.IntRange(1, 3).Draw(t, "shifts") {
			from := rapid.IntRange(0, 1439).Draw(t, "from")
			desk.Shifts = append(desk.Shifts, Shift{
				from, rapid.IntRange(from+1, 1440).Draw(t, "until"), rapid.IntRange(0, 3).Draw(t, "servers"), rapid.Bool().Draw(t, "every day"),
			})
		}
		s := begun("ww-w", desk)
		open := map[*Job]bool{}
		seen := 0
		until := epoch
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				v := Visit{Arrived: until + rapid.Int64Range(0, day/2).Draw(t, "arrival"), Again: rapid.Bool().Draw(t, "again")}
				open[s.Post(s.Lines()[0], v, 7, rapid.Uint64().Draw(t, "draw"))] = true
			case 2:
				until += rapid.Int64Range(0, day/4).Draw(t, "time")
				for stop, ok := s.Run(until); ok; stop, ok = s.Run(until) {
					require.True(t, open[stop.Job])
					seen++
				}
			case 3:
				for j := range open {
					if len(open) == 1 {
						s.Drop(j)
						delete(open, j)
					}
				}
			}
		}
		s.Run(until)
		s.End()
		little(t, s)
		served := 0
		for _, v := range s.Lines()[0].Visits {
			if v.Served {
				served++
			}
		}
		require.GreaterOrEqual(t, served, seen)
	})
}
