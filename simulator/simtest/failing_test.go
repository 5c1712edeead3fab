// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator"
)

// failing are tests of hosts that must fail.
func failing() map[string]func(t *testing.T) {
	return map[string]func(t *testing.T){
		"corpus": func(t *testing.T) {
			o := shipped()
			o.Plant, o.Filings = "withdraw-at-authority", 100
			_, data, _ := strings.Cut(search(t.Context(), o), "Replay:\n\n")
			c, err := simulator.ReadCase([]byte(data))
			require.NoError(t, err)
			c.Pass = true
			Check(t, o, fstest.MapFS{"kept" + Suffix: {Data: c.Encode()}})
		},
		"check": func(t *testing.T) {
			o := shipped()
			o.Plant = "red-top"
			Check(t, o, nil)
		},
		"drive": func(t *testing.T) { Drive(t, shipped(), planted()["endpoint: it says yes to everything"]) },
		"before": func(t *testing.T) {
			t.Error("something else")
			Drive(t, shipped(), planted()["endpoint: it says yes to everything"])
		},
	}
}

// failingEnv names the one of them that a process of its own runs.
const failingEnv = "SIMTEST_FAILING"

// A test that fails says why and what next, once, and lets the tests behind it run: rapid neither panics nor says OK.
func TestFailures(t *testing.T) {
	if name := os.Getenv(failingEnv); name != "" {
		failing()[name](t)
		return
	}
	for name, want := range map[string]string{
		"corpus": "breaks no-withdraw-after-handover again",
		"check":  "in the corpus, and see it again with Replay",
		"drive":  "See it again with Seed: ",
		"before": "nothing was simulated, because the test had failed before",
	} {
		t.Run(name, func(t *testing.T) {
			again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFailures$")
			again.Env = append(os.Environ(), failingEnv+"="+name)
			out, err := again.CombinedOutput()
			require.Error(t, err)
			text := string(out)
			assert.Equal(t, 1, strings.Count(text, want), text)
			assert.NotContains(t, text, "panic")
			assert.NotContains(t, text, "[rapid] OK")
		})
	}
}
