// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/property"
)

func shipped() simulator.Options {
	return simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China()}
}

// The shipped policy passes, its corpus first.
func TestCheck(t *testing.T) {
	o := shipped()
	o.Filings = 2000
	Check(t, o, os.DirFS("testdata/sim"))
}

func TestReplay(t *testing.T) { Replay(t, os.DirFS("testdata/sim"), shipped()) }

// A planted fault fails with the shortest story and a case that replays.
func TestSearchFinds(t *testing.T) {
	o := shipped()
	o.Plant, o.Filings = "withdraw-at-authority", 100
	failure := search(t.Context(), o)
	assert.True(t, strings.HasPrefix(failure, "no-withdraw-after-handover: "), failure)
	assert.Contains(t, failure, "(S1-30)\n", "what was promised, and where")
	assert.Contains(t, failure, "  >>> no-withdraw-after-handover")
	_, data, found := strings.Cut(failure, "Replay:\n\n")
	require.True(t, found)
	c, err := simulator.ReadCase([]byte(data))
	require.NoError(t, err)
	assert.Contains(t, failure, c.Invariant+"-")
	assert.Empty(t, judge([]byte(data), o))

	c.Pass = true
	assert.Contains(t, judge(c.Encode(), o), "breaks no-withdraw-after-handover again")
	c.Plant = ""
	assert.Empty(t, judge(c.Encode(), o))
	c.Pass = false
	assert.Contains(t, judge(c.Encode(), o), "(withdraw) became illegal")
	c.Steps = c.Steps[:len(c.Steps)-1]
	assert.Contains(t, judge(c.Encode(), o), "is not broken any more")
	assert.Contains(t, judge([]byte("{}"), o), "SIM-007")
}

func TestSearchWordsErrors(t *testing.T) {
	o := shipped()
	assert.Contains(t, search(t.Context(), o), "SIM-001")
	o.Filings, o.Policy = 1, nil
	assert.Contains(t, search(t.Context(), o), "SIM-001")
	assert.Contains(t, judge([]byte("{}"), o), "SIM-007")
}

// A host's own properties go through Check's options: found, shrunk and kept by name; situations are no violations.
func TestSearchAsksProperties(t *testing.T) {
	o := shipped()
	o.Filings = 100
	o.Properties = []property.Property{
		property.Always("never-resubmitted", property.On(fsm.EventResubmitted), func(*property.Snapshot) bool { return false }).
			Says("Nobody comes twice.", "只提交一次。").From("handbook 3"),
		property.Sometimes("never-reached", property.On(fsm.EventApproved).And(func(*property.Snapshot) bool { return false })),
	}
	failure := search(t.Context(), o)
	assert.Contains(t, failure, "never-resubmitted: it did not hold after resubmitted")
	assert.Contains(t, failure, "\nNobody comes twice. (handbook 3)\n")
	_, data, found := strings.Cut(failure, "Replay:\n\n")
	require.True(t, found)
	assert.Empty(t, judge([]byte(data), o))
	o.Properties = nil
	assert.Contains(t, judge([]byte(data), o), "give the property of that name in Options.Properties")
}

// A mistyped folder fails, for Check too; an empty one only where a case must be.
func TestAFolderThatIsNotThereFails(t *testing.T) {
	none, empty := os.DirFS("testdata/nowhere"), os.DirFS(t.TempDir())
	for _, mayBeEmpty := range []bool{false, true} {
		_, failure := caseNames(none, mayBeEmpty)
		assert.Contains(t, failure, "SIM-008: the folder of cases cannot be read")
	}
	_, failure := caseNames(empty, false)
	assert.Contains(t, failure, "SIM-008: the folder has no *")
	_, failure = caseNames(empty, true)
	assert.Empty(t, failure)
	names, failure := caseNames(os.DirFS("testdata/sim"), true)
	assert.Empty(t, failure)
	assert.NotEmpty(t, names)
}

// How a bound was broken is said with the times of the story that is told.
func TestSearchTellsOfTheShortestStory(t *testing.T) {
	o := shipped()
	o.Filings = 100
	o.Properties = []property.Property{
		property.LeadsTo("soon", property.On(fsm.EventSubmitted), property.On(fsm.EventApproved)).Within(property.BusinessDays(1)),
	}
	head, story, found := strings.Cut(search(t.Context(), o), "\n")
	require.True(t, found)
	why, _, found := strings.Cut(head, " (filing ")
	require.True(t, found, head)
	assert.Contains(t, story, "  >>> "+why+"\n")
}
