// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What a system says of a file is worded in both languages where people meet it, without the call and the path.
func TestWhyFile(t *testing.T) {
	for _, x := range []struct {
		err    error
		en, zh string
	}{
		{syscall.ENOENT, "there is no such file or folder", "文件或目录不存在"},
		{syscall.EACCES, "permission denied", "没有权限"},
		{syscall.EPERM, "permission denied", "没有权限"},
		{syscall.EEXIST, "it is there already", "文件已存在"},
		{syscall.EISDIR, "it is a folder", "这是目录，不是文件"},
		{syscall.ENOTDIR, "a part of its path is no folder", "路径中有一级不是目录"},
		{syscall.ENOSPC, "no space is left", "磁盘空间不足"},
		{syscall.EROFS, "the file system is read-only", "文件系统为只读"},
		{syscall.EPIPE, "who was to read it has closed the pipe", "读取方已关闭管道"},
		{errors.New("a word of the system's own"), "a word of the system's own", "a word of the system's own"},
	} {
		for lang, want := range map[string]string{"en": x.en, "zh": x.zh} {
			a := newApp(testProcess(nil, io.Discard, io.Discard), []string{"--lang=" + lang})
			assert.Equal(t, want, a.whyFile(x.err))
			assert.Equal(t, want, a.whyFile(&fs.PathError{Op: "write", Path: "/x", Err: x.err}))
			assert.Equal(t, want, a.whyFile(&os.LinkError{Op: "rename", Old: "/x", New: "/y", Err: x.err}))
			assert.Contains(t, a.whyFile(fmt.Errorf("so: %w", &fs.PathError{Op: "write", Path: "/x", Err: x.err})), want)
		}
	}
}

// A result that finds no room is told in the language of the run.
func TestNoRoomForTheResult(t *testing.T) {
	full := writerFunc(func([]byte) (int, error) {
		return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
	})
	for lang, want := range map[string]string{"en": "could not be written: no space is left; make room", "zh": "结果无法写出：磁盘空间不足；请腾出空间"} {
		var stderr strings.Builder
		code := run([]string{"calendar", "check", "2018-04-08", "--lang", lang}, testProcess(nil, full, &stderr), groups())
		assert.Equal(t, exitUnanswered, code)
		assert.Contains(t, stderr.String(), want)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
