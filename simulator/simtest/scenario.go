// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
)

// Scenario generates what happens to one synthetic filing, for a host's own rapid tests: the steps of a filing of a drawn
// seed, with up to three edits. A step may be left out, given twice, given later, or trade places with the next; the filing
// may be found in any state, or somebody may do in between what nobody expects there. So some commands are refused; the
// invariants hold all the same. The case is one that must pass: Case.Replay says whether it does, and Case.Encode keeps it.
// Options that no filing can be made of end the test.
//
// The size is that of a filing, some tens of steps, and rapid's shrinking only finds other seeds: Check and Drive make
// stories shorter themselves.
func Scenario(o simulator.Options) *rapid.Generator[*simulator.Case] {
	return rapid.Custom(func(t *rapid.T) *simulator.Case {
		o.Seed = rapid.Uint64().Draw(t, "seed")
		c, err := o.Scenario(rapid.IntRange(0, 1<<20).Draw(t, "filing"))
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(0, 3).Draw(t, "edits") {
			if len(c.Steps) > 1 {
				edit(t, c)
			}
		}
		return c
	})
}

// edit changes the steps in one place.
func edit(t *rapid.T, c *simulator.Case) {
	i := rapid.IntRange(0, len(c.Steps)-2).Draw(t, "step")
	switch rapid.IntRange(0, 5).Draw(t, "edit") {
	case 0:
		c.Steps = slices.Delete(c.Steps, i, i+1)
	case 1:
		again := c.Steps[i]
		again.At = c.Steps[i+1].At
		c.Steps = slices.Insert(c.Steps, i+1, again)
	case 2:
		later := time.Duration(rapid.IntRange(1, 60).Draw(t, "days")) * 24 * time.Hour
		for k := i; k < len(c.Steps); k++ {
			c.Steps[k].At = c.Steps[k].At.Add(later)
		}
	case 3:
		a, b := &c.Steps[i], &c.Steps[i+1]
		*a, *b = *b, *a
		a.At, b.At = b.At, a.At
	case 4:
		found := fsm.Reconcile{
			Observed: rapid.SampledFrom(fsm.States()[1:]).Draw(t, "found"), Evidence: "status_query",
			SubjectNumber: "ICP-1", WebsiteNumbers: []string{"ICP-1-1", "ICP-1-2", "ICP-1-3"},
		}
		c.Steps = slices.Insert(c.Steps, i+1, simulator.CaseStep{At: c.Steps[i].At, Command: found})
	case 5:
		other := rapid.SampledFrom(unexpected).Draw(t, "unexpected")
		c.Steps = slices.Insert(c.Steps, i+1, simulator.CaseStep{At: c.Steps[i].At, Command: other})
	}
	for i := range c.Steps { // whether it is refused is to be seen anew
		c.Steps[i].Refused = true
	}
}

// unexpected are commands that somebody may give at any time.
var unexpected = []fsm.Command{
	fsm.Submit{},
	fsm.Resubmit{},
	fsm.Continue{},
	fsm.Withdraw{Reason: "changed_my_mind"},
	fsm.Abandon{Reason: "no_longer_needed"},
	fsm.AppVerify{App: "alibaba_app"},
	fsm.AppVerify{App: "shanghai_ca_app"},
	fsm.AppVerify{App: "alibaba_app", Target: 1},
	fsm.AppVerify{App: "shanghai_ca_app", Target: 1},
	fsm.UploadPhoto{Ref: "file-x"},
	fsm.UploadPhoto{Ref: "file-x", Target: 1},
	fsm.ReturnPhoto{Causes: []string{"photo_unclear"}, Targets: []int{1}},
	fsm.RequestBackdrop{},
	fsm.PromptOriginals{},
	fsm.MailOriginals{},
	fsm.ReceiveOriginals{},
	fsm.PassPreliminary{},
	fsm.PassPhoto{TopColour: "other"},
	fsm.SubmitToAuthority{},
	fsm.FailSMS{Causes: []string{"sms_not_answered"}},
	fsm.Rejudge{Reason: "wrong_rule"},
	fsm.Replan{},
	fsm.Tick{},
}

// Fuzz makes a fuzz target of scenarios: the fuzzer's bytes become the seed of a filing and the edits of its steps, each is
// replayed with every invariant asked, and one that is broken fails with its story and its case. Call it from a
// FuzzX(f *testing.F) and run go test -fuzz FuzzX.
func Fuzz(f *testing.F, o simulator.Options) {
	f.Helper()
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		if failure := broken(Scenario(o).Draw(t, "scenario"), o); failure != "" {
			t.Fatal(failure)
		}
	}))
}

// broken replays a scenario and words the first invariant it breaks; empty if it breaks none.
func broken(c *simulator.Case, o simulator.Options) string {
	r, err := c.Replay(o, "en")
	if err != nil {
		return err.Error()
	}
	if len(r.Story.Violations) == 0 {
		return ""
	}
	v := r.Story.Violations[0]
	c.Invariant, c.Pass = v.Invariant, false
	if short, err := c.Shrink(o); err == nil {
		c = short
	}
	return worded(c, o, v)
}
