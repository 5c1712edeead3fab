// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// driver gives moves to an integration and to the machine alone, and compares.
type driver struct {
	shadow
	in    Integration
	now   time.Time
	given map[string]answer // by command id, those that were accepted
	want  map[letter]int    // messages the machine's notices expand to
	owed  []owed            // notices since the last delivery
}

// answer is what a command that was accepted led to.
type answer struct{ events []fsm.Event }

// letter is one message, as far as it is compared.
type letter struct {
	topic, receiver string
	channel         notify.Channel
}

type owed struct {
	notice notify.Notice
	at     time.Time
}

// difference is what an integration does otherwise than the machine; the zero one is none. Its kind stays the same while a
// story is made shorter, so that one fault does not turn into another on the way.
type difference struct{ kind, text string }

var same difference

func differs(kind, format string, args ...any) difference {
	return difference{kind, fmt.Sprintf(format, args...)}
}

// in says where a difference was seen.
func (d difference) in(where string) difference {
	if d != same {
		d.text = where + ": " + d.text
	}
	return d
}

// horizon is how long after the last move the filing is watched: every deadline passes meanwhile.
const horizon = 120 * 24 * time.Hour

// drive runs moves on a fresh integration and gives how many were made until something differed, and what.
func drive(ctx context.Context, m *fsm.Machine, open func(clock func() time.Time) Integration, moves []move) (made int, found difference) {
	d := &driver{shadow: shadow{m: m, s: fsm.Subject{ID: subjectID}}, given: map[string]answer{}, want: map[letter]int{}}
	if len(moves) > 0 {
		d.now = moves[0].at
	}
	d.in = open(func() time.Time { return d.now })
	if c, ok := d.in.(io.Closer); ok {
		defer c.Close()
	}
	for i := range moves {
		if found = d.passTo(ctx, moves[i].at); found != same {
			return i, found.in("while time went by")
		}
		if found = d.move(ctx, &moves[i]); found != same {
			return i + 1, found
		}
	}
	if found = d.passTo(ctx, d.now.Add(horizon)); found != same {
		return len(moves), found.in("afterwards")
	}
	return len(moves), d.letters(true)
}

// passTo lets deadlines take effect one by one, on both sides, and moves the clock.
func (d *driver) passTo(ctx context.Context, at time.Time) (found difference) {
	d.pass(at, func(now time.Time, st *fsm.Step) {
		if found != same {
			return
		}
		d.now = now
		d.owe(st.Notices)
		if found = d.tick(ctx); found == same {
			found = d.settled(ctx, d.s).in("after the deadlines of " + clock(now))
		}
	})
	if at.After(d.now) {
		d.now = at
	}
	if found != same {
		return found
	}
	return d.tick(ctx)
}

func (d *driver) tick(ctx context.Context) difference {
	if err := d.in.Tick(ctx); err != nil {
		return differs("tick", "Tick at %s: %v", clock(d.now), err)
	}
	return same
}

func (d *driver) move(ctx context.Context, v *move) difference {
	switch v.do {
	case restarts:
		if err := d.in.Restart(ctx); err != nil {
			return differs("restart", "Restart: %v", err)
		}
		return d.settled(ctx, d.s)
	case repeats:
		before, known := d.given[v.id]
		if !known {
			return same
		}
		if found := d.compare(ctx, v, before.events, nil); found != same {
			return found.in("given again")
		}
		return d.settled(ctx, d.s)
	}
	if _, known := d.given[v.id]; known {
		return same // arrived before, out of its order
	}
	st, err := d.m.Decide(d.s, v.cmd, d.now)
	refusal, refused := err.(*fsm.Refusal)
	if err != nil && !refused {
		return same // the policy has no answer: nothing to compare with
	}
	if err == nil {
		d.s = fsm.Replay(d.s, st.Events)
		if len(st.Events) > 0 { // what changes nothing is not stored, and decided anew when it comes again
			d.given[v.id] = answer{st.Events}
		}
		d.owe(st.Notices)
	}
	if found := d.compare(ctx, v, st.Events, refusal); found != same {
		return found
	}
	return d.settled(ctx, d.s)
}

