// SPDX-License-Identifier: Apache-2.0

package shard

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/binlog"
)

// File is what one shard of a run found.
type File struct {
	// Run names the whole run; its Own and Words are left out.
	Run binlog.Header `json:"run"`
	// Release is a digest of what the release that simulated knows; another one gives other bytes.
	Release string `json:"release"`
	// Only names the invariants that were asked, if not all were.
	Only []string `json:"only,omitempty"`
	// First is the number of the first filing, Last that of the one after the last.
	First int `json:"first"`
	Last  int `json:"last"`
	// Counts are figures that add up place by place, by name.
	Counts map[string][]int64 `json:"counts"`
	// Chunks are the digests of the chunks, in hexadecimal.
	Chunks []string `json:"chunks"`
	// Violations are the first ones and the first of each invariant, in the order of the filings.
	Violations []json.RawMessage `json:"violations,omitempty"`
	// Extra is what the caller keeps beside it. Merge does not join it.
	Extra json.RawMessage `json:"extra,omitempty"`
}

// Version is the version of the form of a file.
const Version = 1

const (
	format    = "icp-simulation-shard"
	mostBytes = 256 << 20 // a billion filings in one shard need 20 MB
)

// envelope is what stands in a file: the content and its digest, so that a file that was cut or changed is found.
type envelope struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	SHA256  string          `json:"sha256"`
	Content json.RawMessage `json:"content"`
}

// Append appends the file's bytes: JSON, the same for the same shard.
func (f *File) Append(dst []byte) []byte {
	content, err := json.Marshal(f)
	if err != nil {
		panic("shard: a file is always JSON: " + err.Error())
	}
	sum := sha256.Sum256(content)
	dst = fmt.Appendf(dst, `{"format":%q,"version":%d,"sha256":"%x","content":`, format, Version, sum)
	return append(append(dst, content...), '}', '\n')
}

// FormatError (SIM-061) says that a file is no shard, or one that cannot be read.
type FormatError struct {
	What, Next     string
	WhatZH, NextZH string // the same in Chinese
}

// Error is [FormatError.Text] in English.
func (e *FormatError) Error() string { return e.Text("en") }

// Text says in "zh" or English what is wrong and what to do.
func (e *FormatError) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return "SIM-061：" + cmp.Or(e.WhatZH, e.What) + "；" + cmp.Or(e.NextZH, e.Next)
	}
	return "SIM-061: " + e.What + "; " + e.Next
}

func unread(what, next worded.Words) *FormatError {
	return &FormatError{what.EN, next.EN, what.ZH, next.ZH}
}

var (
	notAShard = worded.Say("give a file that icp sim run --shard wrote", "请给出 icp sim run --shard 写出的文件")
	again     = worded.Say("simulate the shard again", "请重新模拟该分片")
	noShard   = worded.Say("it is no shard of a simulation", "不是模拟的分片")
)

// Read reads the file of a shard. What is none is a *[FormatError]; an error of r comes back as it is.
func Read(r io.Reader) (*File, error) {
	in := bufio.NewReader(r)
	head, _ := in.Peek(512) // whose error comes again
	if len(head) > 0 && !bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")) {
		return nil, unread(noShard, notAShard) // before the rest is read: a device may have no end
	}
	data, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > mostBytes:
		return nil, unread(worded.Say("it is larger than any shard", "超过分片应有的大小"), notAShard)
	case len(data) == 0:
		return nil, unread(worded.Say("it is empty", "内容为空"), again)
	}
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil {
		if bytes.HasPrefix(data, []byte(`{"format":"`+format)) {
			return nil, unread(worded.Say("it ends too early or was changed, after %d bytes", "在 %d 字节之后中断或被改动过", len(data)), again)
		}
		return nil, unread(noShard, notAShard)
	}
	sum := sha256.Sum256(e.Content)
	switch {
	case e.Format != format:
		return nil, unread(noShard, notAShard)
	case e.Version != Version:
		return nil, unread(
			worded.Say("its form is version %d, this release reads version %d", "格式为第 %d 版，本版本读取第 %d 版", e.Version, Version),
			worded.Say("merge it with the release that wrote it", "请用写出它的版本合并"))
	case hex.EncodeToString(sum[:]) != e.SHA256:
		return nil, unread(worded.Say("it was changed: its digest differs", "内容被改动过：摘要不符"), again)
	}
	f := &File{}
	dec := json.NewDecoder(bytes.NewReader(e.Content))
	dec.DisallowUnknownFields()
	if err := dec.Decode(f); err != nil {
		return nil, unread(worded.Words{EN: "its content cannot be read: " + err.Error(), ZH: "内容无法读取"}, again)
	}
	if what := f.fault(); what.EN != "" {
		return nil, unread(what, again)
	}
	return f, nil
}

// fault finds what does not fit together.
func (f *File) fault() worded.Words {
	n := f.Run.Filings
	switch {
	case n < 1 || f.First < 0 || f.Last < f.First || f.Last > n:
		return worded.Say("it holds filings %d to %d of %d", "含有 %[3]d 件中的第 %[1]d 至 %[2]d 件", f.First, f.Last, n)
	case f.First%binlog.FilingsPerChunk != 0 && f.First != n, f.Last%binlog.FilingsPerChunk != 0 && f.Last != n:
		return worded.Say("it does not hold whole chunks", "所含的块不完整")
	case len(f.Chunks) != (f.Last-f.First+binlog.FilingsPerChunk-1)/binlog.FilingsPerChunk:
		return worded.Say("it has %d chunks for filings %d to %d", "第 %[2]d 至 %[3]d 件对应 %[1]d 块", len(f.Chunks), f.First, f.Last)
	}
	for _, c := range f.Chunks {
		if _, err := hex.DecodeString(c); err != nil || len(c) != 2*sha256.Size {
			return worded.Say("the digest of a chunk is none", "有块的摘要无效")
		}
	}
	return worded.Words{}
}
