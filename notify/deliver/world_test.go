// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/notifytest"
)

var start = time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)

const (
	account = "a-1"
	filing  = "f-1"
)

// outbox makes a journal the outbox of delivery, as a host does.
type outbox struct {
	j journal.Journal
	// crash, when set, is asked before each settlement; an error stands for a process that
	// died there.
	crash func(deliver.Row) error
	// dies, when set, is asked before and after every operation.
	dies func() error
}

func (o *outbox) step() error {
	if o.dies == nil {
		return nil
	}
	return o.dies()
}

func (o *outbox) Claim(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]deliver.Row, error) {
	if err := o.step(); err != nil {
		return nil, err
	}
	leases, err := o.j.ClaimOutbox(ctx, queue, now, lease, limit)
	if err == nil {
		err = o.step()
	}
	rows := make([]deliver.Row, len(leases))
	for i, l := range leases {
		rows[i] = deliver.Row{
			Key: l.Name, Queue: l.Queue, Lane: l.Lane, Data: l.Data, ID: l.ID, Token: l.Token, Stream: l.Stream,
			Version: l.Version, Attempts: l.Attempts, Detail: l.Detail, Fresh: l.Token == 1,
		}
	}
	return rows, err
}

func (o *outbox) Settle(ctx context.Context, r deliver.Row, s deliver.Settlement) error {
	if err := o.step(); err != nil {
		return err
	}
	if o.crash != nil {
		if err := o.crash(r); err != nil {
			return err
		}
	}
	js := journal.Settlement{
		Outcome: map[deliver.State]journal.Outcome{
			deliver.StateDone: journal.Done, deliver.StateRetry: journal.Retry,
			deliver.StateDefer: journal.Defer, deliver.StateDead: journal.Dead,
		}[s.State],
		NotBefore: s.NotBefore, Detail: s.Detail,
	}
	for _, add := range s.Add {
		js.Add = append(js.Add, journal.OutboxRow{Key: add.Key, Queue: add.Queue, Lane: add.Lane, Data: add.Data})
	}
	err := o.j.SettleOutbox(ctx, journal.Lease{ID: r.ID, Token: r.Token, Name: r.Key, Stream: r.Stream}, js)
	if errors.Is(err, journal.ErrStale) {
		return fmt.Errorf("%w (%w)", deliver.ErrFenced, err)
	}
	if err == nil {
		err = o.step()
	}
	return err
}

func (o *outbox) NextDue(ctx context.Context, queues ...string) (time.Time, bool, error) {
	return o.j.NextDue(ctx, queues...)
}

// world is a host with one account, its contacts, and a recorder on every channel.
type world struct {
	t       *testing.T
	journal journal.Journal
	outbox  *outbox
	book    notify.Book
	dir     *directory.Memory
	rec     *notifytest.Recorder
	d       *deliver.Deliverer
	now     time.Time
	version uint64
}

func newWorld(t *testing.T, contacts ...string) *world {
	t.Helper()
	w := &world{
		t: t, journal: journal.NewMemory(), book: notify.Book{Account: account}, now: start,
		dir: directory.NewMemory([]byte("0123456789abcdef")), rec: &notifytest.Recorder{},
	}
	w.outbox = &outbox{j: w.journal}
	_, err := w.dir.Put(account, notify.OwnerID, directory.Entry{Name: "Owner", Email: "owner@example.com", Phone: "13900000000"})
	require.NoError(t, err)
	for _, id := range contacts {
		w.contact(id)
	}
	w.d = w.deliverer(nil)
	return w
}

func (w *world) deliverer(change func(*deliver.Config)) *deliver.Deliverer {
	w.t.Helper()
	c := deliver.Config{
		Outbox: w.outbox, Directory: w.dir,
		Book: func(context.Context, string) (notify.Book, error) { return w.book, nil },
		Notifiers: map[notify.Channel]notify.Notifier{
			notify.ChannelEmail: w.rec, notify.ChannelSMS: w.rec, notify.ChannelInbox: w.rec,
		},
	}
	if change != nil {
		change(&c)
	}
	d, err := deliver.New(c)
	require.NoError(w.t, err)
	return d
}

// contact adds a contact that is verified by e-mail and selected.
func (w *world) contact(id string) {
	w.t.Helper()
	stored, err := w.dir.Put(account, id, directory.Entry{Name: "N " + id, Title: "Manager", Email: id + "@example.com"})
	require.NoError(w.t, err)
	w.do(stored.AddContact(id, ""))
	w.do(notify.SelectContact{ID: id})
	w.do(notify.VerifyContact{ID: id, Version: 1, Channel: notify.ChannelEmail})
}

