// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestReadersAndAReload swaps a calendar under readers, as a host does. It is meant for -race, and holds that a
// reader sees one calendar or the other, never a mixture.
func TestReadersAndAReload(t *testing.T) {
	text := func(number string) []byte {
		return fmt.Appendf(nil, `{"format": "icp-calendar-notice/1", "year": 2027, "number": %q, "signed": "2026-11-10",
			"published": "2026-11-10", "festivals": [{"name": "元旦", "off": ["2027-01-01..2027-01-03"]},
			{"name": "春节", "off": ["2027-02-05..2027-02-12"]}, {"name": "国庆节", "off": ["2027-10-01..2027-10-07"]}]}`, number)
	}
	var current atomic.Pointer[Calendar]
	current.Store(China())
	start := date("2026-12-28")
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 2000 {
				c := current.Load()
				d, err := c.Deadline(start.Time(), 20)
				if len(c.Notices()) == 23 {
					assert.Error(t, err)
				} else if assert.NoError(t, err) {
					assert.Equal(t, c.ID(), d.CalendarID)
					assert.Equal(t, "2027-01-26", d.Date.String())
				}
				c.AsOf(date("2015-01-01").AddDays(i)).Day(date("2015-09-03"))
				c.Business().IsWorkday(start.Time())
			}
		})
	}
	for i := range 20 {
		c, err := Load(China(), File{Name: "2027.json", Data: text(fmt.Sprint("n", i))})
		if assert.NoError(t, err) {
			current.Store(c)
		}
	}
	group.Wait()
}
