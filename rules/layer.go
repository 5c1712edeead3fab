// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"sync/atomic"

	"github.com/icpfiling/icp/rules/internal/model"
)

// Layer gives the policy with a host's own layer over it, from an artifact that holds only what the host adds: rules of
// the layer host, new facts and decisions, and values of those that are open, such as another provider. rules/yaml reads
// such an addition from a folder. The copy has a digest of its own, and handles of its own: look facts and decisions up
// again. What a host may not do gives an *[ArtifactError] (RUL-009).
func (p *Policy) Layer(host []byte) (*Policy, error) {
	add, err := model.Decode(host)
	if err != nil {
		return nil, unread("", "", err)
	}
	merged, problems := model.Merge(p.m.Art, add)
	if len(problems) == 0 {
		problems = model.Check(merged)
	}
	var m *model.Policy
	if len(problems) == 0 {
		m, problems = model.CompileWithin(merged)
	}
	if len(problems) > 0 {
		return nil, unsound("", problems...)
	}
	out := newPolicy(m, nil)
	out.at = p.at
	return out, nil
}

// Live holds the policy a host judges by, and swaps it while others read. A policy that does not load changes nothing.
// It is safe for concurrent use.
type Live struct {
	now, before atomic.Pointer[Policy]
	changed     func(old, now *Policy)
}

// NewLive begins with a policy. changed, when not nil, is called after every swap with the old and the new policy, by the
// goroutine that swapped: the place to log rules/check's diff of the two.
func NewLive(p *Policy, changed func(old, now *Policy)) *Live {
	l := &Live{changed: changed}
	l.now.Store(p)
	return l
}

// Policy is the policy in force. A filing in progress keeps what its events recorded; see [Verdict].
func (l *Live) Policy() *Policy { return l.now.Load() }

// Swap loads an artifact and puts it in force. When it does not load, the error says why and the last good one stays.
func (l *Live) Swap(artifact []byte) error {
	p, err := Load(artifact)
	if err != nil {
		return err
	}
	l.put(p)
	return nil
}

// Back puts the policy before the last swap in force again, and reports whether there was one: a policy that loads can
// still be wrong.
func (l *Live) Back() bool {
	p := l.before.Load()
	if p != nil {
		l.put(p)
	}
	return p != nil
}

func (l *Live) put(p *Policy) {
	old := l.now.Swap(p)
	l.before.Store(old)
	if l.changed != nil {
		l.changed(old, p)
	}
}
