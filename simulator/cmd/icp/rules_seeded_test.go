// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const shippedFolder = "../../../rules/alibabacloud"

// copyShipped copies the shipped policy and replaces texts in it: file, old, new.
func copyShipped(t *testing.T, edits ...[3]string) string {
	t.Helper()
	dir := t.TempDir()
	root := os.DirFS(shippedFolder)
	require.NoError(t, fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(dir, path), 0o755)
		}
		data, err := fs.ReadFile(root, path)
		require.NoError(t, err)
		text := string(data)
		for _, e := range edits {
			if e[0] == path {
				require.Contains(t, text, e[1], path)
				text = strings.Replace(text, e[1], e[2], 1)
			}
		}
		return os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644)
	}))
	return dir
}

// Eight mistakes, one run: each is found at its line and column, and every name within two edits gets a suggestion.
func TestCheckFindsSeededMistakes(t *testing.T) {
	dir := copyShipped(t,
		[3]string{"national.yaml", "    when: { top_colour: other }", "    when: { top_colour: other, state: draft }"}) // a gap
	require.NoError(t, os.WriteFile(filepath.Join(dir, "regions", "jilin.yaml"), []byte(`policy: v1
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
`), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "more.yaml"), []byte(`policy: v1
layer: national
rules:
  - { id: dead, when: { region: shanghai, kind: first_filing }, decide: { verify_method: photo }, from: 2018-05-01, until: 2018-06-01 }
`), 0o644))
	var stdout, stderr strings.Builder
	code := run([]string{"rules", "check", dir}, testProcess(map[string]string{"COLUMNS": "1000"}, &stdout, &stderr), groups())
	assert.Equal(t, exitFindings, code, stderr.String())
	out := strings.ReplaceAll(stdout.String(), filepath.ToSlash(dir)+"/", "")
	for _, want := range []string{
		`regions/jilin.yaml:5:27: error: unknown fact "knd" [unknown-fact] (did you mean "kind"?)`,
		`regions/jilin.yaml:6:41: error: "domain_certificat" is not a value of documents [unknown-value] (did you mean "domain_certificate"?)`,
		`regions/jilin.yaml:7:33: error: unknown decision "verify_metod" [unknown-decision] (did you mean "verify_method"?)`,
		`regions/jilin.yaml:8:61: error: unknown key "form" in a rule [unknown-key] (did you mean "from"?)`,
		`regions/jilin.yaml:9:68: error: expected a date like 2026-01-31, found "2018-13-04" [date]`,
		"regions/jilin.yaml:10:11: error: j-one and j-two disagree on legal_limit; write \"replaces: j-two\" in j-one or the other way round, or part their limits or days [conflict]\n" +
			"    region: jilin, from 2018-04-04 until 2018-05-04\n    see also regions/jilin.yaml:11:11\n",
		"error: no rule decides photo_top for some cases [gap]\n    state: not draft; top_colour: other, from 2018-04-04\n",
		"more.yaml:4:11: warning: dead never decides verify_method: ",
	} {
		assert.Contains(t, out, want)
	}
	assert.Contains(t, out, "facts.yaml:")
	assert.True(t, strings.HasSuffix(out, " 8 findings\n"), out)
}

// What cannot be written whole, or not be signed, leaves what stood there; a file that is laid out stays the link it was.
func TestFilesOfRulesAreWrittenWhole(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "policy.json")
	require.NoError(t, os.WriteFile(out, []byte("old"), 0o600))
	_, stderr, code := icp(t, "rules", "pack", "builtin", "--output", out, "--sign", filepath.Join(dir, "none.pem"))
	assert.Equal(t, exitUnanswered, code, stderr)
	_, stderr, code = icp(t, "rules", "pack", "builtin", "--output", out, "--positions", filepath.Join(dir, "at.json"), "--prefix", "x")
	assert.Equal(t, exitUnanswered, code, stderr)
	kept, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "old", string(kept))
	_, stderr, code = icp(t, "rules", "pack", "builtin", "--output", filepath.Join(dir, "none", "x.json"))
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "cannot be written")

	file, link := filepath.Join(dir, "a.yaml"), filepath.Join(dir, "b.yaml")
	require.NoError(t, os.WriteFile(file, []byte("policy:   v1\n"), 0o640))
	require.NoError(t, os.Symlink(file, link))
	_, stderr, code = icp(t, "rules", "fmt", "-w", link)
	assert.Equal(t, exitFine, code, stderr)
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&fs.ModeSymlink)
	info, err = os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o640), info.Mode().Perm())
	laid, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "policy: v1\n", string(laid))
	list, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, list, 3, "no temporary file is left")
}

// Of more mistakes than a run reports it does not look as if those were all.
func TestMoreFindingsThanAreShown(t *testing.T) {
	dir := copyShipped(t)
	for _, tt := range []struct {
		wrong     int
		says, not string
	}{{150, "100 findings; there may be more", "150"}, {3, " findings", "more"}} {
		var b strings.Builder
		b.WriteString("policy: v1\nlayer: national\nrules:\n  - id: wrong\n")
		for i := range tt.wrong {
			fmt.Fprintf(&b, "    key%d: x\n", i)
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, "wrong.yaml"), []byte(b.String()), 0o600))
		stdout, stderr, code := runWide(t, "rules check "+filepath.ToSlash(dir))
		assert.Equal(t, exitFindings, code, stderr)
		lines := strings.Split(strings.TrimSpace(stdout), "\n")
		assert.Contains(t, lines[len(lines)-1], tt.says)
		assert.NotContains(t, lines[len(lines)-1], tt.not)
	}
}
