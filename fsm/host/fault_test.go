// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

var errLost = fmt.Errorf("%w: the connection dropped", journal.ErrUncertain)

func TestLostReplyIsReadAgain(t *testing.T) {
	w := newWorld(t)
	j := &faulty{Journal: w.journal, after: once(errLost)}
	r, err := w.open(j, nil).Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.NoError(t, err)
	again, err := w.host.Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.NoError(t, err)
	assert.Equal(t, again, r)
	assert.Equal(t, r.Version, w.version(), "stored once")
}

func TestLostCommitIsMadeAgain(t *testing.T) {
	w := newWorld(t)
	j := &faulty{Journal: w.journal, before: once(errLost)}
	r, err := w.open(j, nil).Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.NoError(t, err)
	assert.Equal(t, r.Version, w.version())
	assert.Equal(t, 2, j.appends)
}

func TestUnknownIsSaid(t *testing.T) {
	for name, stored := range map[string]bool{"stored": true, "not stored": false} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			ctx, cancel := context.WithCancel(t.Context())
			lose := func(journal.Commit) error { cancel(); return errLost }
			j := &faulty{Journal: w.journal, before: lose}
			if stored {
				j.before, j.after = nil, lose
			}
			_, err := w.open(j, nil).Do(ctx, subject, "cmd-1", first("beijing"))
			require.ErrorIs(t, err, host.ErrUnknown)
			require.ErrorIs(t, err, context.Canceled)
			assert.Equal(t, stored, w.version() > 0)
			r, err := w.host.Do(t.Context(), subject, "cmd-1", first("beijing"))
			require.NoError(t, err, "given again, it is there once")
			assert.Equal(t, r.Version, w.version())
		})
	}
}

func TestUncertainAtEveryAttemptStaysUnknown(t *testing.T) {
	w := newWorld(t)
	j := &faulty{Journal: w.journal, before: func(journal.Commit) error { return errLost }}
	_, err := w.open(j, func(o *host.Options) { o.Attempts = 3 }).Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.ErrorIs(t, err, host.ErrUnknown)
	assert.Equal(t, 3, j.appends)
}

// An uncertain commit that another one overtook can never land: the refusal that follows is plain.
func TestOvertakenCommitIsNotUnknown(t *testing.T) {
	w := newWorld(t)
	j := &faulty{Journal: w.journal, before: func(journal.Commit) error {
		other := first("beijing")
		other.ID = "f-other"
		_, err := w.host.Do(t.Context(), subject, "cmd-other", other)
		require.NoError(t, err)
		return errLost
	}}
	_, err := w.open(j, nil).Do(t.Context(), subject, "cmd-1", first("beijing"))
	var refusal *fsm.Refusal
	require.ErrorAs(t, err, &refusal)
	assert.NotErrorIs(t, err, host.ErrUnknown)
}

func TestFailedJournalIsUnknownAndFinal(t *testing.T) {
	w := newWorld(t)
	j := &faulty{Journal: w.journal, after: once(fmt.Errorf("%w: fsync", journal.ErrFailed))}
	_, err := w.open(j, nil).Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.ErrorIs(t, err, journal.ErrFailed)
	require.ErrorIs(t, err, host.ErrUnknown)
	assert.Equal(t, 1, j.appends)
}

func TestOtherErrorsOfTheJournalStoreNothing(t *testing.T) {
	w := newWorld(t)
	down := errors.New("the store is down")
	j := &faulty{Journal: w.journal, before: once(down)}
	_, err := w.open(j, nil).Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.ErrorIs(t, err, down)
	assert.NotErrorIs(t, err, host.ErrUnknown)
	assert.Zero(t, w.version())
}

