// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"crypto/sha256"

	"github.com/icpfiling/icp/internal/worded"
)

// NondeterminismError (SIM-009) says that a filing, simulated twice, gave two logs: a defect of the machine, the policy
// or the simulator, after which no digest means anything.
type NondeterminismError struct {
	Seed   uint64
	Filing int
	// Line is the first line of the log that differs, from 1; First and Second are what stood there.
	Line          int
	First, Second string
}

// Error is [NondeterminismError.Text] in English.
func (e *NondeterminismError) Error() string { return e.Text("en") }

// Text says in "zh" or English which filing it is and where its logs part.
func (e *NondeterminismError) Text(lang string) string {
	return worded.Say(
		"SIM-009: filing %d of seed %d gave two logs: line %d is once %.300s and once %.300s; find what hangs on something else than its arguments",
		"SIM-009：种子 %[2]d 的第 %[1]d 号备案两次模拟的日志不同：第 %[3]d 行分别为 %.300[4]s 与 %.300[5]s；请查找依赖参数以外因素之处",
		e.Filing, e.Seed, e.Line, e.First, e.Second).Text(lang)
}

// again lives a stretch once more, backwards and in a life with another past, and compares.
func (l *life) again(first int, digests [][sha256.Size]byte) error {
	for i := len(digests) - 1; i >= 0; i-- {
		digest, err := l.lives(first + i)
		if err != nil {
			return err
		}
		if digest != digests[i] {
			return l.parts(first + i)
		}
	}
	return nil
}

// parts words where the log of the filing just lived parts from that of a new life.
func (l *life) parts(n int) error {
	one := bytes.Clone(l.buf)
	other := newLife(l.lab)
	if _, err := other.simulate(n); err != nil {
		return err
	}
	e := &NondeterminismError{Seed: l.lab.Seed, Filing: n}
	a, err := l.lab.linesOf(other.buf)
	if err != nil {
		return err
	}
	b, err := l.lab.linesOf(one)
	if err != nil {
		return err
	}
	for e.Line < min(len(a), len(b))-1 && bytes.Equal(a[e.Line], b[e.Line]) {
		e.Line++
	}
	e.First, e.Second = string(a[e.Line]), string(b[e.Line])
	e.Line++
	return e
}
