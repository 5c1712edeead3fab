// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// caught finds a filing that a planted fault spoils, and keeps it: one that went its way step by step, if there is any. What
// a host only observed of others is a shortcut.
func caught(t testing.TB, p Plant) (Options, *Case) {
	o := planted(p)
	for _, n := range []int{100, 1000, 5000} {
		o.Filings = n
		r, err := Run(t.Context(), o)
		require.NoError(t, err)
		var found *Case
		for _, v := range r.First {
			if v.Invariant != p.Trips {
				continue
			}
			c, err := Catch(o, v.Filing, p.Trips)
			require.NoError(t, err)
			if !observed(c) {
				return o, c
			}
			if found == nil {
				found = c
			}
		}
		if found != nil {
			return o, found
		}
	}
	require.Fail(t, "nothing was broken", p.Name)
	return o, nil
}

// observed reports whether a host only saw where the filing of a case was.
func observed(c *Case) bool {
	return slices.ContainsFunc(c.Steps, func(s CaseStep) bool { return s.Command != nil && s.Command.Name() == fsm.CmdReconcile })
}

// What was recorded of a filing, replayed, gives its journal to the last byte.
func TestTapeReplaysToTheSameBytes(t *testing.T) {
	for _, from := range []string{"2018-04-04", "2019-09-01", "2026-11-01"} {
		o := shipped(1)
		o.From, o.Faults = date(t, from), fault.Default()
		lb, err := newLab(o)
		require.NoError(t, err)
		for n := range 300 {
			l := newLife(lb)
			l.tape = &tape{}
			digest, err := l.simulate(n)
			require.NoError(t, err)
			steps := l.tape.steps
			c := &Case{Invariant: replayEqualsState.Name, Seed: o.Seed, Filing: n, Steps: steps}
			again := newLife(lb)
			again.beginCase(c)
			for i := range steps {
				assert.Equal(t, !steps[i].Refused, again.take(&steps[i]))
			}
			again.end()
			require.NoError(t, again.err)
			require.True(t, bytes.Equal(l.buf, again.buf), "filing %d from %s, %x", n, from, digest)
		}
	}
}

// Every planted fault gives a case that its file keeps, that shrinks, that replays, and that the mended program passes.
func TestCasesOfPlants(t *testing.T) {
	for _, p := range Plants() {
		t.Run(p.Name, func(t *testing.T) {
			o, c := caught(t, p)
			kept, err := ReadCase(c.Encode())
			require.NoError(t, err)
			assert.Equal(t, c, kept)

			short, err := c.Shrink(o)
			require.NoError(t, err)
			assert.LessOrEqual(t, len(short.Steps), len(c.Steps))
			r, err := short.Replay(o, "en")
			require.NoError(t, err)
			assert.True(t, r.AsExpected && r.Broken)
			assert.Equal(t, -1, r.Illegal)
			assert.Equal(t, len(short.Steps)-1, r.At, "the last step breaks it")
			tr, err := newTrial(short, o)
			require.NoError(t, err)
			for i := range short.Steps {
				cut := append(append([]CaseStep{}, short.Steps[:i]...), short.Steps[i+1:]...)
				assert.Equal(t, -1, tr.breaks(cut), "step %d is needed", i+1)
			}

			mended := *short
			mended.Plant, mended.Pass = "", true
			r, err = mended.Replay(o, "en")
			require.NoError(t, err)
			assert.False(t, r.Broken)
		})
	}
}

// A filing of next year, whose notice of holidays is not published yet, is told and replayed like any other.
func TestAFilingOfAYearToComeReplays(t *testing.T) {
	o := shipped(400)
	o.From, o.Plant = date(t, "2026-12-31"), "withdraw-at-authority"
	r := mustRun(t, o)
	require.NotEmpty(t, r.First)
	for _, v := range r.First {
		c, err := Catch(o, v.Filing, v.Invariant)
		require.NoError(t, err)
		require.Greater(t, c.Steps[0].At.Year(), 2026)
		short, err := c.Shrink(o)
		require.NoError(t, err)
		again, err := short.Replay(o, "en")
		require.NoError(t, err)
		assert.True(t, again.AsExpected, v.Invariant)
	}
}

