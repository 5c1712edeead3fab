// SPDX-License-Identifier: Apache-2.0

package shard

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/binlog"
)

// Range gives the filings of shard i of k: first to last-1. Shards hold whole chunks and differ by at most one. i counts
// from 0; ok is false for a shard that there is not.
func Range(filings, i, k int) (first, last int, ok bool) {
	if filings < 1 || k < 1 || k > MostShards || i < 0 || i >= k {
		return 0, 0, false
	}
	chunks := int64(filings+binlog.FilingsPerChunk-1) / binlog.FilingsPerChunk
	begins := func(i int) int {
		return min(int(chunks*int64(i)/int64(k)*binlog.FilingsPerChunk), filings)
	}
	return begins(i), begins(i + 1), true
}

// MostShards is how many parts a run may have.
const MostShards = 1 << 20

// MergeError (SIM-062) says why files are not the shards of one whole run.
type MergeError struct {
	// At are the places of the files meant, from 0; none if files are missing.
	At             []int
	What, Next     string
	WhatZH, NextZH string // the same in Chinese
}

// Error is [MergeError.Text] in English.
func (e *MergeError) Error() string { return e.Text("en") }

// Text says in "zh" or English what is wrong and what to do.
func (e *MergeError) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return "SIM-062：" + cmp.Or(e.WhatZH, e.What) + "；" + cmp.Or(e.NextZH, e.Next)
	}
	return "SIM-062: " + e.What + "; " + e.Next
}

func noWhole(at []int, what, next worded.Words) *MergeError {
	return &MergeError{at, what.EN, next.EN, what.ZH, next.ZH}
}

var giveAll = worded.Say("give the files of all shards", "请给出全部分片文件")

// Merge joins the shards of a run, in any order, to the one shard that is the whole run. The error is a *[MergeError].
func Merge(files ...*File) (*File, error) {
	if len(files) == 0 {
		return nil, noWhole(nil, worded.Say("no shard was given", "未给出分片"), giveAll)
	}
	order := make([]int, len(files))
	for i := range files {
		order[i] = i
		if what := differs(files[0], files[i]); what.EN != "" {
			return nil, noWhole([]int{0, i}, worded.Say("two shards are of different runs: %s", "两个分片属于不同的运行：%s", what),
				worded.Say("give the shards of one run, simulated by one release", "请给出同一版本、同一次运行的分片"))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(files[a].First, files[b].First), cmp.Compare(files[a].Last, files[b].Last))
	})
	sum := &File{Run: files[0].Run, Release: files[0].Release, Counts: map[string][]int64{}}
	before := -1
	for _, i := range order {
		f := files[i]
		if f.First < f.Last { // an empty shard overlaps nothing
			if err := sum.follows(f, before, i); err != nil {
				return nil, err
			}
			before = i
		}
		sum.add(f)
	}
	if sum.Last != sum.Run.Filings {
		return nil, missing(sum.Last, sum.Run.Filings)
	}
	return sum, nil
}

// follows wants a shard to begin where those before it end.
func (f *File) follows(next *File, before, at int) error {
	switch {
	case next.First > f.Last:
		return missing(f.Last, next.First)
	case next.First < f.Last:
		what := worded.Say("filings %d to %d are in two shards", "第 %d 至 %d 号备案在两个分片中", next.First, min(f.Last, next.Last)-1)
		return noWhole([]int{before, at}, what, worded.Say("give each shard once", "每个分片请只给出一次"))
	}
	return nil
}

func missing(first, last int) error {
	return noWhole(nil, worded.Say("filings %d to %d are in no shard", "第 %d 至 %d 号备案不在任何分片中", first, last-1), giveAll)
}

func (f *File) add(o *File) {
	f.Last = max(f.Last, o.Last)
	for _, name := range slices.Sorted(maps.Keys(o.Counts)) {
		total, list := f.Counts[name], o.Counts[name]
		for len(total) < len(list) {
			total = append(total, 0)
		}
		for i, n := range list {
			total[i] += n
		}
		f.Counts[name] = total
	}
	f.Chunks = append(f.Chunks, o.Chunks...)
	f.Violations = append(f.Violations, o.Violations...)
}

// differs says in what two shards are of different runs, empty if they are of one.
func differs(a, b *File) worded.Words {
	x, y := a.Run, b.Run
	for _, pair := range [...]struct {
		name string
		a, b any
	}{
		{"spec", x.Spec, y.Spec},
		{"seed", x.Seed, y.Seed},
		{"filings", x.Filings, y.Filings},
		{"from", x.From, y.From},
		{"days", x.Days, y.Days},
		{"policy", x.Policy, y.Policy},
		{"calendar", x.Calendar, y.Calendar},
		{"plant", x.Plant, y.Plant},
		{"profile", x.Profile, y.Profile},
		{"release", a.Release, b.Release},
	} {
		if pair.a != pair.b {
			return worded.Say("%s is once %v, once %v", "%s 分别为 %v 与 %v", pair.name, pair.a, pair.b)
		}
	}
	return worded.Words{}
}

// Violation appends a violation.
func (f *File) Violation(v any) {
	text, err := json.Marshal(v)
	if err != nil {
		panic("shard: a violation is always JSON: " + err.Error())
	}
	f.Violations = append(f.Violations, text)
}
