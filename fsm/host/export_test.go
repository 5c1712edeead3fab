// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

// collect reads an export to its end or its first error.
func collect(r io.Reader) (list []journal.Stored, err error) {
	for record, e := range host.ReadExport(r) {
		if e != nil {
			return list, e
		}
		list = append(list, record)
	}
	return list, nil
}

func TestExportIsReadBack(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("shanghai")...)
	w.do(fsm.PassPreliminary{})
	_, err := w.host.Do(t.Context(), "s-2", "cmd-1", first("beijing"))
	require.NoError(t, err)
	_, err = w.host.Contacts(t.Context(), account, "cmd-1", w.contact("c-1"))
	require.NoError(t, err)
	_, err = w.journal.Append(t.Context(), journal.Commit{
		Stream: "billing/1", CommandID: "x", At: start, Records: []journal.Record{{Type: "paid", Schema: 1, Data: []byte("not JSON")}},
	})
	require.NoError(t, err)

	var out bytes.Buffer
	n, err := w.host.Export(t.Context(), &out)
	require.NoError(t, err)
	assert.Equal(t, n+1, strings.Count(out.String(), "\n"), "and the last line")
	assert.NotContains(t, out.String(), "billing")
	assert.NotContains(t, out.String(), "@", "no addresses")
	list, err := collect(&out)
	require.NoError(t, err)
	require.Len(t, list, n)
	subjects := map[string]fsm.Subject{}
	for _, r := range list {
		id, ok := strings.CutPrefix(r.Stream, "subject/")
		if !ok {
			assert.Equal(t, "contacts/a-1", r.Stream)
			continue
		}
		e, err := fsm.Decode(r.Type, r.Schema, r.Data)
		require.NoError(t, err)
		s := subjects[id]
		s.ID = id
		subjects[id] = fsm.Evolve(s, e)
	}
	for id, got := range subjects {
		want, err := w.host.Subject(t.Context(), id)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

func TestExportStopsAtWhatItCannotWrite(t *testing.T) {
	w := newWorld(t)
	_, err := w.journal.Append(t.Context(), journal.Commit{
		Stream: stream, CommandID: "x", At: start, Records: []journal.Record{{Type: "filing/opened", Schema: 1, Data: []byte(`{"at":`)}},
	})
	require.NoError(t, err)
	_, err = w.host.Export(t.Context(), io.Discard)
	var corrupt *host.CorruptError
	require.ErrorAs(t, err, &corrupt)

	w = newWorld(t)
	w.do(first("beijing"))
	full := errors.New("disk full")
	_, err = w.host.Export(t.Context(), failingWriter{full})
	require.ErrorIs(t, err, full)
}

// Streams with a record that cannot be written end before it, all of them are named, and the others are whole.
func TestExportGoesOnPastWhatItCannotWrite(t *testing.T) {
	w := newWorld(t)
	w.give("s-0", submitted("beijing")...)
	w.give("s-2", first("beijing"))
	for id, data := range map[string]string{"s-0": `{"at":`, "s-1": `7`} {
		s, err := w.host.Subject(t.Context(), id)
		require.NoError(t, err)
		_, err = w.journal.Append(t.Context(), journal.Commit{
			Stream: "subject/" + id, Expected: s.Version, CommandID: "x", At: start, Records: []journal.Record{
				{Type: "filing/submitted", Schema: 1, Data: []byte(data)}, {Type: "filing/submitted", Schema: 1, Data: []byte(`{}`)},
			},
		})
		require.NoError(t, err)
	}
	w.give("s-3", first("beijing"))
	var out bytes.Buffer
	n, err := w.host.Export(t.Context(), &out)
	assert.Equal(t, 2, strings.Count(err.Error(), "HST-001"))
	assert.Contains(t, err.Error(), `record 1 of stream "subject/s-1"`)
	list, err := collect(strings.NewReader(out.String()))
	require.NoError(t, err, "what is written can be read")
	assert.Len(t, list, n)
	var d host.Desk
	require.NoError(t, d.Read(host.ReadExport(strings.NewReader(out.String()))))
	streams := map[string]int{}
	for _, r := range list {
		streams[r.Stream]++
	}
	assert.Len(t, streams, 3)
	s, err := w.host.Subject(t.Context(), "s-3")
	require.NoError(t, err)
	assert.Equal(t, int(s.Version), streams["subject/s-3"])
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

const line1 = `{"stream":"subject/s-1","version":1,"type":"filing/opened","schema":1,"data":{}}` + "\n"

func TestReadExportRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no object":          "[]\n",
		"empty line":         line1 + "\n",
		"cut off":            line1[:30],
		"cut off after data": strings.TrimSuffix(line1, "}\n"),
		"two on a line":      strings.TrimSpace(line1) + strings.TrimSpace(line1),
		"unknown field":      strings.Replace(line1, `"version"`, `"Version"`, 1),
		"twice":              strings.Replace(line1, `"version":1`, `"version":1,"version":1`, 1),
		"missing":            strings.Replace(line1, `"version":1,`, ``, 1),
		"wrong type":         strings.Replace(line1, `"version":1`, `"version":"1"`, 1),
		"negative":           strings.Replace(line1, `"version":1`, `"version":-1`, 1),
		"begins late":        strings.Replace(line1, `"version":1`, `"version":2`, 1),
		"again":              line1 + line1,
		"foreign stream":     strings.Replace(line1, `subject/s-1`, `billing/1`, 1),
		"odd id":             strings.Replace(line1, `subject/s-1`, `subject/li@example.cn`, 1),
		"no type":            strings.Replace(line1, `filing/opened`, ``, 1),
		"long type":          strings.Replace(line1, `filing/opened`, strings.Repeat("x", 257), 1),
		"no schema":          strings.Replace(line1, `"schema":1`, `"schema":0`, 1),
		"null data":          strings.Replace(line1, `{}}`, `null}`, 1),
		"text for data":      strings.Replace(line1, `{}}`, `"{}"}`, 1),
		"long line":          strings.Replace(line1, `{}}`, `{"x":"`+strings.Repeat("x", 2<<20)+`"}}`, 1),
		"large data":         strings.Replace(line1, `{}}`, `{"x":"`+strings.Repeat("x", 1<<20)+`"}}`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := collect(strings.NewReader(text))
			require.ErrorIs(t, err, host.ErrExport)
			assert.Less(t, len(err.Error()), 400)
		})
	}
	list, err := collect(strings.NewReader(line1 + strings.Replace(line1, `"version":1`, `"version":2`, 1)))
	require.ErrorIs(t, err, host.ErrUnended, "as an earlier release wrote it")
	require.NotErrorIs(t, err, host.ErrExport)
	assert.Len(t, list, 2)
	for name, text := range map[string]string{"nothing": "", "a blank": "\n"} {
		_, err = collect(strings.NewReader(text))
		require.ErrorIs(t, err, host.ErrExport, name)
	}
	_, err = collect(io.MultiReader(strings.NewReader(line1), iotest.ErrReader(errors.New("gone"))))
	require.ErrorIs(t, err, host.ErrExport)
}

func TestReadExportKnowsWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.give("s-2", first("beijing"))
	var out strings.Builder
	n, err := w.host.Export(t.Context(), &out)
	require.NoError(t, err)
	lines := strings.SplitAfter(strings.TrimSuffix(out.String(), "\n"), "\n")
	end := lines[n] + "\n"
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"whole":                   {out.String(), nil},
		"as Windows ends lines":   {strings.ReplaceAll(out.String(), "\n", "\r\n"), nil},
		"no last line feed":       {strings.TrimSuffix(out.String(), "\n"), nil},
		"cut behind a record":     {strings.Join(lines[:n-1], ""), host.ErrUnended},
		"without the last record": {strings.Join(lines[:n-1], "") + end, host.ErrExport},
		"another record":          {strings.Replace(out.String(), "file-identity_document", "file-identity_documenu", 1), host.ErrExport},
		"two exports":             {out.String() + out.String(), host.ErrExport},
		"a newer release":         {strings.Replace(out.String(), `{"end":{"schema":1`, `{"end":{"schema":2`, 1), host.ErrExport},
		"a field of the end":      {strings.Replace(out.String(), `{"end":{"schema":1`, `{"end":{"x":1,"schema":1`, 1), host.ErrExport},
		"something behind it":     {strings.TrimSuffix(out.String(), "\n") + "7", host.ErrExport},
		"an end that is none":     {strings.Join(lines[:n], "") + `{"end":`, host.ErrExport},
	} {
		_, err := collect(strings.NewReader(c.text))
		require.ErrorIs(t, err, c.want, name)
	}
	empty, err := host.New(machine(), journal.NewMemory(), host.Options{})
	require.NoError(t, err)
	out.Reset()
	_, err = empty.Export(t.Context(), &out)
	require.NoError(t, err)
	list, err := collect(strings.NewReader(out.String()))
	require.NoError(t, err, "an export of an empty journal is whole")
	assert.Empty(t, list)
}

// Whatever is accepted says the same when it is written and read again.
func FuzzReadExport(f *testing.F) {
	f.Add([]byte(line1))
	f.Add([]byte(line1 + `{"data":{"a":"\u0000"},"schema":2,"type":"x","version":1,"stream":"contacts/a-1"}`))
	f.Add([]byte(`{"stream":"subject/s","version":18446744073709551615,"type":"x","schema":1,"data":{"x":[1,{}]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := collect(bytes.NewReader(text))
		if err != nil && !errors.Is(err, host.ErrUnended) {
			require.ErrorIs(t, err, host.ErrExport)
			return
		}
		j := &replayed{list: list}
		h, err := host.New(machine(), j, host.Options{})
		require.NoError(t, err)
		var out bytes.Buffer
		n, err := h.Export(t.Context(), &out)
		require.NoError(t, err)
		require.Equal(t, len(list), n)
		again, err := collect(&out)
		require.NoError(t, err)
		for i := range again {
			require.JSONEq(t, string(list[i].Data), string(again[i].Data))
			list[i].Data, again[i].Data = nil, nil
		}
		require.Equal(t, list, again)
	})
}
