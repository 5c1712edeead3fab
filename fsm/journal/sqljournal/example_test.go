// SPDX-License-Identifier: Apache-2.0

package sqljournal_test

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// The tables, for whoever may create them; sqljournal.Open then needs no such right. With a driver and a pool of yours:
//
//	j, err := sqljournal.Open(ctx, db, sqljournal.Postgres, sqljournal.Options{})
func ExampleMigrations() {
	steps, err := sqljournal.Migrations(sqljournal.Postgres, sqljournal.Options{Prefix: "filings_"}, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range steps {
		first, _, _ := strings.Cut(m.Statements[0], "(")
		fmt.Println(m.Version, len(m.Statements) > 1, first)
	}
	// Output:
	// 1 true CREATE TABLE filings_meta
}
