// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/shard"
)

func asJSON(t require.TestingT, r *Report) string {
	text, err := json.Marshal(r)
	require.NoError(t, err)
	return string(text)
}

// The shards of a run, simulated one by one and kept in files, merge to the report of the whole, and their logs are
// pieces of its log.
func TestShardsMergeToTheWhole(t *testing.T) {
	o := shipped(2*binlog.FilingsPerChunk + 300)
	o.Plant = "withdraw-at-authority" // for violations
	var whole, pieces bytes.Buffer
	o.Log = &whole
	want := mustRun(t, o)
	require.NotEmpty(t, want.First)
	o.Log, o.Shards, o.Workers = &pieces, 5, 3
	var files []*shard.File
	for o.Shard = range o.Shards {
		r := mustRun(t, o)
		f, err := shard.Read(bytes.NewReader(r.Shard.Append(nil)))
		require.NoError(t, err)
		files = append(files, f)
	}
	assert.True(t, whole.String() == pieces.String(), "the logs differ")
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	var got Report
	require.NoError(t, got.Merge(shipped(1), files...))
	assert.Equal(t, asJSON(t, want), asJSON(t, &got))
	assert.Nil(t, want.Shard)
}

// Any partition into whole chunks merges to the same report. The chunks are simulated once.
func TestAnyPartitionMergesToTheWhole(t *testing.T) {
	const chunk = binlog.FilingsPerChunk
	o := shipped(4*chunk + 17)
	lb, err := newLab(o)
	require.NoError(t, err)
	lb.space = lb.reachable()
	l := newLife(lb)
	var tallies []*tally
	for first := 0; first < o.Filings; first += chunk {
		tallies = append(tallies, l.stretch(t.Context(), first, min(first+chunk, o.Filings)))
	}
	sums := func(parts ...int) *sum { // from the first chunk up to, not with, the second
		some := *lb
		some.head = lb.header()
		some.head.First, some.head.Filings = parts[0]*chunk, min(parts[1]*chunk, o.Filings)-parts[0]*chunk
		s := newSum(&some)
		for _, x := range tallies[parts[0]:parts[1]] {
			require.NoError(t, s.take(x, 0))
		}
		return s
	}
	want := asJSON(t, sums(0, len(tallies)).report())
	rapid.Check(t, func(t *rapid.T) {
		var files []*shard.File
		for first := 0; first < len(tallies); {
			last := rapid.IntRange(first, len(tallies)).Draw(t, "last") // empty ones too
			files = append(files, sums(first, last).file())
			first = last
			if len(files) > 20 {
				files = append(files, sums(first, len(tallies)).file())
				break
			}
		}
		files = rapid.Permutation(files).Draw(t, "order")
		var got Report
		require.NoError(t, got.Merge(shipped(1), files...))
		require.Equal(t, want, asJSON(t, &got))
	})
}

func TestShardsOfDifferentRunsAreRefused(t *testing.T) {
	o := shipped(100)
	o.Shards = 2
	simulate := func(change func(*Options)) *shard.File {
		some := o
		change(&some)
		return mustRun(t, some).Shard
	}
	first := simulate(func(o *Options) { o.Shard = 1 })
	for name, change := range map[string]func(*Options){
		"seed": func(o *Options) { o.Seed = 2 }, "days": func(o *Options) { o.Days = 9 }, "plant": func(o *Options) { o.Plant = "move-lost" },
		"filings": func(o *Options) { o.Filings = 101 }, "from": func(o *Options) { o.From = date(t, "2019-01-01") },
	} {
		t.Run(name, func(t *testing.T) {
			r := Report{Seed: 77}
			err := r.Merge(o, first, simulate(change))
			var merge *shard.MergeError
			require.ErrorAs(t, err, &merge)
			assert.Contains(t, merge.What, name)
			assert.Equal(t, Report{Seed: 77}, r, "nothing is overwritten")
		})
	}
	var option *OptionError
	for _, bad := range [][2]int{{2, 2}, {-1, 2}, {0, -1}, {0, shard.MostShards + 1}} {
		some := o
		some.Shard, some.Shards = bad[0], bad[1]
		_, err := Run(t.Context(), some)
		require.ErrorAs(t, err, &option)
		assert.Equal(t, "shard", option.Field)
	}
}
