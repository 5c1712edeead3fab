// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/station"
)

// A panic while a filing is lived is an error that names the filing, in workers, in lines and in a second life.
func TestPanicEndsTheRunAsAnError(t *testing.T) {
	for name, change := range map[string]func(*lab){
		"workers": func(*lab) {},
		"lines":   func(lb *lab) { lb.Stations = station.NewSystem(1) },
	} {
		t.Run(name, func(t *testing.T) {
			lb, err := newLab(shipped(300))
			require.NoError(t, err)
			change(lb)
			lb.plant = &Plant{events: spoiling(fsm.EventPhotoUploaded, func(*fsm.Event) { panic("out of paper") })}
			run := lb.run
			if lb.Stations != nil {
				run = lb.runQueued
			}
			_, err = run(context.Background())
			var e *FilingError
			require.ErrorAs(t, err, &e)
			assert.EqualError(t, e.Err, "it panicked: out of paper")
			assert.ErrorContains(t, err, "SIM-003")
			lb.Stations = nil
			assert.PanicsWithValue(t, "out of paper", func() { _, _ = newLife(lb).simulate(e.Filing) }, "who tells it sees the stack")
		})
	}
}

// A commit that is torn can be one without a record, as that of a tick is with nothing due.
func TestTearSurvivesAnEmptyCommit(t *testing.T) {
	o := shipped(1)
	o.Plant = "torn-commit-kept"
	lb, err := newLab(o)
	require.NoError(t, err)
	l := newLife(lb)
	l.begin(0)
	l.prepareBook()
	l.openFiling()
	before := l.s
	require.NoError(t, l.host.machine.DecideInto(&l.st, &l.s, fsm.Tick{}, l.at.time()))
	require.Empty(t, l.st.Events, "nothing is due")
	for _, bytes := range []int{0, 40, 1 << 20} {
		l.tear(fsm.Tick{}, l.at.time(), bytes)
		assert.Equal(t, before, l.s)
	}
	assert.Empty(t, l.mon.found)
}
