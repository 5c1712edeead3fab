// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/report"
)

// What cannot be written is said before the run, and nothing is left behind.
func TestFilesAreTriedBeforeTheRun(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	for flag, path := range map[string]string{
		"--cases": file, "--html": filepath.Join(file, "x"), "--log": filepath.Join(dir, "none", "x"), "--shard-file": dir,
	} {
		args := []string{"sim", "run", "--filings", "1000000000", flag, path}
		if flag == "--shard-file" {
			args = append(args, "--shard", "0/2")
		}
		stdout, stderr, code := icp(t, args...)
		assert.Equal(t, exitUnanswered, code, flag)
		assert.Contains(t, stderr, flag+" "+path+" cannot be written")
		assert.Empty(t, stdout)
	}
	list, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, list, 1, "no temporary file is left")

	stdout, _, code := icp(t, "sim", "run", "--filings", "20", "--cases", filepath.Join(dir, "a", "b"))
	assert.Equal(t, exitFine, code)
	assert.NotEmpty(t, stdout)
	assert.NoDirExists(t, filepath.Join(dir, "a"), "nothing was broken, nothing is kept")
}

// A case whose place is taken loses itself and nothing else: neither the report nor the other cases.
func TestReportIsPrintedWhateverBecomesOfItsCases(t *testing.T) {
	dir := t.TempDir()
	run := []string{"sim", "run", "--filings", "300", "--plant", "event-lost", "--cases", dir}
	want, _, code := icp(t, run...)
	require.Equal(t, exitFindings, code)
	files, err := filepath.Glob(filepath.Join(dir, "*"+caseSuffix))
	require.NoError(t, err)
	require.Greater(t, len(files), 1)
	require.NoError(t, os.Remove(files[0]))
	require.NoError(t, os.Mkdir(files[0], 0o755))
	stdout, stderr, code := icp(t, run...)
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "--cases "+files[0]+" cannot be written: it is a folder")
	assert.Contains(t, stdout, "digest  sha256:")
	assert.Contains(t, want, "icp sim replay "+files[0])
	assert.NotContains(t, stdout, "icp sim replay "+files[0])
	assert.Contains(t, stdout, "icp sim replay "+files[1])
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, len(files), "no temporary file is left")
}

// closed gives a file whose writes fail, as on a full disk.
func closed(t *testing.T, a *app, flag, path string) *outFile {
	t.Helper()
	file, err := a.createFile(flag, path)
	require.NoError(t, err)
	require.NoError(t, file.file.Close())
	return file
}

// A log, a page and a part that cannot be finished cost neither the report nor each other.
func TestReportIsPrintedWhateverBecomesOfItsFiles(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	a := newApp(testProcess(map[string]string{}, &stdout, &stderr), nil)
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 20, Shards: 1}
	r, err := simulator.Run(t.Context(), o)
	require.NoError(t, err)
	f := &simFlags{figures: &report.Figures{}, format: newChoice("pretty", "pretty")}
	err = a.finishRun(f, o, r, &runFiles{
		log:   &runLog{file: closed(t, a, "--log", filepath.Join(dir, "log"))},
		html:  closed(t, a, "--html", filepath.Join(dir, "html")),
		shard: closed(t, a, "--shard-file", filepath.Join(dir, "shard")),
	})
	require.Error(t, err)
	assert.Equal(t, exitUnanswered, a.report(err))
	for _, flag := range []string{"--log", "--html", "--shard-file"} {
		assert.Contains(t, stderr.String(), flag+" "+dir)
	}
	assert.Contains(t, stdout.String(), "digest  sha256:")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
}

// A file that cannot be replayed keeps no other from it, and is named; in JSON too.
func TestReplayGoesOnAfterABadFile(t *testing.T) {
	dir := t.TempDir()
	_, _, code := icp(t, "sim", "run", "--filings", "100", "--plant", "red-top", "--cases", dir)
	require.Equal(t, exitFindings, code)
	good, err := filepath.Glob(filepath.Join(dir, "*"+caseSuffix))
	require.NoError(t, err)
	require.NotEmpty(t, good)
	bad := []string{filepath.Join(dir, "a.simcase.json"), filepath.Join(dir, "b.simcase.json")}
	for _, path := range bad {
		require.NoError(t, os.WriteFile(path, nil, 0o644))
	}
	files := append([]string{"sim", "replay", bad[0], good[0]}, bad[1])
	stdout, stderr, code := icp(t, files...)
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stdout, "as expected: step")
	for _, path := range bad {
		assert.Contains(t, stderr, path+": ")
	}
	stdout, _, code = icp(t, append(files, "--format", "json")...)
	assert.Equal(t, exitUnanswered, code)
	assert.Equal(t, 1, strings.Count(stdout, `"as_expected": true`))
	assert.Equal(t, 2, strings.Count(stdout, `"why": "`+dir))
}

