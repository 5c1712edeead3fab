// SPDX-License-Identifier: Apache-2.0

// Package region puts the days that regional governments declare off, or working, over the national calendar.
//
// Most readers want [Over]:
//
//	guangxi, err := region.Over(calendar.China(), "guangxi")
//
// The caller's duties, in order:
//
//  1. Decide that the region's days bind the office in question. No source says which local days a communications
//     administration observes, so nothing in this module uses these layers by itself, and every day they decide
//     has the status calendar.Unverified.
//  2. Look at [Years]. The days are announced year by year and no rule predicts them: a year that is not listed
//     has the national days only, which then says nothing about the region.
//
// A regional day overrides a national one, make-up days included: Guangxi had 2017-04-01 off, which worked
// elsewhere.
package region
