// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// childVariable holds, for a process that is to be killed, what it works on.
const childVariable = "ICP_SQLTEST_CHILD"

func TestMain(m *testing.M) {
	if what := os.Getenv(childVariable); what != "" {
		fmt.Fprintln(os.Stderr, child(what))
		os.Exit(3) // a child does not end by itself
	}
	os.Exit(m.Run())
}

const (
	childWriters = 4
	farAhead     = 100 * 365 * 24 * time.Hour
)

// child writes to its streams, and deals with the timers they set, until it is killed. Each command that was
// acknowledged is a line of its output, written after the acknowledgement.
func child(what string) error {
	part := strings.SplitN(what, " ", 4)
	dialect, _ := strconv.Atoi(part[0])
	round, _ := strconv.Atoi(part[1])
	schema := strings.Trim(part[2], "-")
	db, err := childPool(sqljournal.Dialect(dialect), schema, part[3])
	if err != nil {
		return err
	}
	ctx := context.Background()
	j, err := sqljournal.Open(ctx, db, sqljournal.Dialect(dialect), sqljournal.Options{Schema: schema})
	if err != nil {
		return err
	}
	failed := make(chan error)
	for w := range childWriters {
		writer := writer{
			j: j, stream: streamOf(w, round), now: start.Add(farAhead + time.Duration(round)*time.Hour),
			ack: func(stream string, n uint64) error {
				_, err := fmt.Fprintf(os.Stdout, "%s %d\n", stream, n)
				return err
			},
		}
		go func() { failed <- writer.keepWriting(ctx) }()
	}
	return <-failed
}

// streamOf changes every few rounds, so that streams stay as short as those of filings.
func streamOf(writer, round int) string { return fmt.Sprintf("k-%d-%d", writer, round/8) }

var start = time.Date(2018, time.April, 4, 2, 0, 0, 0, time.UTC)

// command is the n-th command to a stream: a record, a row with a key of its own, and a timer of its own.
func command(stream string, n uint64) journal.Commit {
	c := work(stream, n-1)
	c.Timers[0].Name = fmt.Sprint("t-", n)
	c.Reply = []byte(fmt.Sprint("reply ", n))
	return c
}

// writer sends commands to one stream, and fires the timers that are due at now.
type writer struct {
	j      journal.Journal
	stream string
	now    time.Time
	ack    func(stream string, n uint64) error
}

// keepWriting sends one command after the other, each until it is acknowledged.
func (w writer) keepWriting(ctx context.Context) error {
	records, err := w.j.Load(ctx, w.stream, 0)
	if err != nil {
		return err
	}
	for n := uint64(len(records)) + 1; ; n++ {
		receipt, err := w.j.Append(ctx, command(w.stream, n))
		switch {
		case errors.Is(err, journal.ErrConflict):
			// A command of a process before, committed by the server after its client was killed.
			if records, err = w.j.Load(ctx, w.stream, 0); err != nil {
				return err
			}
			if uint64(len(records)) < n {
				return fmt.Errorf("command %d was refused, with %d records", n, len(records))
			}
			n = uint64(len(records))
			continue
		case err != nil:
			return err
		case string(receipt.Reply) != fmt.Sprint("reply ", n):
			return fmt.Errorf("command %d was answered %q", n, receipt.Reply)
		}
		if err := w.ack(w.stream, n); err != nil {
			return err
		}
		if _, err := fire(ctx, w.j, w.now); err != nil {
			return err
		}
	}
}

// fire appends what each timer leads to, then settles it.
func fire(ctx context.Context, j journal.Journal, now time.Time) (int, error) {
	leases, err := j.ClaimTimers(ctx, now, time.Minute, 16)
	if err != nil {
		return 0, err
	}
	for _, l := range leases {
		if err := fired(ctx, j, l); err != nil {
			return 0, err
		}
		if err := j.SettleTimer(ctx, l); err != nil {
			return 0, err
		}
	}
	return len(leases), nil
}

func fired(ctx context.Context, j journal.Journal, l journal.Lease) error {
	stream := "fired-" + l.Stream
	for {
		records, err := j.Load(ctx, stream, 0)
		if err != nil {
			return err
		}
		_, err = j.Append(ctx, journal.Commit{
			Stream: stream, Expected: uint64(len(records)), CommandID: fmt.Sprintf("timer/%s/%d", l.Name, l.Due.UnixMicro()), At: start,
			Records: []journal.Record{{Type: "fired", Schema: 1, Data: []byte(l.Name)}},
		})
		if !errors.Is(err, journal.ErrConflict) {
			return err
		}
	}
}
