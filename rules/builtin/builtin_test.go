// SPDX-License-Identifier: Apache-2.0

package builtin

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules/yaml"
)

// The artifact is the folder, packed: whoever edits a rule runs go generate.
func TestArtifactEqualsFolder(t *testing.T) {
	p, err := yaml.Read(os.DirFS("../alibabacloud"))
	require.NoError(t, err)
	assert.Equal(t, string(p.Artifact()), string(artifact), "run: go generate ./rules/builtin")
	assert.Equal(t, string(p.Within("rules/alibabacloud").Positions()), string(positions), "run: go generate ./rules/builtin")
	assert.Equal(t, p.Digest(), Policy().Digest())
}
