// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inGit runs git in a repository of a test, as nobody and untouched by the settings of who runs the test.
func inGit(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{
		"-C", dir, "-c", "user.name=author", "-c", "user.email=author@example.com", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false",
		"-c", "core.autocrlf=false", "-c", "core.hooksPath=none",
	}, args...)...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "git %s: %s", strings.Join(args, " "), out)
}

// runLine runs one command line as a process would and gives what it says and its exit code.
func runLine(t *testing.T, line string) (stdout, stderr string, code int) {
	t.Helper()
	var out, problems strings.Builder
	code = run(shellWords(t, line), testProcess(map[string]string{}, &out, &problems), groups())
	return out.String(), problems.String(), code
}

// gitPolicy makes a repository with a small policy in policy/, changed in its second commit, and goes there.
func gitPolicy(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	_, stderr, code := runLine(t, "rules init policy")
	require.Zero(t, code, stderr)
	_, stderr, code = runLine(t, "rules pack policy --output packed.json")
	require.Zero(t, code, stderr)
	inGit(t, dir, "init", "--quiet")
	inGit(t, dir, "add", ".")
	inGit(t, dir, "commit", "--quiet", "-m", "begin")
	file := filepath.Join("policy", "regions", "guangdong.yaml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	next := strings.Replace(string(text), "decide: { app_upload: allowed }", "decide: { app_upload: not_allowed }", 1)
	require.NotEqual(t, string(text), next)
	require.NoError(t, os.WriteFile(file, []byte(next), 0o600))
	inGit(t, dir, "commit", "--quiet", "-a", "-m", "stop")
}

func TestRulesDiffOfRevisions(t *testing.T) {
	gitPolicy(t)
	const change = "~ app_upload  allowed -> not_allowed  (stricter)"
	for _, line := range []string{
		"rules diff HEAD~1 policy",
		"rules diff main~1 policy",
		"rules diff HEAD~1:policy policy",
		"rules diff HEAD~1:./policy policy",
		"rules diff HEAD~1:policy HEAD:policy",
		"rules diff HEAD~1:packed.json policy",
	} {
		stdout, stderr, code := runLine(t, line)
		assert.Zero(t, code, "%s: %s", line, stderr)
		assert.True(t, strings.HasPrefix(stdout, change), "%s: %s", line, stdout)
		assert.Empty(t, stderr, line)
	}
	stdout, _, _ := runLine(t, "rules diff HEAD policy")
	assert.Equal(t, "0 changes\n", stdout)
	stdout, stderr, _ := runLine(t, "rules explain app_upload --policy HEAD~1:policy --at 2026-02-01 region=guangdong")
	assert.Contains(t, stdout, "HEAD~1:policy/regions/guangdong.yaml:", stderr)

	t.Chdir("policy")
	for _, line := range []string{"rules diff HEAD~1 .", "rules diff HEAD~1:policy .", "rules diff HEAD~1:./ ."} {
		stdout, stderr, code := runLine(t, line)
		assert.Zero(t, code, "%s: %s", line, stderr)
		assert.True(t, strings.HasPrefix(stdout, change), "%s: %s", line, stdout)
	}
}

func TestRevisionsThatAreNot(t *testing.T) {
	gitPolicy(t)
	for line, want := range map[string]string{
		"rules diff nowhere policy":         "git knows no revision nowhere here",
		"rules diff nowhere:policy policy":  "git knows no revision nowhere here",
		"rules diff HEAD:polisy policy":     "revision HEAD has nothing at that path: HEAD:polisy",
		"rules diff HEAD:policy/tests HEAD": "RUL-011",
		"rules diff HEAD~1 nothing":         "there is no policy at HEAD~1",
	} {
		stdout, stderr, code := runLine(t, line)
		assert.Equal(t, exitUnanswered, code, line)
		assert.Empty(t, stdout, line)
		assert.Contains(t, stderr, want, line)
	}
	t.Setenv("PATH", t.TempDir())
	_, stderr, code := runLine(t, "rules diff HEAD~1 policy")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "git, which would know a revision of that name, is not installed")
}

