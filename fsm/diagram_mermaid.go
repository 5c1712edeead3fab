// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"strings"
)

// mermaid writes a stateDiagram-v2. Names of states are their own identifiers; words stand in quoted labels.
func (d *drawing) mermaid() string {
	b := &d.b
	b.WriteString("stateDiagram-v2\n")
	for _, s := range d.states() {
		if s == StateNone {
			continue
		}
		label := d.words.status(s) + " (" + s.String() + ")"
		for _, n := range d.waits(s) {
			label += "<br/>" + d.say("deadline: ", "时限：") + d.words.deadline(n)
		}
		fmt.Fprintf(b, "  state \"%s\" as %s\n", mermaidText(label), s)
	}
	for _, move := range d.moves() {
		from, to := move.from.String(), move.to.String()
		if move.from == StateNone {
			from = "[*]"
		}
		labels := make([]string, len(move.rows))
		for i, r := range move.rows {
			labels[i] = mermaidText(d.label(r))
		}
		fmt.Fprintf(b, "  %s --> %s: %s\n", from, to, strings.Join(labels, "<br/>"))
	}
	for _, s := range d.states() {
		if s.Final() {
			fmt.Fprintf(b, "  %s --> [*]\n", s)
		}
	}
	if d.here != StateNone {
		b.WriteString("  classDef here fill:#ffe08a,stroke:#b35900,stroke-width:3px\n")
		fmt.Fprintf(b, "  class %s here\n", d.here)
	}
	return b.String()
}

// mermaidText writes what Mermaid would take for syntax as numbered entities; the line break we set stays.
func mermaidText(s string) string {
	var b strings.Builder
	for i, part := range strings.Split(oneLine(s), "<br/>") {
		if i > 0 {
			b.WriteString("<br/>")
		}
		for _, r := range part {
			if strings.ContainsRune("\"#;:<>&{}%`\\", r) {
				fmt.Fprintf(&b, "#%d;", r)
				continue
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}
