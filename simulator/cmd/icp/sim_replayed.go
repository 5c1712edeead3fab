// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/simulator"
)

// simReplayed is one replayed case file.
type simReplayed struct {
	path string
	c    *simulator.Case
	r    *simulator.Replayed
}

// simReplayedJSON is how it stands in JSON; steps are counted from 1.
type simReplayedJSON struct {
	File        string   `json:"file"`
	Invariant   string   `json:"invariant"`
	Expect      string   `json:"expect"`
	AsExpected  bool     `json:"as_expected"`
	Broken      bool     `json:"broken"`
	BrokenAt    int      `json:"broken_at_step,omitempty"`
	IllegalStep int      `json:"illegal_step,omitempty"`
	Why         string   `json:"why,omitempty"`
	OtherPolicy bool     `json:"other_policy"`
	OtherCal    bool     `json:"other_calendar"`
	Digest      string   `json:"digest"`
	Story       []string `json:"story"`
}

// simUnreadable is a file that is no case, or one that cannot be replayed. The error names it.
type simUnreadable struct {
	path string
	err  error
}

// simUnreadableJSON is how it stands in JSON.
type simUnreadableJSON struct {
	File string `json:"file"`
	Why  string `json:"why"`
}

// reportReplays prints the replays; the exit code says whether all showed what they must. Files that cannot be replayed
// keep no others from it.
func (a *app) reportReplays(list []simReplayed, bad []simUnreadable, o simulator.Options, format string) error {
	var wrong []string
	for _, x := range list {
		if !x.r.AsExpected {
			wrong = append(wrong, x.path+": "+a.verdictOf(x))
		}
	}
	var err error
	if format == "mermaid" {
		for _, x := range list {
			if err == nil {
				_, err = fmt.Fprint(a.stdout, x.r.Story.Mermaid())
			}
		}
		a.besideDiagram(wrong)
	} else if format == "json" {
		out := struct {
			SchemaVersion int                 `json:"schema_version"`
			Cases         []simReplayedJSON   `json:"cases"`
			Unreadable    []simUnreadableJSON `json:"unreadable,omitempty"`
		}{simulator.SchemaVersion, []simReplayedJSON{}, nil}
		for _, x := range bad {
			out.Unreadable = append(out.Unreadable, simUnreadableJSON{x.path, x.err.Error()})
		}
		for _, x := range list {
			out.Cases = append(out.Cases, a.replayedJSON(x))
		}
		err = a.writeJSON(out)
	} else {
		err = a.printReplays(list, len(bad) > 0, o)
	}
	if err == nil && len(bad) > 0 {
		errs := make([]error, len(bad))
		for i := range bad {
			errs[i] = bad[i].err
		}
		return fileError(errs)
	}
	if err == nil && len(wrong) > 0 {
		return exitWith(exitFindings)
	}
	return err
}

func (a *app) replayedJSON(x simReplayed) simReplayedJSON {
	j := simReplayedJSON{
		File: x.path, Invariant: x.c.Invariant, Expect: "violation", AsExpected: x.r.AsExpected, Broken: x.r.Broken,
		BrokenAt: x.r.At + 1, IllegalStep: x.r.Illegal + 1, OtherPolicy: x.r.Policy, OtherCal: x.r.Calendar,
		Digest: x.r.Story.Digest, Story: storyLines(x.r.Story),
	}
	if x.c.Pass {
		j.Expect = "pass"
	}
	if x.r.Why != nil {
		j.Why = x.r.Why.Error()
	}
	return j
}

// printReplays tells the story of one case; of several, a line each and the stories of those that surprise.
func (a *app) printReplays(list []simReplayed, more bool, o simulator.Options) error {
	for _, x := range list {
		if len(list) == 1 && !more || !x.r.AsExpected {
			if err := a.printStory(a.filingHead(o, x.r.Story), x.r.Story); err != nil {
				return err
			}
		}
		var b strings.Builder
		line := style(styleGood)
		if !x.r.AsExpected {
			line = styleError
		}
		for _, text := range wrapped(x.path+": "+a.verdictOf(x), storyWidth) {
			fmt.Fprintln(&b, a.style(line, text))
		}
		if x.r.Policy || x.r.Calendar {
			for _, text := range wrapped(a.text("  kept with another policy or calendar than it ran on here: --policy and --switch choose", "  保存时所用的规则集或日历与本次不同，可用 --policy 与 --switch 指定"), storyWidth) {
				fmt.Fprintln(&b, a.style(styleDim, text))
			}
		}
		if _, err := fmt.Fprint(a.stdout, b.String()); err != nil {
			return err
		}
	}
	return nil
}

// verdictOf says in words what a replay showed, and what to do.
func (a *app) verdictOf(x simReplayed) string {
	c, r := x.c, x.r
	name, why := "", ""
	if r.Illegal >= 0 {
		name = c.Steps[r.Illegal].Name()
		if r.Why != nil {
			why = a.errorText(r.Why)
		}
	}
	switch {
	case r.Illegal >= 0:
		return a.text(
			fmt.Sprintf("step %d (%s) became illegal, so the case tells nothing any more: %s; mend the step, or remove the case", r.Illegal+1, name, why),
			fmt.Sprintf("第 %d 步（%s）已不被允许，用例不再有效：%s；请修正该步骤或删除用例", r.Illegal+1, name, why))
	case r.AsExpected && c.Pass:
		return a.text("passed: "+c.Invariant+" holds", "通过："+c.Invariant+" 成立")
	case r.AsExpected:
		return a.text(fmt.Sprintf("as expected: step %d breaks %s", r.At+1, c.Invariant), fmt.Sprintf("符合预期：第 %d 步违反 %s", r.At+1, c.Invariant))
	case c.Pass:
		return a.text(
			fmt.Sprintf("FAILED: step %d breaks %s again", r.At+1, c.Invariant), fmt.Sprintf("失败：第 %d 步再次违反 %s", r.At+1, c.Invariant))
	}
	return a.text(
		c.Invariant+" is not broken any more; set \"expect\" to \"pass\" and keep the case as a test",
		c.Invariant+" 已不再违反；请将 \"expect\" 改为 \"pass\"，保留为回归用例")
}
