// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
	"github.com/icpfiling/icp/simulator/station"
)

// Run lives the filings with the desks of the plan, once for each replication. A missed target is a result; an option
// that means nothing and a cancelled context are errors.
func Run(ctx context.Context, o Options) (*Result, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	trials, err := o.trials(ctx)
	if err != nil {
		return nil, err
	}
	return o.result(trials), nil
}

// trial is one replication.
type trial struct {
	report *simulator.Report
	late   map[string]int
	desks  []sample
	old    *trial // the same filings under Options.Old, if there is one
}

// trials runs the replications, as many side by side as there are workers. Workers end with the call.
func (o *Options) trials(ctx context.Context) ([]trial, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		list   = make([]trial, o.Replications)
		errs   = make([]error, o.Replications)
		next   atomic.Int64
		done   atomic.Int64
		told   sync.Mutex
		group  sync.WaitGroup
		window = newDays(o.Run.Calendar, o.Run.From.AddDays(-1), o.Run.Days+90)
	)
	for range min(o.Run.Workers, o.Replications) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				list[i], errs[i] = o.trial(ctx, i, window, func() {
					n := int(done.Add(1))
					if o.Run.Progress != nil && n%64 == 0 {
						told.Lock()
						o.Run.Progress(n)
						told.Unlock()
					}
				})
				if errs[i] != nil {
					cancel()
				}
			}
		})
	}
	group.Wait()
	if err := first(errs); err != nil {
		return nil, err
	}
	return list, nil
}

// first is the first error of the replications; those that were stopped because another one failed come last.
func first(errs []error) (stopped error) {
	for _, err := range errs {
		switch {
		case err == nil:
		case !errors.Is(err, context.Canceled):
			return err
		case stopped == nil:
			stopped = err
		}
	}
	return stopped
}

// trial runs replication i, under both policies where there are two: then what is cut off as warm-up is the same for both,
// so that the same time is compared.
func (o *Options) trial(ctx context.Context, i int, window *days, ended func()) (t trial, err error) {
	t, sys, err := o.live(ctx, i, o.Run.Policy, ended)
	if err != nil || o.Old == nil {
		for _, line := range lines(sys) {
			t.desks = append(t.desks, o.sample(sys, line, o.warm(line), window))
		}
		return t, err
	}
	old, before, err := o.live(ctx, i, o.Old, ended)
	if err != nil {
		return t, worded.Say("by the old policy: %v", "按旧规则：%v", err).Because(err)
	}
	for k, line := range lines(sys) {
		was := before.Lines()[k]
		warm := max(o.warm(line), o.warm(was))
		t.desks = append(t.desks, o.sample(sys, line, warm, window))
		old.desks = append(old.desks, o.sample(before, was, warm, window))
	}
	t.old = &old
	return t, nil
}

// lines are those of a system; none of one that was not run.
func lines(sys *station.System) []*station.Line {
	if sys == nil {
		return nil
	}
	return sys.Lines()
}

// live lives the filings of replication i under a policy.
func (o *Options) live(ctx context.Context, i int, p *rules.Policy, ended func()) (t trial, sys *station.System, err error) {
	run := o.Run
	run.Policy = p
	run.Seed += uint64(i)
	run.Log, run.Twice, run.Progress, run.Workers, run.Courses = nil, false, nil, 1, false
	run.Stations = station.NewSystem(run.Seed, o.Plan.Stations...)
	t.late = map[string]int{}
	run.Each = func(f outcome.Filing) error {
		for _, d := range f.Deadlines {
			if d.Fate == outcome.Passed {
				t.late[d.Name.String()]++
			}
		}
		ended()
		return nil
	}
	if t.report, err = simulator.Run(ctx, run); err != nil {
		return t, nil, err
	}
	return t, run.Stations, nil
}
