// SPDX-License-Identifier: Apache-2.0

package schemas

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/rules/yaml"
)

// plain reads YAML as an editor's validator sees it: what is written, dates as text.
func plain(t *testing.T, data []byte) any {
	t.Helper()
	var n yaml4.Node
	require.NoError(t, yaml4.Unmarshal(data, &n))
	return value(t, n.Content[0])
}

func value(t *testing.T, n *yaml4.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml4.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			out[n.Content[i].Value] = value(t, n.Content[i+1])
		}
		return out
	case yaml4.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, value(t, c))
		}
		return out
	}
	if n.ShortTag() == "!!timestamp" {
		return n.Value
	}
	var out any
	require.NoError(t, n.Decode(&out))
	return out
}

// ruleFiles lists the files of a policy folder that hold rules.
func ruleFiles(t *testing.T, folder fs.FS) []string {
	t.Helper()
	var out []string
	require.NoError(t, fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".yaml" && name != "facts.yaml" && !strings.HasPrefix(name, "tests/") {
			out = append(out, name)
		}
		return err
	}))
	return out
}

func schemaOf(t *testing.T, folder string) *jsonschema.Schema {
	t.Helper()
	text, code := icp(t, "rules", "schema", folder)
	require.Zero(t, code)
	return compile(t, []byte(text))
}

// Every rule file of the shipped policy, and of the folder that init writes, validates against the schema of its policy.
func TestPolicyFilesValidate(t *testing.T) {
	begun := filepath.Join(t.TempDir(), "mine")
	_, code := icp(t, "rules", "init", begun)
	require.Zero(t, code)
	for folder, least := range map[string]int{filepath.Join("..", "..", "rules", "alibabacloud"): 32, begun: 2} {
		s := schemaOf(t, folder)
		files := ruleFiles(t, os.DirFS(folder))
		require.GreaterOrEqual(t, len(files), least)
		for _, name := range files {
			data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
			require.NoError(t, err)
			assert.NoError(t, s.Validate(plain(t, data)), name)
		}
	}
}

// What the schema refuses the reader refuses as well, and the other way round, for mistakes that stand in one rule.
func TestSchemaAndReaderAgree(t *testing.T) {
	folder := filepath.Join("..", "..", "rules", "alibabacloud")
	facts, err := os.ReadFile(filepath.Join(folder, "facts.yaml"))
	require.NoError(t, err)
	national, err := os.ReadFile(filepath.Join(folder, "national.yaml"))
	require.NoError(t, err)
	s := schemaOf(t, folder)
	const good = "id: one, when: { kind: first_filing, youngest_administrator: { below: 18 } }, decide: { documents: domain_certificate }, from: 2018-04-04"
	mistakes := []struct{ what, old, now string }{
		{"nothing", "", ""},
		{"a fact", "kind: first_filing", "knd: first_filing"},
		{"a value of a fact", "first_filing", "first_fling"},
		{"a decision", "documents: domain", "document: domain"},
		{"a value of a decision", "domain_certificate", "domain_certificat"},
		{"a key", "from: 2018", "form: 2018"},
		{"a date", "2018-04-04", "2018-13-04"},
		{"a number", "below: 18", "below: 180"},
		{"a binding", "from: 2018", "binding: submitted, from: 2018"},
		{"a confidence", "from: 2018", "confidence: sure, from: 2018"},
		{"a certainty", "from: 2018", "from_is: certain, from: 2018"},
		{"a switch", "from: 2018", "switch: sms-2019, from: 2018"},
		{"a rule", "from: 2018", "replaces: identity-documents, from: 2018"},
		{"a source", "from: 2018", "source: { name: A18 }, from: 2018"},
		{"an empty answer", "{ documents: domain_certificate }", "{}"},
	}
	for _, m := range mistakes {
		text := fmt.Sprintf("policy: v1\nlayer: host\nrules:\n  - { %s }\n", strings.Replace(good, m.old, m.now, 1))
		_, err := yaml.Read(fstest.MapFS{"facts.yaml": {Data: facts}, "national.yaml": {Data: national}, "one.yaml": {Data: []byte(text)}})
		said := s.Validate(plain(t, []byte(text)))
		if m.what == "nothing" {
			require.NoError(t, err)
			require.NoError(t, said)
			continue
		}
		require.Error(t, err, "the reader takes %s", m.what)
		require.Error(t, said, "the schema takes %s", m.what)
	}
	require.False(t, slices.ContainsFunc(mistakes[1:], func(m struct{ what, old, now string }) bool { return !strings.Contains(good, m.old) }))
}
