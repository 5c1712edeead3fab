// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/coverage"
	"github.com/icpfiling/icp/simulator/shard"
)

// SchemaVersion is the version of the Report's JSON. Added fields leave it as it is.
const SchemaVersion = 1

// Report is what a run found. Its JSON is the same bytes for any number of workers, on any machine.
type Report struct {
	SchemaVersion int    `json:"schema_version"`
	Spec          string `json:"spec"`
	Seed          uint64 `json:"seed"`
	Filings       int    `json:"filings"`
	// Partial says that the run was stopped before its end: Filings were done of Wanted. Such a report has no Digest.
	Partial bool `json:"partial,omitempty"`
	Wanted  int  `json:"filings_wanted,omitempty"`
	// From is the first day of the starts, Until the day after the last, Horizon when the run ended; in UTC+8.
	From    string `json:"from"`
	Until   string `json:"until"`
	Horizon string `json:"horizon"`
	// Policy and Calendar identify what judged and counted, before any plant.
	Policy   string `json:"policy"`
	Calendar string `json:"calendar"`
	Plant    string `json:"plant,omitempty"`
	// Part is which shard of the run was simulated, as 0/8; empty for all of it.
	Part string `json:"shard,omitempty"`
	// Outcomes counts the filings by the state they ended or wait in; the counts sum to Filings.
	Outcomes map[string]int `json:"outcomes"`
	// Kinds counts the filings by their kind; the counts sum to Filings.
	Kinds map[string]int `json:"kinds"`
	// Profile is how filings chose what they did, Profiles counts them by the profile each of them had.
	Profile  string         `json:"profile"`
	Profiles map[string]int `json:"profiles"`
	// Provider is with whom all filed.
	Provider string `json:"provider"`
	// OutcomesRealistic counts the outcomes of the realistic filings of a mixed run: the published shares hold for them
	// alone. DurationsOf says of which filings the durations are.
	OutcomesRealistic map[string]int `json:"outcomes_realistic,omitempty"`
	DurationsOf       string         `json:"durations_of"`
	// Faults are what could go wrong: for each kind its rate in 10,000 cases and how often it happens to a filing at most,
	// as in duplicate=100/2; "none" where nothing could. With Spec, Seed, From and Until, Profile, Provider, Plant, Policy and Calendar
	// they are what Digest is of.
	Faults string `json:"faults"`
	// FaultsInjected says how often each fault happened, all kinds.
	FaultsInjected map[string]int64 `json:"faults_injected"`
	// Violations counts the filings that broke an invariant, once for each invariant they broke.
	Violations int `json:"violations"`
	// Invariants says how often each was asked.
	Invariants map[string]int64 `json:"invariants"`
	// Broken counts the violations of each invariant that was broken.
	Broken map[string]int `json:"broken,omitempty"`
	// First are the first violations in the order of the filings: MostViolations of them, and beyond those the first one of
	// each further invariant, so that there is a filing to look at for everything that is broken.
	First []Violation `json:"first_violations,omitempty"`
	// Coverage says what was reached, and what was not although it could be.
	Coverage *coverage.Report `json:"coverage"`
	// JournalBytes is the length of the log in the binary form, without its header and its end.
	JournalBytes int64 `json:"journal_bytes"`
	// Digest is the SHA-256 over the header and the digests of the chunks of 4,096 filings; the digest of a chunk is
	// over those of its filings' logs in the binary form. See package binlog.
	Digest string `json:"digest"`
	// Provinces holds the business days from the first submission to the approval, by province.
	Provinces map[string]Durations `json:"durations_business_days"`
	// Assumptions are the figures behind the filings that no source gives, and the few that one does.
	Assumptions []Assumption `json:"assumptions"`

	// Shard is what to keep of one part of a run; nil if the run was simulated as a whole.
	Shard *shard.File `json:"-"`
}

// MostViolations is how many violations a Report keeps, and one for each invariant that is not among them.
const MostViolations = 10

// keepFirst adds later violations to those kept. Kept piece by piece they are the ones that are kept of the whole.
func keepFirst(kept, later []Violation) []Violation {
	for i := range later {
		same := func(v Violation) bool { return v.Invariant == later[i].Invariant }
		if len(kept) < MostViolations || !slices.ContainsFunc(kept, same) {
			kept = append(kept, later[i])
		}
	}
	return kept
}

// Durations are exact figures of the filings that were approved, in business days; -1 where there was none.
type Durations struct {
	// Count is how many were approved over days that are all published.
	Count  int `json:"count"`
	Min    int `json:"min"`
	Median int `json:"median"`
	P90    int `json:"p90"`
	Max    int `json:"max"`
}

// counts is an exact histogram of small integers: how many of each.
type counts []int

func (c *counts) add(n int) {
	for len(*c) <= n {
		*c = append(*c, 0)
	}
	(*c)[n]++
}

// summary gives the figures; a quantile is the smallest value that at least that share does not exceed.
func (c counts) summary() (d Durations) {
	for _, n := range c {
		d.Count += n
	}
	d.Min = -1
	if d.Count == 0 {
		d.Median, d.P90, d.Max = -1, -1, -1
		return d
	}
	seen := 0
	for value, n := range c {
		if n == 0 {
			continue
		}
		if d.Min < 0 {
			d.Min = value
		}
		before := seen
		seen += n
		if half := (d.Count + 1) / 2; before < half && seen >= half {
			d.Median = value
		}
		if most := (d.Count*9 + 9) / 10; before < most && seen >= most {
			d.P90 = value
		}
		d.Max = value
	}
	return d
}

// outcomes lists the states a filing can end or wait in, in the order of the lifecycle.
func outcomes() []fsm.State {
	var list []fsm.State
	for _, s := range fsm.States() {
		if s != fsm.StateNone {
			list = append(list, s)
		}
	}
	return list
}
