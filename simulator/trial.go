// SPDX-License-Identifier: Apache-2.0

package simulator

import "slices"

// trial replays steps again and again: the machine and the buffers are made once.
type trial struct {
	life *life
	c    *Case
	at   int // place of the case's invariant

	stands bool // what broke the invariant is in the subject and the trace: replays may begin in the middle
	ends   bool // the invariant can be broken when all steps are done
	hears  bool // it watches refusals

	steps []CaseStep // that were replayed last from their beginning on
	kept  []snapshot // before each of them, as far as anybody asked
}

// settle finds out what the invariant hangs on.
func (t *trial) settle() {
	list := t.life.mon.list
	inv := &list[t.at]
	shipped := slices.ContainsFunc(untimed(), func(x Invariant) bool { return x.Name == inv.Name })
	t.stands = shipped && !t.life.whole && inv.Name != recoveryEqualsState.Name
	t.ends = !shipped || inv.watches&^allEvents.and(classRefused, classBook, classStepEnd) != 0 || t.life.whole
	t.hears = !shipped || inv.watches>>classRefused&1 == 1
}

// breaks gives the first step after which the case's invariant is broken, -1 if it holds to the end.
func (t *trial) breaks(steps []CaseStep) int {
	t.steps, t.kept = nil, t.kept[:0]
	t.life.beginCase(t.c)
	return t.goOn(steps, 0, -1)
}

// breaksFrom is breaks for steps that are, before one of them, those of the last call of remember. A step that is fresh
// must be accepted, because refusing it leaves nothing but what a shorter list had.
func (t *trial) breaksFrom(steps []CaseStep, from, fresh int) int {
	if !t.stands || from > len(t.steps) {
		t.life.beginCase(t.c)
		return t.goOn(steps, 0, fresh)
	}
	if len(t.kept) == 0 {
		t.life.beginCase(t.c)
		t.kept = append(t.kept, t.life.keep())
	}
	last := min(from, len(t.kept)-1)
	t.life.restore(&t.kept[last])
	for i := last; i < from; i++ {
		t.life.take(&t.steps[i])
		t.kept = append(t.kept, t.life.keep())
	}
	return t.goOn(steps, from, fresh)
}

// remember makes steps those that breaksFrom goes on from; they are as before up to one of them.
func (t *trial) remember(steps []CaseStep, same int) {
	t.steps = steps
	t.kept = t.kept[:min(len(t.kept), same+1)]
}

func (t *trial) goOn(steps []CaseStep, from, fresh int) int {
	l := t.life
	l.brief = !l.whole
	defer func() { l.brief = false }()
	for i := from; i < len(steps); i++ {
		accepted := l.take(&steps[i])
		if l.err != nil {
			return -1
		}
		if l.mon.broken.has(t.at) {
			return i
		}
		if i == fresh && !accepted && !t.hears {
			return -1
		}
	}
	if !t.ends && l.host.lost == nil {
		return -1
	}
	l.end()
	if l.err != nil || !l.mon.broken.has(t.at) {
		return -1
	}
	return len(steps) - 1
}
