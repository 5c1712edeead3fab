// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
)

func TestDamageIsReportedWithItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		damage string
		says   []string // parts of what Verify says
		loads  bool     // Load cannot know of it
	}{
		"data":              {damage: `UPDATE {t}records SET data = {byte} WHERE position = 7`, says: []string{`record 2 of stream "s-2"`, "position 7"}},
		"type":              {damage: `UPDATE {t}records SET type = 'other' WHERE position = 7`, says: []string{`record 2 of stream "s-2"`, "position 7"}},
		"schema":            {damage: `UPDATE {t}records SET schema = 2 WHERE position = 7`, says: []string{`record 2 of stream "s-2"`}},
		"time":              {damage: `UPDATE {t}records SET at_us = at_us + 1 WHERE position = 7`, says: []string{`record 2 of stream "s-2"`}},
		"command":           {damage: `UPDATE {t}records SET command = 'other' WHERE position = 7`, says: []string{`record 2 of stream "s-2"`, "version 2 of stream"}},
		"hash":              {damage: `UPDATE {t}records SET hash = (SELECT hash FROM {t}records WHERE position = 1) WHERE position = 7`, says: []string{"position 7"}},
		"hash of no length": {damage: `UPDATE {t}records SET hash = {none} WHERE position = 7`, says: []string{"position 7"}},
		"moved":             {damage: `UPDATE {t}records SET version = 9 WHERE position = 7`, says: []string{`stream "s-2"`, "where record 2 should be"}},
		"lost":              {damage: `DELETE FROM {t}records WHERE position = 7`, says: []string{`stream "s-2"`, "where record 2 should be"}},
		"lost at the end":   {damage: `DELETE FROM {t}records WHERE position = 8`, says: []string{`stream "s-2" ends with record 2`}, loads: true},
		"lost altogether":   {damage: `DELETE FROM {t}records WHERE stream = 's-2'`, says: []string{`stream "s-2" has no records`}, loads: true},
		"two at once": {
			damage: `UPDATE {t}records SET data = {byte} WHERE position IN (1, 7)`,
			says:   []string{`record 1 of stream "s-0"`, `record 2 of stream "s-2"`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			both(t, func(t *testing.T, p *place) {
				p.options.Group = 1
				j := p.open(t)
				// Positions: s-0 has 1, 2 and so on; s-2 has 6, 7 and 8.
				for n, commits := range []int{3, 2, 3} {
					appended(t, j, streamName(n), commits)
				}
				report, err := j.Verify(t.Context())
				require.NoError(t, err)
				require.Equal(t, journal.Report{Streams: 3, Records: 8, Outbox: 8, Timers: 3}, report)

				p.exec(t, c.damage)
				_, err = j.Verify(t.Context())
				require.ErrorIs(t, err, journal.ErrDamaged)
				for _, part := range c.says {
					require.ErrorContains(t, err, part)
				}
				require.NotContains(t, err.Error(), "s-1", "a sound stream")
				_, err = j.Load(t.Context(), "s-2", 0)
				if c.loads {
					require.NoError(t, err)
				} else {
					require.ErrorIs(t, err, journal.ErrDamaged)
				}
			})
		})
	}
}
