// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// TestSessions runs every testdata/*.txt. A directive is one of
//
//	run [NAME=VALUE …]      the environment; the input is one command line, 'quoted' or "quoted" where it has blanks
//	file name=PATH          writes its input to PATH below a fresh directory, which command lines name as $DIR. It is where
//	                        they run, by a name of the same length everywhere: lines are wrapped at the same places
//
// The result is stdout, then stderr with "! " before each line, then "exit N" unless N is 0.
// Rewrite the files with: go test ./simulator/cmd/icp -run TestSessions -rewrite
func TestSessions(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			file, err := filepath.Abs(file)
			require.NoError(t, err)
			t.Chdir(t.TempDir())
			dir := "session-dir"
			require.NoError(t, os.Mkdir(dir, 0o755))
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				switch d.Cmd {
				case "run":
					return session(t, dir, d)
				case "file":
					var name string
					d.ScanArgs(t, "name", &name)
					path := filepath.Join(dir, filepath.FromSlash(name))
					require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
					require.NoError(t, os.WriteFile(path, []byte(d.Input+"\n"), 0o644))
					return ""
				}
				d.Fatalf(t, "unknown directive %s: use run or file", d.Cmd)
				return ""
			})
		})
	}
}

func session(t *testing.T, dir string, d *datadriven.TestData) string {
	env := map[string]string{}
	for _, arg := range d.CmdArgs {
		env[arg.Key] = strings.Join(arg.Vals, "")
	}
	words := shellWords(t, strings.ReplaceAll(d.Input, "$DIR", dir))
	require.NotEmpty(t, words)
	require.Equal(t, "icp", words[0], "a session line begins with icp")
	var stdout, stderr strings.Builder
	code := run(words[1:], testProcess(env, &stdout, &stderr), groups())

	var result strings.Builder
	result.WriteString(stdout.String())
	for line := range strings.Lines(stderr.String()) {
		result.WriteString("! " + line)
	}
	if code != exitFine {
		fmt.Fprintf(&result, "exit %d\n", code)
	}
	return strings.ReplaceAll(strings.ReplaceAll(result.String(), dir+`\`, "$DIR/"), dir, "$DIR")
}

func testProcess(env map[string]string, stdout, stderr io.Writer) process {
	return process{
		stdin: strings.NewReader(""), stdout: stdout, stderr: stderr,
		env:      func(name string) string { return env[name] },
		terminal: func(io.Writer) bool { return false },
		version:  "v0.0.0-test",
	}
}

// shellWords splits a command line at blanks, keeping 'quoted' and "quoted" parts together.
func shellWords(t *testing.T, line string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	inWord := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, inWord = r, true
		case quote == 0 && (r == ' ' || r == '\n'):
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	require.Zero(t, quote, "unclosed quote in %q", line)
	if inWord {
		words = append(words, word.String())
	}
	return words
}
