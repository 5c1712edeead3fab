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

// wrongFiles are what a person may name instead of the file a command reads.
func wrongFiles(t *testing.T) (list []string) {
	dir := t.TempDir()
	list = append(list, filepath.Join(dir, "none"), filepath.Join(dir, "no", "such", "none"), dir)
	for name, data := range map[string]string{
		"empty": "", "binary": "\x00\xff\x1b[31m\x80\n", "text": "good morning\n", "cut.json": `{"a": [1,`, "object.json": "{}\n", "list.json": "[]\n",
		"number.json": "7\n", "long": strings.Repeat("a", 17<<20),
	} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(data), 0o600))
		list = append(list, path)
	}
	return list
}

// Every command that reads a file, given a wrong one, ends with 2 and a word in the language of the run, and in no other.
func TestWrongFilesAreToldInTheLanguage(t *testing.T) {
	files := wrongFiles(t)
	for _, line := range []string{
		"sim play FILE", "sim replay FILE", "sim shrink FILE", "sim merge FILE", "sim report FILE", "sim export --from FILE",
		"sim run --capacity FILE", "sim compare --a builtin --capacity FILE", "sim replay --journal FILE", "sim run --policy FILE",
		"sim compare --a FILE", "sim mutate --policy FILE", "sim explore --policy FILE",
		"calendar import FILE", "calendar check 2018-04-08 --notice FILE",
		"rules test FILE", "rules pack FILE", "rules verify FILE", "rules verify builtin --key FILE", "rules diff builtin FILE",
		"rules diff builtin builtin --allow FILE", "rules cases --journal FILE", "rules impact builtin builtin --cases FILE",
		"rules explain verify_method region=shanghai --policy FILE", "rules eval verify_method region=shanghai --policy FILE",
		"rules timeline verify_method --policy FILE", "rules table verify_method --policy FILE",
		"fsm migrate --journal FILE", "fsm table --policy FILE", "fsm verify --policy FILE", "fsm paths --policy FILE",
	} {
		for _, file := range files {
			for lang, wrong := range map[string]string{"zh": englishSentence, "en": `\p{Han}`} {
				args := append(strings.Fields(strings.ReplaceAll(line, "FILE", file)), "--lang", lang)
				var stdout, stderr strings.Builder
				code := run(args, testProcess(nil, &stdout, &stderr), groups())
				text := strings.ReplaceAll(stderr.String(), file, "FILE")
				assert.NotRegexp(t, wrong, text, "%s with %s", line, filepath.Base(file))
				assert.Equal(t, exitUnanswered, code, "%s with %s: %s", line, filepath.Base(file), text)
				assert.NotContains(t, text, "\x1b")
				assert.Less(t, len(text), 4000, "%s with %s", line, filepath.Base(file))
			}
		}
	}
}

// englishSentence is what no Chinese message holds: two English words that make a sentence.
const englishSentence = `(?i)(^|[^a-z_./-])(is|are|the|of|to|not|no|has|have|cannot|and|give|write|a|an|in|with) [a-z]|[a-z]; |json: |unmarshal`
