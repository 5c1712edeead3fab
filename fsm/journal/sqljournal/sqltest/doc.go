// SPDX-License-Identifier: Apache-2.0

// Package sqltest proves package sqljournal on real databases; it has tests and benchmarks only.
//
// It is a module of its own, so that no host of the journal links a driver it did not choose. Run go test here for
// SQLite. For Postgres give ICP_POSTGRES a connection string and build with the tag postgres. The test that kills the
// server wants its folder in ICP_POSTGRES_DATA, too, and in ICP_POSTGRES_SERVER a command that starts it again when given
// the word start; .ci/parts/postgres.sh starts a server and sets all three.
package sqltest
