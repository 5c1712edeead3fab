// SPDX-License-Identifier: Apache-2.0

package simulator

// used are what workers have done with and others may use again: in the same run, and in later ones of the same options.
type used struct {
	buffers chan []byte // of the log of a stretch
	tallies chan *tally
	lives   chan *life
}

func newUsed(workers int) *used {
	return &used{make(chan []byte, 4*workers), make(chan *tally, 4*workers), make(chan *life, 2*workers)}
}

// take gives one of what was used, or a new one.
func take[T any](from chan T, fresh func() T) T {
	select {
	case x := <-from:
		return x
	default:
		return fresh()
	}
}

// giveBack is the reverse of take; what there are enough of is dropped.
func giveBack[T any](to chan T, x T) {
	select {
	case to <- x:
	default:
	}
}

// spare gives an empty buffer for the log of a stretch.
func (lb *lab) spare() []byte {
	return take(lb.used.buffers, func() []byte { return make([]byte, 0, lb.stretch*lb.logBytes()) })[:0]
}

// life gives a worker a life, with whatever past.
func (lb *lab) life() *life {
	l := take(lb.used.lives, func() *life { return newLife(lb) })
	l.lab = lb
	return l
}

// tally gives an empty one for a stretch of so many filings.
func (lb *lab) tally(filings int) *tally {
	t := take(lb.used.tallies, func() *tally { return newTally(filings) })
	*t = tally{digests: t.digests[:0], took: t.took[:0], asked: t.asked[:0], broken: t.broken[:0], reached: t.reached[:0]}
	return t
}
