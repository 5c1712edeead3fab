// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// fileJournal is this shop's own journal: everything that changes it is a line of a file, and opening the file does it
// all again in memory. What a line could not be written for did not happen as far as anybody was told.
type fileJournal struct {
	journal.Journal // in memory

	mu     sync.Mutex
	file   *os.File
	failed error
}

// line is one change, with what it was asked for.
type line struct {
	Append       *journal.Commit     `json:",omitempty"`
	ClaimOutbox  *claim              `json:",omitempty"`
	ClaimTimers  *claim              `json:",omitempty"`
	SettleOutbox *journal.Lease      `json:",omitempty"`
	How          *journal.Settlement `json:",omitempty"` // of SettleOutbox
	SettleTimer  *journal.Lease      `json:",omitempty"`
	Revive       *revival            `json:",omitempty"`
}

type claim struct {
	Queue string
	Now   time.Time
	Lease time.Duration
	Limit int
}

type revival struct {
	ID  uint64
	Due time.Time
}

// openFile opens the journal and does what its lines say. A last line that was torn is cut off: nobody was told of it.
func openFile(name string) (*fileJournal, error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	j := &fileJournal{Journal: journal.NewMemory(), file: file}
	whole := int64(0)
	in := bufio.NewReader(file)
	for {
		text, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		var l line
		if err = json.Unmarshal(text, &l); err == nil {
			err = j.again(&l)
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%w: %s: the line after byte %d: %w", journal.ErrDamaged, name, whole, err), file.Close())
		}
		whole += int64(len(text))
	}
	if err := file.Truncate(whole); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	_, err = file.Seek(whole, io.SeekStart)
	return j, err
}

// again does in memory what a line says.
func (j *fileJournal) again(l *line) (err error) {
	ctx := context.Background()
	switch {
	case l.Append != nil:
		_, err = j.Journal.Append(ctx, *l.Append)
	case l.ClaimOutbox != nil:
		c := l.ClaimOutbox
		_, err = j.Journal.ClaimOutbox(ctx, c.Queue, c.Now, c.Lease, c.Limit)
	case l.ClaimTimers != nil:
		c := l.ClaimTimers
		_, err = j.Journal.ClaimTimers(ctx, c.Now, c.Lease, c.Limit)
	case l.SettleOutbox != nil:
		err = j.Journal.SettleOutbox(ctx, *l.SettleOutbox, *l.How)
	case l.SettleTimer != nil:
		err = j.Journal.SettleTimer(ctx, *l.SettleTimer)
	case l.Revive != nil:
		err = j.Journal.ReviveOutbox(ctx, l.Revive.ID, l.Revive.Due)
	}
	return err
}

// change does something in memory and then writes its line. After a line that could not be written the memory knows
// more than the file, so nothing goes on until the journal is opened again.
func (j *fileJournal) change(l line, do func() (changed bool, err error)) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return fmt.Errorf("%w: %w; open the journal again", journal.ErrFailed, j.failed)
	}
	changed, err := do()
	if err != nil || !changed {
		return err
	}
	text, err := json.Marshal(l)
	if err == nil {
		_, err = j.file.Write(append(text, '\n'))
	}
	if j.failed = errors.Join(err, j.file.Sync()); j.failed != nil {
		return fmt.Errorf("%w: %w; open the journal again", journal.ErrFailed, j.failed)
	}
	return nil
}

func (j *fileJournal) Append(ctx context.Context, c journal.Commit) (r journal.Receipt, err error) {
	err = j.change(line{Append: &c}, func() (bool, error) {
		r, err = j.Journal.Append(ctx, c)
		return !r.Duplicate, err
	})
	return r, err
}

func (j *fileJournal) ClaimOutbox(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) (list []journal.Lease, err error) {
	err = j.change(line{ClaimOutbox: &claim{queue, now, lease, limit}}, func() (bool, error) {
		list, err = j.Journal.ClaimOutbox(ctx, queue, now, lease, limit)
		return len(list) > 0, err
	})
	return list, err
}

func (j *fileJournal) ClaimTimers(ctx context.Context, now time.Time, lease time.Duration, limit int) (list []journal.Lease, err error) {
	err = j.change(line{ClaimTimers: &claim{"", now, lease, limit}}, func() (bool, error) {
		list, err = j.Journal.ClaimTimers(ctx, now, lease, limit)
		return len(list) > 0, err
	})
	return list, err
}

func (j *fileJournal) SettleOutbox(ctx context.Context, l journal.Lease, s journal.Settlement) error {
	return j.change(line{SettleOutbox: &l, How: &s}, func() (bool, error) { return true, j.Journal.SettleOutbox(ctx, l, s) })
}

func (j *fileJournal) SettleTimer(ctx context.Context, l journal.Lease) error {
	return j.change(line{SettleTimer: &l}, func() (bool, error) { return true, j.Journal.SettleTimer(ctx, l) })
}

func (j *fileJournal) ReviveOutbox(ctx context.Context, id uint64, due time.Time) error {
	return j.change(line{Revive: &revival{id, due}}, func() (bool, error) { return true, j.Journal.ReviveOutbox(ctx, id, due) })
}

// Close lets go of the file.
func (j *fileJournal) Close() error { return j.file.Close() }
