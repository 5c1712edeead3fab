// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/mutate"
)

// Mutants changes one row of the table or one rule of o's policy at a time and fails the test if fewer than least
// percent of either are noticed on the filings of these days; without a day on those from o.From, and see mutate.Days for
// days that let every rule of a policy be noticed. Changes that are proven to alter nothing do not count. It lists what
// went unnoticed, and why. See package mutate for what is changed and what noticing means.
func Mutants(t testing.TB, o simulator.Options, least int, days ...calendar.Date) mutate.Score {
	t.Helper()
	s, err := mutate.Run(t.Context(), o, days...)
	if err != nil {
		t.Fatal(err)
	}
	if min(s.Table.Caught(), s.Policy.Caught()) < least*100 {
		t.Fatal(unnoticed(s, least))
	}
	return s
}

func unnoticed(s mutate.Score, least int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "of %d changes of the table %d.%02d %%, of %d of the policy %d.%02d %% were noticed; %d %% are wanted\n",
		s.Table.Mutants-s.Table.Equivalent, s.Table.Caught()/100, s.Table.Caught()%100, s.Policy.Mutants-s.Policy.Equivalent, s.Policy.Caught()/100, s.Policy.Caught()%100, least)
	for _, m := range s.Survivors {
		fmt.Fprintf(&b, "%s %s: %s: %s\n", m.Of, m.Where, m.What, m.Why)
	}
	return b.String()
}
