// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// openFile opens a file to be read.
func (a *app) openFile(name string) (*os.File, error) {
	defer a.awaiting(name,
		"waiting for a program to write to "+name+": it is a pipe",
		name+" 是命名管道，正在等待其他程序写入")()
	file, err := os.Open(name)
	if err == nil && isTerminal(file) {
		a.sayTyped()
	}
	return file, err
}

// typed is standard input where it is a terminal: whoever does not know that it is read is told so, once.
type typed struct {
	io.Reader
	app  *app
	told bool
}

func (t *typed) Read(p []byte) (int, error) {
	if !t.told {
		t.told = true
		t.app.sayTyped()
	}
	return t.Reader.Read(p)
}

// sayTyped says on stderr that a person is to type what a command reads.
func (a *app) sayTyped() {
	fmt.Fprintln(a.stderr, a.text("reading from the terminal; end it with Ctrl-D", "正在从终端读取；请以 Ctrl-D 结束"))
}

// openPipe opens a device or a pipe to be written.
func (a *app) openPipe(name string) (*os.File, error) {
	defer a.awaiting(name,
		"waiting for a program to read from "+name+": it is a pipe",
		name+" 是命名管道，正在等待其他程序读取")()
	return os.OpenFile(name, os.O_WRONLY, 0)
}

// awaiting says on stderr what a command waits for where it opens a pipe and the other end does not: a pipe opens when both
// do, however long that takes. The function it gives ends the waiting.
func (a *app) awaiting(name, en, zh string) (end func()) {
	const patience = time.Second // a program that was started beside this one is there by then
	if info, err := os.Stat(name); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		return func() {}
	}
	said := make(chan struct{})
	timer := time.AfterFunc(patience, func() {
		defer close(said)
		fmt.Fprintln(a.stderr, visibleLine(a.text(en, zh)))
	})
	return func() {
		if !timer.Stop() {
			<-said
		}
	}
}
