// SPDX-License-Identifier: Apache-2.0

package builtin

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
)

func fullCase(tb testing.TB) rules.Case {
	tb.Helper()
	c, err := Policy().Case(map[string]string{
		"region": "guangdong", "kind": "change_website", "registered": "here", "subject_kind": "enterprise", "upload_channel": "app",
		"site": "international", "state": "verification", "touched": "no", "top_colour": "other", "notice_kind": "progress",
		"domain_holder_is": "subject", "domain_validity_is": "enough", "identity_validity_is": "enough",
		"administrators_are": "legal_representative", "website_name_is": "fine",
	})
	require.NoError(tb, err)
	return c
}

// Every decision of the shipped policy for one case, as an operation.
func BenchmarkAllDecisions(b *testing.B) {
	p, c, at := Policy(), fullCase(b), calendar.NewDate(2018, time.April, 4)
	dst := make([]*rules.Verdict, len(p.Decisions()))
	b.ReportAllocs()
	for b.Loop() {
		p.JudgeAll(dst, &c, at)
	}
	b.ReportMetric(float64(len(dst)), "decisions/op")
}

func BenchmarkJudge(b *testing.B) {
	p, c, at := Policy(), fullCase(b), calendar.NewDate(2018, time.April, 4)
	d, _ := p.Decision("verify_method")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Judge(d, &c, at); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.Load(artifact); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAllDecisionsDoNotAllocate(t *testing.T) {
	p, c, at := Policy(), fullCase(t), calendar.NewDate(2018, time.April, 4)
	all := p.Decisions()
	dst := make([]*rules.Verdict, len(all))
	require.Zero(t, testing.AllocsPerRun(100, func() { p.JudgeAll(dst, &c, at) }))
	for i, d := range all {
		v, err := p.Judge(d, &c, at)
		require.NoError(t, err)
		require.Equal(t, v, *dst[i])
	}
}