// Beside a layer a revision alone means its folder, and the one below if that is one, as they were then.
func TestRevisionsOfLayers(t *testing.T) {
	gitPolicy(t)
	write := func(value string) {
		require.NoError(t, os.MkdirAll("own", 0o750))
		require.NoError(t, os.WriteFile(filepath.Join("own", "rules.yaml"), []byte(
			"policy: v1\nlayer: host\nfor: { region: shanghai }\nrules:\n  - { id: own, decide: { app_upload: "+value+" }, from: 2026-03-01 }\n"), 0o600))
	}
	write("not_allowed")
	inGit(t, ".", "add", "own")
	inGit(t, ".", "commit", "--quiet", "-m", "own")
	write("allowed")
	const own, below = "~ app_upload  not_allowed -> allowed  (looser)\n    for  region: shanghai", "~ app_upload  allowed -> not_allowed  (stricter)\n    for  region: guangdong"
	for line, want := range map[string]string{
		"rules diff HEAD policy+own":                                                        own,
		"rules diff HEAD packed.json+own":                                                   own,
		"rules diff policy+HEAD:own policy+own":                                             own,
		"rules diff HEAD:policy+HEAD:own policy+own":                                        own,
		"rules diff HEAD~2:policy+own policy+own":                                           below,
		"rules diff HEAD~2:packed.json+own policy+own":                                      below,
		"rules diff HEAD~2:packed.json+HEAD:own policy+own":                                 "2 changes",
		"rules diff HEAD~1 policy+own":                                                      "",
		"rules diff policy+HEAD:packed.json policy+own":                                     "",
		"rules diff policy+HEAD:nothing policy+own":                                         "",
		"rules explain app_upload --policy policy+HEAD:own --at 2026-04-01 region=shanghai": "HEAD:own/rules.yaml:5",
	} {
		stdout, stderr, code := runLine(t, line)
		if want == "" {
			assert.Equal(t, exitUnanswered, code, line)
			assert.NotEmpty(t, stderr, line)
			continue
		}
		assert.Zero(t, code, "%s: %s", line, stderr)
		assert.Contains(t, stdout, want, line)
	}
}

// What the README of a new policy says can be done, can be done: by hand, and where a pull request is looked at. The policy is
// the whole repository there, and what it was is named so that git finds it.
func TestReadmeOfANewPolicy(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "policy")
	require.NoError(t, os.Mkdir(dir, 0o750))
	t.Chdir(dir)
	_, stderr, code := runLine(t, "rules init .")
	require.Zero(t, code, stderr)
	inGit(t, dir, "init", "--quiet")
	inGit(t, dir, "add", ".")
	inGit(t, dir, "commit", "--quiet", "-m", "begin")
	inGit(t, dir, "update-ref", "refs/remotes/origin/main", "HEAD")
	require.NoError(t, os.WriteFile(filepath.Join("..", "change.yaml"), []byte("change: v1\nintent: nothing\nexpect: []\n"), 0o600))
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	ran := 0
	for line := range strings.Lines(string(readme)) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "- run: ")
		if !strings.HasPrefix(line, "icp ") {
			continue
		}
		line, _, _ = strings.Cut(line, "#")
		line, _, _ = strings.Cut(line, ">>")
		_, stderr, code := runLine(t, strings.Replace(strings.TrimPrefix(line, "icp "), "OLD", "HEAD", 1))
		assert.Zero(t, code, "%s: %s", line, stderr)
		ran++
	}
	assert.Equal(t, 7, ran)

	file := filepath.Join("regions", "guangdong.yaml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(text), "app_upload: allowed", "app_upload: not_allowed", 1)), 0o600))
	stdout, stderr, code := runLine(t, "rules diff origin/main . --format markdown")
	assert.Zero(t, code, stderr)
	assert.Contains(t, stdout, "1 change")
	was := regexp.MustCompile(`\((origin/main:[^)]*):\d+\)`).FindStringSubmatch(stdout)
	require.NotNil(t, was, stdout)
	inGit(t, dir, "cat-file", "-e", was[1])
}
