// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// For thirteen minutes of 2018-09-13 Guangdong's page held Beijing's rules (R067). A policy with that mistake in it: the
// last line of diff names the province, every line is about it, and a change file that announces only new
// wording does not let it pass.
func TestAPageTakenForAnother(t *testing.T) {
	const shipped = "../../../rules/alibabacloud"
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(shipped)))
	page, err := os.ReadFile(filepath.Join(shipped, "regions", "beijing.yaml"))
	require.NoError(t, err)
	wrong := strings.NewReplacer("region: beijing", "region: guangdong", "id: beijing-", "id: guangdong-").Replace(string(page))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "regions", "guangdong.yaml"), []byte(wrong), 0o600))
	change := filepath.Join(t.TempDir(), "change.yaml")
	require.NoError(t, os.WriteFile(change, []byte("change: v1\nintent: new wording on Guangdong's page\nexpect: []\n"), 0o600))

	stdout, stderr, code := runWide(t, "rules diff "+shipped+" "+filepath.ToSlash(dir))
	require.Zero(t, code, stderr)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	assert.Less(t, len(lines), 130)
	assert.Regexp(t, `^[1-9]\d* changes, all for region: guangdong$`, lines[len(lines)-1])
	about := 0
	for _, line := range lines {
		if strings.HasPrefix(line, "    for ") {
			assert.Contains(t, line, "region: guangdong")
			about++
		}
	}
	assert.Greater(t, about, 10)
	assert.Contains(t, stdout, "~ app_upload  allowed -> not_allowed  (stricter)\n    for  region: guangdong, from 2018-04-04 until 2019-07-30\n")

	stdout, stderr, code = runWide(t, "rules diff "+shipped+" "+filepath.ToSlash(dir)+" --allow "+filepath.ToSlash(change))
	assert.Equal(t, exitFindings, code, stderr)
	assert.Contains(t, stdout, "not announced: app_upload  allowed -> not_allowed  for region: guangdong,")
	_, stderr, code = runLine(t, "rules diff "+shipped+" "+shipped+" --allow "+filepath.ToSlash(change))
	assert.Zero(t, code, stderr)
}

// runWide is runLine on a screen so wide that no line is wrapped.
func runWide(t *testing.T, line string) (stdout, stderr string, code int) {
	t.Helper()
	var out, problems strings.Builder
	code = run(shellWords(t, line), testProcess(map[string]string{"COLUMNS": "1000"}, &out, &problems), groups())
	return out.String(), problems.String(), code
}
