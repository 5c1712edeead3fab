// SPDX-License-Identifier: Apache-2.0

package station

import "math/bits"

// Work is a kind of work done on a filing.
type Work uint8

// The kinds of work, in the order a filing needs them.
const (
	Preliminary Work = iota // the preliminary review of the platform
	Photo                   // the review of the verification photo
	MailRoom                // entering the originals
	HandOver                // handing over to the authority
	Authority               // the review of the authority
	numWorks
)

var workNames = [...]string{"preliminary", "photo", "mail_room", "hand_over", "authority", "none"}

// String gives the stable name, for example "mail_room".
func (w Work) String() string { return workNames[min(w, numWorks)] }

// MarshalText writes the name: so it stands in JSON.
func (w Work) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// Works lists every kind of work.
func Works() []Work { return []Work{Preliminary, Photo, MailRoom, HandOver, Authority} }

// Discipline says who is served next.
type Discipline uint8

// The disciplines. Where their rule does not decide, the earlier arrival goes first.
const (
	FIFO         Discipline = iota // in the order of arrival
	Deadline                       // the earliest review target first; those without one last
	Resubmission                   // filings that come back first
)

// String gives the stable name, for example "fifo".
func (d Discipline) String() string {
	return [...]string{"fifo", "deadline", "resubmission"}[min(d, Resubmission)]
}

// MarshalText writes the name: so it stands in JSON.
func (d Discipline) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Services are the working times of jobs by their kind of work: Services{Preliminary: Table{600, 600}}.
type Services [numWorks]Table

// Station is one desk: who works there, when, and on what.
type Station struct {
	// Name is unique among the stations of a system.
	Name string
	// Works are what is done here, Regions where from; no region means every one. The first station that takes a
	// job's work and region gets it.
	Works   []Work
	Regions []string
	// Discipline says who is served next.
	Discipline Discipline
	// Shifts say when how many serve. Shifts that overlap add up.
	Shifts []Shift
	// Service gives the working time of a job, by the kind of work.
	Service Services
	// Absent is in how many of 10,000 shifts a server does not come.
	Absent int
}

// Shift is one stretch of the day.
type Shift struct {
	// From and Until are minutes of the day in UTC+8, 0 to 1440; Until is later.
	From, Until int
	// Servers is how many work then.
	Servers int
	// EveryDay has the shift on days off, too; otherwise it is on business days, make-up days among them.
	EveryDay bool
}

// Table is an inverse distribution function in seconds: equally likely stretches between neighbouring knots, with
// straight lines between them. It has at least two knots, none smaller than the one before.
type Table []int64

// At gives the duration of a random number, in microseconds, at least one.
func (t Table) At(draw uint64) int64 {
	piece, part := bits.Mul64(draw, uint64(len(t)-1))
	low, high := t[piece]*second, t[piece+1]*second
	up, _ := bits.Mul64(part, uint64(high-low))
	return max(low+int64(up), 1)
}

// Takes reports whether the station takes a job.
func (s *Station) Takes(w Work, region string) bool {
	if !contains(s.Works, w) {
		return false
	}
	return len(s.Regions) == 0 || contains(s.Regions, region)
}

func contains[T comparable](list []T, x T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

const (
	second = int64(1_000_000)
	minute = 60 * second
	day    = 24 * 60 * minute
)
