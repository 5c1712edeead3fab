// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
)

// Ten thousand filings break nothing, and every invariant was asked.
func TestNoViolations(t *testing.T) {
	o := shipped(10_000)
	o.Faults = fault.Default()
	r := mustRun(t, o)
	for kind, n := range r.FaultsInjected {
		assert.Positive(t, n, kind)
	}
	assert.Len(t, r.FaultsInjected, fault.NumKinds-1)
	assert.Empty(t, r.First)
	assert.Zero(t, r.Violations)
	sum := 0
	for _, n := range r.Outcomes {
		sum += n
	}
	assert.Equal(t, r.Filings, sum)
	assert.Greater(t, r.Outcomes["approved"], 9000)
	for name, asked := range r.Invariants {
		assert.Positive(t, asked, name)
	}
	approved := 0
	for _, d := range r.Provinces {
		approved += d.Count
		assert.True(t, d.Min >= 0 && d.Min <= d.Median && d.Median <= d.P90 && d.P90 <= d.Max, "%+v", d)
	}
	filed := r.Outcomes["approved"] - r.Kinds["cancel_access"] // cancelling access takes effect without a submission
	assert.True(t, approved <= filed && approved > filed*99/100, "%d of %d over published days", approved, filed)
	assert.Len(t, r.Provinces, 31)
}

// Later vintages hold as well: SMS everywhere, verification first, notices to contacts, pending deadlines.
func TestNoViolationsLater(t *testing.T) {
	for _, from := range []string{"2018-09-01", "2019-04-01", "2019-08-01", "2020-06-01", "2024-01-01", "2026-12-01"} {
		t.Run(from, func(t *testing.T) {
			o := shipped(600)
			o.From, _ = calendar.ParseDate(from)
			o.Days = 31
			o.Faults = fault.Default()
			r := mustRun(t, o)
			assert.Empty(t, r.First)
		})
	}
}

// The same header gives the same bytes: for any number of workers, any stretch, with looplab and without.
func TestSameBytes(t *testing.T) {
	encode := func(o Options, stretch int) (string, string) {
		var log bytes.Buffer
		o.Log = &log
		lb, err := newLab(o)
		require.NoError(t, err)
		lb.stretch = stretch
		r, err := lb.run(context.Background())
		require.NoError(t, err)
		text, err := json.Marshal(r)
		require.NoError(t, err)
		return string(text), log.String()
	}
	o := shipped(600)
	o.Workers, o.Faults, o.Profile = 1, fault.Default(), profileDefault
	report, log := encode(o, defaultStretch)
	for _, c := range []struct {
		workers, stretch int
		confirm          bool
	}{{2, 37, false}, {8, 101, false}, {3, 700, true}} {
		o.Workers, o.Confirm = c.workers, c.confirm
		again, log2 := encode(o, c.stretch)
		assert.Equal(t, report, again)
		assert.True(t, log == log2, "the logs differ")
	}
	o.Seed = 2
	other, _ := encode(o, defaultStretch)
	assert.NotEqual(t, report, other)
}

