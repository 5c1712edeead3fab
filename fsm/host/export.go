// SPDX-License-Identifier: Apache-2.0

package host

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/internal/worded"
)

const (
	maxLine    = journal.MaxData + 4096 // bytes of one line of an export
	maxStreams = 1 << 24                // streams of one export: subjects and contact books
)

// Export writes the records of all subjects and contact books, one JSON object a line, and gives their number; one more
// line says how many there are, with a digest of them:
//
//	{"stream":"subject/s-1","version":1,"type":"filing/opened","schema":1,"data":{…}}
//	{"end":{"schema":1,"records":1,"digest":"sha256:…"}}
//
// Lines of one stream come in order of their versions, from 1 without a gap; streams may mingle. Command ids, times of
// commits and streams of others stay where they are. There is no personal data in it, because there is none in the
// journal. "icp fsm migrate" reads it, and [ReadExport].
//
// A record whose data is no JSON object is a *[CorruptError], several are joined: their streams end before them in what
// is written, and the others are whole. Any other error leaves the export unfinished.
func (h *Host) Export(ctx context.Context, w io.Writer) (records int, err error) {
	const page = 500
	var cursor journal.Cursor
	var faults []error
	ended := map[string]bool{} // streams with a record that cannot be written
	out, lines := bufio.NewWriter(w), sha256.New()
	for {
		list, next, err := h.journal.ReadAll(ctx, cursor, page)
		if err != nil {
			return records, fmt.Errorf("host: the journal cannot be read: %w", err)
		}
		if len(list) == 0 {
			_, _ = out.Write(endLine(records, lines)) // Flush gives its error
			return records, errors.Join(append(faults, out.Flush())...)
		}
		for _, r := range list {
			if !ours(r.Stream) || ended[r.Stream] {
				continue
			}
			line, err := exportLine(r)
			if err != nil {
				ended[r.Stream] = true
				faults = append(faults, &CorruptError{r.Stream, r.Version, err})
				continue
			}
			if _, err := out.Write(line); err != nil {
				return records, err
			}
			lines.Write(line)
			records++
		}
		cursor = next
	}
}

// ours tells whether a stream is one this package writes.
func ours(stream string) bool {
	for _, prefix := range []string{subjectPrefix, contactsPrefix} {
		if id, ok := strings.CutPrefix(stream, prefix); ok && checkID("id", id) == nil {
			return true
		}
	}
	return false
}

func exportLine(r journal.Stored) ([]byte, error) {
	var line bytes.Buffer
	typ, err := json.Marshal(r.Type)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&line, `{"stream":"%s","version":%d,"type":%s,"schema":%d,"data":`, r.Stream, r.Version, typ, r.Schema)
	if err := json.Compact(&line, r.Data); err != nil || !bytes.HasPrefix(bytes.TrimLeft(r.Data, " \t\r\n"), []byte("{")) {
		return nil, worded.Say("its data is no JSON object", "其内容不是 JSON 对象")
	}
	line.WriteString("}\n")
	return line.Bytes(), nil
}

