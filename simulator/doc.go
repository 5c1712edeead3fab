// SPDX-License-Identifier: Apache-2.0

// Package simulator lives synthetic ICP filings by the thousand on the real machine, policy and calendar, and checks
// what must hold of every one of them.
//
// Most readers want [Run]: it simulates filings 0 to N-1 of a seed and gives a [Report] with outcomes, durations,
// violations and a digest of the log. [Tell] simulates one of them alone and gives its [Story].
//
//	r, err := simulator.Run(ctx, simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 10_000})
//
// # The caller's duties, in order
//
//  1. Pass a policy and a calendar. The package reads no file and no clock.
//  2. Look at Report.Violations: a violation is a result and no error. Report.First names filings; Tell one of them.
//  3. [Catch] keeps a violation as a [Case], [Case.Shrink] makes it the shortest story, [Case.Encode] its file. Set its
//     Pass once the fault is mended: [Case.Replay] then is the regression test.
//  4. Keep Spec, seed, filings, dates, profile, faults, policy and calendar with a digest: they are what it is a digest of.
//     A Report has them all.
//
// # What a synthetic filing is
//
// A subject with its contact book, the record its kind needs, one filing with everything people do to it, and their
// attempts at what is not allowed: a second filing meanwhile, a withdrawal after the hand-over, a photo too early; and,
// seldom, mistakes of every sort, so that each guard of the table is needed by somebody.
// Filings do not interact, so each is simulated alone; there is no event queue. Only with Options.Stations do they queue:
// then one loop by one clock lives them all, and package capacity reports what became of the lines. The population keeps
// the few published figures; every other figure is an assumption, and the report lists all of them.
//
// # Profiles
//
// Options.Profile says how filings choose. A realistic one keeps the published shares. The others look for faults by what
// is rare: swarm-weights multiplies the weight of each behaviour by 1, 16 or 256, other ones in each filing; swarm turns a
// random half of the behaviours off. The default mixes the three by 5, 4 and 1 in ten, and the report says which figures
// are of the realistic ones.
//
// An exhaustive run goes round what rules look at: filing n comes for turn n modulo 15 (the kinds of filings with where the
// subject stands, and what a change can make of it); then provinces go round, individuals and other subjects, and first days
// spread evenly over Options.Days. Of every four laps through the provinces two have one set of at most two behaviours after
// the other: none, each alone, each pair. A behaviour is a chance taken that is small, or missed that is large, an entry
// other than the heaviest, or a fault of Options.Faults; it lasts for two opportunities, of which up to three go by. The
// other two laps draw what they do as swarm-weights does, so that more than two meet. Instants and amounts are drawn as
// always. It is the profile that reaches every row and rule with few filings: 30,000 do for a year of the shipped policy.
//
// # Faults
//
// Options.Faults says what goes wrong around the filings, see package fault: callbacks are lost, late, doubled, garbled
// and out of order, the host crashes between any two steps, clocks stand wrong, calendars and policies change, channels
// and vendors fail, authorities and reviewers take their time. Everything is healed before anybody asks what must be in
// the end. How long something took is not asked of a filing whose host had a wrong clock.
//
// # Same header, same bytes
//
// Every random number has a key of its own: mix64(mix64(seed ^ filing*C) ^ mix64(purpose<<32 | occurrence)). There
// is no stream, so a new draw changes no other one. Whether an opportunity meets a fault is settled in two steps: one
// number for all kinds says which come near, four bits each, and those alone draw exactly. Everything on the log's path
// is integers; no floating point, no order of a map, no clock. Chunks of 4,096 filings are hashed in order, whatever the number of workers.
//
// # Log and invariants
//
// The log of a filing holds its events and those of its contact book as their codecs write them, each notice, one
// delivery for each receiver and channel, and each refusal with its codes. An [Invariant] reads the log and nothing
// else: never the table or the policy that made it. For each there is a [Plant], a fault that trips it, because a
// check that cannot fail says nothing. Of every filing the journal must end where the filing stands; of one in 32,
// and of every filing told, it is also decoded and replayed, and every field compared.
//
// Beside the invariants stand properties over time (package property): shipped ones, and those of a host in
// [Options].Properties. What happens while they are watched and when they are judged is said there. Report.Coverage
// counts what the run reached, and names what it could have reached and did not.
//
// # Cases
//
// A Case holds steps and no draws: who did what, when, and what was wrong with the clock or the outbox. So it survives
// every change of the population. Replayed on the same policy and calendar it gives the same bytes; a step that became
// illegal is named. Shrinking keeps the invariant fixed, so that one fault never turns into another on the way.
package simulator