// A case whose step became illegal says which.
func TestIllegalStep(t *testing.T) {
	o, c := caught(t, plantNamed(t, "withdraw-at-authority"))
	c, err := c.Shrink(o)
	require.NoError(t, err)
	for i := range c.Steps {
		if _, ok := c.Steps[i].Command.(fsm.PassPreliminary); ok {
			c.Steps[i].Command = fsm.Continue{}
			r, err := c.Replay(o, "en")
			require.NoError(t, err)
			assert.Equal(t, i, r.Illegal)
			assert.False(t, r.AsExpected)
			var refusal *fsm.Refusal
			assert.ErrorAs(t, r.Why, &refusal)
			_, err = c.Shrink(o)
			var e *CaseError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, i, e.Step)
			assert.ErrorContains(t, err, fmt.Sprintf("step %d: continue became illegal", i+1))
			return
		}
	}
	require.Fail(t, "no preliminary pass")
}

// A case that was written in Go may have its commands by pointer, as a filing takes them; a step without one is named.
func TestCommandsOfACaseByPointer(t *testing.T) {
	o, c := caught(t, plantNamed(t, "withdraw-at-authority"))
	want, err := c.Replay(o, "en")
	require.NoError(t, err)
	pointers := *c
	pointers.Steps = slices.Clone(c.Steps)
	for i := range pointers.Steps {
		s := &pointers.Steps[i]
		if s.Command != nil {
			p := reflect.New(reflect.TypeOf(s.Command))
			p.Elem().Set(reflect.ValueOf(s.Command))
			s.Command = p.Interface().(fsm.Command)
		}
		if s.Contact != nil {
			p := reflect.New(reflect.TypeOf(s.Contact))
			p.Elem().Set(reflect.ValueOf(s.Contact))
			s.Contact = p.Interface().(notify.BookCommand)
		}
	}
	got, err := pointers.Replay(o, "en")
	require.NoError(t, err)
	assert.Equal(t, want.Story.Digest, got.Story.Digest)
	assert.Equal(t, want.AsExpected, got.AsExpected)
	short, err := c.Shrink(o)
	require.NoError(t, err)
	again, err := pointers.Shrink(o)
	require.NoError(t, err)
	assert.Equal(t, short.Encode(), again.Encode())

	for _, none := range []CaseStep{{}, {Command: (*fsm.Submit)(nil)}, {Contact: (*notify.SetOwner)(nil)}} {
		none.At = pointers.Steps[0].At
		empty := *c
		empty.Steps = append([]CaseStep{pointers.Steps[0], none}, pointers.Steps[1:]...)
		var e *CaseError
		_, err := empty.Replay(o, "en")
		require.ErrorAs(t, err, &e)
		assert.Equal(t, 1, e.Step)
		_, err = empty.Shrink(o)
		require.ErrorAs(t, err, &e)
	}
}

