// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
)

// onMemory is a loop over a journal in memory, which outlives restarts.
func onMemory(m *fsm.Machine, clock func() time.Time) *Loop {
	j := journal.NewMemory()
	return &Loop{Machine: m, Clock: clock, Open: func() (journal.Journal, error) { return j, nil }}
}

// The loop of package host over a journal in memory differs in nothing.
func TestDrive(t *testing.T) {
	Drive(t, shipped(), func(m *fsm.Machine, clock func() time.Time) Integration { return onMemory(m, clock) })
}

// listening notes every command that a loop is given.
type listening struct {
	*Loop
	heard *[]string
}

func (l listening) Do(ctx context.Context, subject, id string, c fsm.Command) ([]fsm.Event, error) {
	*l.heard = append(*l.heard, l.Clock().String()+" "+id+" "+c.Name().String())
	return l.Loop.Do(ctx, subject, id, c)
}

// A seed brings the same scenarios every time, as many as are asked for; another one brings others.
func TestDriveOfASeed(t *testing.T) {
	hear := func(seed uint64) (heard []string, opened int) {
		o := shipped()
		o.Seed, o.Filings = seed, 3
		Drive(t, o, func(m *fsm.Machine, clock func() time.Time) Integration {
			opened++
			return listening{onMemory(m, clock), &heard}
		})
		return heard, opened
	}
	first, opened := hear(5)
	again, _ := hear(5)
	other, _ := hear(6)
	assert.Equal(t, 3, opened)
	assert.Equal(t, first, again)
	assert.NotEqual(t, first, other)
}

// A story names who gives a command, and of an SMS whose code it is.
func TestNarratedNamesWhoGives(t *testing.T) {
	m, err := fsm.New(shipped().Policy, shipped().Calendar)
	require.NoError(t, err)
	at := time.Date(2018, 12, 3, 10, 0, 0, 0, time.UTC)
	story := narrated(m, []move{
		{at: at, id: "a", cmd: fsm.AnswerSMS{Person: "subject_administrator"}},
		{at: at, id: "b", cmd: fsm.AnswerSMS{Person: "website_administrator"}},
	}, "it differs")
	assert.Contains(t, story, "the subject administrator: answer_sms (a)")
	assert.Contains(t, story, "the website administrator: answer_sms (b)")
}
