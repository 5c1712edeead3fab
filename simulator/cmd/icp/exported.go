// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"

	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

// records reads an export of a journal. One without its last line, as an earlier release wrote it, is read with a
// warning on stderr: what was cut off behind it cannot be seen.
func (a *app) records(name string, export io.Reader) iter.Seq2[journal.Stored, error] {
	return func(yield func(journal.Stored, error) bool) {
		read := 0
		for r, err := range host.ReadExport(export) {
			if errors.Is(err, host.ErrUnended) {
				fmt.Fprintln(a.stderr, a.text(
					fmt.Sprintf("warning: %s has no last line behind its %d records: it was cut off there, or an earlier release wrote it; export the journal again if you can", name, read),
					fmt.Sprintf("警告：%s 的 %d 条记录之后没有结束行：文件在此处被截断，或由早期版本写出；如有可能请重新导出日志", name, read)))
				return
			}
			if system, ok := errors.AsType[*fs.PathError](err); ok {
				err = a.unreadable(name, system)
			}
			if !yield(r, err) {
				return
			}
			read++
		}
	}
}
