// SPDX-License-Identifier: Apache-2.0

// Package capacity has synthetic filings queue at the desks of a capacity file, and says how busy the desks are, how
// long filings wait, which review targets are missed, and how many servers a target needs.
//
// Most readers want [Parse] and [Run]; [Find] answers "how many reviewers for p95 <= 1 business day".
//
//	plan, err := capacity.Parse("desks.json", data)
//	r, err := capacity.Run(ctx, capacity.Options{Plan: plan, Run: simulator.Options{ … }})
//
// # The caller's duties, in order
//
//  1. Write a capacity file; see [Parse] for its form. Its service times and shifts are the caller's own figures.
//  2. Choose Run.Filings and Run.Days: they are the load. 10,000 filings over 365 days are about forty a business day.
//  3. Run. Each replication is a run of its own with the next seed, in one loop; they run side by side.
//  4. Look at Desk.Utilisation first. At a desk whose line grows until the end every other figure depends on how long
//     the run was.
//
// # What is measured
//
// Jobs that arrive from the end of the warm-up to the last start of a filing. A turnaround is counted in business days
// as deadlines are: days x with arrival < x <= end. A job that is still there at the end counts as it stands then; one
// that was withdrawn counts nowhere but in Desk.Withdrawn. Intervals are 95 %, by Student's t over the replications.
// Service times have keys of their own (seed, filing, visit), never of a server: every number of servers, and every
// policy, meets the same demand. With Options.Old two policies do, replication by replication, and the intervals of
// Result.Differences are of these pairs.
package capacity
