// SPDX-License-Identifier: Apache-2.0

// Command icp runs simulations of ICP filings, reads and explains province rules, answers business-day questions
// and shows the filing's state machine.
//
// Results go to stdout, progress and errors to stderr. The exit code says how it ended: 0 fine; 1 findings, failed
// tests or violations; 2 could not answer, or stopped before the end; 3 nondeterminism; 4 coverage below what was asked.
package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error like any other, see undelivered
	os.Exit(run(os.Args[1:], process{
		stdin:    os.Stdin,
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		env:      os.Getenv,
		terminal: isTerminal,
		version:  buildVersion(),
	}, groups()))
}

// buildVersion is the module version the binary was built from, "(devel)" for a working copy.
func buildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
