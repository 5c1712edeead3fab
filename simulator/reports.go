// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/shard"
)

// Every report is made from a shard: that of a whole run from the one shard that is all of it. So a report that was
// merged cannot differ from one that was not.

// The names of the counts in a shard. Those ending in a slash are followed by a name of their own.
const (
	countOutcomes  = "outcomes"
	countKinds     = "kinds"
	countBytes     = "journal_bytes"
	countAsked     = "asked/"
	countBroken    = "broken/"
	countDurations = "durations/"
	countFaults    = "faults"   // by kind
	countModes     = "profiles" // by the profile of each filing
	countPublished = "outcomes_realistic"
	countReached   = "coverage" // in the order of the space
)

// file gives what was found.
func (s *sum) file() *shard.File {
	lb, t := s.lab, &s.total
	s.tree.Close()
	f := &shard.File{Run: *lb.head, Release: lb.release(), Only: lb.Only, First: lb.head.First, Last: lb.head.First + s.tree.Filings}
	f.Run.First, f.Run.Filings, f.Run.Own, f.Run.Words = 0, lb.Filings, nil, nil
	f.Counts = map[string][]int64{
		countOutcomes: wide(t.outcomes[:]), countKinds: wide(t.kinds[:]), countBytes: {t.bytes}, countReached: t.reached, countFaults: slices.Clone(t.faults[:]),
		countModes: wide(t.modes[:]), countPublished: wide(t.published[:]),
	}
	for i, inv := range lb.invariants {
		if t.asked == nil { // stopped before the first stretch was done
			f.Counts[countAsked+inv.Name] = []int64{0}
			continue
		}
		f.Counts[countAsked+inv.Name] = []int64{t.asked[i]}
		if t.broken[i] > 0 {
			f.Counts[countBroken+inv.Name] = []int64{int64(t.broken[i])}
		}
	}
	for i := range regions {
		f.Counts[countDurations+regions[i].name] = wide(t.durations[i])
	}
	for i := range s.tree.Chunks {
		f.Chunks = append(f.Chunks, hex.EncodeToString(s.tree.Chunks[i][:]))
	}
	for i := range t.found {
		f.Violation(t.found[i])
	}
	return f
}

