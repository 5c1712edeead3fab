// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A command that would write one file twice, or over what it reads, says so and leaves everything as it was.
func TestTwoNamesOfOneFile(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, line := range []string{
		"sim run --filings 40 --shard 0/1 --shard-file run.json", "sim run --filings 40 --log run.log", "sim run --filings 40 --log run.bin --log-format binary",
	} {
		_, stderr, code := runLine(t, line)
		require.Zero(t, code, stderr)
	}
	require.NoError(t, os.Mkdir("there", 0o755))
	require.NoError(t, os.Symlink("run.bin", "link.bin"))
	require.NoError(t, os.Link("run.json", "other.json"))
	require.NoError(t, os.Symlink("there", "here"))
	before := map[string]string{}
	for _, name := range []string{"run.json", "run.log", "run.bin"} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		before[name] = string(data)
	}
	for _, lang := range langs() {
		for _, line := range []string{
			"sim run --filings 40 --log new --html new",
			"sim run --filings 40 --log ./new --html there/../new",
			"sim run --filings 40 --log here/new --html there/new",
			"sim run --filings 40 --log run.log --html run.log",
			"sim run --filings 40 --shard 0/1 --shard-file new --log new",
			"sim run --filings 40 --shard 0/1 --shard-file new --html new",
			"sim export --from run.bin --output run.bin",
			"sim export --from run.bin --output link.bin",
			"sim merge run.json --html run.json",
			"sim merge run.json --html other.json",
			"sim report run.json --html ./run.json",
		} {
			stdout, stderr, code := runLine(t, line+" --lang "+lang)
			assert.Equal(t, exitUnanswered, code, line)
			assert.Empty(t, stdout, line)
			assert.Regexp(t, "are one file|为同一文件", stderr, line)
		}
	}
	for name, data := range before {
		now, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Equal(t, data, string(now), name)
	}
	entries, err := filepath.Glob("there/*")
	require.NoError(t, err)
	assert.Empty(t, entries)
	assert.NoFileExists(t, "new")

	_, stderr, code := runLine(t, "sim run --filings 40 --log one --html two")
	require.Zero(t, code, stderr)
	_, stderr, code = runLine(t, "sim run --filings 40 --log "+os.DevNull+" --html "+os.DevNull)
	require.Zero(t, code, stderr)
	_, stderr, code = runLine(t, "sim export --from run.bin --output run.csv")
	require.Zero(t, code, stderr)
}
