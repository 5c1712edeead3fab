// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/shard"
)

// withLayer are filings with the provider of a host's layer.
func withLayer(t *testing.T, filings int) Options {
	policy, err := yaml.ReadLayer(os.DirFS("../examples/custom-rule/rules"), builtin.Policy())
	require.NoError(t, err)
	o := shipped(filings)
	o.Policy, o.Provider, o.Profile, o.Faults = policy, "example_cloud", profileDefault, fault.Default()
	return o
}

// A host simulates its own layer: everybody files with its provider, is judged by its rules, and breaks nothing.
func TestFilingsWithAnotherProvider(t *testing.T) {
	o := withLayer(t, 600)
	var log bytes.Buffer
	o.Log, o.Confirm = &log, true
	r := mustRun(t, o)
	assert.Equal(t, "example_cloud", r.Provider)
	assert.Empty(t, r.Broken)
	assert.Positive(t, r.Coverage.Rules.Counts["example-cloud-app"])
	assert.Positive(t, r.Coverage.Rules.Counts["example-cloud-two-days"])
	assert.Contains(t, log.String(), `"example_cloud"`)
	assert.NotContains(t, log.String(), `"alibabacloud"`)
	assert.NotContains(t, log.String(), "preliminary-one-day")

	o.Log, o.Provider = nil, ""
	others := mustRun(t, o)
	assert.Equal(t, "alibabacloud", others.Provider)
	assert.NotEqual(t, r.Digest, others.Digest)
	assert.Zero(t, others.Coverage.Rules.Counts["example-cloud-two-days"])
	o.Provider = "alibabacloud"
	assert.Equal(t, others.Digest, mustRun(t, o).Digest, "it is the one that none means")
}

// What is found of filings with another provider is shrunk, and replays with its provider.
func TestACaseKeepsItsProvider(t *testing.T) {
	o := withLayer(t, 400)
	o.Plant = "withdraw-at-authority"
	r := mustRun(t, o)
	require.NotEmpty(t, r.First)
	o.Only = []string{r.First[0].Invariant}
	c, err := o.Scenario(r.First[0].Filing)
	require.NoError(t, err)
	c.Invariant, c.Plant = r.First[0].Invariant, o.Plant
	short, err := c.Shrink(o)
	require.NoError(t, err)
	o.Provider = "" // the case says it
	played, err := short.Replay(o, "zh")
	require.NoError(t, err)
	assert.True(t, played.Broken)
	var told strings.Builder
	for _, line := range played.Story.Lines {
		fmt.Fprintln(&told, line.Text)
	}
	story := told.String() + played.Story.Mermaid() + played.Story.Status()
	assert.Contains(t, story, "示例云")
	assert.NotContains(t, story, "阿里云")
}

func TestShardsOfAnotherProviderMerge(t *testing.T) {
	o := withLayer(t, 120)
	whole := mustRun(t, o)
	var files []*shard.File
	for i := range 2 {
		part := o
		part.Shards, part.Shard = 2, i
		files = append(files, mustRun(t, part).Shard)
	}
	var r Report
	require.NoError(t, r.Merge(o, files...))
	assert.Equal(t, whole.Digest, r.Digest)
	assert.Equal(t, "example_cloud", r.Provider)
	o.Provider = ""
	var other *shard.MergeError
	require.ErrorAs(t, r.Merge(o, files...), &other)
	assert.Contains(t, other.What, "provider example_cloud")
}

func TestAProviderThePolicyDoesNotKnow(t *testing.T) {
	o := shipped(1)
	o.Provider = "nobody"
	_, err := Run(context.Background(), o)
	option, ok := errors.AsType[*OptionError](err)
	require.True(t, ok)
	assert.Equal(t, "provider", option.Field)
}
