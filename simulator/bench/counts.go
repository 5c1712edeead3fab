// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/binlog"
)

// count simulates filings as icp does and counts what their logs hold.
func count(filings int, faults, profile string) error {
	o, err := options(filings, 1, faults, profile)
	if err != nil {
		return err
	}
	var log bytes.Buffer
	o.Log, o.LogBinary = &log, true
	if _, err := simulator.Run(context.Background(), o); err != nil {
		return err
	}
	r, err := binlog.NewReader(&log)
	if err != nil {
		return err
	}
	var counts [numKinds]int
	filing, before := -1, fsm.Event{}
	for e, err := range r.All() {
		if err != nil {
			return err
		}
		switch {
		case e.Event != nil:
			x := e.Event // the events of a step stand together, with its command and instant
			counts[kindOf(x.Type, e.N != filing || x.Command != before.Command || !x.At.Equal(before.At))]++
			filing, before = e.N, *x
		case e.Book != nil:
			counts[book]++
		case e.Notice != nil:
			counts[noticed]++
		case e.Delivery != nil:
			counts[delivered]++
		case e.Refusal != nil:
			counts[refused]++
		case e.Fault != nil:
			counts[event]++
		}
	}
	printCounts("icp", filings, counts)
	return nil
}

func kindOf(t fsm.EventType, begins bool) int {
	switch {
	case t == fsm.EventDeadlineSet || t == fsm.EventDeadlinePending:
		return deadlineSet
	case t == fsm.EventDeadlineMissed || t == fsm.EventAdviceDue:
		return missed
	case begins:
		return step
	}
	return event
}

func printCounts(what string, filings int, counts [numKinds]int) {
	each := func(kinds ...int) (sum float64) {
		for _, k := range kinds {
			sum += float64(counts[k]) / float64(filings)
		}
		return sum
	}
	fmt.Printf("%s per filing: %.1f commands, %.1f of them refused, %.1f deadlines, %.1f passed, %.1f notices, %.1f deliveries, %.1f entries\n",
		what, each(step, book, refused), each(refused), each(deadlineSet), each(missed), each(noticed), each(delivered),
		each(step, event, deadlineSet, missed, book, noticed, delivered, refused))
}