func (w *world) do(c notify.BookCommand) {
	w.t.Helper()
	step, err := notify.DecideBook(w.book, c, notify.Limits{}, w.now)
	require.NoError(w.t, err)
	for _, e := range step.Events {
		w.book = notify.EvolveBook(w.book, e)
	}
}

// tell commits one notice to owner and contacts.
func (w *world) tell(topic string, channels ...notify.Channel) {
	w.t.Helper()
	var set notify.Channels
	for _, ch := range channels {
		set = set.Add(ch)
	}
	w.commit(notify.Notice{
		Kind: notify.KindProgress, Audience: notify.AudienceOwnerAndContacts, Channels: set, Topic: topic,
		Account: account, Subject: "s-1", Filing: filing, At: w.now,
	})
}

// tellOf commits one notice of a filing of its own to owner and contacts.
func (w *world) tellOf(topic string, channels ...notify.Channel) {
	w.t.Helper()
	var set notify.Channels
	for _, ch := range channels {
		set = set.Add(ch)
	}
	w.commit(notify.Notice{
		Kind: notify.KindProgress, Audience: notify.AudienceOwnerAndContacts, Channels: set, Topic: topic,
		Account: account, Subject: "s-1", Filing: fmt.Sprint("f-", w.version), At: w.now,
	})
}

func (w *world) commit(n notify.Notice) {
	w.t.Helper()
	row, err := deliver.NoticeRow("s-1", w.version+1, n)
	require.NoError(w.t, err)
	w.append(journal.OutboxRow{Key: row.Key, Queue: row.Queue, Lane: row.Lane, Data: row.Data})
}

func (w *world) append(row journal.OutboxRow) {
	w.t.Helper()
	_, err := w.journal.Append(w.t.Context(), journal.Commit{
		Stream: "s-1", Expected: w.version, CommandID: fmt.Sprintf("c-%d", w.version), At: w.now,
		Records: []journal.Record{{Type: "test", Schema: 1, Data: []byte("{}")}}, Outbox: []journal.OutboxRow{row},
	})
	require.NoError(w.t, err)
	w.version++
}

func (w *world) run() deliver.Report {
	w.t.Helper()
	report, err := w.d.Run(w.t.Context(), w.now)
	require.NoError(w.t, err)
	return report
}

// until runs whenever something is due, up to and including a time; it gives the sum of
// the reports.
func (w *world) until(end time.Time) deliver.Report {
	w.t.Helper()
	var sum deliver.Report
	for steps := 0; ; steps++ {
		require.Less(w.t, steps, 100_000, "delivery never comes to rest")
		next, waiting, err := w.d.NextDue(w.t.Context())
		require.NoError(w.t, err)
		if !waiting || next.After(end) {
			return sum
		}
		if next.After(w.now) {
			w.now = next
		}
		r := w.run()
		sum.Delivered += r.Delivered
		sum.Retried += r.Retried
		sum.Unknown += r.Unknown
		sum.Dropped += r.Dropped
		sum.Deferred += r.Deferred
		sum.Expanded += r.Expanded
		sum.Dead = append(sum.Dead, r.Dead...)
		sum.Stopped = append(sum.Stopped, r.Stopped...)
	}
}

// got gives "topic>receiver/channel" of every delivered message, in order.
func (w *world) got() []string {
	var got []string
	for _, m := range w.rec.Delivered() {
		got = append(got, fmt.Sprintf("%s>%s/%v", m.Notice.Topic, m.To.ID, m.To.Channel))
	}
	return got
}

func (w *world) raw(queue, data string) {
	w.t.Helper()
	w.append(journal.OutboxRow{Key: fmt.Sprintf("raw-%d", w.version), Queue: queue, Data: []byte(data)})
}

func (w *world) entryWithHook() directory.Entry {
	return directory.Entry{Name: "N", Title: "Manager", Email: "owner@example.com", Webhook: "https://example.com/hook"}
}

// flakyDirectory fails a number of times.
type flakyDirectory struct {
	notify.Directory
	failures int
}

func (f *flakyDirectory) Address(ctx context.Context, account string, to notify.Receiver) (notify.Address, bool, error) {
	if f.failures > 0 {
		f.failures--
		return notify.Address{}, false, errors.New("the directory is away")
	}
	return f.Directory.Address(ctx, account, to)
}
