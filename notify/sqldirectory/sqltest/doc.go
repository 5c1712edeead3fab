// SPDX-License-Identifier: Apache-2.0

// Package sqltest proves package sqldirectory on real databases, and that notices cost no commit of their own; it has
// tests and benchmarks only.
//
// It is a module of its own, so that no host links a driver it did not choose. Run go test
// here for SQLite. For Postgres give ICP_POSTGRES a connection string and build with the tag
// postgres.
package sqltest
