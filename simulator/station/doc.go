// SPDX-License-Identifier: Apache-2.0

// Package station holds the desks at which filings queue: servers by shift, lines by discipline, and the one clock
// they share.
//
// Most readers describe desks as [Station] values and give them to simulator/capacity, which runs and reports them. A
// [System] is the loop below: it knows jobs and owners, and nothing of filings.
//
// # The caller's duties, in order
//
//  1. [NewSystem] with the stations; [System.Begin] with the days the clock runs over.
//  2. [System.Post] a job with an arrival that does not lie before the clock; [System.Wake] for an alarm.
//  3. [System.Run] up to an instant: it stops at each job that is done and each alarm that rings, and says whose it is.
//     Post, Drop or Wake again, then Run on.
//  4. After the last Run read [System.Lines]: visits, areas and staffing, all whole numbers.
//
// All instants are microseconds since 1970. A job that is being served when the shift ends waits for the next shift
// and goes on where it stood. The service time comes from the job's own random number, so that the same filing brings
// the same work whoever serves it. One System is one loop: it starts no goroutine and must not be shared.
package station
