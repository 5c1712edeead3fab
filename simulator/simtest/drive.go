// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
)

// Drive runs a host's own integration through the scenarios of synthetic filings, about o.Filings of them (100 if it is
// 0), and compares it with the machine alone after every step: answers, refusals, what is stored, and what was sent. On
// the way commands are delivered twice, at once or much later; reports arrive in the wrong order or not at all and are
// found by looking; the process restarts between any two steps; deadlines pass. The first difference fails the test
// once, with the shortest story that shows it.
//
// With o.Seed 0 rapid draws the seeds, other ones in each run. Any other o.Seed is the only one, and the same scenarios
// come every time: give that of a failure to see the failure again.
//
// open makes a new integration over an empty store, on a machine of o.Policy and o.Calendar and with a clock of the
// driver's; it is called for every scenario, and again while a story is made shorter. An integration that is an
// io.Closer is closed after its scenario.
func Drive(t *testing.T, o simulator.Options, open func(m *fsm.Machine, clock func() time.Time) Integration) {
	t.Helper()
	notFailed(t)
	m, err := fsm.New(o.Policy, o.Calendar)
	if err != nil {
		t.Fatal(err)
	}
	total := o.Filings
	if total <= 0 {
		total = scenarios
	}
	run := func(seed uint64, filings int) {
		for n := range filings {
			if failure := driveOne(t.Context(), o, m, open, seed, n); failure != "" {
				t.Fatal(failure)
			}
		}
	}
	if o.Seed != 0 {
		run(o.Seed, total)
		return
	}
	each, left := (total+checks-1)/checks, total
	rapid.Check(t, func(r *rapid.T) {
		now := min(each, left)
		left -= now
		run(rapid.Uint64Min(1).Draw(r, "seed"), now)
	})
}

// scenarios is how many Drive runs unless told otherwise.
const scenarios = 100

// driveOne drives filing n of a seed and words the difference; empty if there is none.
func driveOne(ctx context.Context, o simulator.Options, m *fsm.Machine, open func(*fsm.Machine, func() time.Time) Integration, seed uint64, n int) string {
	o.Seed = seed
	c, err := o.Scenario(n)
	if err != nil {
		return err.Error()
	}
	fresh := func(clock func() time.Time) Integration { return open(m, clock) }
	moves := program(c, m, seed^uint64(n))
	made, found := drive(ctx, m, fresh, moves)
	if found == same {
		return ""
	}
	s := &squeeze{moves: moves[:made], found: found, try: func(list []move) (int, difference) { return drive(ctx, m, fresh, list) }}
	s.run()
	return fmt.Sprintf("filing %d of seed %d, in %d moves: %s\n%sSee it again with Seed: %d in the options of Drive.",
		n, seed, len(s.moves), s.found.text, narrated(m, s.moves, s.found.text), seed)
}

// narrated tells moves in plain lines, and what they led to on the machine alone.
func narrated(m *fsm.Machine, moves []move, found string) string {
	var b strings.Builder
	x := shadow{m: m, s: fsm.Subject{ID: subjectID}}
	for i := range moves {
		v := &moves[i]
		x.pass(v.at, func(at time.Time, st *fsm.Step) {
			fmt.Fprintf(&b, "  %s deadlines pass: %s\n", clock(at), st.Events[0].Type)
		})
		fmt.Fprintf(&b, "  %s ", clock(v.at))
		switch v.do {
		case restarts:
			b.WriteString("restart\n")
			continue
		case repeats:
			fmt.Fprintf(&b, "%s (%s) again\n", v.cmd.Name(), v.id)
			continue
		}
		fmt.Fprintf(&b, "%s: %s (%s)", performer(v.cmd), v.cmd.Name(), v.id)
		if v.note != "" {
			b.WriteString(", " + v.note)
		}
		if x.take(*v) {
			fmt.Fprintf(&b, " → %s\n", x.s.Filing.State)
		} else {
			b.WriteString(": refused\n")
		}
	}
	return b.String() + "  >>> " + found + "\n"
}

// performer is who gives a command, in words: an SMS code is answered by the person it was sent to.
func performer(c fsm.Command) string {
	if sms, ok := c.(fsm.AnswerSMS); ok && sms.Person == fsm.SubjectAdministrator.String() {
		return fsm.SubjectAdministrator.Label("en")
	}
	return c.Name().Actor().Label("en")
}

// clock writes a time in UTC+8.
func clock(t time.Time) string { return t.In(calendar.Zone()).Format("2006-01-02 15:04") }
