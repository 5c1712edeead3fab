// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/icpfiling/icp/calendar"

// Span numbers the days by what is in force: within one span no rule begins or ends, so that every decision answers
// alike on all its days. A zero date is a programmer's mistake and panics.
func (p *Policy) Span(at calendar.Date) int {
	if at == (calendar.Date{}) {
		panic("rules: a span needs a date")
	}
	return p.e.spans.of(at)
}

// Spans counts the spans of days: [Policy.Span] gives less.
func (p *Policy) Spans() int { return len(p.e.rows) }

// Answers lists every answer the policy can give, for callers that prepare something for each of them; see
// [Policy.Find]. Where a decision has a gap or a conflict the answer has no value.
func (p *Policy) Answers() []Verdict { return append([]Verdict(nil), p.e.verdicts...) }

// Find is [Policy.Judge] for those who ask often: the place of the answer among [Policy.Answers], on the days of a span.
// It is -1 where it is not that simple: the case leaves out a fact, or there is no single answer. Judge says more.
func (p *Policy) Find(d Decision, c *Case, span int) int {
	if d.v != p.v {
		panic("rules: the decision belongs to another policy")
	}
	place := p.e.follow(p.e.rows[span].roots[d.i], c)
	if place >= 0 || p.e.settled[^place] == nil {
		return -1
	}
	return int(^place)
}

// FindAll is [Policy.Find] for several decisions at once, into places, which must have room for each.
func (p *Policy) FindAll(places []int, decisions []Decision, c *Case, span int) {
	e := p.e
	roots := e.rows[span].roots
	for k, d := range decisions {
		if d.v != p.v {
			panic("rules: the decision belongs to another policy")
		}
		places[k] = -1
		if place := e.follow(roots[d.i], c); place < 0 && e.settled[^place] != nil {
			places[k] = int(^place)
		}
	}
}

// Settled is [Policy.Find] for a decision that answers alike for every case on the days of a span; -1 for another.
func (p *Policy) Settled(d Decision, span int) int {
	if d.v != p.v {
		panic("rules: the decision belongs to another policy")
	}
	place := p.e.rows[span].roots[d.i]
	if place >= 0 || p.e.settled[^place] == nil {
		return -1
	}
	return int(^place)
}

// Alike numbers what a decision answers on the days of a span: where two spans have the same number, it answers every case
// alike on the days of both, and by the same rules.
func (p *Policy) Alike(d Decision, span int) int {
	if d.v != p.v {
		panic("rules: the decision belongs to another policy")
	}
	return int(p.e.rows[span].roots[d.i])
}

// Limited lists the facts that some rule on a decision limits, those of rules switched off included, in the order of
// [Policy.Facts]: no other fact can change its answer.
func (p *Policy) Limited(d Decision) []Fact {
	if d.v != p.v {
		panic("rules: the decision belongs to another policy")
	}
	var list []Fact
	for _, f := range p.m.Decisions[d.i].Facts {
		list = append(list, Fact{p.v, f})
	}
	return list
}

// spans finds the span of a day without searching all cuts: of every 32 days it knows the span of the first.
type spans struct {
	cuts  []calendar.Date
	hints []int32 // spans of the first cut, of the day 32 days later, and so on to the last cut
}

const daysPerHint = 32

func newSpans(cuts []calendar.Date) spans {
	s := spans{cuts: cuts}
	if len(cuts) == 0 {
		return s
	}
	k := 0
	for day := cuts[0]; !day.After(cuts[len(cuts)-1]); day = day.AddDays(daysPerHint) {
		for k < len(cuts) && !cuts[k].After(day) {
			k++
		}
		s.hints = append(s.hints, int32(k))
	}
	return s
}

func (s *spans) of(at calendar.Date) int {
	if len(s.cuts) == 0 || at.Before(s.cuts[0]) {
		return 0
	}
	days := at.DaysSince(s.cuts[0])
	k := int(s.hints[min(days/daysPerHint, len(s.hints)-1)])
	for k < len(s.cuts) && !s.cuts[k].After(at) {
		k++
	}
	return k
}
