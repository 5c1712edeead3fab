// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/property"
)

// hosts are properties as a host would write them: one that holds, and two that the population breaks.
func hosts() []property.Property {
	return []property.Property{
		property.Always("open-in-a-known-region", property.On(fsm.EventOpened), func(s *property.Snapshot) bool { return s.Region() != "" }),
		property.Always("never-resubmitted", property.On(fsm.EventResubmitted), func(s *property.Snapshot) bool { return s.Round() < 2 }),
		property.LeadsTo("answered-at-once", property.On(fsm.EventSubmitted, fsm.EventResubmitted),
			property.On(fsm.EventPreliminaryPassed, fsm.EventPreliminaryReturned, fsm.EventWithdrawn, fsm.EventAbandoned, fsm.EventDeadlineMissed)).
			Within(property.BusinessDays(1)).Says("Every submission is answered on the next business day.", "提交后次一工作日内有答复。"),
		property.Sometimes("approved-in-tibet", property.On(fsm.EventApproved).And(func(s *property.Snapshot) bool { return s.Region() == "tibet" })),
	}
}

// What a host's property finds is counted, caught, shrunk and replayed by its name; the same for any workers.
func TestHostProperties(t *testing.T) {
	o := shipped(400)
	plain := mustRun(t, o)
	o.Properties = hosts()
	r := mustRun(t, o)
	assert.Equal(t, plain.Digest, r.Digest, "asking changes nothing")
	assert.GreaterOrEqual(t, r.Invariants["open-in-a-known-region"], int64(400))
	assert.Len(t, r.Broken, 2)
	o.Workers = 1
	assert.Equal(t, r, mustRun(t, o))
	for _, name := range []string{"never-resubmitted", "answered-at-once"} {
		assert.Positive(t, r.Broken[name], name)
		v := firstOf(t, o, name)
		c, err := Catch(o, v.Filing, name)
		require.NoError(t, err)
		c, err = c.Shrink(o)
		require.NoError(t, err)
		c, err = ReadCase(c.Encode())
		require.NoError(t, err)
		replayed, err := c.Replay(o, "en")
		require.NoError(t, err)
		assert.True(t, replayed.AsExpected && replayed.Broken, name)

		unknown := o
		unknown.Properties = nil
		_, err = c.Replay(unknown, "en")
		var e *CaseError
		require.ErrorAs(t, err, &e)
		assert.ErrorContains(t, err, name)
		assert.ErrorContains(t, err, "Options.Properties")
	}
}

// firstOf finds the first violation of an invariant.
func firstOf(t *testing.T, o Options, name string) Violation {
	t.Helper()
	o.Filings = 1
	for n := range 400 {
		s, err := Tell(o, n, "en")
		require.NoError(t, err)
		for _, v := range s.Violations {
			if v.Invariant == name {
				return v
			}
		}
	}
	require.Fail(t, "nothing is broken", name)
	return Violation{}
}

func TestPropertiesThatCannotBeAsked(t *testing.T) {
	holds := func(*property.Snapshot) bool { return true }
	for want, list := range map[string][]property.Property{
		"SIM-040":               {property.Always("", property.On(), holds)},
		"has this name already": {property.Always("shanghai-app", property.On(), holds)},
		"ticket-advised too":    {property.Always("ticket-advised", property.On(), holds)},
		"too many":              many(300),
	} {
		o := shipped(1)
		o.Properties = list
		_, err := Run(t.Context(), o)
		assert.ErrorContains(t, err, want)
	}
}

func many(n int) (list []property.Property) {
	for i := range n {
		list = append(list, property.Always("x-"+digits(i), property.On(), func(*property.Snapshot) bool { return true }))
	}
	return list
}

// Only some may be asked; a name that nothing has is an error.
func TestOnly(t *testing.T) {
	o := shipped(200)
	o.Only = []string{"replay-equals-state", "ticket-advised"}
	r := mustRun(t, o)
	assert.Len(t, r.Invariants, 2)
	assert.Positive(t, r.Invariants["replay-equals-state"])
	assert.Positive(t, r.Invariants["ticket-advised"])
	o.Plant = "shanghai-photo"
	assert.Zero(t, mustRun(t, o).Violations, "what is not asked is not found")
	o.Only = []string{"shanghai-app"}
	assert.Positive(t, mustRun(t, o).Violations)
	c, err := Catch(o, mustRun(t, o).First[0].Filing, "")
	require.NoError(t, err)
	assert.Equal(t, "shanghai-app", c.Invariant)
	o.Only = []string{"shanghai"}
	_, err = Run(t.Context(), o)
	var option *OptionError
	require.ErrorAs(t, err, &option)
	assert.Equal(t, "only", option.Field)
}

// Shipped properties say what they say in both languages, with a source, and name nothing twice.
func TestShippedPropertiesSpeak(t *testing.T) {
	for _, p := range append(temporal(), situations()...) {
		assert.NotEmpty(t, p.Source(), p.Name())
		assert.True(t, strings.HasSuffix(p.Text("en"), ".") && strings.HasSuffix(p.Text("zh"), "。"), p.Name())
		assert.NotEqual(t, p.Text("en"), p.Text("zh"))
	}
}
