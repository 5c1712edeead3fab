// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// pageWidth is how many columns of a terminal the Markdown keeps to, where its words allow.
const pageWidth = 80

// markdown writes for each state what can be asked there: a table to find the row, and below it what each needs,
// starts and tells. What is the same in every state stands once, at the end.
func (d *drawing) markdown() string {
	everywhere := d.everywhere()
	shared := func(r Row) bool {
		return r.From != StateNone && slices.ContainsFunc(everywhere, func(x Row) bool { return x.Command == r.Command })
	}
	for _, s := range d.states() {
		mark := ""
		if s == d.here && s != StateNone {
			mark = d.say(" ← here", " ← 当前")
		}
		d.section(fmt.Sprintf("%s · `%s`%s", markdownText(d.words.status(s)), s, mark), slices.DeleteFunc(d.from(s), shared))
	}
	d.section(d.say("In every state of a filing", "备案的任何状态"), everywhere)
	return strings.TrimRight(d.b.String(), "\n") + "\n"
}

func (d *drawing) section(head string, rows []Row) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(&d.b, "## %s\n\n", head)
	d.overview(rows)
	for _, r := range rows {
		d.details(r)
	}
	d.b.WriteString("\n")
}

// everywhere are the rows that every state of a filing which is drawn has alike, given once; they stay where they are.
func (d *drawing) everywhere() (rows []Row) {
	var from stateSet
	for _, r := range d.rows {
		from |= setOf(r.From) &^ setOf(StateNone)
	}
	for _, r := range d.rows {
		var alike stateSet
		for _, x := range d.rows {
			switch {
			case x.Command != r.Command || x.From == StateNone:
			case x.From == x.To && x.Why == r.Why && slices.Equal(x.When, r.When) && slices.Equal(x.Guards, r.Guards) &&
				slices.Equal(x.Sets, r.Sets) && slices.Equal(x.Tells, r.Tells):
				alike |= setOf(x.From)
			default:
				alike |= 1 << numStates // another row of the command, somewhere
			}
		}
		known := slices.ContainsFunc(rows, func(x Row) bool { return x.Command == r.Command })
		if r.From != StateNone && alike == from && bits.OnesCount16(uint16(from)) > 1 && !known {
			rows = append(rows, r)
		}
	}
	return rows
}

// overview is the short table of a state.
func (d *drawing) overview(rows []Row) {
	table := [][]string{{d.say("command", "命令"), d.say("to", "至"), d.say("who", "由谁"), d.say("source", "依据")}}
	for _, r := range rows {
		to := r.To.String()
		if r.To == r.From {
			to = d.say("stays", "不变")
		}
		table = append(table, []string{"`" + r.Command.String() + "`", to, d.say(strings.ReplaceAll(r.Command.Actor().String(), "_", " "), d.words.actor(r.Command.Actor())), markdownText(r.Source)})
	}
	widths := make([]int, len(table[0]))
	for _, row := range table {
		for i, cell := range row {
			widths[i] = max(widths[i], cells(cell))
		}
	}
	for n, row := range table {
		for i, cell := range row {
			d.b.WriteString("| " + cell + strings.Repeat(" ", widths[i]-cells(cell)+1))
		}
		d.b.WriteString("|\n")
		if n == 0 {
			for _, w := range widths {
				d.b.WriteString("|" + strings.Repeat("-", w+2))
			}
			d.b.WriteString("|\n")
		}
	}
	d.b.WriteString("\n")
}

// details say what a row needs and does, wrapped to the page.
func (d *drawing) details(r Row) {
	head := "**" + r.Command.String() + "**"
	if r.To != r.From {
		head += " → **" + r.To.String() + "**"
	}
	parts := []string{head + d.say(": ", "：") + markdownText(d.why(r))}
	add := func(en, zh string, names []string) {
		if len(names) > 0 {
			parts = append(parts, d.say(en, zh)+strings.Join(names, d.say(", ", "、"))+d.say(".", "。"))
		}
	}
	add("Taken if: ", "适用条件：", quoted(r.When))
	add("Needs: ", "须满足：", quoted(r.Guards))
	var starts, tells []string
	for _, n := range r.Sets {
		starts = append(starts, "`"+n.String()+"`")
	}
	for _, t := range r.Tells {
		tells = append(tells, code(t.Topic))
	}
	add("Starts: ", "起算时限：", starts)
	add("Tells: ", "通知：", tells)
	d.wrap(parts)
}

func quoted(guards []Guard) (names []string) {
	for _, g := range guards {
		names = append(names, "`"+g.String()+"`")
	}
	return names
}

// wrap writes a list item within the page, each part on a line of its own.
func (d *drawing) wrap(parts []string) {
	lead := "- "
	for _, part := range parts {
		line, column := lead, cells(lead)
		for _, piece := range pieces(part) {
			if column > len(lead) && column+cells(strings.TrimRight(piece, " ")) > pageWidth {
				d.b.WriteString(strings.TrimRight(line, " ") + "\n")
				line, column = "  ", len("  ")
			}
			line, column = line+piece, column+cells(piece)
		}
		d.b.WriteString(strings.TrimRight(line, " ") + "\n")
		lead = "  "
	}
}

// pieces splits a text where a line may break: after blanks and Chinese marks, and between wide characters.
func pieces(s string) (list []string) {
	const marks = "，。、；：）」！？"
	start := 0
	var before rune
	for i, r := range s {
		mark := strings.ContainsRune(marks, r)
		if i > 0 && r != ' ' && (before == ' ' || !mark && (strings.ContainsRune(marks, before) || wide(before) && wide(r))) {
			list = append(list, s[start:i])
			start = i
		}
		before = r
	}
	return append(list, s[start:])
}

// wide reports whether a terminal gives a character two columns.
func wide(r rune) bool {
	return r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x20000 && r <= 0x3fffd
}

// cells is the width of a text in columns of a terminal.
func cells(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if wide(r) {
			n++
		}
	}
	return n
}

// code is a name between backticks, where nothing is an escape: what would end it, or be a tag, is not there.
func code(s string) string {
	return "`" + strings.NewReplacer("`", "'", "<", "'", ">", "'").Replace(oneLine(s)) + "`"
}

// markdownText keeps a text from being taken for Markdown or HTML.
func markdownText(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", `\#`, "~", `\~`,
	).Replace(oneLine(s))
}
