// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

var errNoFolder = errors.New("it is no folder")

// systemWords are the errors of a system that people meet with files, in words for them.
func systemWords() []systemWord {
	return []systemWord{
		{fs.ErrNotExist, "there is no such file or folder", "文件或目录不存在"},
		{fs.ErrPermission, "permission denied", "没有权限"},
		{fs.ErrExist, "it is there already", "文件已存在"},
		{errNoFolder, errNoFolder.Error(), "不是目录"},
		{syscall.EISDIR, "it is a folder", "这是目录，不是文件"},
		{syscall.ENOTDIR, "a part of its path is no folder", "路径中有一级不是目录"},
		{syscall.ENAMETOOLONG, "its name is too long", "名称过长"},
		{syscall.ELOOP, "its links lead in a circle", "符号链接循环"},
		{syscall.ENOSPC, "no space is left", "磁盘空间不足"},
		{syscall.EFBIG, "the file is too large", "文件过大"},
		{syscall.EROFS, "the file system is read-only", "文件系统为只读"},
		{syscall.EPIPE, "who was to read it has closed the pipe", "读取方已关闭管道"},
		{syscall.EDQUOT, "no space is left for this user", "已达磁盘配额"},
		{syscall.ENXIO, "there is no such device", "设备不存在"},
		{syscall.ENODEV, "there is no such device", "设备不存在"},
		{syscall.EMFILE, "too many files are open", "打开的文件过多"},
		{syscall.EIO, "the device cannot be read or written", "设备读写错误"},
	}
}

type systemWord struct {
	is     error
	en, zh string
}

// whyFile is why a file cannot be used, without the call and the path, which stand before it. What the system says beyond
// the common ones stays as it is.
func (a *app) whyFile(err error) string {
	for _, x := range systemWords() {
		if errors.Is(err, x.is) {
			return a.text(x.en, x.zh)
		}
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	} else if link, ok := errors.AsType[*os.LinkError](err); ok {
		err = link.Err
	}
	return err.Error()
}

// sayFile words why a file could not be opened, read or written.
func sayFile(a *app, name string, err error) error {
	return failf(exitUnanswered, "%s%s%s", name, a.text(": ", "："), a.whyFile(err))
}

// unreadable words why a file cannot be read.
func (a *app) unreadable(name string, err error) error {
	return failf(exitUnanswered, "%s", a.text(
		name+" cannot be read: "+a.whyFile(err)+"; give a file that can be read",
		name+" 无法读取："+a.whyFile(err)+"；请给出可读取的文件"))
}

// unwritable words why what a flag names cannot be written.
func (a *app) unwritable(what string, err error) error {
	return failf(exitUnanswered, "%s", a.text(
		what+" cannot be written: "+a.whyFile(err)+"; choose another place",
		what+" 无法写入："+a.whyFile(err)+"；请换一个位置"))
}

// readWhole reads a file of so many megabytes at most, whatever its size is said to be: a device or a pipe has none.
func (a *app) readWhole(name string, megabytes int64) ([]byte, error) {
	file, err := a.openFile(name)
	if err != nil {
		return nil, a.unreadable(name, err)
	}
	defer file.Close()
	return a.readAll(name, file, megabytes)
}

// readAll reads what is already open.
func (a *app) readAll(name string, in io.Reader, megabytes int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, megabytes<<20+1))
	if err != nil {
		return nil, a.unreadable(name, err)
	}
	if int64(len(data)) > megabytes<<20 {
		return nil, failf(exitUnanswered, "%s", a.text(
			name+" is larger than "+grouped(int(megabytes))+" MB; is it the file you meant?",
			name+" 超过 "+grouped(int(megabytes))+" MB；请确认是否为所需文件"))
	}
	return data, nil
}
