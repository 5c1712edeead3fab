// SPDX-License-Identifier: Apache-2.0

package host

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"github.com/icpfiling/icp/internal/worded"
)

// An export ends with a line of its own, so that one that was cut at the end of a line is known from a whole one:
//
//	{"end":{"schema":1,"records":12,"digest":"sha256:…"}}
//
// The digest is over all lines before it, each with one line feed. Schema 1 has these fields and no others.
type exportEnd struct {
	Schema  int    `json:"schema"`
	Records int    `json:"records"`
	Digest  string `json:"digest"`
}

const (
	endSchema = 1
	endPrefix = `{"end":`
)

// endLine is the last line of an export.
func endLine(records int, lines hash.Hash) []byte {
	return fmt.Appendf(nil, `%s{"schema":%d,"records":%d,"digest":"%s"}}`+"\n", endPrefix, endSchema, records, digestText(lines))
}

func digestText(lines hash.Hash) string { return "sha256:" + hex.EncodeToString(lines.Sum(nil)) }

// ending follows the lines of an export that is read, and says at its end whether it is whole.
type ending struct {
	lines   hash.Hash
	records int
	seen    bool // the last line
}

func newEnding() *ending { return &ending{lines: sha256.New()} }

// record takes a line that is a record.
func (e *ending) record(line []byte) {
	e.lines.Write(line)
	e.lines.Write([]byte("\n"))
	e.records++
}

// last takes a line if it is the last one, and compares it with what came before.
func (e *ending) last(line []byte) (is bool, err error) {
	if e.seen {
		return false, worded.Say("something follows the last line of the export; give each export by itself", "结束行之后还有内容；请分别给出每个导出文件")
	}
	if !bytes.HasPrefix(line, []byte(endPrefix)) {
		return false, nil
	}
	var end struct {
		End exportEnd `json:"end"`
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	err = d.Decode(&end)
	switch {
	case end.End.Schema > endSchema:
		return true, worded.Say("the export has a form this release does not read (schema %d); use the release that wrote it", "本版本不读取该格式（schema %d）；请使用写出它的版本", end.End.Schema)
	case err != nil || d.InputOffset() != int64(len(line)):
		return true, worded.Say("the last line cannot be read; export the journal again", "结束行无法读取；请重新导出日志")
	case end.End.Records != e.records:
		return true, worded.Say("%d records were written and %d are here; export the journal again, and do not cut the file", "写出了 %d 条记录，此处只有 %d 条；请重新导出日志，不要截取文件", end.End.Records, e.records)
	case end.End.Digest != digestText(e.lines):
		return true, worded.Say("a record is not as it was written; export the journal again, and do not change the file", "有记录与写出时不同；请重新导出日志，不要改动文件")
	}
	e.seen = true
	return true, nil
}

// missing is what to say at the end of the file.
func (e *ending) missing() error {
	switch {
	case e.seen:
		return nil
	case e.records == 0:
		return badExport(0, worded.Say(
			"there is nothing in it; give a file Host.Export wrote, which has a last line even without a record",
			"内容为空；请给出 Host.Export 写出的文件，它即使没有记录也有结束行"))
	}
	return fmt.Errorf("%w: the export has no last line behind its %d records: it was cut off there, or an earlier release wrote it; export the journal again if you can", ErrUnended, e.records)
}
