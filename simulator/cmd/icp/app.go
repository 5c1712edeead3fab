// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"os"

	"github.com/mattn/go-isatty"
)

// process is everything a run takes from the operating system, so that a test can stand in for it.
type process struct {
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
	env      func(name string) string
	terminal func(io.Writer) bool
	version  string
}

// app is what every command of one run shares. Commands read it and never change it.
type app struct {
	stdin   io.Reader
	stdout  io.Writer // results only
	stderr  io.Writer // progress, logs, errors
	env     func(name string) string
	version string

	lang     string // "en" or "zh": the language of everything a person reads
	color    bool   // stdout may carry colour
	errColor bool   // stderr may carry colour
	progress bool   // stderr is a terminal that can rewrite its line
	wraps    bool   // stderr is read by a person at a terminal: long lines are wrapped there
	width    int    // cells a line of a result may take
}

func newApp(p process, args []string) *app {
	colored := p.env("NO_COLOR") == "" && p.env("TERM") != "dumb"
	errTerminal := p.terminal(p.stderr)
	a := &app{
		stdin: p.stdin, stdout: p.stdout, stderr: p.stderr, env: p.env, version: p.version,
		lang:     chooseLang(args, p.env),
		color:    colored && p.terminal(p.stdout),
		errColor: colored && errTerminal,
		progress: errTerminal && p.env("TERM") != "dumb",
		wraps:    errTerminal,
		width:    lineWidth(p.env),
	}
	if file, ok := p.stdin.(*os.File); ok && p.terminal(file) {
		a.stdin = &typed{Reader: file, app: a}
	}
	return a
}

// text picks the wording in the language of this run.
func (a *app) text(en, zh string) string {
	if a.lang == "zh" {
		return zh
	}
	return en
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
