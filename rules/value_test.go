// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseValue(t *testing.T) {
	for _, text := range []string{"", "photo", "[]", "[email]", "[email sms]", "0", "1", "550081", "3..20", "48h", "90m", "5s", "0h"} {
		v, err := ParseValue(text)
		require.NoError(t, err, text)
		assert.Equal(t, text, v.String())
		again, err := ParseValue(v.String())
		require.NoError(t, err)
		assert.Equal(t, v, again)
	}
	for _, text := range []string{
		"Photo", "[sms email]", "[email email]", "[email", "[ email]", "01", "20..3", "3..", "60m", "3600s", "-1", "1.5", "48 h",
		"99999999999", "é", "a b", "[A]", "1..2..3", "0m",
	} {
		_, err := ParseValue(text)
		assert.Error(t, err, text)
	}
}

func TestValueReads(t *testing.T) {
	read := func(text string) Value {
		v, err := ParseValue(text)
		require.NoError(t, err)
		return v
	}
	assert.True(t, Value{}.None())
	assert.True(t, read("[]").None())
	assert.False(t, read("none").None(), "a value may be called none")
	assert.True(t, read("photo").Is("photo"))
	set := read("[email inbox sms]")
	for _, n := range []string{"email", "inbox", "sms"} {
		assert.True(t, set.Has(n), n)
	}
	for _, n := range []string{"", "mail", "in", "ms", "smss", "email inbox", " ", "]"} {
		assert.False(t, set.Has(n), n)
	}
	assert.False(t, read("[]").Has("a"))
	assert.Equal(t, []string{"email", "inbox", "sms"}, set.Names())
	assert.Equal(t, 3, read("3").Int())
	lo, hi := read("3..20").Range()
	assert.Equal(t, [2]int{3, 20}, [2]int{lo, hi})
	assert.Equal(t, 48*time.Hour, read("48h").Duration())
	assert.Equal(t, 90*time.Minute, read("90m").Duration())
}

func FuzzParseValue(f *testing.F) {
	for _, s := range []string{"", "photo", "[a b]", "3..20", "48h", "[", "9..", "0x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseValue(s)
		if err == nil && v.String() != s {
			t.Fatalf("%q was read as %q", s, v)
		}
	})
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(tiny))
	f.Add([]byte(`{"schema":1,"name":"x","facts":[],"decisions":[],"rules":[]}`))
	f.Add([]byte(`{"schema":1}{`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Load(data)
		if err != nil {
			return
		}
		again, err := Load(p.Artifact())
		if err != nil || again.Digest() != p.Digest() {
			t.Fatalf("the artifact of a loaded policy does not load alike: %v", err)
		}
	})
}
