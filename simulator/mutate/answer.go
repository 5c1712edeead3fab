// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"bytes"
	"reflect"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// answer is what a machine says to a command, as far as logs and lives show it: the policy's digest is left out.
type answer struct {
	known   bool
	to      fsm.State
	text    []byte // the events, or the codes of a refusal
	events  int    // refusal or noAnswer for none
	notices []notify.Notice
}

const (
	refusal  = -1
	noAnswer = -2
)

// of words an answer, in room that is used again.
func (a *answer) of(st *fsm.Step, err error, m *fsm.Machine) {
	a.known, a.text, a.notices = true, a.text[:0], nil
	if err != nil {
		a.to, a.events = fsm.StateNone, noAnswer
		if r, ok := err.(*fsm.Refusal); ok {
			a.events = refusal
			for i := range r.Reasons {
				a.text = append(append(a.text, r.Reasons[i].Code()...), ' ')
			}
		}
		return
	}
	a.to, a.events, a.notices = st.To, len(st.Events), st.Notices
	for i := range st.Events {
		e := &st.Events[i]
		a.text = append(e.Append(append(a.text, byte(e.Type))), '\n')
	}
	a.text = cut(a.text, m.Policy().Digest())
}

// cut takes every occurrence of a word out of a text, in place.
func cut(text []byte, word string) []byte {
	to, from := 0, 0
	for {
		i := bytes.Index(text[from:], []byte(word))
		if i < 0 {
			return text[:to+copy(text[to:], text[from:])]
		}
		to += copy(text[to:], text[from:from+i])
		from += i + len(word)
	}
}

func (a *answer) equals(b *answer) bool {
	return a.to == b.to && a.events == b.events && bytes.Equal(a.text, b.text) && len(a.notices) == len(b.notices) &&
		(len(a.notices) == 0 || reflect.DeepEqual(a.notices, b.notices))
}
