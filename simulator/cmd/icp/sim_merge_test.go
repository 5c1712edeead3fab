// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func simCommand(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs strings.Builder
	code = run(append([]string{"sim"}, args...), testProcess(map[string]string{}, &out, &errs), groups())
	return out.String(), errs.String(), code
}

// shardFiles simulates all shards of a run into a folder.
func shardFiles(t *testing.T, dir string, k int, args ...string) (paths []string) {
	t.Helper()
	for i := range k {
		path := filepath.Join(dir, "part-"+strconv.Itoa(i)+".json")
		stdout, stderr, _ := sim(t, append(args, "--shard", strconv.Itoa(i)+"/"+strconv.Itoa(k), "--shard-file", path)...)
		require.NotEmpty(t, stdout)
		require.Contains(t, stderr, "part "+strconv.Itoa(i)+"/"+strconv.Itoa(k)+" of the run is kept")
		paths = append(paths, path)
	}
	return paths
}

// What merge prints is what the run would have printed, violations with their stories and all.
func TestSimMergeEqualsTheRun(t *testing.T) {
	run := []string{"--filings", "4200", "--plant", "withdraw-at-authority"}
	files := shardFiles(t, t.TempDir(), 3, run...)
	for _, format := range []string{"json", "pretty", "junit"} {
		want, _, wantCode := sim(t, append(run, "--format", format)...)
		got, stderr, code := simCommand(t, append([]string{"merge", "--format", format, files[2], files[0]}, files[1])...)
		assert.Equal(t, exitFindings, wantCode)
		assert.Equal(t, wantCode, code, stderr)
		assert.Equal(t, want, got)
	}
}

func TestSimMergeRefuses(t *testing.T) {
	dir := t.TempDir()
	files := shardFiles(t, dir, 2, "--filings", "4200")
	whole, err := os.ReadFile(files[0])
	require.NoError(t, err)
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	torn := write("torn.json", string(whole[:len(whole)/2]))
	newer := write("newer.json", strings.Replace(string(whole), `"version":1`, `"version":2`, 1))
	other := filepath.Join(dir, "other.json")
	_, _, code := sim(t, "--filings", "4200", "--seed", "9", "--shard", "1/2", "--shard-file", other)
	require.Equal(t, exitFine, code)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"nothing":          {nil, "needs the files"},
		"one missing":      {files[:1], "SIM-062"},
		"twice":            {[]string{files[0], files[0], files[1]}, "SIM-062"},
		"another run":      {[]string{files[0], other}, "seed is once 1, once 9"},
		"torn":             {[]string{torn, files[1]}, "SIM-061"},
		"newer":            {[]string{newer, files[1]}, "version 2"},
		"foreign":          {[]string{write("x.txt", "hello"), files[1]}, "x.txt"},
		"no such file":     {[]string{filepath.Join(dir, "none"), files[1]}, "none cannot be opened"},
		"of other rules":   {append([]string{"--switch", "sms-2018=off"}, files...), "SIM-063"},
		"a foreign option": {append([]string{"--seed", "3"}, files...), "unknown flag"},
	} {
		t.Run(name, func(t *testing.T) {
			stdout, stderr, code := simCommand(t, append([]string{"merge"}, c.args...)...)
			assert.Equal(t, exitUnanswered, code)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, c.want)
		})
	}
	for _, bad := range []string{"2/2", "-1/2", "1", "a/b", "1/0", "0/9999999999"} {
		path := filepath.Join(dir, "bad.json")
		stdout, stderr, code := sim(t, "--filings", "10", "--shard", bad, "--shard-file", path)
		assert.Equal(t, exitUnanswered, code)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, "SIM-001: --shard "+bad, bad)
		assert.NoFileExists(t, path)
	}
	kept, err := os.ReadFile(files[0])
	require.NoError(t, err)
	_, _, code = sim(t, "--filings", "10", "--shard", "7/2", "--shard-file", files[0])
	assert.Equal(t, exitUnanswered, code)
	after, err := os.ReadFile(files[0])
	require.NoError(t, err)
	assert.Equal(t, kept, after, "nothing is overwritten")
}