func TestReadCaseRefuses(t *testing.T) {
	o, c := caught(t, plantNamed(t, "red-top"))
	c, err := c.Shrink(o)
	require.NoError(t, err)
	good := string(c.Encode())
	for name, change := range map[string]func(string) string{
		"a later format":    func(s string) string { return strings.Replace(s, CaseFormat, "icp-simcase/2", 1) },
		"no format":         func(s string) string { return strings.Replace(s, CaseFormat, "", 1) },
		"an unknown key":    func(s string) string { return strings.Replace(s, `"spec"`, `"spek"`, 1) },
		"an unknown field":  func(s string) string { return strings.Replace(s, `"kind"`, `"sort"`, 1) },
		"an unknown value":  func(s string) string { return strings.Replace(s, `"kind":"`, `"kind":"x`, 1) },
		"a wrong actor":     func(s string) string { return strings.Replace(s, `"actor":"applicant"`, `"actor":"clock"`, 1) },
		"a wrong command":   func(s string) string { return strings.Replace(s, `"command":"submit"`, `"command":"send"`, 1) },
		"a wrong instant":   func(s string) string { return strings.Replace(s, `"at":"`, `"at":"x`, 1) },
		"a wrong expect":    func(s string) string { return strings.Replace(s, `"violation"`, `"maybe"`, 1) },
		"half a file":       func(s string) string { return s[:len(s)/2] },
		"two cases":         func(s string) string { return s + s },
		"an empty file":     func(string) string { return "" },
		"too large":         func(s string) string { return s + strings.Repeat(" ", maxCaseBytes) },
		"no steps":          func(s string) string { return s[:strings.Index(s, `"steps": [`)] + `"steps":[]}` },
		"a field twice":     func(s string) string { return strings.Replace(s, `"id":"`, `"id":"x","id":"`, 1) },
		"an unknown fault":  func(s string) string { return withFault(s, `{"kind":"none"}`, "") },
		"a fault's target":  func(s string) string { return withFault(s, `{"kind":"late","target":"A B"}`, "") },
		"a fault's amount":  func(s string) string { return withFault(s, `{"kind":"late","n":-1}`, "") },
		"a fault's field":   func(s string) string { return withFault(s, `{"kind":"late","m":1}`, "") },
		"both at once":      func(s string) string { return withFault(s, `{"kind":"late"}`, `"command":"submit",`) },
		"a number's text":   func(s string) string { return strings.Replace(s, `"filing": `, `"filing": "x", "y": `, 1) },
		"a fraction":        func(s string) string { return strings.Replace(s, `"filing": `, `"filing": 1.5`, 1) },
		"a list of steps":   func(s string) string { return strings.Replace(s, `"steps": [`, `"steps": {}, "x": [`, 1) },
		"a negative filing": func(s string) string { return strings.Replace(s, `"filing": `, `"filing": -1`, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			bad := change(good)
			require.NotEqual(t, good, bad)
			_, err := ReadCase([]byte(bad))
			var e *CaseError
			require.ErrorAs(t, err, &e)
			assert.ErrorContains(t, err, "SIM-007")
			assert.NotContains(t, err.Error(), "\n")
			assert.Regexp(t, `^SIM-007：.*\p{Han}.*；\p{Han}`, e.Text("zh"))
			assert.NotRegexp(t, englishWords, e.Text("zh"))
		})
	}
	c.Invariant = "none-such"
	_, err = c.Replay(o, "en")
	assert.ErrorContains(t, err, "no invariant")
}

// withFault puts a fault in front of the steps of a case.
func withFault(s, fault, more string) string {
	return strings.Replace(s, `"steps": [`, `"steps": [{"at":"2018-01-01T00:00:00Z",`+more+`"fault":`+fault+`},`, 1)
}

// Whatever a file holds, reading it ends in a case or a *CaseError; a case is written to bytes that read back to it.
func FuzzReadCase(f *testing.F) {
	for _, name := range []string{"withdraw-at-authority", "sms-timeout-passes"} {
		data, err := os.ReadFile("testdata/cases/" + name + ".simcase.json")
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"format":"icp-simcase/1","expect":"pass","steps":[{"at":"2018-04-04T10:00:00Z","command":"set_channels","with":{"channels":["email"]},"late":["1m"]}]}`))
	f.Add([]byte(`{"format":"icp-simcase/1","expect":"pass","steps":[{"at":"2018-04-04T10:00:00Z","fault":{"kind":"dropped","target":"attach","n":3}},{"at":"2018-04-04T10:00:00Z","command":"attach"},{"at":"2018-04-04T10:00:00Z","fault":{"kind":"policy_changed"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadCase(data)
		if err != nil {
			var e *CaseError
			require.ErrorAs(t, err, &e)
			return
		}
		text := c.Encode()
		require.True(t, json.Valid(text))
		again, err := ReadCase(text)
		require.NoError(t, err)
		require.Equal(t, string(text), string(again.Encode()))
		if len(c.Steps) <= 20 {
			_, _ = c.Replay(shipped(1), "en") // must end, in a result or an error
		}
	})
}

// The case files of the repository, each the shortest story of a planted fault, stay readable.
func TestKeptCases(t *testing.T) {
	for _, name := range []string{"withdraw-at-authority", "sms-timeout-passes"} {
		path := "testdata/cases/" + name + ".simcase.json"
		if rewriting() {
			o, c := caught(t, plantNamed(t, name))
			c, err := c.Shrink(o)
			require.NoError(t, err)
			require.NoError(t, os.MkdirAll("testdata/cases", 0o755))
			require.NoError(t, os.WriteFile(path, c.Encode(), 0o644))
		}
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		c, err := ReadCase(data)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(data, c.Encode()), "the file is canonical")
		r, err := c.Replay(shipped(1), "en")
		require.NoError(t, err)
		assert.True(t, r.AsExpected)
	}
}
