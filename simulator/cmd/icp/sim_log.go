// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/export"
)

// runLog is the journal of a run as a file, if one is wanted: as the simulator writes it, or as an event log that is
// made of it on the way.
type runLog struct {
	file    *outFile
	pipe    *io.PipeWriter // into the event log
	written chan error     // by it, once
	stopped atomic.Bool    // the run was: the log ends without its closing record
}

// openLog opens the journal's file and has the run write to it. It holds whole filings, also when the run is stopped.
func (a *app) openLog(f *simFlags, o *simulator.Options) (*runLog, error) {
	l := &runLog{}
	if f.log == "" {
		return l, nil
	}
	var err error
	if l.file, err = a.createFile("--log", f.log); err != nil {
		return nil, err
	}
	o.Log = l.file
	form := f.logFormat.String()
	if form == "jsonl" || form == "binary" {
		return l, nil
	}
	to := export.Options{Format: exportFormat(form)}
	scratch := func() {}
	if to.Format == export.OCEL {
		file, err := os.CreateTemp(filepath.Dir(f.log), ".icp-export-*")
		if err != nil {
			l.file.drop()
			return nil, a.unwritable("--log "+f.log, err)
		}
		to.Scratch = file
		scratch = func() {
			file.Close()
			os.Remove(file.Name())
		}
	}
	in, out := io.Pipe()
	l.pipe, l.written = out, make(chan error, 1)
	o.Log, o.LogBinary = out, true
	go func() {
		defer scratch()
		err := l.export(in, to)
		in.CloseWithError(err) // ends the run if it has not ended
		l.written <- err
	}()
	return l, nil
}

func (l *runLog) export(in io.Reader, to export.Options) error {
	_, err := export.Write(l.file, func(yield func(*binlog.Entry, error) bool) {
		r, err := binlog.NewReader(in)
		if err != nil {
			if !l.stopped.Load() { // before the first filing
				yield(nil, err)
			}
			return
		}
		for e, err := range r.All() {
			if cut, ok := errors.AsType[*binlog.CorruptError](err); ok && cut.Cut && l.stopped.Load() {
				return
			}
			if !yield(e, err) {
				return
			}
		}
	}, to)
	return err
}

// keep ends the journal and gives the file its name.
func (l *runLog) keep(stopped bool) error {
	if l.file == nil {
		return nil
	}
	if err := l.end(stopped); err != nil {
		l.file.drop()
		return err
	}
	return l.file.keep()
}

// drop forgets the journal. An error of the event log is the reason why the run has failed.
func (l *runLog) drop() error {
	if l.file == nil {
		return nil
	}
	err := l.end(true)
	l.file.drop()
	return err
}

// end waits until the event log is written, if one is, and words why it was not.
func (l *runLog) end(stopped bool) error {
	if l.pipe == nil {
		return nil
	}
	l.stopped.Store(stopped)
	l.pipe.Close()
	err := <-l.written
	if _, system := errors.AsType[*fs.PathError](err); system {
		return l.file.app.unwritable(l.file.flag, err)
	}
	if err != nil {
		return l.file.app.worded(err)
	}
	return nil
}
