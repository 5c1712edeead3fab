// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"
	"flag"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// shipped are the options of a realistic run by the shipped policy and calendar.
func shipped(filings int) Options {
	return Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: filings, Workers: 2, Profile: realistic.String()}
}

func mustRun(t *testing.T, o Options) *Report {
	t.Helper()
	r, err := Run(context.Background(), o)
	require.NoError(t, err)
	return r
}

func date(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	require.NoError(t, err)
	return d
}

func plantNamed(t testing.TB, name string) Plant {
	t.Helper()
	p, err := findPlant(name)
	require.NoError(t, err)
	return *p
}

func rewriting() bool { return flag.Lookup("rewrite").Value.String() == "true" }
