// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// steering is what may not reach a terminal: controls, and what turns the direction of writing.
var steering = regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f\x{80}-\x{9f}\x{2028}-\x{202e}\x{2066}-\x{2069}\x{feff}]`)

func runWords(args ...string) (code int, stdout, stderr string) {
	var out, errs strings.Builder
	code = run(args, testProcess(nil, &out, &errs), groups())
	return code, out.String(), errs.String()
}

// What a person or a script hands over is shown again where it is wrong; it must not steer the terminal it is shown on.
func TestErrorsDoNotSteerATerminal(t *testing.T) {
	const bad = "\x1b[2J\u202e\u009b31m\r\xffX"
	for _, line := range []string{
		"BAD", "sim BAD", "sim play BAD", "sim merge BAD", "sim run --plant BAD", "sim run --only BAD", "sim run --from BAD", "sim run --filings BAD",
		"sim run --log BAD/x", "sim run --BAD", "sim replay --journal BAD", "sim explore --region BAD", "sim compare --switch-a BAD",
		"calendar check BAD", "calendar import BAD", "calendar check 2018-04-08 --region BAD", "rules check BAD", "rules fmt BAD",
		"rules explain BAD --at 2018-04-04", "rules explain verify_method --at BAD", "rules eval --at 2018-04-04 region=BAD",
		"rules eval --at 2018-04-04 BAD=1", "rules diff builtin builtin+BAD", "fsm migrate --journal BAD", "fsm diagram --at 2018-04-04 --state BAD",
	} {
		args := strings.Fields(line)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "BAD", bad)
		}
		code, _, stderr := runWords(args...)
		assert.Equal(t, exitUnanswered, code, line)
		assert.NotEmpty(t, stderr, line)
		assert.NotRegexp(t, steering, stderr, line)
	}
}

// A file's name is the file's author's: in a folder of rules too.
func TestFindingsDoNotSteerATerminal(t *testing.T) {
	dir := t.TempDir()
	const name = "\x1b[2J\u202e\nfacts.yaml:1:1: error.yaml"
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("rules: []\n"), 0o600))
	code, stdout, _ := runWords("rules", "check", dir)
	assert.Equal(t, exitFindings, code)
	assert.NotRegexp(t, steering, stdout)
	assert.NotRegexp(t, `(?m)^facts.yaml`, stdout, "a name makes no line of its own")
	for _, format := range []string{"json", "sarif"} { // \u202e says the same to a program
		_, stdout, _ := runWords("rules", "check", dir, "--format", format)
		assert.True(t, json.Valid([]byte(stdout)))
		assert.NotRegexp(t, steering, stdout, format)
	}
}

func TestErrorsAreBounded(t *testing.T) {
	code, _, stderr := runWords("rules", "check", strings.Repeat("备", 1<<20))
	assert.Equal(t, exitUnanswered, code)
	assert.Less(t, len(stderr), 5000)
	assert.True(t, strings.HasSuffix(strings.TrimSpace(stderr), "…"))
}

// A variable of a script that is not set gives a flag nothing; what the flag asks for must not be left out silently.
func TestEmptyFlagsAreRefused(t *testing.T) {
	for _, line := range []string{
		"rules diff builtin builtin --allow=", "rules impact builtin builtin --cases=", "rules verify builtin --digest=", "rules eval --at 2018-04-04 --switch=",
		"sim run --filings 1 --log=", "sim run --filings 1 --cases=", "sim run --filings 1 --capacity=", "sim mutate --from=", "calendar check 2018-04-08 --notice=",
	} {
		code, stdout, stderr := runWords(strings.Fields(line)...)
		assert.Equal(t, exitUnanswered, code, line)
		assert.Empty(t, stdout, line)
		assert.Contains(t, stderr, "is empty", line)
	}
}

// fmt -w writes rule files only: JSON is YAML too, and a packed policy or a case would lose the form its readers want.
func TestFmtWritesRuleFilesOnly(t *testing.T) {
	dir := t.TempDir()
	packed := filepath.Join(dir, "packed.json")
	code, _, _ := runWords("rules", "pack", "builtin", "--output", packed)
	require.Equal(t, exitFine, code)
	before, err := os.ReadFile(packed)
	require.NoError(t, err)
	code, _, stderr := runWords("rules", "fmt", "-w", packed)
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "no .yaml file")
	after, err := os.ReadFile(packed)
	require.NoError(t, err)
	assert.Equal(t, before, after)
}

// A signature that is cut is not one of somebody else's.
func TestCutSignatureIsNoAnswer(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(key, []byte("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"), 0o600))
	signature := filepath.Join(dir, "sig")
	for text, want := range map[string]int{
		"": exitUnanswered, "AAAA\n": exitUnanswered, strings.Repeat("A", 84) + "AA==\n": exitFindings,
	} {
		require.NoError(t, os.WriteFile(signature, []byte(text), 0o600))
		code, _, stderr := runWords("rules", "verify", "builtin", "--key", key, "--signature", signature)
		assert.Equal(t, want, code, "%q: %s", text, stderr)
	}
}

// A private key that --output or --positions names would be gone for good.
func TestPackKeepsFilesApart(t *testing.T) {
	dir := t.TempDir()
	key, out := filepath.Join(dir, "key.pem"), filepath.Join(dir, "p.json")
	require.NoError(t, os.WriteFile(key, []byte("a key"), 0o600))
	for _, flags := range [][]string{
		{"--output", key, "--sign", key},
		{"--output", out, "--positions", key, "--sign", key},
		{"--output", out, "--positions", out},
		{"--output", out, "--positions", out + ".sig", "--sign", key},
	} {
		code, _, stderr := runWords(append([]string{"rules", "pack", "builtin"}, flags...)...)
		assert.Equal(t, exitUnanswered, code, flags)
		assert.Contains(t, stderr, "are one file", flags)
	}
	kept, err := os.ReadFile(key)
	require.NoError(t, err)
	assert.Equal(t, "a key", string(kept))
	assert.NoFileExists(t, out)
}

func TestThresholdIsANumber(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "policy")
	code, _, _ := runWords("rules", "init", dir)
	require.Equal(t, exitFine, code)
	code, _, stderr := runWords("rules", "test", dir, "--cover", "--threshold", "NaN")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "percentage")
}

func TestCircleOfLinksIsNotReplaced(t *testing.T) {
	link := filepath.Join(t.TempDir(), "loop")
	require.NoError(t, os.Symlink(link, link))
	code, _, stderr := runWords("rules", "pack", "builtin", "--output", link)
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "circle")
	_, err := os.Readlink(link)
	assert.NoError(t, err)
}
