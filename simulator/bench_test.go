// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/fault"
)

// The same with every fault at its usual rate.
func BenchmarkFaultyFiling(b *testing.B) {
	o := shipped(1)
	o.Faults = fault.Default()
	lb, err := newLab(o)
	require.NoError(b, err)
	l := newLife(lb)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if _, err := l.simulate(n); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// One filing with journal, invariants and statistics. The figure of interest is filings per CPU-second.
func BenchmarkFiling(b *testing.B) {
	lb, err := newLab(shipped(1))
	require.NoError(b, err)
	l := newLife(lb)
	b.ReportAllocs()
	bytes := 0
	n := 0
	for b.Loop() {
		_, err := l.simulate(n)
		if err != nil {
			b.Fatal(err)
		}
		bytes += len(l.buf)
		n++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "filings/s")
	b.ReportMetric(float64(bytes)/float64(b.N), "B/filing")
}

// The log of one filing alone: written, sealed and hashed, and as JSON lines.
func BenchmarkLog(b *testing.B) {
	lb, err := newLab(shipped(1))
	require.NoError(b, err)
	filings := filingsOf(b, lb, 16)
	b.Run("binary", func(b *testing.B) {
		b.ReportAllocs()
		l, n := newLife(lb), 0
		for b.Loop() {
			l.buf = l.enc.Begin(l.buf[:0], n)
			for i := range filings[n] {
				filings[n][i].write(l)
			}
			l.buf = l.enc.Seal(l.buf)
			sha256.Sum256(l.buf)
			n = (n + 1) % len(filings)
		}
	})
	b.Run("lines", func(b *testing.B) {
		b.ReportAllocs()
		l, n, bytes := newLife(lb), 0, 0
		for b.Loop() {
			l.buf, l.text = l.enc.Begin(l.buf[:0], n), l.text[:0]
			for i := range filings[n] {
				filings[n][i].line(l)
			}
			bytes += len(l.text)
			n = (n + 1) % len(filings)
		}
		b.ReportMetric(float64(bytes)/float64(b.N), "B/filing")
	})
}

// loggedEntry is an entry, or the deliveries of a notice.
type loggedEntry struct {
	entry binlog.Entry
	to    []notify.Receiver
}

func (x *loggedEntry) write(l *life) {
	if x.to != nil {
		l.buf = l.enc.Deliveries(l.buf, x.entry.Delivery, x.to)
		return
	}
	l.buf = l.enc.Entry(l.buf, &x.entry)
}

func (x *loggedEntry) line(l *life) {
	if x.to != nil {
		l.text = l.enc.DeliveryLines(l.text, x.entry.Delivery, x.to)
		return
	}
	l.text = l.enc.Line(l.text, &x.entry)
}

// filingsOf gives the entries of the first filings, with lists of verdicts shared as the machine shares them.
func filingsOf(b *testing.B, lb *lab, n int) [][]loggedEntry {
	l, all, lists := newLife(lb), make([][]loggedEntry, n), map[string][]fsm.Verdict{}
	for n := range all {
		_, err := l.simulate(n)
		require.NoError(b, err)
		for e, err := range lb.head.Decoder().Filing(l.buf) {
			require.NoError(b, err)
			x := loggedEntry{entry: binlog.Entry{N: n}}
			switch {
			case e.Event != nil:
				event := *e.Event
				if key := fmt.Sprint(event.Verdicts); event.Verdicts != nil {
					if lists[key] == nil {
						lists[key] = event.Verdicts
					}
					event.Verdicts = lists[key]
				}
				x.entry.Event = &event
			case e.Book != nil:
				event := *e.Book
				x.entry.Book = &event
			case e.Notice != nil:
				notice := *e.Notice
				x.entry.Notice = &notice
			case e.Delivery != nil:
				d := *e.Delivery
				if k := len(all[n]) - 1; all[n][k].to != nil && sameNotice(all[n][k].entry.Delivery, &d) {
					all[n][k].to = append(all[n][k].to, d.To)
					continue
				}
				x.entry.Delivery, x.to = &d, []notify.Receiver{d.To}
			case e.Refusal != nil:
				r := *e.Refusal
				x.entry.Refusal = &r
			default:
				f := *e.Fault
				x.entry.Fault = &f
			}
			all[n] = append(all[n], x)
		}
	}
	return all
}

func sameNotice(a, b *binlog.Delivery) bool {
	return a.Stream == b.Stream && a.Version == b.Version && a.Index == b.Index && a.At.Equal(b.At)
}

// One run of b.N filings as icp sim run makes it: every profile, every fault at its usual rate, invariants, statistics
// and coverage, by one worker. The figure of interest is filings per CPU-second.
func BenchmarkRun(b *testing.B) {
	o := shipped(b.N)
	o.Profile, o.Faults, o.Workers = "", fault.Default(), 1
	b.ReportAllocs()
	r, err := Run(b.Context(), o)
	require.NoError(b, err)
	require.Empty(b, r.Violations)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "filings/s")
}

// 100 filings of one seed after another, as simtest.Check runs them by what Prepare gave.
func BenchmarkPrepared(b *testing.B) {
	o := shipped(100)
	o.Profile, o.Faults, o.Workers = "", fault.Default(), 1
	run, err := o.Prepare()
	require.NoError(b, err)
	b.ReportAllocs()
	seed := uint64(0)
	for b.Loop() {
		seed++
		if _, err := run(b.Context(), seed); err != nil {
			b.Fatal(err)
		}
	}
}

// What a run needs before its first filing.
func BenchmarkPrepare(b *testing.B) {
	o := shipped(100)
	o.Profile, o.Faults = "", fault.Default()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := o.Prepare(); err != nil {
			b.Fatal(err)
		}
	}
}
