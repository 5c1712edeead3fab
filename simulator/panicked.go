// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"crypto/sha256"
	"fmt"
	"path"
	"runtime"
	"strings"
)

// panicked is a panic while a filing was lived: of the machine, of a host's property, or ours. A worker has no caller
// that could recover it, so it ends the run like an error. Tell panics itself, for who wants the stack.
type panicked struct {
	what  any
	where string // the function and its line
}

func (p *panicked) Error() string { return fmt.Sprintf("%s panicked: %v", p.where, p.what) }

// lives is simulate for a worker, which no panic leaves.
func (l *life) lives(n int) (digest [sha256.Size]byte, err error) {
	defer func() {
		if what := recover(); what != nil {
			err = &FilingError{Seed: l.lab.Seed, Filing: n, Err: &panicked{what, panicPlace()}}
		}
	}()
	return l.simulate(n)
}

// panicPlace names the function that panicked, called from what recovers.
func panicPlace() string {
	var calls [64]uintptr
	frames := runtime.CallersFrames(calls[:runtime.Callers(2, calls[:])])
	raised := false
	for {
		f, more := frames.Next()
		name := f.Function[strings.LastIndexByte(f.Function, '/')+1:]
		switch ours := !strings.HasPrefix(f.Function, "runtime."); {
		case raised && ours:
			return fmt.Sprintf("%s (%s:%d)", name, path.Base(f.File), f.Line)
		case !ours:
			raised = true
		}
		if !more {
			return "the simulation"
		}
	}
}
