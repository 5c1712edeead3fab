// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/export"
)

// The log of a run as an event log for process mining.
func ExampleWrite() {
	var log bytes.Buffer
	_, err := simulator.Run(context.Background(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 20, Log: &log, LogBinary: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := binlog.NewReader(&log)
	if err != nil {
		fmt.Println(err)
		return
	}
	var rows strings.Builder
	stats, err := export.Write(&rows, r.All(), export.Options{Format: export.CSV, Include: export.Moves})
	if err != nil {
		fmt.Println(err)
		return
	}
	head, _, _ := strings.Cut(rows.String(), "\n")
	fmt.Println(strings.Split(head, ",")[:5])
	fmt.Println(stats.Cases >= 20, stats.Rows == strings.Count(rows.String(), "\n")-1)
	// Output:
	// [case_id activity timestamp lifecycle resource]
	// true true
}
