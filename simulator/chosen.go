// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"

	"github.com/icpfiling/icp/internal/worded"
)

// Chosen lives the filings of these numbers only, in their order, and hands each to Options.Each; an error of Each ends
// it with that error. Each filing is byte for byte what it is in a run. It makes no report, writes no log and uses
// one goroutine, the caller's.
func (o Options) Chosen(ctx context.Context, numbers []int) error {
	if o.Each == nil {
		return optionError("Each", "none", worded.Say("nobody would learn of the filings", "无人接收这些备案"), worded.Say("pass a function", "请传入函数"))
	}
	o.Filings, o.Log, o.Stations = max(o.Filings, 1), nil, nil
	lb, err := newLab(o)
	if err != nil {
		return err
	}
	l := newLife(lb)
	for i, n := range numbers {
		if ctx.Err() != nil {
			return stoppedAfter(i, len(numbers), ctx.Err())
		}
		if n < 0 || n >= maxFilings {
			return onlyError(n)
		}
		digest, err := l.simulate(n)
		if err == nil {
			err = o.Each(l.became(digest))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