// ReadExport reads what [Host.Export] wrote, record by record, and ends with the first thing that is wrong: an error
// with [ErrExport] and its line. Names of fields are taken literally, none may be missing or there twice, the versions
// of a stream have to follow one another from 1, and the last line has to speak of what came before it. Limits: lines of
// a little over a megabyte, sixteen million streams, of each of which the name is kept in memory. What the data says is for
// fsm.Decode to read.
//
// An export without its last line ends with [ErrUnended] behind its last record: somebody cut it, or an earlier release
// wrote it. Every record was given before; whether that is enough is for the caller to say.
func ReadExport(r io.Reader) iter.Seq2[journal.Stored, error] {
	return func(yield func(journal.Stored, error) bool) {
		versions, end := map[string]uint64{}, newEnding()
		lines := bufio.NewScanner(r)
		lines.Buffer(make([]byte, 0, 64<<10), maxLine)
		for number := 1; lines.Scan(); number++ {
			last, err := end.last(lines.Bytes())
			var stored journal.Stored
			if err == nil && !last {
				stored, err = readLine(lines.Bytes())
			}
			if err == nil && !last {
				err = follows(versions, &stored)
			}
			if err != nil {
				yield(journal.Stored{}, badExport(number, err))
				return
			}
			if last {
				continue
			}
			end.record(lines.Bytes())
			if !yield(stored, nil) {
				return
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(journal.Stored{}, badExport(0, worded.Say("a line is longer than %d bytes; give a file Host.Export wrote", "有一行超过 %d 字节；请给出 Host.Export 写出的文件", maxLine)))
		} else if err != nil {
			yield(journal.Stored{}, badExport(0, worded.Say("the file cannot be read: %v", "文件无法读取：%v", err).Because(err)))
		} else if err := end.missing(); err != nil {
			yield(journal.Stored{}, err)
		}
	}
}

// follows checks a record's place in its stream.
func follows(versions map[string]uint64, r *journal.Stored) error {
	last, known := versions[r.Stream]
	switch {
	case !known && len(versions) == maxStreams:
		return worded.Say("there are more than %d streams, and no more are read; ask the journal itself, with Host.Desk", "超过 %d 个流，不再读取；请用 Host.Desk 直接查询日志", maxStreams)
	case r.Version != last+1:
		return worded.Say(
			"version %d of stream %q stands where version %d should; export the journal again, and do not sort or cut the file",
			"流 %[2]q 此处为第 %[1]d 版，应为第 %[3]d 版；请重新导出日志，不要排序或截取文件", r.Version, r.Stream, last+1)
	}
	versions[r.Stream] = r.Version
	return nil
}

// exportFields are the fields of a line, all of them mandatory.
var exportFields = [...]string{"stream", "version", "type", "schema", "data"}

func readLine(line []byte) (r journal.Stored, err error) {
	d := json.NewDecoder(bytes.NewReader(line))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return r, worded.Say("it is no JSON object; give a file Host.Export wrote, one record a line", "不是 JSON 对象；请给出 Host.Export 写出的文件，每行一条记录")
	}
	var data json.RawMessage
	values := [len(exportFields)]any{&r.Stream, &r.Version, &r.Type, &r.Schema, &data}
	seen := 0
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return r, worded.Say("it is not JSON; give a file Host.Export wrote, one record a line", "不是有效的 JSON；请给出 Host.Export 写出的文件，每行一条记录")
		}
		at := slices.Index(exportFields[:], fmt.Sprint(key))
		switch {
		case at < 0:
			return r, worded.Say("field %.40q is unknown; a record has %s", "没有字段 %.40q；记录含有 %s", key, strings.Join(exportFields[:], ", "))
		case seen&(1<<at) != 0:
			return r, worded.Say("field %q is there twice; export the journal again, and do not change the file", "字段 %q 重复；请重新导出日志，不要改动文件", key)
		}
		seen |= 1 << at
		if err := d.Decode(values[at]); err != nil {
			return r, worded.Say("field %q cannot be read; export the journal again, and do not change the file", "字段 %q 无法读取；请重新导出日志，不要改动文件", key)
		}
	}
	if _, err := d.Token(); err != nil {
		return r, worded.Say("it ends too early; give a file Host.Export wrote, one record a line", "提前结束；请给出 Host.Export 写出的文件，每行一条记录")
	}
	if _, err := d.Token(); err != io.EOF {
		return r, worded.Say("something follows the object; write one record a line", "对象之后还有内容；请每行写一条记录")
	}
	r.Data = data
	return r, checkLine(&r, seen)
}

func checkLine(r *journal.Stored, seen int) error {
	for i, name := range exportFields {
		if seen&(1<<i) == 0 {
			return worded.Say("field %q is missing; give a file Host.Export wrote", "缺少字段 %q；请给出 Host.Export 写出的文件", name)
		}
	}
	switch {
	case !ours(r.Stream):
		return worded.Say("stream %.60q is no subject and no contact book; an export has none but those", "流 %.60q 不是主体也不是联系人簿；导出文件只含这两种", r.Stream)
	case r.Type == "" || len(r.Type) > journal.MaxName:
		return worded.Say("the type has %d bytes; it has 1 to %d", "type 有 %d 字节，应为 1 至 %d 字节", len(r.Type), journal.MaxName)
	case r.Schema < 1:
		return worded.Say("schema is %d; schemas are numbered from 1", "schema 为 %d，应自 1 起", r.Schema)
	case len(r.Data) == 0 || r.Data[0] != '{':
		return worded.Say("data is no JSON object", "data 不是 JSON 对象")
	case len(r.Data) > journal.MaxData:
		return worded.Say("data has %d bytes; the limit is %d", "data 有 %d 字节，上限为 %d 字节", len(r.Data), journal.MaxData)
	}
	return nil
}

// badExport is HST-009, at a line from 1, or of the file as a whole for line 0.
func badExport(line int, err error) error {
	where := worded.Words{}
	if line > 0 {
		where = worded.Say("line %d: ", "第 %d 行：", line)
	}
	return worded.Say("%s: %v%v", "%s：%v%v", ErrExport, where, err).Because(fmt.Errorf("%w: %w", ErrExport, err))
}
