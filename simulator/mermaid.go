// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"
	"slices"
	"strings"

	"github.com/icpfiling/icp/fsm"
)

// message is one arrow of a sequence diagram: what somebody asked of the host, and what came of it.
type message struct {
	at      moment
	from    fsm.Actor
	text    string
	to      fsm.State // entered; the same as before for none
	moved   bool
	refused bool
	note    bool // something went wrong, or an invariant was broken: a note beside the host
}

// Mermaid draws the story as a Mermaid sequence diagram: an arrow for each command, one back for each refusal, and a note
// for each new state, each fault and each invariant that was broken.
func (s *Story) Mermaid() string {
	var b strings.Builder
	b.WriteString("sequenceDiagram\n")
	var actors []fsm.Actor
	for _, m := range s.messages {
		if !m.note && m.from != fsm.Host && !slices.Contains(actors, m.from) {
			actors = append(actors, m.from)
		}
	}
	slices.SortFunc(actors, func(a, b fsm.Actor) int { return cmp.Or(cmp.Compare(column(a), column(b)), cmp.Compare(b, a)) })
	for _, a := range append(actors, fsm.Host) {
		b.WriteString("    participant " + a.String() + " as " + plainText(s.actor(a)) + "\n")
	}
	day := ""
	for _, m := range s.messages {
		if d := local(m.at)[:10]; m.at != 0 && d != day {
			day = d
			b.WriteString("    note over host: " + day + "\n")
		}
		switch {
		case m.note:
			b.WriteString("    note right of host: " + plainText(m.text) + "\n")
		case m.refused:
			b.WriteString("    host--x" + m.from.String() + ": " + plainText(m.text) + "\n")
		default:
			b.WriteString("    " + m.from.String() + "->>host: " + local(m.at)[11:] + " " + plainText(m.text) + "\n")
		}
		if m.moved {
			b.WriteString("    note over host: " + plainText(s.status(m.to)+" ("+m.to.String()+")") + "\n")
		}
	}
	return b.String()
}

// column is where an actor stands in a diagram: as the actors are, and both administrators beside each other.
func column(a fsm.Actor) fsm.Actor {
	if a == fsm.SubjectAdministrator {
		return fsm.WebsiteAdministrator
	}
	return a
}

// plainText keeps what Mermaid would take for its own: line breaks, semicolons and number signs.
func plainText(text string) string {
	text = strings.NewReplacer(";", ",", "#", "no. ", "\n", " ", "<", "(", ">", ")").Replace(readable(text))
	const most = 160
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// draw takes an entry into the diagram.
func (s *Story) draw(e *entry, found []Violation) {
	switch {
	case e.event != nil && (e.event.Type.Moves() || e.event.Type == fsm.EventRecordImported || e.event.Type == fsm.EventRecordRevoked ||
		e.event.Type >= fsm.EventShellNoticePublished):
		m := message{at: momentOf(e.event.At), from: e.event.Actor(), text: e.event.Command.Label(s.lang), to: e.event.To}
		m.moved = e.event.From != e.event.To
		if e.event.Value != "" {
			m.text += " (" + e.event.Value + ")"
		}
		if e.event.Type == fsm.EventSMSAnswered && !e.event.OK {
			m.text += ", " + s.words.wrong
		}
		s.messages = append(s.messages, m)
	case e.refused != nil && e.refused.by == "":
		s.messages = append(s.messages, message{
			at: momentOf(e.refused.at), from: e.refused.command.Actor(), refused: true,
			text: s.words.refused + s.words.colon + e.refused.command.Label(s.lang) + " " + strings.Join(e.refused.codes, " "),
		})
	case e.fault != nil:
		s.messages = append(s.messages, message{at: e.fault.at, note: true, text: s.Lines[len(s.Lines)-1].Text})
	}
	for _, v := range found {
		s.messages = append(s.messages, message{note: true, text: "BROKEN " + v.Invariant + s.words.colon + v.Text(s.lang)})
	}
}
