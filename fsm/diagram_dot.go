// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"strings"
)

// dot writes a graph for Graphviz: final states have a double border, what a deadline does is dashed.
func (d *drawing) dot() string {
	b := &d.b
	b.WriteString("digraph filing {\n")
	b.WriteString("  graph [rankdir=TB, nodesep=0.35, ranksep=0.55, fontname=\"Noto Sans CJK SC, sans-serif\"]\n")
	b.WriteString("  node [shape=box, style=\"rounded,filled\", fillcolor=\"#f5f7fa\", fontname=\"Noto Sans CJK SC, sans-serif\", fontsize=11]\n")
	b.WriteString("  edge [fontname=\"Noto Sans CJK SC, sans-serif\", fontsize=9]\n")
	for _, s := range d.states() {
		if s == StateNone {
			b.WriteString("  none [shape=point, width=0.18, label=\"\"]\n")
			continue
		}
		label := []string{d.words.status(s), s.String()}
		for _, n := range d.waits(s) {
			label = append(label, d.say("deadline: ", "时限：")+d.words.deadline(n))
		}
		fmt.Fprintf(b, "  %s [label=%s%s]\n", s, dotText(label...), d.dotStyle(s))
	}
	for _, move := range d.moves() {
		labels := make([]string, len(move.rows))
		style := ", style=dashed"
		for i, r := range move.rows {
			labels[i] = d.label(r)
			if r.Command != CmdTick {
				style = ""
			}
		}
		fmt.Fprintf(b, "  %s -> %s [label=%s%s]\n", move.from, move.to, dotText(labels...), style)
	}
	b.WriteString("}\n")
	return b.String()
}

func (d *drawing) dotStyle(s State) string {
	style := ""
	if s.Final() {
		style += ", peripheries=2"
	}
	if s == d.here {
		style += ", fillcolor=\"#ffe08a\", color=\"#b35900\", penwidth=3"
	}
	return style
}

// dotText quotes lines for Graphviz, which knows the backslash and the quote, and entities behind an ampersand.
func dotText(lines ...string) string {
	for i, line := range lines {
		lines[i] = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;").Replace(oneLine(line))
	}
	return `"` + strings.Join(lines, `\n`) + `"`
}