// A planted fault that nothing noticed is a finding; a part of a run has none to notice.
func TestPlantThatTripsNothingExitsOne(t *testing.T) {
	at := []string{"sim", "run", "--filings", "30", "--from", "2025-01-01", "--plant", "red-top"}
	stdout, stderr, code := icp(t, at...)
	assert.Equal(t, exitFindings, code)
	assert.Empty(t, stderr)
	assert.Contains(t, stdout, "The planted fault red-top tripped nothing")
	stdout, _, code = icp(t, append(at, "--format", "json")...)
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, stdout, `"plant_unnoticed": true`)
	stdout, _, code = icp(t, "sim", "run", "--filings", "100", "--plant", "red-top", "--format", "json")
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, stdout, `"first_violations"`)
	assert.NotContains(t, stdout, "plant_unnoticed")
	_, _, code = icp(t, append(at, "--shard", "0/1", "--shard-file", filepath.Join(t.TempDir(), "part"))...)
	assert.Equal(t, exitFine, code)
}

// A file that is not there is said in the language of the run, with no word of the system's.
func TestMissingFileIsWorded(t *testing.T) {
	lost := filepath.Join(t.TempDir(), "nope")
	for lang, want := range map[string]string{"en": "there is no such file or folder", "zh": "文件或目录不存在"} {
		for _, at := range [][]string{
			{"fsm", "migrate", "--journal", lost},
			{"sim", "replay", "--journal", lost, "--subject", "1"},
			{"sim", "merge", lost},
			{"sim", "report", lost},
		} {
			_, stderr, code := icp(t, append(at, "--lang", lang)...)
			assert.Equal(t, exitUnanswered, code, at)
			assert.Contains(t, stderr, lost)
			assert.Contains(t, stderr, want)
			assert.NotContains(t, stderr, "no such file or directory")
		}
	}
}

// A defect while a filing is lived is one line in both languages.
func TestPanicOfTheEngineIsALine(t *testing.T) {
	for lang, want := range map[string]string{"en": "SIM-003: filing 7 of seed 3", "zh": "SIM-003：种子 3 的第 7 号备案"} {
		a := newApp(testProcess(map[string]string{"LANG": lang}, nil, nil), []string{"--lang", lang})
		err := a.simError(&simulator.FilingError{Seed: 3, Filing: 7, Err: errors.New("x panicked")})
		assert.Contains(t, err.Error(), want)
		assert.Contains(t, err.Error(), "x panicked")
	}
}

// A run that was stopped keeps the cases of what it found, and no advice names another folder.
func TestStoppedRunKeepsItsCases(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cc")
	var stdout, stderr bytes.Buffer
	a := newApp(testProcess(map[string]string{}, &stdout, &stderr), nil)
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 100, Plant: "red-top"}
	r, err := simulator.Run(t.Context(), o)
	require.NoError(t, err)
	require.Positive(t, r.Violations)
	r.Partial, r.Wanted, r.Digest = true, 1000, ""
	f := &simFlags{figures: &report.Figures{}, format: newChoice("pretty", "pretty"), cases: dir}
	assert.Equal(t, exitFindings, a.report(a.finishRun(f, o, r, &runFiles{log: &runLog{}})))
	files, err := filepath.Glob(filepath.Join(dir, "no-red-or-blue-top-*"+caseSuffix))
	require.NoError(t, err)
	require.Len(t, files, 1)
	assert.Contains(t, stdout.String(), "icp sim replay "+files[0])
	f.kept = nil
	_, command := a.keptCase(f, o, r.First[0])
	assert.True(t, strings.HasPrefix(command, "icp sim run ") && strings.HasSuffix(command, " --cases "+quoted(dir)), command)
}
