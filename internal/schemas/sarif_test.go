// SPDX-License-Identifier: Apache-2.0

package schemas

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("testdata/sarif-2.1.0.json")
	require.NoError(t, err)
	return compile(t, data)
}

func compile(t *testing.T, schema []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("file:///schema.json", doc))
	out, err := c.Compile("file:///schema.json")
	require.NoError(t, err)
	return out
}

func validateJSON(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return s.Validate(doc)
}

// The SARIF of a policy without mistakes, and of one with mistakes of every kind in it, names with blanks and Chinese
// text included.
func TestSARIF(t *testing.T) {
	s := sarifSchema(t)
	clean, code := icp(t, "rules", "check", filepath.Join("..", "..", "rules", "alibabacloud"), "--format", "sarif")
	require.Zero(t, code)
	require.NoError(t, validateJSON(t, s, clean))
	assert.NotContains(t, clean, `"ruleId"`)

	out, code := icp(t, "rules", "check", mistaken(t), "--format", "sarif")
	require.Equal(t, 1, code)
	require.NoError(t, validateJSON(t, s, out))
	for _, id := range []string{"unknown-fact", "unknown-value", "unknown-decision", "unknown-key", "date", "conflict", "gap", "unreachable"} {
		assert.Contains(t, out, `"ruleId": "`+id+`"`)
	}
	assert.Contains(t, out, `"relatedLocations"`)
	assert.Contains(t, out, "/a%20folder%20%E8%A7%84%E5%88%99/more.yaml", "a path is a URI: no blanks, no Chinese")

	wrong := strings.Replace(out, `"level": "error"`, `"level": "fatal"`, 1)
	require.NotEqual(t, out, wrong)
	require.Error(t, validateJSON(t, s, wrong), "the schema must be able to refuse")
	require.Error(t, validateJSON(t, s, strings.Replace(out, `"startLine":`, `"line":`, 1)))
}

// mistaken copies the shipped policy and puts eight mistakes into it, each of another kind.
func mistaken(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "a folder 规则")
	require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "rules", "alibabacloud"))))
	national := filepath.Join(dir, "national.yaml")
	data, err := os.ReadFile(national)
	require.NoError(t, err)
	before := "    when: { top_colour: other }"
	require.Contains(t, string(data), before)
	gap := strings.Replace(string(data), before, "    when: { top_colour: other, state: draft }", 1)
	require.NoError(t, os.WriteFile(national, []byte(gap), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "more.yaml"), []byte(`policy: v1
layer: region
for: { region: jilin }
rules:
  - { id: j-fact, when: { knd: first_filing }, decide: { documents: domain_certificate }, from: 2018-04-04 }
  - { id: j-value, decide: { documents: domain_certificat }, from: 2018-04-04 }
  - { id: j-decision, decide: { verify_metod: photo }, from: 2018-04-04 }
  - { id: j-key, decide: { documents: domain_certificate }, form: 2018-04-04, from: 2018-04-04 }
  - { id: j-date, decide: { documents: domain_certificate }, from: 2018-13-04 }
  - { id: j-one, decide: { legal_limit: 19 }, from: 2018-04-04 }
  - { id: j-two, decide: { legal_limit: 18 }, from: 2018-04-04, until: 2018-05-04 }
`), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "dead.yaml"), []byte(`policy: v1
layer: national
rules:
  - { id: dead, when: { region: shanghai, kind: first_filing }, decide: { verify_method: photo }, from: 2018-05-01, until: 2018-06-01 }
`), 0o600))
	return dir
}
