// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"context"
	"errors"
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
)

// steers are the decisions that rows are chosen by.
var steers = [...]string{"stage_order", "verify_method", "sms", "sms_resubmission"}

// elsewhere tries what is left of the table under other policies: a row is there for the policies of hosts, too. In each of them
// one decision that rows are chosen by has one answer everywhere and always. A policy whose filings break something, or that
// no machine can be made of, shows nothing. Where many changes are left it is filings that lack, and not policies.
func (x *lab) elsewhere(ctx context.Context, list []*trial) error {
	list = slices.DeleteFunc(unnoticed(list), func(t *trial) bool { return t.table == nil })
	if len(list) > fewLeft {
		return nil
	}
	for _, name := range steers {
		d, ok := x.o.Policy.Decision(name)
		if !ok {
			continue
		}
		for _, value := range d.Values() {
			if len(list) == 0 {
				return nil
			}
			p, err := uniform(x.o.Policy, name, value)
			if err != nil {
				return err
			}
			if err := x.under(ctx, p, list); err != nil {
				return err
			}
			list = unnoticed(list)
		}
	}
	return nil
}

// fewLeft is how many changes are worth trying under other policies: each of them takes a machine of its own for each policy.
const fewLeft = 60

// uniform is the policy in which every rule on a decision answers alike.
func uniform(p *rules.Policy, decision, value string) (_ *rules.Policy, err error) {
	for _, r := range p.Rules() {
		if _, answers := r.Decide[decision]; !answers {
			continue
		}
		if p, err = p.Answering(r.ID, decision, value); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// under tries changes of the table on the filings of the last day by another policy.
func (x *lab) under(ctx context.Context, p *rules.Policy, list []*trial) error {
	o := x.o
	o.Policy = p
	y, err := newLab(o, []calendar.Date{slices.MaxFunc(x.days, calendar.Date.Compare)})
	if err != nil {
		return nil // no machine can be made of it
	}
	again := make([]*trial, len(list))
	for i, t := range list {
		again[i] = newTrial(t.mutant)
	}
	err = y.run(ctx, &y.terms[0], again, (o.Filings+1)/2)
	if _, broken := errors.AsType[*BrokenError](err); broken {
		return nil
	}
	for i, t := range again {
		if err == nil && t.verdict != survived {
			list[i].verdict = t.verdict
		}
	}
	return err
}
