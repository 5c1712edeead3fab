// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"slices"
	"sync"
)

// Calendar knows the business days of the years its notices cover. It is immutable and safe for concurrent use.
// [China] gives the built-in one, [Load] one with further notices, [Compile] one made from rickar/cal. The zero
// Calendar covers nothing.
type Calendar struct {
	table
	lib  *library
	upTo int // notices of lib it stands on
	id   string
}

// chinaName is the name of calendars made of State Council notices.
const chinaName = "cn"

// library holds notices in order of publication, and the calendars that stand on the first i of them.
type library struct {
	name    string // "cn", or the name given to a compiled calendar
	notices []*notice
	layers  []Layer
	views   []func() *Calendar
}

// newLibrary keeps the slices it is given.
func newLibrary(name string, notices []*notice, layers []Layer) *library {
	lib := &library{name: name, notices: notices, layers: layers}
	lib.views = make([]func() *Calendar, len(notices)+1)
	for i := range lib.views {
		lib.views[i] = sync.OnceValue(func() *Calendar {
			c := &Calendar{table: newTable(notices[:i], layers), lib: lib, upTo: i}
			c.id = contentID(lib, i)
			return c
		})
	}
	return lib
}

// all is the calendar that stands on every notice of lib.
func (lib *library) all() *Calendar { return lib.views[len(lib.notices)]() }

// empty is what a zero or nil Calendar stands for.
var empty = sync.OnceValue(func() *Calendar { return newLibrary(chinaName, nil, nil).all() })

func (c *Calendar) library() *library {
	if c == nil || c.lib == nil {
		return empty().lib
	}
	return c.lib
}

// AsOf gives the calendar as it could be known on day d: with the notices published on or before d, and all
// layers. Asking again for the same stretch of time gives the same pointer. For the zero Date it covers nothing
// but what layers make answerable.
func (c *Calendar) AsOf(d Date) *Calendar {
	lib, n := c.library(), 0
	if c != nil {
		n = c.upTo
	}
	i, _ := slices.BinarySearchFunc(lib.notices[:n], d.n+1, func(n *notice, day int32) int {
		return int(n.Published.n) - int(day)
	})
	return lib.views[i]()
}

// ID is a hash of all the calendar stands on: notices with numbers, dates and days, and layers. Two calendars
// with the same ID give the same answers. Keep it with every deadline.
func (c *Calendar) ID() string {
	if c == nil || c.lib == nil {
		return empty().id
	}
	return c.id
}

// Range gives the first and the last day with an answer, zero Dates if there is none. Between them a year may be
// missing if notices were loaded out of order.
func (c *Calendar) Range() (first, last Date) {
	if len(c.runs) == 0 {
		return Date{}, Date{}
	}
	return Date{c.runs[0].lo}, Date{c.runs[len(c.runs)-1].hi}
}
