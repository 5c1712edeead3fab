// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
)

// rowsTaken runs scripts line by line and gives the rows their commands took, and every two that followed one another.
func rowsTaken(t *testing.T, m *fsm.Machine, scripts []fsm.Script) (rows map[string]bool, pairs map[[2]string]bool, states map[fsm.State]int) {
	t.Helper()
	rows, pairs, states = map[string]bool{}, map[[2]string]bool{}, map[fsm.State]int{}
	for _, script := range scripts {
		require.Empty(t, script.Fails)
		r := scenario.New(m)
		before := ""
		for _, line := range script.Lines() {
			from := r.Subject.Filing.State
			_, err := r.Run(line)
			require.NoError(t, err, line)
			require.Nil(t, r.Refused, "%s\n%v", strings.Join(script.Lines(), "\n"), r.Refused)
			word, _, _ := strings.Cut(line, " ")
			if word == "at" {
				continue
			}
			if word == "import" {
				word = "import_record"
			}
			row := fmt.Sprintf("%s/%s>%s", from, word, r.Subject.Filing.State)
			rows[row] = true
			if before != "" {
				pairs[[2]string{before, row}] = true
			}
			before = row
		}
		if n, ok := states[r.Subject.Filing.State]; !ok || len(script.Commands) < n {
			states[r.Subject.Filing.State] = len(script.Commands)
		}
		// Typed and printed, the script tells the same story.
		typed, err := script.Replay(m, fsm.Subject{ID: "s-1"})
		require.NoError(t, err)
		require.Equal(t, r.Subject, typed)
	}
	return rows, pairs, states
}

func TestPathSuites(t *testing.T) {
	m := shipped(t)
	for day, facts := range map[string]map[string]string{
		"2018-04-04": nil,
		"2019-08-20": {"subject_kind": "enterprise", "kind": "change_website"},
		"2026-11-01": {"subject_kind": "enterprise", "kind": "first_filing"},
	} {
		t.Run(day, func(t *testing.T) {
			at := date(t, day)
			findings, err := m.Verify(at, facts)
			require.NoError(t, err)
			never := map[string]bool{}
			unreachable := map[fsm.State]bool{}
			for _, f := range findings {
				never[f.Row] = true
				unreachable[f.State] = unreachable[f.State] || f.Check == fsm.Unreachable
			}

			shortest, err := m.Paths(at, facts, fsm.ShortestPaths)
			require.NoError(t, err)
			_, _, states := rowsTaken(t, m, shortest)
			for _, s := range fsm.States()[1:] {
				_, reached := states[s]
				require.NotEqual(t, unreachable[s], reached, s)
			}

			all, err := m.Paths(at, facts, fsm.Transitions)
			require.NoError(t, err)
			rows, _, _ := rowsTaken(t, m, all)
			for _, row := range m.Table() {
				if !row.Repair && !never[row.ID()] && !unreachable[row.From] && row.From.InProgress() && row.Command != fsm.CmdImportRecord {
					require.True(t, rows[row.ID()], "no script takes %s", row.ID())
				}
			}

			two, err := m.Paths(at, facts, fsm.Pairs)
			require.NoError(t, err)
			again, pairs, _ := rowsTaken(t, m, two)
			require.Subset(t, keys(again), keys(rows))
			require.Greater(t, len(pairs), len(rows))
			moves := 0
			for _, s := range two {
				moves += len(s.Commands)
			}
			t.Logf("%d scripts to states; %d take %d rows; %d take %d pairs in %d moves", len(shortest), len(all), len(rows), len(two), len(pairs), moves)
		})
	}
}

func keys[K comparable, V any](m map[K]V) []K {
	var list []K
	for k := range m {
		list = append(list, k)
	}
	return list
}

// TestShortestIsShortest holds the scripts to the states of one class against the length of a known story.
func TestShortestIsShortest(t *testing.T) {
	m := shipped(t)
	scripts, err := m.Paths(date(t, "2018-04-04"), map[string]string{"kind": "change_website", "region": "shanghai", "subject_kind": "enterprise"}, fsm.ShortestPaths)
	require.NoError(t, err)
	_, _, states := rowsTaken(t, m, scripts)
	require.Equal(t, 2, states[fsm.Draft]) // import, open
	require.Equal(t, 3, states[fsm.Abandoned])
	require.Equal(t, states[fsm.PreliminaryReview]+1, states[fsm.Verification])
	require.Equal(t, states[fsm.PreliminaryReview]+2, states[fsm.VerificationReview])
	require.Equal(t, states[fsm.AuthorityReview]+1, states[fsm.Approved])
}

func TestPathsWantAScope(t *testing.T) {
	m := shipped(t)
	_, err := m.Paths(calendar.Date{}, nil, fsm.Transitions)
	require.ErrorContains(t, err, "FSM-095")
	_, err = m.Paths(date(t, "2018-04-04"), map[string]string{"region": "atlantis"}, fsm.Pairs)
	require.ErrorContains(t, err, "atlantis")
}

// TestReplayHoldsAScriptToItsWord: a script that fails where it should not, or not where it should, is an error.
func TestReplayHoldsAScriptToItsWord(t *testing.T) {
	m := shipped(t)
	at := date(t, "2018-04-04").Time()
	early := fsm.Script{Commands: []fsm.Command{fsm.Submit{}}, At: []time.Time{at}}
	_, err := early.Replay(m, fsm.Subject{ID: "s-1"})
	require.ErrorContains(t, err, "FSM-094")
	refusal, ok := errors.AsType[*fsm.Refusal](err)
	require.True(t, ok)
	early.Fails = refusal.Code()
	_, err = early.Replay(m, fsm.Subject{ID: "s-1"})
	require.NoError(t, err)
	early.Fails = "FSM-091"
	_, err = early.Replay(m, fsm.Subject{ID: "s-1"})
	require.ErrorContains(t, err, "FSM-094")
}

// TestScriptAsGo parses what Go prints: fields and constants that exist, nothing unexported.
func TestScriptAsGo(t *testing.T) {
	m := shipped(t)
	scripts, err := m.Paths(date(t, "2018-04-04"), nil, fsm.Transitions)
	require.NoError(t, err)
	for _, script := range scripts {
		text := script.Go()
		expression, err := parser.ParseExpr(text)
		require.NoError(t, err, text)
		ast.Inspect(expression, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.SelectorExpr:
				require.True(t, x.Sel.IsExported(), text)
			case *ast.KeyValueExpr:
				require.True(t, x.Key.(*ast.Ident).IsExported(), text)
			}
			return true
		})
	}
	script := fsm.Script{
		Commands: []fsm.Command{&fsm.Reconcile{Observed: fsm.SMSReturned, Evidence: "e"}},
		At:       []time.Time{date(t, "2018-04-04").Time()},
		Fails:    "FSM-005",
	}
	require.Equal(t, `fsm.Script{
	Commands: []fsm.Command{
		fsm.Reconcile{Observed: fsm.SMSReturned, Evidence: "e"},
	},
	At: []time.Time{
		time.Date(2018, 4, 4, 0, 0, 0, 0, calendar.Zone()),
	},
	Fails: "FSM-005",
}`, script.Go())
}
