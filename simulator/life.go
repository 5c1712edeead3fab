// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"crypto/sha256"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/coverage"
	"github.com/icpfiling/icp/simulator/outcome"
)

// life simulates one filing after another, each alone, from the configuration of its contact book to its end or to
// the horizon. Each worker has one; its buffers are used again.
type life struct {
	lab *lab
	mon *monitor
	cov *coverage.Counter // nil unless a run counts
	n   int
	d   draws
	who person

	s        fsm.Subject
	st       fsm.Step
	book     notify.Book
	bookStep notify.BookStep
	e        entries
	told     delivery // being put
	sent     binlog.Delivery
	due      claim // that was held back
	claims   []*claim
	spare    []*claim // to be used again
	quiet    moment   // nothing in the outbox is due before
	recv     []notify.Receiver
	recvLast []notify.Receiver // of the delivery before, which the trace still looks at
	cmd      commands

	at      moment
	over    bool // the horizon is reached
	stopped bool // the clock's timers do not fire: late answers arrive before them
	visits  [16]int
	acts    int // of people, in this visit: ticks are none
	fewer   []fsm.Target
	targets []fsm.Target  // of the person
	sites   []fsm.Website // of the person's record

	bookVersion uint64
	err         error

	enc    binlog.Encoder
	dec    *binlog.Decoder // nil until it is needed
	buf    []byte          // the log
	text   []byte          // the same as JSON lines, if somebody wants them
	past   int             // bytes of text that are of filings before, while a stretch keeps them
	keeps  bool            // the text goes on from filing to filing
	events int             // of the filing, in the log
	topics []string        // of its notices, if there is a tale

	tale  *Story            // nil unless somebody wants to read it
	tape  *tape             // nil unless somebody wants to keep it
	desk  *desk             // nil unless there are stations
	rec   *outcome.Recorder // nil unless somebody wants to know what became of it
	timed bool              // a case about time: timers fire by themselves
	brief bool              // the end of the journal is not looked at: a trial asks for something else
	whole bool              // the journal is decoded, whatever the filing's number

	refusal *refusal   // of the latest command that was refused
	no      [2]refusal // that one, and the latest inside a fault
	asks    policyCase
	plan    plan      // of an exhaustive filing
	factors factors   // of one that is not realistic
	host    faulty    // what goes wrong around it
	step    *CaseStep // being replayed, nil in a filing that draws
	took    CaseStep  // replayed last

	outcome             fsm.State
	submitted, approved moment // of the main filing, 0 for not yet
}

func newLife(lb *lab) *life {
	l := &life{lab: lb, host: faulty{desktop: &desktop{}}, mon: newMonitor(lb), enc: lb.enc}
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
		if l.s.Filing.State.Final() || !l.next() && !l.comesBack() {
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
	if l.past = 0; l.keeps {
		l.past = len(l.text)
	}
	l.buf, l.text, l.events = l.enc.Begin(l.buf[:0], n), l.text[:l.past], 0
	l.claims, l.topics, l.quiet = l.claims[:0], nil, 0
	l.over, l.stopped, l.acts, l.err = false, false, 0, nil
	l.visits = [16]int{}
	l.host.reset(l.lab)
	l.submitted, l.approved, l.bookVersion = 0, 0, 0
}

func (l *life) begin(n int) {
	l.restart(n)
	l.d = drawsOf(l.lab.Seed, n)
	l.chooseMode()
	l.newPerson()
	l.mayFail()
	l.s = fsm.Subject{ID: l.who.subject}
	l.book.Reset(l.who.account)
	l.at = l.who.start
	l.mon.begin(n, l.lab.world)
	if l.cov != nil {
		l.cov.Begin()
	}
	if l.rec != nil {
		l.rec.Begin(n, l.who.filing)
	}
}

// finish delivers what is still in the outbox and asks the invariants that look at the whole.
func (l *life) finish() {
	l.heal()
	for _, c := range l.claims {
		l.at = max(l.at, c.at)
	}
	l.deliver(l.at)
	if len(l.host.held) > 0 { // what left the outbox late waits for its channel
		l.channelsWork()
		l.deliver(l.at)
	}
	l.e.mark.mark = mark{at: l.at.time()}
	l.putMark(classEnd)
	l.buf = l.enc.Seal(l.buf)
	l.replay()
}
