// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/internal/samefile"
)

// files are the database and its write-ahead log as they lie on the disk. SQLite goes on writing into a file that was
// removed, moved away or replaced while it is open, and answers every commit as kept: what it writes then is gone with
// the process. What it reads is of that file on some connections, and on others of the one that lies there now, which it
// makes itself where there is none.
type files struct {
	main   samefile.File // as Open's transaction found it, and as it stays; none: in memory, or where this package cannot look
	looked bool          // for main
	log    samefile.File // as the connection's first transaction found it

	commits int                   // since the log was last compared
	gone    atomic.Pointer[error] // what elsewhere said first
}

// logLook is after how many commits the log is compared and not only looked for: who puts another log under a database that
// stays, which no backup does, is told that late.
const logLook = 64

const logSuffix = "-wal"

// find looks at the files of a connection that has begun to write.
func (f *files) find(ctx context.Context, q querier) error {
	if !f.looked {
		var seq int
		var name, path string
		if _, err := one(ctx, q, "PRAGMA database_list", nil, []any{&seq, &name, &path}); err != nil {
			return err
		}
		f.main, f.looked = samefile.At(path), true
	}
	if !f.main.Known() {
		return nil // a file system of the driver's own
	}
	if log := samefile.At(f.main.Path() + logSuffix); log.Known() { // a connection that writes has one again, if it is not taken away
		f.log = log
	}
	return nil
}

// moved says what became of the files, after a commit into them: journal.ErrFailed, or nothing.
func (f *files) moved() error {
	f.commits = (f.commits + 1) % logLook
	if err := f.elsewhere(); err != nil {
		return err
	}
	if f.log.Away() || f.commits == 0 && f.log.Gone() {
		return away(f.log)
	}
	return nil
}

// elsewhere says whether the database is another one now, or was: the pool may have connections to either from then on. It
// may be asked without the token.
func (f *files) elsewhere() error {
	if f.gone.Load() == nil {
		if !f.main.Gone() {
			return nil
		}
		err := away(f.main)
		f.gone.CompareAndSwap(nil, &err)
	}
	return *f.gone.Load()
}

func away(at samefile.File) error {
	return fmt.Errorf("%w: the file %s was removed, moved or replaced while it was open, and what was written since is not in it; "+
		"close the pool, put the database in its place, with its %s file, then open pool and journal again", journal.ErrFailed, at.Path(), logSuffix)
}
