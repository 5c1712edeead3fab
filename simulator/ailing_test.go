// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/property"
)

// handedOver are the steps of a filing in Beijing up to the hand-over, on the morning of Monday 2018-07-02, a minute each.
func handedOver() (steps []CaseStep) {
	at := time.Date(2018, 7, 2, 10, 0, 0, 0, calendar.Zone())
	for _, c := range []fsm.Command{
		fsm.Open{
			ID: "f-0", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Registered: "nowhere", Account: "a-0",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1", Targets: []fsm.Target{{Website: "w-1", Domains: []string{"w1.example"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "r-1"},
		fsm.Attach{Document: "authenticity_statement", Ref: "r-2"},
		fsm.Submit{},
		fsm.PassPreliminary{},
		fsm.UploadPhoto{Ref: "r-3"},
		fsm.PassPhoto{TopColour: "other"},
		fsm.SubmitToAuthority{},
	} {
		steps = append(steps, CaseStep{At: at, Command: c})
		at = at.Add(time.Minute)
	}
	return steps
}

// decidedSoon is what a host would ask of an authority in a hurry.
func decidedSoon() property.Property {
	return property.LeadsTo("decided-soon", property.On(fsm.EventSubmittedToAuthority, fsm.EventReconciled).In(fsm.AuthorityReview),
		property.On(fsm.EventApproved, fsm.EventRejected)).Within(property.BusinessDays(3)).Says("Decided soon.", "尽快审核。")
}

// brokenBy replays steps and says whether the property is broken.
func brokenBy(t *testing.T, p property.Property, steps []CaseStep) bool {
	t.Helper()
	o := shipped(1)
	o.Properties = []property.Property{p}
	c := &Case{Invariant: p.Name(), Pass: true, Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(), Steps: steps}
	r, err := c.Replay(o, "en")
	require.NoError(t, err)
	require.Equal(t, -1, r.Illegal, "%v", r.Why)
	return r.Broken
}

// Filings like those of a run of three million that broke something, while nobody did: at the horizon a clock was wrong or a
// channel down, or a deadline had been counted by a clock that fell back.
func TestNothingIsBrokenByTheHorizonOrAClock(t *testing.T) {
	o := shipped(1)
	o.Profile, o.Faults = "", fault.Default()
	lb, err := newLab(o)
	require.NoError(t, err)
	l := newLife(lb)
	for _, n := range []int{230012, 735445, 2011975, 2313165} {
		_, err := l.simulate(n)
		require.NoError(t, err)
		assert.Empty(t, l.mon.names(), n)
		assert.NotZero(t, l.host.happened[fault.ClockBack]+l.host.happened[fault.NotifierOutage], n)
	}
}

// What a host sees come back from the authority is the applicant's to give up again.
func TestWhatIsSeenComeBackMayBeAbandoned(t *testing.T) {
	for _, to := range []fsm.State{fsm.Draft, fsm.Verification, fsm.VerificationReview, fsm.Ready} {
		o, steps := shipped(1), handedOver()
		last := steps[len(steps)-1].At
		c := &Case{
			Invariant: noWithdrawAfterHandOver.Name, Pass: true, Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(),
			Steps: append(steps, CaseStep{At: last, Command: fsm.Reconcile{Observed: to, Evidence: "status_query"}},
				CaseStep{At: last, Command: fsm.Abandon{Reason: "no_longer_needed"}}),
		}
		r, err := c.Replay(o, "en")
		require.NoError(t, err)
		assert.Equal(t, -1, r.Illegal, "%s: %v", to, r.Why)
		assert.False(t, r.Broken, to.String())
	}
}

// Every fault that lasts keeps somebody from keeping a bound: once it is over the bound runs anew. Who then keeps it has
// broken nothing; who does not, or never comes back, has.
func TestLivenessIsJudgedAfterHealing(t *testing.T) {
	const days = 24 * 60
	approve := func(at time.Time) CaseStep {
		return CaseStep{At: at, Command: fsm.Approve{SubjectNumber: "ICP-1", WebsiteNumbers: []string{"ICP-1-1"}}}
	}
	for _, x := range []struct {
		fault fault.Fault
		heals int // days after the fault
	}{
		{fault.Fault{Kind: fault.Late, Target: "approve", N: 12 * days}, 12},
		{fault.Fault{Kind: fault.VendorOutage, N: 12 * days}, 12},
		{fault.Fault{Kind: fault.ReviewerAbsent, N: 8}, 10},
		{fault.Fault{Kind: fault.AuthoritySilent, N: 8}, 10},
		{fault.Fault{Kind: fault.AuthorityLate, N: 21}, 29},
		{fault.Fault{Kind: fault.ClockForward, N: 2 * days}, 12},
		{fault.Fault{Kind: fault.ClockBack, N: 2 * days}, 12},
		{fault.Fault{Kind: fault.ClockLeap, N: 3 * days}, 12},
	} {
		t.Run(x.fault.Kind.String(), func(t *testing.T) {
			steps := handedOver()
			start := steps[len(steps)-1].At.Add(time.Minute)
			healed := start.AddDate(0, 0, x.heals)
			failing := append(steps[:len(steps):len(steps)], CaseStep{At: start, Fault: x.fault})
			if x.fault.Kind == fault.ClockForward || x.fault.Kind == fault.ClockBack || x.fault.Kind == fault.ClockLeap {
				failing = append(failing, CaseStep{At: healed, Fault: fault.Fault{Kind: x.fault.Kind}})
			}
			with := func(s ...CaseStep) []CaseStep { return append(failing[:len(failing):len(failing)], s...) }
			assert.False(t, brokenBy(t, decidedSoon(), with(approve(healed.AddDate(0, 0, 1)))), "kept after it healed")
			assert.True(t, brokenBy(t, decidedSoon(), with(approve(healed.AddDate(0, 0, 9)))), "not kept after it healed")
			assert.True(t, brokenBy(t, decidedSoon(), with()), "nobody came back")
			assert.True(t, brokenBy(t, decidedSoon(), append(steps[:len(steps):len(steps)], approve(healed.AddDate(0, 0, 1)))), "nothing had failed")
		})
	}
}

// A bound that had passed before the fault began is not forgiven by it.
func TestAFaultForgivesNothingThatWasLateBefore(t *testing.T) {
	steps := handedOver()
	late := steps[len(steps)-1].At.AddDate(0, 0, 10)
	steps = append(steps, CaseStep{At: late, Fault: fault.Fault{Kind: fault.ReviewerAbsent, N: 5}},
		CaseStep{At: late.AddDate(0, 0, 8), Command: fsm.Approve{SubjectNumber: "ICP-1", WebsiteNumbers: []string{"ICP-1-1"}}})
	assert.True(t, brokenBy(t, decidedSoon(), steps))
}

// A callback that is lost keeps everything behind it waiting until it is made up for.
func TestALostCallbackHeals(t *testing.T) {
	p := property.LeadsTo("decided-after-the-photo", property.On(fsm.EventPhotoPassed), property.On(fsm.EventApproved)).
		Within(property.BusinessDays(5)).Says("Decided soon.", "尽快审核。")
	for _, n := range []int{14 * 24 * 60, 14*24*60 + 1} { // delivered again, and found by looking
		steps := handedOver()
		last := len(steps) - 1
		lost := append(steps[:last:last], CaseStep{At: steps[last].At, Fault: fault.Fault{Kind: fault.Dropped, Target: "submit_to_authority", N: n}}, steps[last])
		approve := func(days int) CaseStep {
			return CaseStep{At: steps[last].At.AddDate(0, 0, 14+days), Command: fsm.Approve{SubjectNumber: "ICP-1", WebsiteNumbers: []string{"ICP-1-1"}}}
		}
		assert.False(t, brokenBy(t, p, append(lost[:last+2:last+2], approve(3))))
		assert.True(t, brokenBy(t, p, append(lost[:last+2:last+2], approve(20))))
		assert.True(t, brokenBy(t, p, append(steps[:last+1:last+1], approve(3))), "nothing was lost")
	}
}

// What must happen in the end is asked of filings whose host's clock was wrong, too.
func TestEventuallyIsAskedAfterAWrongClock(t *testing.T) {
	o := shipped(60)
	o.Days = 200
	o.Faults = fault.Profile{}.With(fault.ClockForward, fault.Always)
	o.Properties = []property.Property{property.Eventually("revoked", property.On(fsm.EventOpened), property.On(fsm.EventRecordRevoked)).Says("Never so.", "不会发生。")}
	r := mustRun(t, o)
	require.Positive(t, r.FaultsInjected[fault.ClockForward.String()])
	assert.GreaterOrEqual(t, int(r.Broken["revoked"]), int(r.FaultsInjected[fault.ClockForward.String()])/2)
}
