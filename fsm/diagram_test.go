// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// TestDiagrams runs testdata/diagram: draw FORMAT at=DATE lang=LANG state=STATE FACT=VALUE ...; the rows are those
// enabled for the facts, repair left out. Rewrite with -rewrite.
func TestDiagrams(t *testing.T) {
	m := shipped(t)
	datadriven.Walk(t, "testdata/diagram", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			format := map[string]fsm.Format{"markdown": fsm.Markdown, "mermaid": fsm.Mermaid, "dot": fsm.DOT}[d.Cmd]
			require.Equal(t, d.Cmd, format.String())
			facts, at, lang, here := map[string]string{}, "", "en", fsm.StateNone
			for _, arg := range d.CmdArgs {
				switch value := arg.Vals[0]; arg.Key {
				case "at":
					at = value
				case "lang":
					lang = value
				case "state":
					here, _ = fsm.ParseState(value)
				default:
					facts[arg.Key] = value
				}
			}
			rows, err := m.Enabled(date(t, at), facts)
			require.NoError(t, err)
			rows = slices.DeleteFunc(rows, func(r fsm.Row) bool { return r.Repair })
			out := m.Draw(rows, format, lang, here)
			if format == fsm.Markdown {
				for line := range strings.Lines(out) {
					require.LessOrEqual(t, runewidth.StringWidth(strings.TrimRight(line, "\n")), 80, line)
				}
			}
			return out
		})
	})
}

// TestEnabledIsSmaller: a province and kind take fewer rows than the table has, and only rows of the table.
func TestEnabledIsSmaller(t *testing.T) {
	m := shipped(t)
	rows, err := m.Enabled(date(t, "2018-04-04"), map[string]string{"region": "上海", "kind": "change_website"})
	require.NoError(t, err)
	ids := func(rows []fsm.Row) (list []string) {
		for _, r := range rows {
			list = append(list, r.ID())
		}
		return list
	}
	require.Subset(t, ids(m.Table()), ids(rows))
	require.NotContains(t, ids(rows), "verification/upload_photo>verification_review", "Shanghai has its own app (S0-20)")
	require.Contains(t, ids(rows), "verification/app_verify>verification_review")
	require.NotContains(t, ids(rows), "ready/submit_to_authority>sms_verification")
}

// nasty are labels made to break out of a diagram.
var nasty = []string{
	`quote " and backslash \ and \" both`, "line\nbreak\r\n and tab\t", "colon: and --> arrow", "a | pipe | b", "`code` *bold* _it_ [x](y)",
	"<script>alert(1)</script>", "#35; & &amp; ;", "上海“管局”：核验｜通过", "\u202eright to left\u2028separator", "%%{init: {}}%%", "}\nend\n[*] --> evil", `";} digraph evil {`,
}

// TestLabelsCannotBreakOut draws rows whose words are syntax elsewhere: no format gets more lines, states or arrows.
func TestLabelsCannotBreakOut(t *testing.T) {
	m := shipped(t)
	row := fsm.Row{From: fsm.Draft, Command: fsm.CmdSubmit, To: fsm.Ready, Event: fsm.EventSubmitted, Why: "w", WhyZH: "w", Source: "s"}
	row.Tells = []fsm.Tell{{Topic: "t", Kind: notify.KindProgress}}
	for _, lang := range []string{"en", "zh"} {
		for _, format := range []fsm.Format{fsm.Markdown, fsm.Mermaid, fsm.DOT} {
			lines := strings.Count(m.Draw([]fsm.Row{row}, format, lang, fsm.Draft), "\n")
			for _, label := range nasty {
				bad := row
				bad.Why, bad.WhyZH, bad.Source, bad.Tells = label, label, label, []fsm.Tell{{Topic: label, Kind: notify.KindProgress}}
				out := m.Draw([]fsm.Row{bad}, format, lang, fsm.Draft)
				require.LessOrEqual(t, strings.Count(out, "\n"), lines+2, out) // a long sentence may wrap
				require.NotContains(t, out, "<script>")
				require.NotContains(t, out, "\u202e")
			}
		}
	}
}
