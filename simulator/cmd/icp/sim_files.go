// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/icpfiling/icp/simulator"
)

// runFiles are the files a run writes beside its report. They are opened, and the folder of cases is tried, before it
// begins: what cannot be written is known before anybody has waited for it.
type runFiles struct {
	log         *runLog
	html, shard *outFile
}

func (a *app) openFiles(f *simFlags, o *simulator.Options) (_ *runFiles, err error) {
	shard := ""
	if o.Shards > 0 {
		shard = f.shardFile
	}
	if err := a.apart(outputs("--html", f.html, "--shard-file", shard, "--log", f.log)...); err != nil {
		return nil, err
	}
	files := &runFiles{log: &runLog{}}
	defer func() {
		if err != nil {
			files.drop()
		}
	}()
	if f.cases != "" {
		if err := tryFolder(f.cases); err != nil {
			return nil, a.unwritable("--cases "+f.cases, err)
		}
	}
	if f.html != "" {
		if files.html, err = a.createFile("--html", f.html); err != nil {
			return nil, err
		}
	}
	if o.Shards > 0 {
		if files.shard, err = a.createFile("--shard-file", f.shardFile); err != nil {
			return nil, err
		}
	}
	if f.log != "" {
		files.log, err = a.openLog(f, o)
	}
	return files, err
}

// drop forgets what was written so far.
func (r *runFiles) drop() {
	for _, file := range []*outFile{r.html, r.shard} {
		if file != nil {
			file.drop()
		}
	}
}

// tryFolder finds out whether a folder can be written, or made: its nearest parent that is there says so.
func tryFolder(dir string) error {
	dir = filepath.Clean(dir)
	for {
		info, err := os.Stat(dir)
		parent := filepath.Dir(dir)
		switch {
		case err == nil && !info.IsDir():
			return &fs.PathError{Op: "mkdir", Path: dir, Err: errNoFolder}
		case err == nil:
			file, err := os.CreateTemp(dir, ".icp-*")
			if err != nil {
				return err
			}
			return errors.Join(file.Close(), os.Remove(file.Name()))
		case !errors.Is(err, fs.ErrNotExist) || parent == dir:
			return err
		}
		dir = parent
	}
}

// fileError is what becomes of a run whose report was printed and some of whose files were not written.
func fileError(lost []error) error {
	if len(lost) == 0 {
		return nil
	}
	return failf(exitUnanswered, "%w", errors.Join(lost...))
}
