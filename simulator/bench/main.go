// SPDX-License-Identifier: Apache-2.0

//go:build unix

// Command bench measures how many filings a second of CPU time simulates: by this simulator with everything on, and by a
// plain loop of looplab/fsm and rickar/cal, which keeps no journal and checks nothing. It also counts what a filing is, so
// that one sees whether they do the same. run.sh adds SimPy. It is run by hand; no test depends on a time.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"syscall"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/fault"
)

func main() {
	what := flag.String("what", "icp", "icp, jsonl, binary, looplab or counts")
	filings := flag.Int("filings", 20_000, "how many filings")
	workers := flag.Int("workers", 1, "how many side by side")
	faults := flag.String("faults", "default", "as icp sim run --faults")
	profile := flag.String("profile", "default", "as icp sim run --profile")
	flag.Parse()
	debug.SetGCPercent(400) // both as icp sim run
	debug.SetMemoryLimit(48 << 20)
	if err := bench(*what, *filings, *workers, *faults, *profile); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

func bench(what string, filings, workers int, faults, profile string) error {
	before, _ := usage()
	var counts [numKinds]int
	var err error
	switch what {
	case "counts":
		return count(filings, faults, profile)
	case "looplab":
		counts, err = looplab(filings)
	default:
		err = ours(what, filings, workers, faults, profile)
	}
	if err != nil {
		return err
	}
	after, peak := usage()
	spent := after - before
	fmt.Printf("%s %d filings, %.3f CPU-seconds, %.0f filings a CPU-second, peak memory %.1f MiB\n",
		what, filings, spent, float64(filings)/spent, peak)
	if what == "looplab" {
		printCounts(what, filings, counts)
	}
	return nil
}

// ours simulates with journal, invariants, properties, coverage, faults and statistics.
func ours(what string, filings, workers int, faults, profile string) error {
	o, err := options(filings, workers, faults, profile)
	if err != nil {
		return err
	}
	switch what {
	case "icp":
	case "jsonl":
		o.Log = io.Discard
	case "binary":
		o.Log, o.LogBinary = io.Discard, true
	default:
		return fmt.Errorf("%q is nothing to measure", what)
	}
	_, err = simulator.Run(context.Background(), o)
	return err
}

func options(filings, workers int, faults, profile string) (simulator.Options, error) {
	p, err := fault.Parse(faults)
	return simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: filings, Workers: workers, Faults: p, Profile: profile,
	}, err
}

// usage gives the CPU time of this process in seconds, user and system, and its peak memory in MiB.
func usage() (seconds, peak float64) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9, float64(u.Maxrss) / 1024
}
