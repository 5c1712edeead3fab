// SPDX-License-Identifier: Apache-2.0

package builtin

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules/yaml"
)

var rewrite = flag.Bool("rewrite", false, "pack the folder into the artifact")

// The artifact is the folder, packed: whoever edits a rule runs go generate ./rules/builtin.
func TestArtifactEqualsFolder(t *testing.T) {
	p, err := yaml.Read(os.DirFS("../alibabacloud"))
	require.NoError(t, err)
	places := p.Within("rules/alibabacloud").Positions()
	if *rewrite {
		require.NoError(t, os.WriteFile("policy.json", p.Artifact(), 0o644))
		require.NoError(t, os.WriteFile("positions.json", places, 0o644))
		return
	}
	const advice = "run: go generate ./rules/builtin"
	assert.True(t, string(p.Artifact()) == string(artifact), advice)
	assert.True(t, string(places) == string(positions), advice)
	assert.Equal(t, p.Digest(), Policy().Digest(), advice)
}
