// SPDX-License-Identifier: Apache-2.0

package sqldirectory_test

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/notify/sqldirectory"
)

// The tables, for whoever may create them; sqldirectory.Open then needs no such right. With a driver and a pool of yours:
//
//	people, err := sqldirectory.Open(ctx, db, sqldirectory.Postgres, sqldirectory.Options{}, key)
func ExampleSchema() {
	script, err := sqldirectory.Schema(sqldirectory.Postgres, sqldirectory.Options{Prefix: "people_"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(script) {
		if strings.HasPrefix(line, "CREATE TABLE") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// CREATE TABLE people_meta (
	// CREATE TABLE people_people (
	// CREATE TABLE people_entries (
}
