// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/station"
)

const reviewers = `{
  "schema_version": 1,
  "replications": 4,
  "warm_up": {"days": 20},
  "stations": [
    {
      "name": "reviewers", "work": ["preliminary", "photo"], "regions": ["beijing", "inner_mongolia"], "discipline": "deadline",
      "shifts": [{"from": "09:00", "until": "12:00", "servers": 3}, {"from": "13:30", "until": "24:00", "servers": 0, "every_day": true}],
      "absent_per_10000": 250,
      "service_seconds": {"preliminary": [0, 60, 60, 1800], "photo": 180}
    }
  ]
}`

func TestParse(t *testing.T) {
	p, err := Parse("desks.json", []byte(reviewers))
	require.NoError(t, err)
	want := station.Station{
		Name: "reviewers", Works: []station.Work{station.Preliminary, station.Photo}, Regions: []string{"beijing", "inner_mongolia"},
		Discipline: station.Deadline, Absent: 250,
		Shifts: []station.Shift{{From: 540, Until: 720, Servers: 3}, {From: 810, Until: 1440, EveryDay: true}},
	}
	want.Service[station.Preliminary] = station.Table{0, 60, 60, 1800}
	want.Service[station.Photo] = station.Table{180, 180}
	assert.Equal(t, &Plan{Stations: []station.Station{want}, Replications: 4, WarmUp: 20}, p)
}

// Every mistake says where it is. Rewrite with: go test ./simulator/capacity -run TestMistakes -rewrite
func TestMistakes(t *testing.T) {
	datadriven.RunTest(t, "testdata/mistakes.txt", func(t *testing.T, d *datadriven.TestData) string {
		p, err := Parse("f", []byte(d.Input))
		if err == nil {
			return "fine\n"
		}
		require.Nil(t, p)
		var wrong *FileError
		require.ErrorAs(t, err, &wrong)
		zh := wrong.Text("zh")
		assert.NotRegexp(t, `%!|(?i)\b(is|are|the|no|not|write|has|here) `, zh)
		return strings.Join(wrong.Lines(), "\n") + "\n" + zh + "\n"
	})
}

func TestTooMuch(t *testing.T) {
	for name, data := range map[string]string{
		"long":     strings.Repeat(" ", maxBytes+1),
		"deep":     strings.Repeat("[", 100),
		"not text": "{\"\xff\"",
		"marked":   "\ufeff{}",
	} {
		_, err := Parse("f", []byte(data))
		var wrong *FileError
		require.ErrorAs(t, err, &wrong, name)
	}
}

// Whatever is read, nothing but a FileError comes of it, and a plan that is given keeps the limits.
func FuzzParse(f *testing.F) {
	f.Add([]byte(reviewers))
	f.Add([]byte(`{"schema_version": 1, "stations": [{"name": "a", "work": ["authority"], "shifts": [], "service_seconds": {}}]}`))
	f.Add([]byte(`{"a":[{}],"a":1e9}`))
	mistakes, err := os.ReadFile("testdata/mistakes.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(mistakes)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse("f", data)
		if err != nil {
			_, ok := errors.AsType[*FileError](err)
			require.True(t, ok)
			return
		}
		require.NotEmpty(t, p.Stations)
		for _, s := range p.Stations {
			require.NotEmpty(t, s.Shifts)
			for _, w := range s.Works {
				require.GreaterOrEqual(t, len(s.Service[w]), 2)
				require.Positive(t, s.Service[w].At(1<<63))
			}
			for _, x := range s.Shifts {
				require.Less(t, x.From, x.Until)
				require.LessOrEqual(t, x.Until, 1440)
			}
		}
	})
}
