// SPDX-License-Identifier: Apache-2.0

package station

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// exponential is a table of an exponential distribution. The last stretch keeps the mean exactly.
func exponential(mean float64) Table {
	const knots = 4096
	t := make(Table, knots+1)
	for i := range knots {
		t[i] = int64(math.Round(-mean * math.Log(1-float64(i)/knots)))
	}
	t[knots] = t[knots-1] + int64(2*mean)
	return t
}

// poisson keeps a Poisson stream of arrivals going, and gives the mean wait of those who come after the first.
func poisson(seed uint64, s *System, gap Table, jobs, first int) float64 {
	at, waits, n := epoch, int64(0), 0
	for i := range jobs {
		at += gap.At(mix64(seed ^ mix64(uint64(i)<<1)))
		s.Post(s.Lines()[0], Visit{Filing: i, Arrived: at}, i, mix64(seed^mix64(uint64(i)<<1|1)))
		for stop, ok := s.Run(at); ok; stop, ok = s.Run(at) {
			if stop.Owner >= first {
				waits += stop.Job.Wait()
				n++
			}
			s.Drop(stop.Job)
		}
	}
	return float64(waits) / float64(n) / float64(second)
}

// erlangC is the mean wait in line of M/M/c, by the textbook.
func erlangC(servers int, load, service float64) float64 {
	term, sum := 1.0, 0.0
	for i := range servers {
		sum += term
		term *= load / float64(i+1)
	}
	full := term * float64(servers) / (float64(servers) - load)
	return full / (sum + full) * service / (float64(servers) - load)
}

// The mean wait of M/M/6 and of M/M/1 is Erlang's, within what forty replications can tell.
func TestErlangC(t *testing.T) {
	for _, c := range []struct {
		servers int
		load    float64
	}{{6, 5}, {1, 0.7}} {
		const service, replications = 600.0, 40
		business := make([]bool, 4000)
		sum, squares := 0.0, 0.0
		for r := range replications {
			s := NewSystem(1, always(c.servers, exponential(service)...))
			s.Begin(epoch, business)
			x := poisson(mix64(uint64(r)), s, exponential(service/c.load), 6000, 1000)
			sum += x
			squares += x * x
		}
		mean := sum / replications
		half := 2.0227 * math.Sqrt((squares-sum*mean)/(replications-1)/replications) // t, 39 degrees of freedom
		want := erlangC(c.servers, c.load, service)
		t.Logf("M/M/%d: %.2f s ± %.2f, Erlang-C %.2f s", c.servers, mean, half, want)
		assert.InDelta(t, want, mean, half)
		assert.Less(t, half, 0.08*want)
	}
}

// A filing passes two desks, one in five of them twice: six events each. The figure of interest is filings a second.
func BenchmarkQueue(b *testing.B) {
	review, hand := always(6, exponential(600)...), always(4, exponential(400)...)
	hand.Works = []Work{HandOver}
	hand.Service[HandOver] = hand.Service[Preliminary]
	gap := exponential(150)
	b.ReportAllocs()
	s := begun("wwwwwwwwww", review, hand)
	at := epoch
	for n := 0; b.Loop(); n++ {
		if at > epoch+9*day {
			b.StopTimer()
			s = begun("wwwwwwwwww", review, hand)
			at = epoch
			b.StartTimer()
		}
		at += gap.At(mix64(uint64(n)))
		s.Post(s.lines[0], Visit{Filing: n, Arrived: at}, n, mix64(uint64(n)+1<<40))
		for stop, ok := s.Run(at); ok; stop, ok = s.Run(at) {
			j := stop.Job
			switch x := mix64(uint64(j.Filing) + 1<<41); {
			case j.Work == HandOver:
			case x%5 == 0 && !j.Again:
				s.Post(s.lines[0], Visit{Filing: j.Filing, Arrived: s.clock + day/8, Again: true}, j.Filing, x)
			default:
				s.Post(s.lines[1], Visit{Filing: j.Filing, Work: HandOver, Arrived: s.clock}, j.Filing, x+1)
			}
			s.Drop(j)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "filings/s")
}
