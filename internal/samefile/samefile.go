// SPDX-License-Identifier: Apache-2.0

// Package samefile tells whether a file that somebody has open still lies where it did. What is written into one that was removed,
// moved or replaced meanwhile is gone with the process.
//
// Callers keep what [At] gives, and ask [File.Gone] after they have written.
package samefile

import (
	"errors"
	"io/fs"
	"os"
)

// File is a file as it once lay on the disk. The zero File is none, and never gone.
type File struct {
	path string
	info os.FileInfo
}

// At looks at a file. It gives the zero File where there is none, or none that this process can look at.
func At(path string) File {
	info, err := os.Stat(path)
	if err != nil {
		return File{}
	}
	return File{path, info}
}

// Known reports whether there was a file.
func (f File) Known() bool { return f.info != nil }

// Path is where the file lay.
func (f File) Path() string { return f.path }

// Away reports whether no file lies there now. It asks for nothing else: to be asked for its times makes a file's next sync slower,
// because they are then written anew.
func (f File) Away() bool {
	if f.info == nil {
		return false
	}
	_, err := os.Readlink(f.path)
	return errors.Is(err, fs.ErrNotExist)
}

// Gone reports whether another file, or none, lies there now.
func (f File) Gone() bool {
	if f.info == nil {
		return false
	}
	now, err := os.Stat(f.path)
	return err != nil || !os.SameFile(f.info, now)
}
