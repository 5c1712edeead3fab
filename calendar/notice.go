// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"cmp"
	"slices"
)

// Notice is one published instrument: an annual notice of the State Council, or an amendment of one. Source: the
// notices themselves; their numbers and dates are in the data files of this package.
type Notice struct {
	Year      int    // the year it arranges; its days may lie in the December before
	Number    string // such as "国办发明电〔2017〕12号"
	Title     string // "" if the data does not hold it
	Signed    Date   // the date it bears
	Published Date   // the day it became public, which [Calendar.AsOf] goes by
	Amends    string // the number of the annual notice it amends, "" for an annual notice
}

// notice is a Notice with what it says of single days, in order of date.
type notice struct {
	Notice
	marks []mark
}

// mark is what a notice or a layer says of one day.
type mark struct {
	date Date
	kind Kind
	name string
}

// Notices lists the notices c stands on, in order of publication.
func (c *Calendar) Notices() []Notice {
	out := make([]Notice, 0, c.upTo)
	for _, n := range c.library().notices[:c.upTo] {
		out = append(out, n.Notice)
	}
	return out
}

// sortNotices orders by publication; an amendment follows the annual notices of the same day.
func sortNotices(ns []*notice) {
	slices.SortStableFunc(ns, func(a, b *notice) int {
		return cmp.Or(
			a.Published.Compare(b.Published),
			cmp.Compare(amendment(a), amendment(b)),
			cmp.Compare(a.Year, b.Year),
			cmp.Compare(a.Number, b.Number),
		)
	})
}

func amendment(n *notice) int {
	if n.Amends != "" {
		return 1
	}
	return 0
}
