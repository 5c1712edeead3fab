// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"regexp"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
)

// faulty is a journal that goes wrong where a test says so.
type faulty struct {
	journal.Journal
	before  func(journal.Commit) error // the commit is not written
	after   func(journal.Commit) error // the commit is written, the answer is lost
	load    func()
	settle  error // of timers
	appends int
}

func (f *faulty) Append(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
	f.appends++
	if f.before != nil {
		if err := f.before(c); err != nil {
			return journal.Receipt{}, err
		}
	}
	r, err := f.Journal.Append(ctx, c)
	if err == nil && f.after != nil {
		if err := f.after(c); err != nil {
			return journal.Receipt{}, err
		}
	}
	return r, err
}

func (f *faulty) Load(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
	records, err := f.Journal.Load(ctx, stream, after)
	if f.load != nil {
		f.load()
	}
	return records, err
}

func (f *faulty) SettleTimer(ctx context.Context, l journal.Lease) error {
	if f.settle != nil {
		return f.settle
	}
	return f.Journal.SettleTimer(ctx, l)
}

// older keeps replies as the first release wrote them, without a digest.
type older struct {
	journal.Journal
	reply []byte
}

func (o *older) Append(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
	c.Reply = regexp.MustCompile(`,"digest":"[0-9a-f]+"`).ReplaceAll(c.Reply, nil)
	o.reply = c.Reply
	return o.Journal.Append(ctx, c)
}

// once gives an error the first time only.
func once(err error) func(journal.Commit) error {
	return func(journal.Commit) error {
		now := err
		err = nil
		return now
	}
}

func (w *world) records() []journal.Stored {
	w.t.Helper()
	records, err := w.journal.Load(w.t.Context(), stream, 0)
	require.NoError(w.t, err)
	return records
}

func (w *world) version() uint64 {
	w.t.Helper()
	return uint64(len(w.records()))
}

func (w *world) notifiers() map[notify.Channel]notify.Notifier {
	return map[notify.Channel]notify.Notifier{notify.ChannelEmail: w.rec}
}
