// SPDX-License-Identifier: Apache-2.0

// Package sqltest proves package sqldirectory on real databases; it has tests only.
//
// It is a module of its own, so that no host links a driver it did not choose. Run go test
// here for SQLite. For Postgres give ICP_POSTGRES a connection string and build with the tag
// postgres.
package sqltest