// compare gives a command to the integration and compares its answer with the machine's.
func (d *driver) compare(ctx context.Context, v *move, want []fsm.Event, refusal *fsm.Refusal) difference {
	var got []fsm.Event
	var err error
	byCallback := reported(v.cmd)
	if byCallback {
		err = d.in.Callback(ctx, subjectID, v.id, v.cmd)
	} else {
		got, err = d.in.Do(ctx, subjectID, v.id, v.cmd)
	}
	theirs, refused := errors.AsType[*fsm.Refusal](err)
	refused = refused || errors.Is(err, ErrRefused)
	switch name := v.cmd.Name(); {
	case err != nil && !refused:
		return differs("failed", "%s failed: %v", name, err)
	case refusal != nil && !refused:
		return differs("accepted", "%s was accepted; the machine refuses it: %v", name, refusal)
	case refusal == nil && refused:
		return differs("refused", "%s was refused (%v); the machine accepts it", name, err)
	case refusal != nil && theirs != nil && theirs.Code() != refusal.Code():
		return differs("code", "%s was refused with %s; the machine says %s", name, theirs.Code(), refusal.Code())
	case refusal != nil || byCallback:
		return same
	}
	return eventsDiffer(v.cmd.Name(), got, want)
}

// eventsDiffer words the first difference between two lists of events.
func eventsDiffer(c fsm.CommandName, got, want []fsm.Event) difference {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return differs("events", "%s led to %d events; the machine goes on with %s", c, len(got), want[i].Type)
		case i >= len(want):
			return differs("events", "%s led to %s as well, which the machine knows nothing of", c, got[i].Type)
		case !reflect.DeepEqual(got[i], want[i]):
			return differs("events", "%s led to %s, the machine to %s", c, eventText(&got[i]), eventText(&want[i]))
		}
	}
	return same
}

func eventText(e *fsm.Event) string {
	typ, _, data := fsm.Encode(*e)
	return typ + " " + string(data)
}

// settled compares what is stored with what must be, and what was sent with what is owed.
func (d *driver) settled(ctx context.Context, want fsm.Subject) difference {
	got, err := d.in.Subject(ctx, subjectID)
	if err != nil {
		return differs("load", "the subject cannot be loaded: %v", err)
	}
	if !reflect.DeepEqual(got, want) {
		return subjectsDiffer(&got, &want)
	}
	sender, ok := d.in.(Messenger)
	if !ok {
		return same
	}
	if err := sender.Deliver(ctx); err != nil {
		return differs("deliver", "Deliver: %v", err)
	}
	d.expand()
	return d.letters(false)
}

func subjectsDiffer(got, want *fsm.Subject) difference {
	due := func(s *fsm.Subject) string {
		at, ok := s.NextDue()
		if !ok {
			return "nothing due"
		}
		return "next due " + clock(at)
	}
	if fields := append(fieldsThatDiffer(*got, *want), fieldsThatDiffer(got.Filing, want.Filing)...); got.Version == want.Version && len(fields) > 0 {
		return differs("stored", "stored is version %d as it must be, with another %s", got.Version, strings.Join(fields, ", "))
	}
	return differs("stored", "stored is version %d, %s, %s; the machine is at version %d, %s, %s",
		got.Version, got.Filing.State, due(got), want.Version, want.Filing.State, due(want))
}

// fieldsThatDiffer names the exported fields of two structs that differ.
func fieldsThatDiffer(a, b any) (names []string) {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if f := x.Type().Field(i); f.IsExported() && !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
			names = append(names, f.Name)
		}
	}
	return names
}

func (d *driver) owe(notices []notify.Notice) {
	for _, n := range notices {
		d.owed = append(d.owed, owed{n, d.now})
	}
}

// expand turns what is owed into messages.
func (d *driver) expand() {
	for _, x := range d.owed {
		for _, r := range notify.Expand(x.notice, notify.Book{Account: x.notice.Account}, x.at) {
			d.want[letter{x.notice.Topic, r.ID, r.Channel}]++
		}
	}
	d.owed = d.owed[:0]
}

// letters compares the messages that left with those that should have: none too many, and in the end none too few.
func (d *driver) letters(end bool) difference {
	sender, ok := d.in.(Messenger)
	if !ok {
		return same
	}
	left := map[letter]int{}
	for _, m := range sender.Sent() {
		left[letter{m.Notice.Topic, m.To.ID, m.To.Channel}]++
	}
	kind, wrong := "", []string{}
	note := func(what string, l letter, n int) {
		kind = what
		wrong = append(wrong, fmt.Sprintf("%s went to %s by %s %d times, should be %d", l.topic, l.receiver, l.channel, n, d.want[l]))
	}
	for l, n := range left {
		if n > d.want[l] {
			note("sent too often", l, n)
		}
	}
	for l, n := range d.want {
		if end && kind != "sent too often" && left[l] < n {
			note("not sent", l, left[l])
		}
	}
	if len(wrong) == 0 {
		return same
	}
	slices.Sort(wrong)
	return difference{kind, wrong[0]}
}
