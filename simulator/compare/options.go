// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"strconv"
	"time"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
)

// Options say what to compare.
type Options struct {
	// Old and New are the two policies.
	Old, New *rules.Policy
	// Run is everything else: calendar, seed, filings, dates, workers. Its Policy, Each, Courses, Log and Stations are not
	// used; Progress is told how many pairs are done. An empty Profile is realistic here.
	Run simulator.Options
	// HalfWidth stops the run when the 95 % interval of the mean difference is at most this far to either side; zero
	// lives all filings. It is looked at after 1,024 pairs and after every doubling of them.
	HalfWidth time.Duration
	// Samples is how many filings are named for each transition; 0 means 3.
	Samples int
	// Rules are ids of rules to follow: for each the result says what became of the filings it judged.
	Rules []string
}

const (
	firstLook  = 1024
	mostSample = 1000
)

func (o Options) withDefaults() (Options, error) {
	if o.Samples == 0 {
		o.Samples = 3
	}
	if o.Run.Profile == "" {
		o.Run.Profile = "realistic"
	}
	if o.Run.Profile == "" {
		o.Run.Profile = "realistic"
	}
	switch {
	case o.Old == nil || o.New == nil:
		return o, &simulator.OptionError{Field: "policy", Value: "none", What: "a comparison needs two policies", Next: "pass Old and New", WhatZH: "比较需要两份规则", NextZH: "请传入 Old 与 New"}
	case o.HalfWidth < 0:
		return o, &simulator.OptionError{Field: "until-ci", Value: o.HalfWidth.String(), What: "no width", Next: "choose more than 0", WhatZH: "不是宽度", NextZH: "请选择大于 0 的值"}
	case o.Samples < 0 || o.Samples > mostSample:
		return o, &simulator.OptionError{
			Field: "samples", Value: strconv.Itoa(o.Samples), What: "not a number of samples", Next: "choose 1 to " + strconv.Itoa(mostSample),
			WhatZH: "示例数量超出范围", NextZH: "请选择 1 至 " + strconv.Itoa(mostSample),
		}
	}
	return o, nil
}
