// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// watch runs once at the beginning and again at every tick that finds a file of the folder added, gone or changed, which
// look tells: see [stamp]. What a run fails with is said and does not end it; when the ticks end, the last run's exit code
// is the result.
func (a *app) watch(ticks <-chan time.Time, folder string, look func(folder string) [sha256.Size]byte, once func(folder string) error) error {
	seen := look(folder) // before the run: what changes while it runs is seen at the next tick
	code := a.report(once(folder))
	for range ticks {
		now := look(folder)
		if now == seen {
			continue
		}
		fmt.Fprintf(a.stderr, "%s\n", a.text("-- changed, running again", "-- 文件已变动，重新运行"))
		seen, code = now, a.report(once(folder))
	}
	if code == exitFine {
		return nil
	}
	return exitWith(code)
}

// stamps stands for the YAML files of all folders of a policy as they are.
func stamps(policy string) [sha256.Size]byte {
	h := sha256.New()
	for _, folder := range policyFolders(policy) {
		one := stamp(folder)
		h.Write(one[:])
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// stamp stands for the YAML files of a folder as they are: their names, sizes and times of change.
func stamp(folder string) [sha256.Size]byte {
	h := sha256.New()
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone since the folder was listed
		}
		if err == nil {
			fmt.Fprintf(h, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	if err != nil {
		fmt.Fprintf(h, "%q", err.Error())
	}
	return [sha256.Size]byte(h.Sum(nil))
}
