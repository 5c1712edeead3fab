// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/fsm"
)

// fsmTable is `icp fsm table`: what can be asked in each state, for whom and by which source.
func fsmTable(a *app) *cobra.Command {
	return fsmRows(a, "table", a.text("the rows filings can take, as a table", "备案可走的各行（表格）"),
		"  icp fsm table --at 2018-04-04 --region shanghai --kind change_website --state verification",
		"markdown", "mermaid", "dot", "json")
}

// fsmDiagram is `icp fsm diagram`: the same rows as a picture.
func fsmDiagram(a *app) *cobra.Command {
	return fsmRows(a, "diagram", a.text("the rows filings can take, as a diagram", "备案可走的各行（状态图）"),
		"  icp fsm diagram --at 2018-04-04 --region guangdong --format dot | dot -Tsvg > filing.svg",
		"mermaid", "dot", "markdown", "json")
}

func fsmRows(a *app, use, short, example string, formats ...string) *cobra.Command {
	cmd := &cobra.Command{Use: use + " --at DATE", Short: short, Example: example, Args: exactArgs(a)}
	if use == "diagram" {
		cmd.SuggestFor = []string{"graph", "draw"}
	}
	flags := addFSMFlags(a, cmd)
	format := formatFlag(a, cmd, formats...)
	state := cmd.Flags().String("state", "", a.text("mark the state where a filing stands", "标出备案当前状态"))
	all := cmd.Flags().Bool("all", false, a.text("every row of the table, those of repair and those nobody can take", "状态表的全部行，包括修复行和走不到的行"))
	cmd.RunE = func(*cobra.Command, []string) error {
		m, at, facts, err := flags.machine(a)
		if err != nil {
			return err
		}
		here, err := readState(a, *state)
		if err != nil {
			return err
		}
		rows := m.Table()
		if !*all {
			if rows, err = m.Enabled(at, facts); err != nil {
				return err
			}
			rows = slices.DeleteFunc(rows, func(r fsm.Row) bool { return r.Repair })
		}
		for _, f := range []fsm.Format{fsm.Markdown, fsm.Mermaid, fsm.DOT} {
			if f.String() == format.String() {
				_, err = io.WriteString(a.stdout, heading(f, flags.title(at))+m.Draw(rows, f, a.lang, here))
				return err
			}
		}
		return a.writeJSON(newRowsJSON(m, at.String(), facts, rows))
	}
	return cmd
}

// heading says above the rows which filings they are for, in each format's own way.
func heading(f fsm.Format, title string) string {
	switch f {
	case fsm.Mermaid:
		return "%% icp fsm: " + title + "\n"
	case fsm.DOT:
		return "// icp fsm: " + title + "\n"
	}
	return "# icp fsm · " + title + "\n\n"
}

func readState(a *app, name string) (fsm.State, error) {
	s, ok := fsm.ParseState(name)
	if ok || name == "" {
		return s, nil
	}
	var names []string
	for _, s := range fsm.States() {
		names = append(names, s.String())
	}
	return s, failf(exitUnanswered, "%s%s", a.text("unknown state \""+clip(name)+"\"; ", "没有状态 \""+clip(name)+"\"；"),
		orNear(a, "", nearName(name, names), a.text("icp fsm table names them", "icp fsm table 列出全部状态")))
}

type rowsJSON struct {
	SchemaVersion int               `json:"schema_version"`
	Policy        string            `json:"policy"`
	At            string            `json:"at"`
	Facts         map[string]string `json:"facts"`
	Rows          []rowJSON         `json:"rows"`
}

type rowJSON struct {
	ID      string            `json:"id"`
	From    string            `json:"from"`
	Command string            `json:"command"`
	To      string            `json:"to"`
	Actor   string            `json:"actor"`
	When    []string          `json:"when,omitempty"`
	Guards  []string          `json:"guards,omitempty"`
	Event   string            `json:"event"`
	Judges  string            `json:"judges,omitempty"`
	Sets    []string          `json:"sets,omitempty"`
	Tells   []string          `json:"tells,omitempty"`
	Repair  bool              `json:"repair,omitempty"`
	Why     map[string]string `json:"why"`
	Source  string            `json:"source"`
}

func newRowsJSON(m *fsm.Machine, at string, facts map[string]string, rows []fsm.Row) rowsJSON {
	out := rowsJSON{SchemaVersion: 1, Policy: m.Policy().Digest(), At: at, Facts: facts, Rows: []rowJSON{}}
	for _, r := range rows {
		one := rowJSON{
			ID: r.ID(), From: r.From.String(), Command: r.Command.String(), To: r.To.String(), Actor: r.Command.Actor().String(),
			When: names(r.When), Guards: names(r.Guards), Event: r.Event.String(), Judges: r.Judges, Sets: names(r.Sets),
			Repair: r.Repair, Why: map[string]string{"en": r.Why, "zh": r.WhyZH}, Source: r.Source,
		}
		for _, t := range r.Tells {
			one.Tells = append(one.Tells, t.Topic)
		}
		out.Rows = append(out.Rows, one)
	}
	return out
}

func names[T fmt.Stringer](list []T) []string {
	var texts []string
	for _, x := range list {
		texts = append(texts, x.String())
	}
	return texts
}
