// SPDX-License-Identifier: Apache-2.0

// Package coverage counts what simulated filings have reached: states, rows of the table, rules of the policy and the
// answers they give, faults, situations, and pairs of them. It also says what there is to reach, so that a zero is seen.
//
// Most readers read a [Report] in the simulator's report and call [Report.Zeros], the list of what was never reached.
//
// # The caller's duties, in order
//
//  1. Make one [Space] for a run, by [NewSpace]: everything there is, in an order that never changes for the same table,
//     policy and dates.
//  2. Give each worker its own [Counter] of the space. Begin each filing, and tell it what is tried, done and judged.
//  3. Add the counters up, in any order, and make the Report of the sum.
//
// # What counts as reachable
//
// A rule can apply if it is in force on a day of the run, its switch is on, and the machine records its decision; a rule
// that only makes the machine refuse is never recorded, because refusals are not, and one that nobody comes to ask (about
// photos where no rule wants one, about submissions of what is never submitted) is not either. A row cannot be taken if one of
// its conditions rests on an answer that no rule gives on those days. An invariant is idle if it asks about such an answer.
// What cannot be reached is listed apart with the reason, and is no zero. Rows of repair and pairs are counted and never
// asked for.
//
// Counting is adding to integers in arrays: nothing is allocated for an entry, and sums do not hang on their order.
package coverage
