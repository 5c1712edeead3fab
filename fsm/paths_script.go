// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Script is a story of one subject from its first command on: typed, printable, and told again by Replay.
type Script struct {
	// Commands are given in order, each At its time.
	Commands []Command
	At       []time.Time
	// Fails is empty where every command is accepted. Else it is the code with which the last one is answered, for
	// example "FSM-040": the refusal is what the script shows.
	Fails string
}

// move is one command and when it is given.
type move struct {
	at      time.Time
	command Command
}

func scriptOf(moves []move, fails string) Script {
	script := Script{Fails: fails}
	for _, move := range moves {
		script.add(move.at, move.command)
	}
	return script
}

func (p *Script) add(at time.Time, c Command) {
	p.Commands, p.At = append(p.Commands, c), append(p.At, at)
}

// Replay tells the story on a machine, confirming every step, and gives the subject at its end. It fails if a
// command is answered otherwise than the script says (FSM-094).
func (p Script) Replay(m *Machine, s Subject) (Subject, error) {
	for i, c := range p.Commands {
		st, err := m.Decide(s, c, p.At[i])
		if p.Fails != "" && i == len(p.Commands)-1 {
			if code := codeOf(err); code != p.Fails {
				return s, fmt.Errorf("FSM-094: command %d, %s, is answered %q and not %s; the script was made for another table, policy or date",
					i, c.Name(), code, p.Fails)
			}
			return s, nil
		}
		if err == nil {
			err = m.Confirm(&s, &st)
		}
		if err != nil {
			return s, fmt.Errorf("FSM-094: command %d, %s, is not accepted: %w; the script was made for another table, policy or date", i, c.Name(), err)
		}
		s = Replay(s, st.Events)
	}
	return s, nil
}

// codeOf is the code an answer of Decide begins with: a refusal's first code, or that of a fault.
func codeOf(err error) string {
	if err == nil {
		return ""
	}
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal.Code()
	}
	code, _, _ := strings.Cut(err.Error(), ":")
	return code
}

// Lines gives the script as text, one command a line, with the clock set where it moves: "at 2018-04-04T10:00".
func (p Script) Lines() []string {
	var lines []string
	var clock time.Time
	for i, c := range p.Commands {
		if !p.At[i].Equal(clock) {
			clock = p.At[i]
			lines = append(lines, "at "+clock.In(zone()).Format("2006-01-02T15:04"))
		}
		lines = append(lines, commandLine(c))
	}
	return lines
}

// Go gives the script as a Go literal for a test.
func (p Script) Go() string {
	var b strings.Builder
	b.WriteString("fsm.Script{\n\tCommands: []fsm.Command{\n")
	for _, c := range p.Commands {
		b.WriteString("\t\t" + goValue(c) + ",\n")
	}
	b.WriteString("\t},\n\tAt: []time.Time{\n")
	for _, at := range p.At {
		b.WriteString("\t\t" + goTime(at) + ",\n")
	}
	b.WriteString("\t},\n")
	if p.Fails != "" {
		fmt.Fprintf(&b, "\tFails: %q,\n", p.Fails)
	}
	b.WriteString("}")
	return b.String()
}
