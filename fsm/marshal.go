// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"encoding/json"

	"github.com/icpfiling/icp/internal/closed"
	"github.com/icpfiling/icp/internal/worded"
)

// Values of the closed sets stand in JSON and other text by their stable names, so that a Subject, an Action or a Refusal can
// go to a page as it is. Journals do not rest on this: see Encode. A text that is no name is the error FSM-097, with
// Text(lang string) string.

const codeName = "FSM-097"

// MarshalText writes the name.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (s *State) UnmarshalText(text []byte) error {
	return closed.Read(s, text, StateNone, numStates-1, codeName, worded.Words{EN: "state of a filing", ZH: "备案状态"})
}

// MarshalText writes the name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (k *Kind) UnmarshalText(text []byte) error {
	return closed.Read(k, text, KindNone, numKinds-1, codeName, worded.Words{EN: "kind of filing", ZH: "备案类型"})
}

// MarshalText writes the name.
func (a Actor) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (a *Actor) UnmarshalText(text []byte) error {
	return closed.Read(a, text, Applicant, numActors-1, codeName, worded.Words{EN: "actor", ZH: "操作者"})
}

// MarshalText writes the name.
func (c CommandName) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (c *CommandName) UnmarshalText(text []byte) error {
	return closed.Read(c, text, CmdNone, numCommands-1, codeName, worded.Words{EN: "command", ZH: "操作"})
}

// MarshalText writes the name.
func (t EventType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (t *EventType) UnmarshalText(text []byte) error {
	return closed.Read(t, text, EventNone, numEvents-1, codeName, worded.Words{EN: "type of event", ZH: "事件类型"})
}

// MarshalText writes the name.
func (o Originals) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (o *Originals) UnmarshalText(text []byte) error {
	return closed.Read(o, text, OriginalsNone, OriginalsReceived, codeName, worded.Words{EN: "stand of the originals", ZH: "原件状态"})
}

// MarshalText writes the name.
func (n DeadlineName) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (n *DeadlineName) UnmarshalText(text []byte) error {
	return closed.Read(n, text, DeadlineNone, numDeadlines-1, codeName, worded.Words{EN: "deadline", ZH: "时限"})
}

// MarshalText writes the name.
func (k DeadlineKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (k *DeadlineKind) UnmarshalText(text []byte) error {
	return closed.Read(k, text, Expected, numDeadlineKinds-1, codeName, worded.Words{EN: "kind of deadline", ZH: "时限类型"})
}

// MarshalText writes the name.
func (g Guard) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (g *Guard) UnmarshalText(text []byte) error {
	return closed.Read(g, text, PreliminaryFirst, numGuards-1, codeName, worded.Words{EN: "guard", ZH: "条件"})
}

// MarshalText writes the name.
func (c Check) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the name; what is none is FSM-097.
func (c *Check) UnmarshalText(text []byte) error {
	return closed.Read(c, text, Unreachable, numChecks-1, codeName, worded.Words{EN: "check", ZH: "检查项"})
}

// MarshalJSON writes what a page shows: code, key and source, and what and remedy in both languages, en and zh. There is no way
// back.
func (r Reason) MarshalJSON() ([]byte, error) {
	type both struct {
		EN string `json:"en"`
		ZH string `json:"zh"`
	}
	return json.Marshal(struct {
		Code   string `json:"code"`
		Key    string `json:"key"`
		Source string `json:"source,omitempty"`
		What   both   `json:"what"`
		Remedy both   `json:"remedy"`
	}{r.Code(), r.Key(), r.Source(), both{r.What("en"), r.What("zh")}, both{r.Remedy("en"), r.Remedy("zh")}})
}
