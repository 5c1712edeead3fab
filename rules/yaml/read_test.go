// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadShipped(t *testing.T) {
	p, err := Read(os.DirFS("../alibabacloud"))
	require.NoError(t, err)
	require.NotEmpty(t, p.Rules())
}
