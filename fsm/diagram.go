// SPDX-License-Identifier: Apache-2.0

package fsm

import "strings"

// Format is a form in which rows are drawn. The set is closed.
type Format uint8

// The formats.
const (
	Markdown Format = iota // two tables to read
	Mermaid                // a state diagram for pages that render Mermaid
	DOT                    // a graph for Graphviz
	numFormats
)

var formatNames = [numFormats]string{"markdown", "mermaid", "dot"}

// String gives the stable name: "markdown", "mermaid" or "dot".
func (f Format) String() string {
	if f < numFormats {
		return formatNames[f]
	}
	return "unknown"
}

// Draw writes rows, those of Table or of Enabled, in "zh" or English. The state where a filing stands is marked, if
// it is not StateNone. Rows that Enabled gave for a provider name that provider. Every label is safe
// in its format, whatever a row of a host's own says.
func (m *Machine) Draw(rows []Row, format Format, lang string, here State) string {
	d := &drawing{rows: rows, lang: lang, here: here, words: m.words("", lang)}
	if len(rows) > 0 {
		d.words = m.words(rows[0].provider, lang)
	}
	switch format {
	case Mermaid:
		return d.mermaid()
	case DOT:
		return d.dot()
	}
	return d.markdown()
}

// drawing is one set of rows being drawn.
type drawing struct {
	rows  []Row
	lang  string
	here  State
	words words
	b     strings.Builder
}

func (d *drawing) say(en, zh string) string { return text{en, zh}.in(d.lang) }

// states lists the states the rows speak of, in the order of the lifecycle.
func (d *drawing) states() (list []State) {
	var seen stateSet
	for _, r := range d.rows {
		seen |= setOf(r.From, r.To)
	}
	for s := range numStates {
		if seen.has(s) {
			list = append(list, s)
		}
	}
	return list
}

// from lists the rows that leave a state.
func (d *drawing) from(s State) (rows []Row) {
	for _, r := range d.rows {
		if r.From == s {
			rows = append(rows, r)
		}
	}
	return rows
}

// why is the row's own sentence.
func (d *drawing) why(r Row) string { return text{r.Why, r.WhyZH}.in(d.lang) }

// moves takes the rows together that lead from one state to another; those that stay are left to the tables.
type moves struct {
	from, to State
	rows     []Row
}

func (d *drawing) moves() (list []moves) {
	for _, r := range d.rows {
		if r.From == r.To {
			continue
		}
		at := -1
		for i := range list {
			if list[i].from == r.From && list[i].to == r.To {
				at = i
			}
		}
		if at < 0 {
			at, list = len(list), append(list, moves{from: r.From, to: r.To})
		}
		list[at].rows = append(list[at].rows, r)
	}
	return list
}

// label is what a diagram writes at an arrow: the command and what selects the row.
func (d *drawing) label(r Row) string {
	label := r.Command.Label(d.lang)
	if len(r.When) > 0 && !r.Repair {
		label += " [" + guardNames(r.When) + "]"
	}
	return label
}

// waits are the deadlines that may run in a state, by the rows that lead there.
func (d *drawing) waits(s State) (names []DeadlineName) {
	for n := DeadlineNone + 1; n < numDeadlines; n++ {
		for _, r := range d.rows {
			if deadlineInfos[n].scope.has(s) && containsDeadline(r.Sets, n) {
				names = append(names, n)
				break
			}
		}
	}
	return names
}

func containsDeadline(list []DeadlineName, n DeadlineName) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

func guardNames(guards []Guard) string {
	names := make([]string, len(guards))
	for i, g := range guards {
		names[i] = g.String()
	}
	return strings.Join(names, ", ")
}

// oneLine makes one line of a label: no control characters, no line breaks.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == 0x2028 || r == 0x2029:
			return ' '
		case r < ' ' || r == 0x7f || r == 0xfffd || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}
