// SPDX-License-Identifier: Apache-2.0

package report

import (
	"encoding/json"
	"errors"

	"github.com/icpfiling/icp/fsm"
)

// keptFigures are Figures as a shard of a run keeps them.
type keptFigures struct {
	Filings   [6]int64               `json:"filings"` // all, opened, submitted, handed over, returned, approved undated
	States    [4][numStates]int64    `json:"states"`  // reached, visits, waiting, ended
	Stages    [numStates]keptSpread  `json:"stages"`
	Regions   map[string]keptRegion  `json:"regions,omitempty"`
	Kinds     map[fsm.Kind]tally     `json:"kinds,omitempty"`
	Days      tally                  `json:"days,omitempty"`
	Deadlines [numDeadlines][5]int64 `json:"deadlines"`
}

type keptSpread struct {
	Counts []int64 `json:"counts,omitempty"`
	Tops   []int64 `json:"tops,omitempty"`
	N      int64   `json:"n,omitempty"`
	Most   int64   `json:"most,omitempty"`
}

type keptRegion struct {
	Filings int64                 `json:"filings"`
	Days    tally                 `json:"days,omitempty"`
	Stages  [numStates]keptSpread `json:"stages"`
}

// MarshalJSON writes the figures, so that those of one part of a run can be joined with others elsewhere.
func (f *Figures) MarshalJSON() ([]byte, error) {
	k := keptFigures{
		Filings: [6]int64{f.filings, f.opened, f.submitted, f.handed, f.returned, f.undated},
		States:  [4][numStates]int64{f.reached, f.visits, f.waiting, f.ended},
		Days:    f.days, Regions: map[string]keptRegion{}, Kinds: map[fsm.Kind]tally{}, Stages: keep(&f.stages),
	}
	for name, r := range f.regions {
		k.Regions[name] = keptRegion{r.filings, r.days, keep(&r.stages)}
	}
	for kind, days := range f.kinds {
		k.Kinds[kind] = *days
	}
	for i, d := range f.deadlines {
		k.Deadlines[i] = [5]int64{d.set, d.met, d.passed, d.running, d.undated}
	}
	return json.Marshal(k)
}

// UnmarshalJSON reads what MarshalJSON wrote; anything else is an error.
func (f *Figures) UnmarshalJSON(data []byte) error {
	var k keptFigures
	if err := json.Unmarshal(data, &k); err != nil {
		return err
	}
	*f = Figures{
		filings: k.Filings[0], opened: k.Filings[1], submitted: k.Filings[2], handed: k.Filings[3], returned: k.Filings[4], undated: k.Filings[5],
		reached: k.States[0], visits: k.States[1], waiting: k.States[2], ended: k.States[3], days: k.Days,
	}
	all := true
	f.stages, all = spreads(&k.Stages)
	for name, r := range k.Regions {
		mine, ok := f.region(name), false
		mine.filings, mine.days = r.Filings, r.Days
		mine.stages, ok = spreads(&r.Stages)
		all = all && ok
	}
	for kind, days := range k.Kinds {
		*f.kind(kind) = days
	}
	for i, d := range k.Deadlines {
		f.deadlines[i] = fates{d[0], d[1], d[2], d[3], d[4]}
	}
	if !all {
		return errors.New("a histogram has too many buckets, or not all of them")
	}
	return nil
}

func keep(all *[numStates]spread) (kept [numStates]keptSpread) {
	for i := range all {
		kept[i] = keptSpread{all[i].counts, all[i].tops, all[i].n, all[i].most}
	}
	return kept
}

func spreads(kept *[numStates]keptSpread) (all [numStates]spread, ok bool) {
	for i, k := range kept {
		if len(k.Counts) > mostIndex+1 || len(k.Tops) != len(k.Counts) {
			return all, false
		}
		all[i] = spread{k.Counts, k.Tops, k.N, k.Most}
	}
	return all, true
}
