// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// BenchmarkVerify checks the shipped table for one class of facts, for one kind in every province, and for everything
// on a date. decisions/op is how often Decide was asked.
func BenchmarkVerify(b *testing.B) {
	for name, facts := range map[string]map[string]string{
		"class":             {"kind": "change_website", "region": "shanghai", "subject_kind": "enterprise", "registered": "here"},
		"class-with-sms":    {"kind": "first_filing", "region": "tianjin", "subject_kind": "enterprise", "registered": "nowhere"},
		"kind":              {"kind": "change_website"},
		"everything-a-date": nil,
	} {
		b.Run(name, func(b *testing.B) {
			m := shipped(b)
			at := date(b, "2018-04-04")
			var far [3]int
			for b.Loop() {
				var err error
				_, far, err = fsm.VerifyFar(m, at, facts, false)
				require.NoError(b, err)
			}
			b.ReportMetric(float64(far[0]), "classes")
			b.ReportMetric(float64(far[1]), "subjects")
			b.ReportMetric(float64(far[2]), "decisions/op")
		})
	}
}
