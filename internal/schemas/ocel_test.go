// SPDX-License-Identifier: Apache-2.0

package schemas

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ocelSchema compiles the schema of OCEL 2.0, with formats asserted.
func ocelSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("testdata/ocel-2.0.schema.json")
	require.NoError(t, err)
	return s
}

func validOCEL(t *testing.T, text string) error {
	t.Helper()
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return ocelSchema(t).Validate(instance)
}

// What icp writes as OCEL 2.0 is OCEL 2.0, with the usual rows and with all of them.
func TestOCEL(t *testing.T) {
	log := filepath.Join(t.TempDir(), "run.log")
	_, code := icp(t, "sim", "run", "--filings", "150", "--seed", "2", "--log", log, "--log-format", "binary")
	require.Zero(t, code)
	for _, rows := range []string{"usual", "all"} {
		text, code := icp(t, "sim", "export", "--from", log, "--format", "ocel", "--include", rows)
		require.Zero(t, code)
		require.NoError(t, validOCEL(t, text))
	}
	require.NoError(t, os.WriteFile(log, nil, 0o600))
	_, code = icp(t, "sim", "export", "--from", log, "--format", "ocel")
	assert.Equal(t, 2, code, "an empty file is no log")
}

// The schema refuses what readers of OCEL stumble over.
func TestOCELSchemaCanFail(t *testing.T) {
	const good = `{"objectTypes":[{"name":"filing","attributes":[]}],"eventTypes":[{"name":"told","attributes":[{"name":"n","type":"string"}]}],
		"objects":[{"id":"f","type":"filing"}],
		"events":[{"id":"e","type":"told","time":"2018-04-04T10:00:00.000+08:00","attributes":[{"name":"n","value":"1"}],"relationships":[{"objectId":"f","qualifier":"of"}]}]}`
	require.NoError(t, validOCEL(t, good))
	for old, bad := range map[string]string{
		`"value":"1"`:                   `"value":1`,
		`2018-04-04T10:00:00.000+08:00`: `2018-04-04 10:00`,
		`,"qualifier":"of"`:             ``,
		`"objects":[`:                   `"things":[`,
		`"id":"e",`:                     ``,
		`"type":"string"`:               `"type":"text"`,
	} {
		require.Contains(t, good, old)
		assert.Error(t, validOCEL(t, strings.Replace(good, old, bad, 1)), bad)
	}
}
