// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"crypto/sha256"
	"fmt"

	"github.com/icpfiling/icp/internal/worded"
)

// panicked is a panic while a filing was lived: of the machine, of a host's property, or ours. A worker has no caller
// that could recover it, so it ends the run like an error. Tell panics itself, for who wants the stack.
type panicked struct{ what any }

func (p *panicked) Error() string { return p.Text("en") }

// Text says what happened in "zh" or English; what was thrown stands as it is.
func (p *panicked) Text(lang string) string {
	return worded.Say("it panicked: %s", "程序崩溃：%s", fmt.Sprint(p.what)).Text(lang)
}

// lives is simulate for a worker, which no panic leaves.
func (l *life) lives(n int) (digest [sha256.Size]byte, err error) {
	defer func() {
		if what := recover(); what != nil {
			err = &FilingError{Seed: l.lab.Seed, Filing: n, Err: &panicked{what}}
		}
	}()
	return l.simulate(n)
}