// A filing told alone has the bytes it has in a run.
func TestTellEqualsRun(t *testing.T) {
	var log bytes.Buffer
	o := shipped(40)
	o.Faults = fault.Default()
	o.Log = &log
	mustRun(t, o)
	var told bytes.Buffer
	for n := range 40 {
		s, err := Tell(o, n, "en")
		require.NoError(t, err)
		for _, line := range s.Journal {
			told.Write(line)
			told.WriteByte('\n')
		}
		assert.NotEmpty(t, s.Lines)
	}
	assert.Equal(t, log.String(), told.String())
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestRunStops(t *testing.T) {
	full := errors.New("no space left")
	o := shipped(2000)
	o.Log = brokenWriter{full}
	r, err := Run(context.Background(), o)
	assert.ErrorIs(t, err, full)
	assert.ErrorContains(t, err, "SIM-006")
	require.NotNil(t, r, "what was simulated is not thrown away")
	assert.True(t, r.Partial)
	assert.Positive(t, r.Filings)

	ctx, cancel := context.WithCancel(context.Background())
	o = shipped(1_000_000)
	o.Progress = func(int) { cancel() }
	_, err = Run(ctx, o)
	assert.ErrorIs(t, err, context.Canceled)
	assert.ErrorContains(t, err, "SIM-005")
}

func TestOptionErrors(t *testing.T) {
	for field, change := range map[string]func(*Options){
		"policy":   func(o *Options) { o.Policy = nil },
		"calendar": func(o *Options) { o.Calendar = nil },
		"filings":  func(o *Options) { o.Filings = 0 },
		"workers":  func(o *Options) { o.Workers = -1 },
		"days":     func(o *Options) { o.Days = -1 },
		"from":     func(o *Options) { o.From = calendar.NewDate(1999, 1, 1) },
	} {
		o := shipped(1)
		change(&o)
		_, err := Run(context.Background(), o)
		var option *OptionError
		require.ErrorAs(t, err, &option)
		assert.Equal(t, field, option.Field)
		assert.ErrorContains(t, err, "SIM-001")
	}
	o := shipped(1)
	o.From = calendar.NewDate(2012, 1, 1)
	_, err := Run(context.Background(), o)
	var option *OptionError
	require.ErrorAs(t, err, &option)
	assert.Contains(t, option.Next, "2018-04-04")

	o = shipped(1)
	o.Plant = "none such"
	_, err = Run(context.Background(), o)
	var plant *PlantError
	require.ErrorAs(t, err, &plant)
	assert.ErrorContains(t, err, "SIM-002")

	_, err = Tell(shipped(1), -1, "en")
	require.ErrorAs(t, err, &option)
	assert.Equal(t, "only", option.Field)
}

// A machine whose answers hang on something else than its arguments is found, with the line that differs.
func TestTwice(t *testing.T) {
	o := shipped(300)
	o.Faults = fault.Default()
	plain := mustRun(t, o)
	o.Twice = true
	assert.Equal(t, plain, mustRun(t, o), "looking twice changes nothing")

	o.Workers = 1
	lb, err := newLab(o)
	require.NoError(t, err)
	calls := 0
	lb.plant = &Plant{events: spoiling(fsm.EventPhotoUploaded, func(e *fsm.Event) {
		calls++
		e.Ref = "photo-" + digits(calls%7)
	})}
	_, err = lb.run(context.Background())
	var e *NondeterminismError
	require.ErrorAs(t, err, &e)
	assert.ErrorContains(t, err, "SIM-009")
	assert.Contains(t, e.First, "photo_uploaded")
	assert.Contains(t, e.Second, "photo_uploaded")
	assert.NotEqual(t, e.First, e.Second)
	assert.Positive(t, e.Line)
}

// What is prepared once gives the report that Run gives, for one seed after another, and for one twice.
func TestPreparedRunsAreRuns(t *testing.T) {
	o := shipped(70)
	o.Faults = fault.Default()
	run, err := o.Prepare()
	require.NoError(t, err)
	for _, seed := range []uint64{3, 1 << 63, 3} {
		o.Seed = seed
		r, err := run(t.Context(), seed)
		require.NoError(t, err)
		assert.Equal(t, mustRun(t, o), r)
	}
	o.Filings = -1
	_, err = o.Prepare()
	assert.ErrorContains(t, err, "SIM-001")
}

// Where a policy verifies in another way than the app before the preliminary review, what passed stands when the filing is
// submitted again, and what was lost and looked up counts: no invariant calls it unverified.
func TestVerificationThatComesFirstStands(t *testing.T) {
	for _, method := range []string{"photo", "shanghai_ca_app", "none"} {
		for _, profile := range profiles() {
			o := shipped(1500)
			policy, err := o.Policy.Answering("verify-app", "verify_method", method)
			require.NoError(t, err)
			o.Policy, o.Profile, o.Faults = policy, profile, fault.Default()
			o.From = calendar.NewDate(2024, time.January, 2)
			r, err := Run(t.Context(), o)
			require.NoError(t, err)
			require.Empty(t, r.First, "%s %s", method, profile)
		}
	}
}
