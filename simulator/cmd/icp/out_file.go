// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// outFile is a file that is being written. It takes its name when it is whole: what stood there before is replaced
// then, and is untouched if anything goes wrong. A link stays, and the file it leads to is written, be it there or not, as a
// shell's > does. Devices and pipes are written as they are.
type outFile struct {
	*bufio.Writer
	app  *app
	flag string // as the person named it, for errors: --log run.jsonl
	path string
	temp string // "" for a device or a pipe
	file *os.File
}

// createFile opens the file that a flag names.
func (a *app) createFile(flag, name string) (*outFile, error) {
	o := &outFile{app: a, flag: flag + " " + name, path: name}
	if err := o.open(); err != nil {
		return nil, a.unwritable(o.flag, err)
	}
	o.Writer = bufio.NewWriterSize(o.file, 1<<18)
	return o, nil
}

// writeFile writes a file whole, or leaves what stood there.
func (a *app) writeFile(flag, name string, data []byte) error {
	o, err := a.createFile(flag, name)
	if err != nil {
		return err
	}
	if _, err := o.Write(data); err != nil {
		o.drop()
		return a.unwritable(o.flag, err)
	}
	return o.keep()
}

func (o *outFile) open() error {
	mode := fs.FileMode(0o644)
	switch info, err := os.Stat(o.path); {
	case err == nil && info.IsDir():
		return syscall.EISDIR
	case err == nil && !info.Mode().IsRegular():
		o.file, err = o.app.openPipe(o.path)
		return err
	case err == nil:
		mode = info.Mode().Perm()
		if o.path, err = filepath.EvalSymlinks(o.path); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err // links that lead in a circle, say, of which none is to be replaced
	default:
		o.path = throughLinks(o.path)
	}
	file, err := os.CreateTemp(filepath.Dir(o.path), "."+filepath.Base(o.path)+".*")
	if err != nil {
		return err // whose path, the temporary name, nobody is told
	}
	o.file, o.temp = file, file.Name()
	if err := file.Chmod(mode); err != nil {
		o.drop()
		return err
	}
	return nil
}

// keep gives the file its name.
func (o *outFile) keep() error {
	err := o.Flush()
	if err == nil && o.temp != "" {
		err = o.file.Sync() // a name for what a crash of the machine cannot empty
	}
	err = errors.Join(err, o.file.Close())
	if err == nil && o.temp != "" {
		err = os.Rename(o.temp, o.path)
	}
	if err != nil {
		o.remove()
		return o.app.unwritable(o.flag, err)
	}
	return nil
}

// drop forgets what was written.
func (o *outFile) drop() {
	o.file.Close()
	o.remove()
}

func (o *outFile) remove() {
	if o.temp != "" {
		os.Remove(o.temp)
	}
}