func TestCorruptAndForeignRecordsAreReported(t *testing.T) {
	for name, record := range map[string]journal.Record{
		"foreign": {Type: "order_placed", Schema: 1, Data: []byte(`{}`)},
		"newer":   {Type: "filing/submitted", Schema: 999, Data: []byte(`{}`)},
		"damaged": {Type: "filing/submitted", Schema: 1, Data: []byte(`{"command":"subm`)},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			version := w.do(first("beijing")).Version
			_, err := w.journal.Append(t.Context(), journal.Commit{
				Stream: stream, Expected: version, CommandID: "cmd-foreign", At: start, Records: []journal.Record{record},
			})
			require.NoError(t, err)
			_, err = w.host.Do(t.Context(), subject, "cmd-next", fsm.Submit{})
			var corrupt *host.CorruptError
			require.ErrorAs(t, err, &corrupt)
			assert.Equal(t, stream, corrupt.Stream)
			assert.Equal(t, version+1, corrupt.Version)
			var why *fsm.CorruptError
			require.ErrorAs(t, err, &why)
			assert.True(t, strings.HasPrefix(err.Error(), "HST-001: "))
			assert.Regexp(t, `^HST-001：流 "subject/s-1" 的第 \d+ 条记录：FSM-085：记录 .*无法读取：[^a-z]*\p{Han}`, corrupt.Text("zh"))
			_, err = w.host.Subject(t.Context(), subject)
			require.ErrorAs(t, err, &corrupt)
			assert.Equal(t, version+1, w.version(), "nothing was cut off")
		})
	}
}

// misplaced gives the records of a stream in another order.
type misplaced struct{ journal.Journal }

func (m misplaced) Load(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
	records, err := m.Journal.Load(ctx, stream, after)
	if len(records) > 1 {
		records[0], records[1] = records[1], records[0]
	}
	return records, err
}

func TestRecordsOutOfOrderAreReported(t *testing.T) {
	w := newWorld(t)
	w.do(first("beijing"))
	_, err := w.open(misplaced{w.journal}, nil).Subject(t.Context(), subject)
	var corrupt *host.CorruptError
	require.ErrorAs(t, err, &corrupt)
	assert.Equal(t, uint64(1), corrupt.Version)
	assert.Contains(t, corrupt.Text("zh"), `日志在此处给出了流 "subject/s-1" 的第 2 条记录`)
}

// A record of a contact book is spoken of like one of a filing.
func TestCorruptBooksAreReportedInBothLanguages(t *testing.T) {
	for data, want := range map[string]string{
		`{`: "NTF-022：不是通讯录事件：不是可读取的 JSON",
		`{"type":"channels_set","schema":1,"at":"2018-04-04T02:00:00Z","channels":["email"]}`: "其类型为 \"contacts/other\"",
	} {
		w := newWorld(t)
		_, err := w.journal.Append(t.Context(), journal.Commit{
			Stream: "contacts/a-1", CommandID: "cmd-foreign", At: start, Records: []journal.Record{{Type: "contacts/other", Schema: 1, Data: []byte(data)}},
		})
		require.NoError(t, err)
		_, err = w.host.Book(t.Context(), "a-1")
		var corrupt *host.CorruptError
		require.ErrorAs(t, err, &corrupt)
		assert.Contains(t, corrupt.Text("zh"), want)
		assert.NotContains(t, corrupt.Text("en"), "：")
	}
}

func TestReplyOfANewerReleaseIsNotGuessed(t *testing.T) {
	w := newWorld(t)
	version := w.do(first("beijing")).Version
	typ, schema, data := fsm.Encode(fsm.Event{Type: fsm.EventAttached, Command: fsm.CmdAttach, From: fsm.Draft, To: fsm.Draft, At: start, OccurredAt: start})
	_, err := w.journal.Append(t.Context(), journal.Commit{
		Stream: stream, Expected: version, CommandID: "cmd-newer", At: start, Reply: []byte(`{"schema":2}`),
		Records: []journal.Record{{Type: typ, Schema: schema, Data: data}},
	})
	require.NoError(t, err)
	_, err = w.host.Do(t.Context(), subject, "cmd-newer", fsm.Attach{})
	require.ErrorIs(t, err, host.ErrReply)
}
