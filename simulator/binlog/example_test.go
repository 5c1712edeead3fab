// SPDX-License-Identifier: Apache-2.0

package binlog_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/binlog"
)

// The log of a run, entry by entry. What was cut off or damaged ends the reading with an error that says where.
func ExampleReader_All() {
	var log bytes.Buffer
	_, err := simulator.Run(context.Background(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 50, Log: &log, LogBinary: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, part := range [][]byte{log.Bytes(), log.Bytes()[:log.Len()-20]} {
		r, err := binlog.NewReader(bytes.NewReader(part))
		if err != nil {
			fmt.Println(err)
			return
		}
		approved := 0
		for e, err := range r.All() {
			if damage, ok := errors.AsType[*binlog.CorruptError](err); ok {
				fmt.Println("cut off:", damage.Cut, "in filing", damage.Filing)
				break
			}
			if e.Type() == "filing/approved" {
				approved++
			}
		}
		fmt.Println("some were approved:", approved > 0)
	}
	// Output:
	// some were approved: true
	// cut off: true in filing 49
	// some were approved: true
}
