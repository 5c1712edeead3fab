// SPDX-License-Identifier: Apache-2.0

//go:build !postgres

package sqltest

import "testing"

var places = map[string]func(testing.TB) *place{"SQLite": inSQLite}
