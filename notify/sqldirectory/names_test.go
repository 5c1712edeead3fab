// SPDX-License-Identifier: Apache-2.0

package sqldirectory

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the scripts in testdata anew")

// Released tables never change.
func TestSchemaIsAsReleased(t *testing.T) {
	for _, d := range []Dialect{SQLite, Postgres} {
		script, err := Schema(d, Options{})
		require.NoError(t, err)
		file := filepath.Join("testdata", d.String()+".sql")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(script), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), script, "%s", file)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for name, c := range map[string]struct {
		d Dialect
		o Options
	}{
		"no dialect":        {0, Options{}},
		"hostile prefix":    {SQLite, Options{Prefix: "x; DROP TABLE y"}},
		"digit first":       {Postgres, Options{Prefix: "1x"}},
		"schema in sqlite":  {SQLite, Options{Schema: "x"}},
		"hostile schema":    {Postgres, Options{Schema: `x".y`}},
		"too long a prefix": {Postgres, Options{Prefix: "abcdefghijklmnopqrstuvwxyzabcdef"}},
	} {
		_, err := Schema(c.d, c.o)
		require.ErrorContains(t, err, "NTF-061", name)
		_, err = Open(t.Context(), nil, c.d, c.o, make([]byte, 16))
		require.ErrorContains(t, err, "NTF-061", name)
	}
	_, err := Open(t.Context(), nil, SQLite, Options{}, make([]byte, 15))
	require.ErrorContains(t, err, "NTF-061")
	_, err = Open(t.Context(), nil, SQLite, Options{}, make([]byte, 16))
	require.ErrorContains(t, err, "NTF-061: there is no pool")
	n, err := newNames(Postgres, Options{Schema: "filings", Prefix: "x_"})
	require.NoError(t, err)
	assert.Equal(t, "SELECT 1 FROM filings.x_people WHERE a = $1", n.sql("SELECT 1 FROM {t}people WHERE a = $1"))
	assert.Equal(t, "no dialect", Dialect(0).String())
}
