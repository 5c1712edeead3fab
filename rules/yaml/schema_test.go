// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSchemaNamesEverything(t *testing.T) {
	p, err := Read(os.DirFS("../alibabacloud"))
	require.NoError(t, err)
	var s struct {
		Properties struct {
			For struct {
				Properties map[string]any
			}
			Rules struct {
				Items struct {
					Properties struct {
						Decide struct {
							Properties map[string]any
						}
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(Schema(p), &s))
	for _, f := range p.Facts() {
		assert.Contains(t, s.Properties.For.Properties, f.Name())
	}
	for _, d := range p.Decisions() {
		assert.Contains(t, s.Properties.Rules.Items.Properties.Decide.Properties, d.Name())
	}
	region, err := json.Marshal(s.Properties.For.Properties["region"])
	require.NoError(t, err)
	assert.Contains(t, string(region), `{"const":"guangdong","description":"广东"}`)
	assert.Equal(t, Schema(p), Schema(p))
}
