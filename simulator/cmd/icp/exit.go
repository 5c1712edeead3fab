// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"strings"
)

// Exit codes are a contract with scripts; see the package comment.
const (
	exitFine           = 0
	exitFindings       = 1 // findings, failed tests, violations
	exitUnanswered     = 2 // usage, unreadable input, an unpublished year, an internal error
	exitNondeterminism = 3 // the same input gave different bytes
	exitCoverage       = 4 // coverage below what was asked
)

// exitError ends a run with a code. An err of nil prints nothing: the command has said it on stdout already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// exitWith ends a run silently, after its result has been printed.
func exitWith(code int) error { return &exitError{code: code} }

// failf ends a run with one line on stderr. Write it as "what; where; what next", without the leading "icp:".
// Any other error a command returns counts as exitUnanswered.
func failf(code int, format string, args ...any) error {
	return &exitError{code: code, err: fmt.Errorf(format, args...)}
}

// report prints an error as one block, its first line led by "icp:", and returns the exit code.
func (a *app) report(err error) int {
	if err == nil {
		return exitFine
	}
	exit, ok := errors.AsType[*exitError](err)
	switch {
	case !ok: // nobody has worded it for this run
		a.printError(a.errorText(err))
		return exitUnanswered
	case exit.err != nil:
		a.printError(err.Error())
	}
	return exit.code
}

// reportPanic turns a defect of ours into one line. The stack is not for the person who ran the command; the
// message and the advice are.
func (a *app) reportPanic(v any) int {
	what := strings.ReplaceAll(fmt.Sprint(v), "\n", " ")
	a.printError(a.text(
		"internal error: "+what+"; this is a defect of icp, not of your input; please report it with the command line you ran",
		"内部错误："+what+"；这是 icp 的缺陷，与您的输入无关；请附上所用的命令行反馈"))
	return exitUnanswered
}

// printError shows an error. Its words may come from a file or from the command line: nothing in them steers the terminal.
func (a *app) printError(message string) {
	lead := "icp:"
	if a.errColor {
		lead = paint(styleError, lead)
	}
	message = bounded(visible(strings.TrimSpace(message)))
	if a.wraps {
		message = a.wrapError(message)
	}
	fmt.Fprintf(a.stderr, "%s %s\n", lead, strings.ReplaceAll(message, "\n", "\n  "))
}

// wrapError breaks an error into lines of the terminal it is read at; whoever reads it from a file or a pipe looks for
// one line.
func (a *app) wrapError(message string) string {
	const indent, lead = 2, len("icp: ")
	var lines []string
	for i, line := range strings.Split(message, "\n") {
		room := a.width - indent
		if i == 0 {
			room = a.width - lead
		}
		for _, part := range wrapped(line, room) {
			lines = append(lines, strings.TrimSpace(part))
		}
	}
	return strings.Join(lines, "\n")
}
