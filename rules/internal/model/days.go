// SPDX-License-Identifier: Apache-2.0

package model

import (
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
)

// Span is a run of days: From inclusive, Until exclusive, zero for no end.
type Span struct{ From, Until calendar.Date }

func (s Span) String() string {
	switch {
	case s.From == calendar.Date{} && s.Until == calendar.Date{}:
		return "always"
	case s.Until == calendar.Date{}:
		return "from " + s.From.String()
	case s.From == calendar.Date{}:
		return "before " + s.Until.String()
	}
	if s.From.AddDays(1) == s.Until {
		return "on " + s.From.String()
	}
	return "from " + s.From.String() + " until " + s.Until.String()
}

// Spans turns intervals between cuts into runs of days. Interval k begins on cuts[k-1].
func Spans(cuts []calendar.Date, intervals []int) []Span {
	var out []Span
	sorted := slices.Clone(intervals)
	slices.Sort(sorted)
	for i := 0; i < len(sorted); {
		j := i
		for j+1 < len(sorted) && sorted[j+1] == sorted[j]+1 {
			j++
		}
		var s Span
		if sorted[i] > 0 {
			s.From = cuts[sorted[i]-1]
		}
		if sorted[j] < len(cuts) {
			s.Until = cuts[sorted[j]]
		}
		out = append(out, s)
		i = j + 1
	}
	return out
}

// SpansText writes spans one after the other.
func SpansText(spans []Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = s.String()
	}
	return strings.Join(parts, ", ")
}

// Begin is the first interval with a day on which the policy speaks.
func (p *Policy) Begin() int {
	if p.Starts == (calendar.Date{}) {
		return min(1, len(p.Cuts))
	}
	return p.Interval(p.Starts)
}
