// SPDX-License-Identifier: Apache-2.0

package fsm

// room is what a decision works in where the caller keeps no Step. It is used again and holds nothing of the caller's
// meanwhile.
type room struct {
	work    work
	step    Step
	subject Subject
	all     [numDecisions]*answer
	now     [4]*answer
}

func newRoom() *room {
	r := new(room)
	r.work.all, r.work.now = r.all[:0], r.now[:0]
	return r
}

// leave gives a room back.
func (m *Machine) leave(r *room) {
	w := &r.work
	w.s, w.f, w.cmd, w.based, w.toldOf = nil, nil, nil, nil, nil
	w.forgetAnswers()
	if w.isRead {
		w.read, w.isRead = Open{}, false
	}
	clear(w.reasons)
	w.reasons = w.reasons[:0]
	r.subject = Subject{}
	m.rooms.Put(r)
}
