// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/derive"
	"github.com/icpfiling/icp/simulator/fault"
)

// lived gives the events of a filing's journal, and where it ended.
func lived(t *testing.T, l *life, n int) (events []fsm.Event) {
	_, err := l.simulate(n)
	require.NoError(t, err)
	for e, err := range l.lab.head.Decoder().Filing(l.buf) {
		require.NoError(t, err)
		if e.Event != nil {
			events = append(events, *e.Event)
		}
	}
	return events
}

// Whatever a subject went through, its journal becomes a case that nothing refuses, that ends where the subject stands, and
// that names nobody.
func TestRecordedJournals(t *testing.T) {
	for _, from := range []string{"2018-04-04", "2021-03-01"} {
		o := shipped(1)
		o.From, o.Profile, o.Faults = date(t, from), profileDefault, fault.Default().With(fault.PolicyChanged, 0).With(fault.CalendarAmended, 0)
		lb, err := newLab(o)
		require.NoError(t, err)
		l := newLife(lb)
		for n := 500; n < 540; n++ {
			events := lived(t, l, n)
			var c Case
			require.NoError(t, c.Recorded(events, 0))
			kept, err := ReadCase(c.Encode())
			require.NoError(t, err, "filing %d", n)
			r, err := kept.Replay(o, "en")
			require.NoError(t, err)
			require.Equal(t, -1, r.Illegal, "filing %d of %s: %v", n, from, r.Why)
			assert.True(t, r.AsExpected)
			assert.Equal(t, l.s.Filing.State, r.Story.Outcome, "filing %d of %s", n, from)
			text := string(c.Encode())
			for _, own := range []string{l.who.account, l.who.subjectAdmin, l.who.websiteAdmin, "new1.example", "ICP-", "wrong_information\\"} {
				assert.NotContains(t, text, `"`+own+`"`, "filing %d", n)
			}
			assert.True(t, strings.HasPrefix(r.Story.Mermaid(), "sequenceDiagram\n"))
		}
	}
}

// Facts that were said of a filing stand in its case, said of the domains as they are called there.
func TestRecordedDerivedFacts(t *testing.T) {
	m, err := fsm.New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	run := scenario.New(m)
	require.NoError(t, run.MustPass("at 2018-10-16T10:00\nopen f-1 kind=first_filing region=tianjin targets=w1:private.example\n"+
		"edit derived=domain_holder_is:shareholder@private.example\nattach_all\nsubmit\nreturn_preliminary causes=name\n"+
		"resubmit derived=domain_holder_is:subject@private.example"))
	var c Case
	require.NoError(t, c.Recorded(run.Events, 0))
	text := string(c.Encode())
	assert.NotContains(t, text, "private.example")
	kept, err := ReadCase([]byte(text))
	require.NoError(t, err)
	r, err := kept.Replay(shipped(1), "en")
	require.NoError(t, err)
	require.Equal(t, -1, r.Illegal, "%v", r.Why)
	last := kept.Steps[len(kept.Steps)-1].Command.(fsm.Resubmit)
	assert.Equal(t, []derive.Said{{Fact: "domain_holder_is", Value: "subject", Of: "d-1.example"}}, last.Derived)
}

// Instants move by whole weeks, so that weekdays stay.
func TestRecordedLater(t *testing.T) {
	lb, err := newLab(shipped(1))
	require.NoError(t, err)
	events := lived(t, newLife(lb), 0)
	var c, later Case
	require.NoError(t, c.Recorded(events, 0))
	require.NoError(t, later.Recorded(events, 4))
	require.Len(t, later.Steps, len(c.Steps))
	for i := range c.Steps {
		assert.Equal(t, c.Steps[i].At.AddDate(0, 0, 28), later.Steps[i].At)
	}
	var e *CaseError
	require.ErrorAs(t, c.Recorded(nil, 0), &e)
	many := make([]fsm.Event, maxCaseSteps+1)
	for i := range many {
		many[i] = fsm.Event{Type: fsm.EventEdited, Command: fsm.CmdEdit}
	}
	require.ErrorAs(t, c.Recorded(many, 0), &e)
}

// A diagram has an arrow for each command and a note for each state, and no line that Mermaid would misread.
func TestMermaid(t *testing.T) {
	o := shipped(1)
	o.Plant = "withdraw-at-authority"
	_, c := caught(t, plantNamed(t, o.Plant))
	c, err := c.Shrink(o)
	require.NoError(t, err)
	for _, lang := range []string{"en", "zh"} {
		r, err := c.Replay(o, lang)
		require.NoError(t, err)
		text := r.Story.Mermaid()
		assert.Contains(t, text, "applicant->>host: ")
		assert.Contains(t, text, "(authority_review)")
		assert.Contains(t, text, "BROKEN no-withdraw-after-handover")
		for line := range strings.Lines(text) {
			assert.NotContains(t, line, ";")
			assert.NotContains(t, line, "#")
		}
	}
}
