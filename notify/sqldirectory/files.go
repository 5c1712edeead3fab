// SPDX-License-Identifier: Apache-2.0

package sqldirectory

import (
	"context"
	"errors"
	"fmt"

	"github.com/icpfiling/icp/internal/samefile"
)

// files are SQLite's database and its write-ahead log as they lie on the disk. SQLite goes on writing into files that were removed,
// moved away or replaced while they are open, and answers as if that were kept: an address, and that one was erased. It reads
// of them as well, and on new connections of what lies there now: an address that was changed since, or nobody's.
type files struct{ main, log samefile.File }

const logSuffix = "-wal"

// find looks at the file of the database; in memory, or in a file system of the driver's own, there is none.
func (f *files) find(ctx context.Context, q querier) error {
	var seq int
	var name, path string
	err := q.QueryRowContext(ctx, "PRAGMA database_list").Scan(&seq, &name, &path)
	f.main = samefile.At(path)
	return err
}

// beside looks at the write-ahead log of a connection that is about to write, too.
func (f files) beside(ctx context.Context, q querier) (files, error) {
	if !f.main.Known() {
		return f, nil
	}
	// Whoever has read has the log open, if the database has one.
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(new(int)); err != nil {
		return f, err
	}
	var mode string
	if err := q.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		return f, err
	}
	if f.log = samefile.At(f.main.Path() + logSuffix); !f.log.Known() {
		return f, taken(f.main.Path() + logSuffix)
	}
	return f, nil
}

// moved says what became of the files after something was written.
func (f files) moved() error {
	for _, at := range [...]samefile.File{f.main, f.log} {
		if at.Gone() {
			return taken(at.Path())
		}
	}
	return nil
}

// takenError is the error NTF-065.
type takenError struct{ path string }

// elsewhere says whether the files are others now, or were when that was asked before: a connection that was opened meanwhile
// stays with what lay there, though everything be put back.
func (s *Directory) elsewhere(f files) error {
	if said := s.gone.Load(); said != nil {
		return said
	}
	err := f.moved()
	if said, ok := errors.AsType[*takenError](err); ok {
		s.gone.CompareAndSwap(nil, said)
	}
	return err
}

func taken(path string) error { return &takenError{path} }

func (e *takenError) Error() string {
	return fmt.Sprintf("NTF-065: the file %s was removed, moved or replaced while it was open, and what was written since is not in it; close the pool, "+
		"put the database in its place, with its %s file, then open pool and directory again", e.path, logSuffix)
}
