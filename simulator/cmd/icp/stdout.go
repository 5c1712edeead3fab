// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io"
	"syscall"
)

// resultWriter is stdout as commands see it. It remembers that a write failed, so that no command can end well whose
// result did not arrive, whether it looks at the error or not.
type resultWriter struct {
	w   io.Writer
	err error
}

func (r *resultWriter) Write(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.w.Write(p)
	if err != nil {
		r.err = err
	}
	return n, err
}

// undelivered words that the result did not reach whoever asked for it; nil if it did.
func (a *app) undelivered(r *resultWriter) error {
	switch err := r.err; {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE):
		return failf(exitUnanswered, "%s", a.text(
			"the result was not read to its end: who was to read it has closed the pipe; read it whole, or write it to a file",
			"结果未被完整读取：读取方已关闭管道；请完整读取，或写入文件"))
	default:
		return failf(exitUnanswered, "%s", a.text(
			"the result could not be written: "+a.whyFile(err)+"; make room, or send it elsewhere",
			"结果无法写出："+a.whyFile(err)+"；请腾出空间，或输出到其他位置"))
	}
}
