// SPDX-License-Identifier: Apache-2.0

package shard_test

import (
	"context"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/shard"
)

// Two parts of a run, simulated apart, join to the report of the whole.
func ExampleMerge() {
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 5000, Shards: 2}
	var parts []*shard.File
	for o.Shard = range o.Shards {
		r, err := simulator.Run(context.Background(), o)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(r.Part, r.Filings)
		parts = append(parts, r.Shard)
	}
	var whole simulator.Report
	err := whole.Merge(o, parts...)
	fmt.Println(whole.Filings, err)
	_, err = shard.Merge(parts[0])
	fmt.Println(err)
	// Output:
	// 0/2 4096
	// 1/2 904
	// 5000 <nil>
	// SIM-062: filings 4096 to 4999 are in no shard; give the files of all shards
}
