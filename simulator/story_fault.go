// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
)

// addFault tells what went wrong, to whom, and how much.
func (s *Story) addFault(m *mishap) {
	text := s.words.fault + s.words.colon + m.Kind.Label(s.lang)
	switch {
	case m.recovered:
		text = s.words.recovered + " " + strconv.FormatUint(m.version, 10)
	case m.Rights():
		text = s.words.right
	default:
		if about := s.about(m); about != "" {
			text += " (" + about + ")"
		}
	}
	s.line(m.at.time(), text)
	s.Lines[len(s.Lines)-1].Fault = true
}

// about says what a fault happened to, and how long it lasts.
func (s *Story) about(m *mishap) string {
	target, amount := m.Target, ""
	if m.command != fsm.CmdNone {
		target = s.actor(m.command.Actor()) + s.words.colon + m.command.Label(s.lang)
	} else if state, ok := fsm.ParseState(m.Target); ok {
		target = s.status(state)
	}
	switch m.Kind {
	case fault.Late, fault.NotifierOutage, fault.VendorOutage, fault.ClockForward, fault.ClockBack, fault.ClockLeap:
		amount = s.minutes(m.N)
	case fault.AuthoritySilent, fault.AuthorityLate, fault.AuthorityEarly, fault.ReviewerAbsent:
		amount = strconv.Itoa(m.N) + s.words.businessDays
	}
	if target != "" && amount != "" {
		return target + ", " + amount
	}
	return target + amount
}

// minutes writes minutes as days, hours and minutes.
func (s *Story) minutes(n int) (text string) {
	units := [...]struct {
		n    int
		word string
	}{{24 * 60, s.words.days}, {60, s.words.hours}, {1, s.words.minutes}}
	for _, u := range units {
		if n < u.n {
			continue
		}
		if text != "" {
			text += " "
		}
		text += strconv.Itoa(n/u.n) + u.word
		n %= u.n
	}
	return text
}

// readable keeps what a garbled callback brought with it from garbling the story.
func readable(text string) string {
	const most = 600
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
