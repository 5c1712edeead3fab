// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What waits for the other end of a pipe says so, and goes on when that is there.
func TestAPipeThatNobodyOpensIsSaid(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	for _, x := range []struct {
		args, said string
		flag, code int
	}{
		{"sim export --from", "waiting for a program to write to " + pipe, os.O_WRONLY, exitUnanswered}, // and it writes nothing
		{"sim run --filings 1 --lang zh --log", pipe + " 是命名管道，正在等待其他程序读取", os.O_RDONLY, exitFine},
	} {
		stderr, told := io.Pipe()
		done := make(chan int)
		go func() {
			code := run(append(shellWords(t, x.args), pipe), testProcess(nil, io.Discard, told), groups())
			told.Close()
			done <- code
		}()
		lines := bufio.NewReader(stderr)
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		assert.Contains(t, line, x.said)
		go io.Copy(io.Discard, lines)
		other, err := os.OpenFile(pipe, x.flag, 0)
		require.NoError(t, err)
		if x.flag == os.O_RDONLY {
			_, err = io.Copy(io.Discard, other)
			require.NoError(t, err)
		}
		require.NoError(t, other.Close())
		assert.Equal(t, x.code, <-done, x.args)
	}
}
