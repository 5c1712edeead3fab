// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
)

// apart refuses files of one command that are one file: what is written last would replace what another flag wrote, or
// what the command was given to read. Names as a person wrote them, like "--log run.jsonl"; an empty path names none.
func (a *app) apart(files ...namedFile) error {
	for i, x := range files {
		for _, y := range files[:i] {
			if x.path != "" && y.path != "" && (x.written || y.written) && oneFile(x.path, y.path) {
				return failf(exitUnanswered, "%s", a.text(
					y.name+" and "+x.name+" are one file; nothing was written: give each a file of its own",
					y.name+" 与 "+x.name+" 为同一文件，未写入任何内容；请分别指定"))
			}
		}
	}
	return nil
}

type namedFile struct {
	name, path string
	written    bool // by the command; others are read
}

// outputs are the files a flag has written, by their flags and paths in turn.
func outputs(pairs ...string) (list []namedFile) {
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, namedFile{pairs[i] + " " + pairs[i+1], pairs[i+1], true})
	}
	return list
}

// oneFile reports whether two paths lead to one regular file, or would.
func oneFile(x, y string) bool {
	a, errA := os.Stat(x)
	b, errB := os.Stat(y)
	if errA == nil && errB == nil {
		return os.SameFile(a, b) && a.Mode().IsRegular() // devices and pipes take from many
	}
	return errA != nil && errB != nil && fullPath(x) == fullPath(y)
}

// fullPath is a path from the root, past the links of its folder, for a file that is not there yet.
func fullPath(path string) string {
	path, err := filepath.Abs(throughLinks(path))
	if err != nil {
		return path
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(dir, filepath.Base(path))
	}
	return path
}

// throughLinks is the path that a link leads to, and the links it leads to, whether a file is there or not; any other path
// stays as it is, and so does one of links in a circle.
func throughLinks(path string) string {
	const most = 40 // as many as systems follow
	at := path
	for range most {
		to, err := os.Readlink(at)
		if err != nil {
			return at // no link
		}
		if !filepath.IsAbs(to) {
			dir, err := filepath.EvalSymlinks(filepath.Dir(at))
			if err != nil {
				return at
			}
			to = filepath.Join(dir, to)
		}
		at = to
	}
	return path
}
