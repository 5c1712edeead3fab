// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"context"
	"sync"

	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// batch is how many filings travel together from a run to the comparison.
const batch = 64

// Run lives the filings under both policies and compares them pair by pair. Differences are a result; a policy that
// cannot judge the filings is an error. A cancelled context ends the run early with SIM-005, which wraps its error, and
// with the Result of the pairs compared by then, marked Partial; without any there is none.
func Run(ctx context.Context, o Options) (*Result, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	var runs sync.WaitGroup
	defer runs.Wait()
	defer cancel()

	old := live(ctx, &runs, o.Run, o.Old)
	now := live(ctx, &runs, o.Run, o.New)
	p := newPairs(o)
	next := firstLook
	for {
		a, b := <-old.batches, <-now.batches
		for i := range min(len(a), len(b)) {
			p.add(&a[i], &b[i])
			if p.n == next && o.HalfWidth > 0 {
				next *= 2
				if p.looks++; p.narrow() {
					return p.result(), nil
				}
			}
		}
		if o.Run.Progress != nil && len(a) > 0 {
			o.Run.Progress(p.n)
		}
		switch {
		case ctx.Err() != nil:
			return p.partial(), worded.Say("SIM-005: the comparison was stopped after %d of %d filings: %v; run it again for the others",
				"SIM-005：比较在 %[2]d 件备案中完成 %[1]d 件后停止：%[3]v；重新运行以比较其余备案", p.n, o.Run.Filings, ctx.Err()).Because(ctx.Err())
		case len(a) == 0 && old.err != nil: // it has ended, so its error may be read
			return nil, worded.Say("by the old policy: %v", "按旧规则：%v", old.err).Because(old.err)
		case len(b) == 0 && now.err != nil:
			return nil, worded.Say("by the new policy: %v", "按新规则：%v", now.err).Because(now.err)
		case len(a) == 0 || len(b) == 0:
			return p.result(), nil
		}
	}
}

// side is one of the two runs.
type side struct {
	batches chan []outcome.Filing // in the order of the numbers; closed at the end
	err     error                 // to be read after it was closed
}

// live starts a run that hands its filings out in batches. It stands still while nobody takes them.
func live(ctx context.Context, runs *sync.WaitGroup, o simulator.Options, p *rules.Policy) *side {
	s := &side{batches: make(chan []outcome.Filing, 4)}
	o.Policy, o.Workers = p, max(o.Workers/2, 1)
	o.Courses, o.Log, o.Stations, o.Progress = true, nil, nil, nil
	var open []outcome.Filing
	send := func() error {
		select {
		case s.batches <- open:
			open = nil
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	o.Each = func(f outcome.Filing) error {
		if open = append(open, f); len(open) < batch {
			return nil
		}
		return send()
	}
	runs.Go(func() {
		defer close(s.batches)
		if _, s.err = simulator.Run(ctx, o); s.err == nil && len(open) > 0 {
			s.err = send()
		}
	})
	return s
}
