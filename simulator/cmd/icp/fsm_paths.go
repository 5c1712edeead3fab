// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/fsm"
)

// fsmPaths is `icp fsm paths`: stories that exercise the machine, in the lines scenarios are written in.
func fsmPaths(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "paths --at DATE",
		Short:   a.text("scripts that exercise the machine, every command in them accepted", "演练状态机的脚本，其中每条命令都会被接受"),
		Example: "  icp fsm paths --at 2018-04-04 --region tianjin --kind first_filing --suite pairs --format json",
		Args:    exactArgs(a),
	}
	flags := addFSMFlags(a, cmd)
	suites := []fsm.Suite{fsm.ShortestPaths, fsm.Transitions, fsm.Pairs}
	suite := newChoice(suites[0].String(), names(suites)...)
	cmd.Flags().Var(suite, "suite", a.text("to every state, over every row, or over every two rows in a row", "到达每个状态、走遍每一行、走遍每两个相邻行"))
	mustComplete(cmd, "suite", names(suites))
	format := formatFlag(a, cmd, "pretty", "json", "go")
	cmd.RunE = func(*cobra.Command, []string) error {
		m, at, facts, err := flags.machine(a)
		if err != nil {
			return err
		}
		var scripts []fsm.Script
		for _, s := range suites {
			if s.String() == suite.String() {
				scripts, err = m.Paths(at, facts, s)
			}
		}
		if err != nil {
			return err
		}
		switch format.String() {
		case "json":
			return a.writeJSON(newPathsJSON(m, at.String(), suite.String(), facts, scripts))
		case "go":
			return a.printGo(scripts)
		}
		return a.printPaths(m, scripts)
	}
	return cmd
}

// ends are the states in which scripts end.
func ends(m *fsm.Machine, script fsm.Script) (fsm.State, error) {
	s, err := script.Replay(m, fsm.Subject{ID: "s-1"})
	return s.Filing.State, err
}

func (a *app) printPaths(m *fsm.Machine, scripts []fsm.Script) error {
	for i, script := range scripts {
		end, err := ends(m, script)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "# %d: %s\n%s\n\n", i+1, end, strings.Join(script.Lines(), "\n"))
	}
	commands := 0
	for _, script := range scripts {
		commands += len(script.Commands)
	}
	_, err := fmt.Fprintf(a.stdout, "%s\n", a.text(
		fmt.Sprintf("# %d scripts, %d commands", len(scripts), commands), fmt.Sprintf("# 共 %d 个脚本，%d 条命令", len(scripts), commands)))
	return err
}

func (a *app) printGo(scripts []fsm.Script) error {
	for _, script := range scripts {
		if _, err := fmt.Fprintf(a.stdout, "%s,\n", script.Go()); err != nil {
			return err
		}
	}
	return nil
}

type pathsJSON struct {
	SchemaVersion int               `json:"schema_version"`
	Policy        string            `json:"policy"`
	At            string            `json:"at"`
	Suite         string            `json:"suite"`
	Facts         map[string]string `json:"facts"`
	Scripts       []scriptJSON      `json:"scripts"`
}

// scriptJSON is a script in scenario lines, and the code its last line is answered with, if it is refused.
type scriptJSON struct {
	Commands int      `json:"commands"`
	Lines    []string `json:"lines"`
	Fails    string   `json:"fails,omitempty"`
}

func newScriptJSON(s fsm.Script) scriptJSON {
	return scriptJSON{Commands: len(s.Commands), Lines: s.Lines(), Fails: s.Fails}
}

func newPathsJSON(m *fsm.Machine, at, suite string, facts map[string]string, scripts []fsm.Script) pathsJSON {
	out := pathsJSON{SchemaVersion: 1, Policy: m.Policy().Digest(), At: at, Suite: suite, Facts: facts, Scripts: []scriptJSON{}}
	for _, s := range scripts {
		out.Scripts = append(out.Scripts, newScriptJSON(s))
	}
	return out
}
