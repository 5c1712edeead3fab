// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"crypto/sha256"
	"reflect"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/outcome"
)

// life simulates one filing after another, each alone, from the configuration of its contact book to its end or to
// the horizon. Each worker has one; its buffers are used again.
type life struct {
	lab *lab
	mon *monitor
	n   int
	d   draws
	who person

	s      fsm.Subject
	st     fsm.Step
	book   notify.Book
	e      entry    // being put
	told   delivery // being put
	due    claim    // being delivered
	claims []claim
	recv   []notify.Receiver
	cmd    commands
	docs   map[string][]string // documents by the text of their verdict

	at      moment
	over    bool // the horizon is reached
	stopped bool // the clock's timers do not fire: late answers arrive before them
	visits  [16]int
	acts    int // of people, in this visit: ticks are none
	fewer   []fsm.Target

	bookVersion uint64
	err         error

	buf   []byte            // the log
	spans []span            // the filing events in it
	tale  *Story            // nil unless somebody wants to read it
	tape  *tape             // nil unless somebody wants to keep it
	desk  *desk             // nil unless there are stations
	rec   *outcome.Recorder // nil unless somebody wants to know what became of it
	timed bool              // a case about time: timers fire by themselves
	whole bool              // the journal is decoded, whatever the filing's number

	step *CaseStep // being replayed, nil in a filing that draws

	outcome             fsm.State
	submitted, approved moment // of the main filing, 0 for not yet
}

// span is one filing event in the log.
type span struct {
	kind       fsm.EventType
	start, end int
}

func newLife(lb *lab) *life {
	l := &life{lab: lb, mon: newMonitor(lb), docs: map[string][]string{}}
	if lb.Each != nil {
		l.rec = &outcome.Recorder{}
	}
	return l
}

// simulate lives filing n and gives the digest of its log.
func (l *life) simulate(n int) (digest [sha256.Size]byte, err error) {
	l.begin(n)
	l.prepareBook()
	l.openFiling()
	for turn := 0; turn < maxTurns && l.err == nil && !l.over; turn++ {
		if l.s.Filing.State.Final() || !l.next() {
			break
		}
	}
	l.outcome = l.s.Filing.State
	l.afterwards()
	l.pass(l.lab.horizon)
	if !l.outcome.Final() { // nobody came back, and time went on
		l.outcome = l.s.Filing.State
	}
	l.finish()
	if l.err != nil {
		return digest, &FilingError{Seed: l.lab.Seed, Filing: n, Err: l.err}
	}
	return sha256.Sum256(l.buf), nil
}

// maxTurns bounds what one filing can go through; every visit of a stage takes a few.
const maxTurns = 200

// restart empties what a filing leaves behind.
func (l *life) restart(n int) {
	l.n = n
	l.buf, l.spans, l.claims = l.buf[:0], l.spans[:0], l.claims[:0]
	l.over, l.stopped, l.acts, l.err = false, false, 0, nil
	l.visits = [16]int{}
	l.submitted, l.approved, l.bookVersion = 0, 0, 0
}

func (l *life) begin(n int) {
	l.restart(n)
	l.d = drawsOf(l.lab.Seed, n)
	l.newPerson()
	l.s = fsm.Subject{ID: l.who.subject}
	l.book = notify.Book{Account: l.who.account}
	l.at = l.who.start
	l.mon.begin(n, l.lab.world)
	if l.rec != nil {
		l.rec.Begin(n, l.who.filing)
	}
}

// finish delivers what is still in the outbox and asks the invariants that look at the whole.
func (l *life) finish() {
	for _, c := range l.claims {
		l.at = max(l.at, c.at)
	}
	l.deliver(l.at)
	l.put(entry{class: classEnd}, l.at.time())
	l.replay()
}

// decodeEvery says of how many filings one has its journal decoded; of all others the count of events and the state
// are compared.
const decodeEvery = 32

// replay checks that the journal alone gives the state that was decided on.
func (l *life) replay() {
	m, now := l.mon, l.at.time()
	m.asked[m.replay]++
	switch {
	case uint64(len(l.spans)) != l.s.Version:
		m.fault(m.replay, now, broke("the journal does not hold every event", "日志缺少事件"))
	case m.trace.state != l.s.Filing.State:
		m.fault(m.replay, now, broke("the journal ends in {0}, the filing is in {1}", "日志止于 {0}，备案处于 {1}", m.trace.state.String(), l.s.Filing.State.String()))
	case l.whole || l.tale != nil || l.n%decodeEvery == 0:
		s := fsm.Subject{ID: l.s.ID}
		for _, x := range l.spans {
			e, err := fsm.Decode(recordTypes[x.kind], 1, l.buf[x.start:x.end])
			if err != nil {
				m.fault(m.replay, now, broke("{0}", "{0}", err.Error()))
				return
			}
			s = fsm.Evolve(s, e)
		}
		if !reflect.DeepEqual(s, l.s) {
			m.fault(m.replay, now, broke("the decoded journal gives another state", "日志解码后状态不同"))
		}
	}
}

// recordTypes are the types of journal records, by event type.
var recordTypes = func() (types [64]string) {
	for i := range types {
		types[i] = "filing/" + fsm.EventType(i).String()
	}
	return types
}()
