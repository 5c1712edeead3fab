// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The shipped policy is laid out as fmt does it.
func TestShippedIsFormatted(t *testing.T) {
	root := os.DirFS("../alibabacloud")
	require.NoError(t, fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		require.NoError(t, err)
		out, err := Format(path, data)
		require.NoError(t, err)
		assert.True(t, string(data) == string(out), "run: icp rules fmt -w rules/alibabacloud (%s)", path)
		return nil
	}))
}

func TestFormat(t *testing.T) {
	const messy = `# about the file

policy:   v1
layer: national   # who speaks
rules:
    - decide: {method: photo,  papers: [card,permit]}
      # why it is so
      id: photo
      from: 2018-01-01
      why:
          en: 'it''s so'
          zh: "如此"


    - id: old
      from: 2018-01-01
      decide:
        method: app
`
	const neat = `# about the file

policy: v1
layer: national # who speaks
rules:
  # why it is so
  - id: photo
    decide: { method: photo, papers: [card, permit] }
    from: 2018-01-01
    why:
      en: "it's so"
      zh: "如此"

  - id: old
    decide:
      method: app
    from: 2018-01-01
`
	out, err := Format("a.yaml", []byte(messy))
	require.NoError(t, err)
	assert.Equal(t, neat, string(out))
	again, err := Format("a.yaml", out)
	require.NoError(t, err)
	assert.Equal(t, neat, string(again))
	_, err = Format("a.yaml", []byte("a: [1\n"))
	assert.Error(t, err)
}

// No comment is lost: those below everything, above a list and beside its entries stay, and where a parser loses one the
// file is refused rather than written without it.
func TestFormatKeepsComments(t *testing.T) {
	const text = `policy: v1
layer: national
rules:
  # the first
  - id: photo # its name
    # above
    decide: { method: photo } # behind
    from: 2018-01-01
    source:
      # above a list
      - { id: A1 } # beside an entry
      # below it

# the end

# and another
`
	out, err := Format("a.yaml", []byte(text))
	require.NoError(t, err)
	assert.Equal(t, strings.Count(text, "#"), strings.Count(string(out), "#"), string(out))
	again, err := Format("a.yaml", out)
	require.NoError(t, err)
	assert.Equal(t, string(out), string(again))

	_, err = Format("a.yaml", []byte("cases:\n  - name: a\n    table:\n      # inner\n# outer\n      - [at, x]\n"))
	require.ErrorContains(t, err, `RUL-012: a.yaml has a comment where the layout has no place for it, "# inner"`)
	out, err = Format("a.yaml", []byte("policy: v1\nwhy: |\n  a text\n  # of lines\n"))
	require.NoError(t, err)
	assert.Equal(t, "policy: v1\nwhy: \"a text\\n# of lines\\n\"\n", string(out))
}

// Whatever can be formatted says the same afterwards, and stays as it is the second time.
func FuzzFormat(f *testing.F) {
	f.Add(goodRules)
	f.Add(goodFacts)
	f.Add("a: |\n  x\n  y\nb: >-\n  z\n")
	f.Fuzz(func(t *testing.T, text string) {
		out, err := Format("a.yaml", []byte(text))
		if err != nil {
			return
		}
		again, err := Format("a.yaml", out)
		if err != nil {
			t.Fatalf("its own layout cannot be read: %v\n%s", err, out)
		}
		if string(again) != string(out) {
			t.Fatalf("the second layout is another one:\n%s\n%s", out, again)
		}
	})
}