// release is a digest of what this release writes and asks, so that shards of two releases are told apart.
func (lb *lab) release() string {
	h, room := sha256.New(), []byte(nil)
	write := func(s string) {
		room = append(append(room[:0], s...), 0)
		h.Write(room)
	}
	for _, w := range lb.head.Words {
		write(w)
	}
	for i := range lb.invariants {
		write(lb.invariants[i].Name)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (s *sum) report() *Report {
	lb := s.lab
	f := s.file()
	r, err := lb.reportOf(f)
	if err != nil {
		panic("simulator: a run whose own figures make no report: " + err.Error())
	}
	root := s.tree.Root(lb.head)
	r.Digest = "sha256:" + hex.EncodeToString(root[:])
	if s.tree.Filings < lb.head.Filings {
		r.Partial, r.Wanted, r.Digest = true, lb.head.Filings, ""
	}
	if lb.Shards > 0 {
		r.Part, r.Shard = strconv.Itoa(lb.Options.Shard)+"/"+strconv.Itoa(lb.Shards), f
	}
	return r
}

// Merge makes r the report of the run whose shards are given, in any order: the very report, to the last byte, that the run
// gives when it is simulated as a whole. Of o it takes policy, calendar, properties, faults and profile of the run; its other
// options stand in the files. The error is a *[shard.MergeError], a *[shard.FormatError] or one of the options, and r is
// unchanged.
func (r *Report) Merge(o Options, files ...*shard.File) error {
	f, err := shard.Merge(files...)
	if err != nil {
		return err
	}
	lb, err := labOf(o, f)
	if err != nil {
		return err
	}
	whole, err := lb.reportOf(f)
	if err != nil {
		return err
	}
	tree := binlog.Tree{Filings: f.Last}
	for _, c := range f.Chunks {
		var chunk [sha256.Size]byte
		if n, err := hex.Decode(chunk[:], []byte(c)); err != nil || n != len(chunk) {
			return noShard(worded.Say("the digest of a chunk is none", "有块的摘要无效"))
		}
		tree.Chunks = append(tree.Chunks, chunk)
	}
	root := tree.Root(&f.Run)
	whole.Digest = "sha256:" + hex.EncodeToString(root[:])
	*r = *whole
	return nil
}

func noShard(what worded.Words) *shard.FormatError {
	return &shard.FormatError{What: what.EN, Next: "simulate the shard again", WhatZH: what.ZH, NextZH: "请重新模拟该分片"}
}

// labOf prepares the run that a shard is of.
func labOf(o Options, f *shard.File) (*lab, error) {
	from, err := calendar.ParseDate(f.Run.From)
	if err != nil {
		return nil, noShard(worded.Say("it has no usable dates", "没有可用的日期"))
	}
	lb, err := newLab(Options{
		Policy: o.Policy, Calendar: o.Calendar, Properties: o.Properties, Faults: o.Faults, Profile: o.Profile, Provider: o.Provider, Seed: f.Run.Seed, Filings: f.Run.Filings,
		From: from, Days: f.Run.Days, Plant: f.Run.Plant, Only: f.Only,
	})
	if err != nil {
		return nil, err
	}
	lb.space = lb.reachable()
	if !bytes.Equal(lb.head.Identity(), f.Run.Identity()) || lb.release() != f.Release {
		return nil, &shard.MergeError{
			What:   fmt.Sprintf("the shards were simulated with policy %s, calendar %s and profile %q, or by another release", f.Run.Policy, f.Run.Calendar, f.Run.Profile),
			Next:   "give those, and merge with the release that simulated",
			WhatZH: fmt.Sprintf("模拟各分片所用的规则为 %s，日历为 %s，模式为 %q，或由其他版本模拟", f.Run.Policy, f.Run.Calendar, f.Run.Profile),
			NextZH: "请给出上述各项，并用模拟时的版本合并",
		}
	}
	return lb, nil
}

// reportOf words the figures of a shard, without its digest.
func (lb *lab) reportOf(f *shard.File) (*Report, error) {
	h := &f.Run
	r := &Report{
		SchemaVersion: SchemaVersion, Spec: h.Spec, Seed: h.Seed, Filings: f.Last - f.First,
		From: h.From, Until: lb.From.AddDays(lb.Days).String(), Horizon: lb.From.AddDays(lb.Days + horizonDays).String(),
		Policy: h.Policy, Calendar: h.Calendar, Plant: h.Plant,
		Outcomes: map[string]int{}, Kinds: map[string]int{}, Invariants: map[string]int64{}, Provinces: map[string]Durations{},
		Provider: lb.provider(), Assumptions: assumptions(&lb.Options), Faults: lb.Faults.String(), FaultsInjected: map[string]int64{},
	}
	for _, k := range fault.Kinds() {
		r.FaultsInjected[k.String()] = int64(at(f.Counts[countFaults], int(k)))
	}
	r.profiles(lb.Profile, f.Counts)
	for kind, n := range f.Counts[countKinds] {
		if n > 0 {
			r.Kinds[fsm.Kind(kind).String()] = int(n)
		}
	}
	for _, state := range outcomes() {
		r.Outcomes[state.String()] = at(f.Counts[countOutcomes], int(state))
	}
	for i := range regions {
		r.Provinces[regions[i].name] = narrow(f.Counts[countDurations+regions[i].name]).summary()
	}
	if list := f.Counts[countBytes]; len(list) > 0 {
		r.JournalBytes = list[0]
	}
	reached := f.Counts[countReached]
	if len(reached) > len(lb.space.Counter().N) {
		return nil, noShard(worded.Say("it counts what there is not", "统计了不存在的内容"))
	}
	if lb.Stations == nil {
		r.Coverage = lb.covered(reached)
	}
	r.countInvariants(f.Counts)
	for _, text := range f.Violations {
		var v Violation
		if err := json.Unmarshal(text, &v); err != nil {
			return nil, noShard(worded.Say("a violation cannot be read: %s", "有违例无法读取：%s", jsonError(err)))
		}
		r.First = keepFirst(r.First, []Violation{v})
	}
	return r, nil
}

func (r *Report) countInvariants(all map[string][]int64) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if inv, ok := strings.CutPrefix(name, countAsked); ok && len(all[name]) > 0 {
			r.Invariants[inv] = all[name][0]
		}
		if inv, ok := strings.CutPrefix(name, countBroken); ok && at(all[name], 0) > 0 {
			if r.Broken == nil {
				r.Broken = map[string]int{}
			}
			r.Broken[inv] = at(all[name], 0)
			r.Violations += r.Broken[inv]
		}
	}
}

// at gives a place of a count, 0 beyond its end.
func at(list []int64, i int) int {
	if i < len(list) {
		return int(list[i])
	}
	return 0
}

func wide(list []int) []int64 {
	all := make([]int64, len(list))
	for i, n := range list {
		all[i] = int64(n)
	}
	return all
}

func narrow(list []int64) counts {
	all := make(counts, len(list))
	for i, n := range list {
		all[i] = int(n)
	}
	return all
}
