// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"slices"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/report"
)

// simReport is a report with the command that replays each violation, and the story of the first.
type simReport struct {
	*simulator.Report
	Unnoticed bool            `json:"plant_unnoticed,omitempty"` // the planted fault tripped nothing: exit 1 without a violation
	First     []simViolation  `json:"first_violations,omitempty"`
	Figures   *report.Summary `json:"figures,omitempty"`
}

type simViolation struct {
	simulator.Violation
	Seed   uint64   `json:"seed"`
	Replay string   `json:"replay"`
	Case   string   `json:"case,omitempty"`
	Story  []string `json:"story,omitempty"`
}

func (a *app) simJSON(f *simFlags, o simulator.Options, r *simulator.Report) simReport {
	out := simReport{Report: r, Unnoticed: unnoticed(r)}
	if f.figures != nil {
		summary := f.figures.Summary()
		out.Figures = &summary
	}
	for i, v := range r.First {
		x := simViolation{Violation: v, Seed: r.Seed, Replay: replayCommand(f, o, v.Filing)}
		if path := f.kept[v.Invariant]; path != "" && !slices.ContainsFunc(out.First, func(y simViolation) bool { return y.Case == path }) {
			x.Case = path
		}
		if i == 0 {
			if s, err := simulator.Tell(o, v.Filing, a.lang); err == nil {
				x.Story = storyLines(s)
			}
		}
		out.First = append(out.First, x)
	}
	return out
}

// unnoticed tells that a fault was planted in a whole run and tripped nothing; a part of a run has none to notice.
func unnoticed(r *simulator.Report) bool {
	return r.Plant != "" && r.Part == "" && r.Violations == 0 && !r.Partial
}

// simStory is one filing as JSON.
type simStory struct {
	SchemaVersion int                   `json:"schema_version"`
	Seed          uint64                `json:"seed"`
	Filing        int                   `json:"filing"`
	Region        string                `json:"region"`
	Kind          string                `json:"kind"`
	Outcome       string                `json:"outcome"`
	Violations    []simulator.Violation `json:"violations"`
	Digest        string                `json:"digest"`
	Story         []string              `json:"story"`
	Journal       []json.RawMessage     `json:"journal"`
}

func storyJSON(s *simulator.Story) simStory {
	return simStory{
		SchemaVersion: simulator.SchemaVersion, Seed: s.Seed, Filing: s.Filing, Region: s.Region, Kind: s.Kind.String(),
		Outcome: s.Outcome.String(), Violations: append([]simulator.Violation{}, s.Violations...), Digest: s.Digest,
		Story: storyLines(s), Journal: s.Journal,
	}
}
