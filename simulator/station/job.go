// SPDX-License-Identifier: Apache-2.0

package station

// Visit is what becomes of a job at a station.
type Visit struct {
	// Filing and Work say what it is of, Again that the filing came back to this work.
	Filing int
	Work   Work
	Again  bool
	// Due is the review target the filing has for it, 0 for none.
	Due int64
	// Arrived is when it joined the line; Started when it was first taken up, 0 if it never was; Ended when it was done,
	// taken away, or the clock ended.
	Arrived, Started, Ended int64
	// Service is the working time it needs.
	Service int64
	// Served says that it was done.
	Served bool
}

// Wait is how long it stood in line.
func (v *Visit) Wait() int64 {
	if v.Started == 0 {
		return v.Ended - v.Arrived
	}
	return v.Started - v.Arrived
}

// Job is one piece of work for one owner. Post fills it in; read it when it is done.
type Job struct {
	// Visit is what becomes of it.
	Visit
	// Owner is whose it is: Run gives it back.
	Owner int

	line    *Line
	left    int64 // of its service
	since   int64 // when it was last taken up
	key     int64 // its place in the line
	seq     uint64
	version uint32
	state   state
}

// state is where a job stands.
type state uint8

const (
	coming state = iota
	waiting
	served
	interrupted // by the end of a shift
	done
)

// IsDone reports whether the work is done.
func (j *Job) IsDone() bool { return j.state == done }
