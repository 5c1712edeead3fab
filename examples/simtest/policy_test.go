// SPDX-License-Identifier: Apache-2.0

package simtest_test

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	example "github.com/icpfiling/icp/examples/simtest"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/property"
	"github.com/icpfiling/icp/simulator/simtest"
)

// Two thousand filings by the host's own rules break nothing. The cases of earlier mistakes come first.
func TestOwnPolicy(t *testing.T) {
	policy, err := example.Policy()
	require.NoError(t, err)
	simtest.Check(t, simulator.Options{Policy: policy, Calendar: calendar.China(), Filings: 2000}, os.DirFS("testdata/sim"))
}

// What the host promises its own customers, beside what every filing must do: an answer to a submission, or the record of
// its miss, within two business days; and that returned filings are looked at again at all.
func TestOwnPromises(t *testing.T) {
	policy, err := example.Policy()
	require.NoError(t, err)
	answered := property.LeadsTo("answered-in-two-days",
		property.On(fsm.EventSubmitted, fsm.EventResubmitted).In(fsm.PreliminaryReview), // some only repeat their SMS verification
		property.On(fsm.EventPreliminaryPassed, fsm.EventPreliminaryReturned, fsm.EventWithdrawn, fsm.EventAbandoned, fsm.EventReconciled, fsm.EventDeadlineMissed),
	).Within(property.BusinessDays(2)).Says("A submission is answered within two business days, or its miss is recorded.", "提交后两个工作日内答复，逾期须有记录。")
	again := property.Sometimes("passed-after-a-return", property.On(fsm.EventPreliminaryPassed).And(func(s *property.Snapshot) bool {
		return s.Visits(fsm.PreliminaryReturned) > 0
	}))
	o := simulator.Options{Policy: policy, Calendar: calendar.China(), Filings: 2000, Properties: []property.Property{answered, again}}
	simtest.Check(t, o, nil)

	o.Seed = 1
	r, err := simulator.Run(t.Context(), o)
	require.NoError(t, err)
	assert.Positive(t, r.Invariants["answered-in-two-days"])
	assert.Positive(t, r.Coverage.Situations.Counts["passed-after-a-return"])
}

// The first draft of the layer took photos with a red top. This is how the case in testdata/sim was found.
func TestTheFirstDraftWasWrong(t *testing.T) {
	draft, err := os.ReadFile("testdata/first-draft.yaml")
	require.NoError(t, err)
	policy, err := yaml.ReadLayer(fstest.MapFS{"own.yaml": {Data: draft}}, builtin.Policy())
	require.NoError(t, err)
	o := simulator.Options{Policy: policy, Calendar: calendar.China(), Filings: 200, Seed: 1}
	r, err := simulator.Run(t.Context(), o)
	require.NoError(t, err)
	require.Positive(t, r.Broken["no-red-or-blue-top"])

	c, err := simulator.Catch(o, r.First[0].Filing, "no-red-or-blue-top")
	require.NoError(t, err)
	c, err = c.Shrink(o)
	require.NoError(t, err)
	last := c.Steps[len(c.Steps)-1]
	assert.Equal(t, "pass_photo", last.Name())
}
