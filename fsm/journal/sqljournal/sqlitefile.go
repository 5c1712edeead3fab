// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"fmt"
	"os"

	"github.com/icpfiling/icp/fsm/journal"
)

// files are the database and its write-ahead log as they lie on the disk. SQLite goes on writing into a file that was
// removed, moved away or replaced while it is open, and answers every commit as kept: what it writes then is gone with
// the process.
type files struct {
	path string      // empty: in memory, or where this package cannot look
	main os.FileInfo // as the journal's first transaction found it
	log  os.FileInfo // as the connection's first transaction found it; nil: there is none
}

const logSuffix = "-wal"

// find looks at the files of a connection that has begun to write.
func (f *files) find(ctx context.Context, q querier) error {
	var seq int
	var name, path string
	if _, err := one(ctx, q, "PRAGMA database_list", nil, []any{&seq, &name, &path}); err != nil {
		return err
	}
	now, err := os.Stat(path)
	if err != nil && f.main == nil {
		return nil // a file system of the driver's own
	}
	if f.main == nil {
		f.main = now
	}
	f.path = path
	if now, err := os.Stat(path + logSuffix); err == nil { // a connection that writes has one again, if it is not taken away
		f.log = now
	}
	return nil
}

// moved says what became of the files, after a commit into them: journal.ErrFailed, or nothing.
func (f *files) moved() error {
	if f.path == "" {
		return nil
	}
	for _, at := range []struct {
		path  string
		known os.FileInfo
	}{{f.path, f.main}, {f.path + logSuffix, f.log}} {
		if at.known == nil {
			continue
		}
		if now, err := os.Stat(at.path); err != nil || !os.SameFile(at.known, now) {
			return fmt.Errorf("%w: the file %s was removed, moved or replaced while it was open, and what was written last is not in it; "+
				"put the database in its place, with its %s file, then open the journal again", journal.ErrFailed, at.path, logSuffix)
		}
	}
	return nil
}
