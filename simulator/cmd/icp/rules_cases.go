// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/internal/worded"
)

func rulesCases(a *app) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "cases --journal FILE",
		Short: a.text("what recorded filings were judged on, without ids", "导出历次判定所依据的事实，不含任何标识"),
		Long: a.text(
			"cases reads an export of a journal (host.Export) and prints for every judgement in it the facts and the day, one JSON\n"+
				"object a line, for icp rules impact. Ids of filings, subjects, persons and documents stay behind.",
			"cases 读取日志导出文件（host.Export），逐行输出每次判定的事实与日期（JSON），供 icp rules impact 使用。\n"+
				"备案、主体、人员与资料的标识均不输出。"),
		Example: "  icp rules cases --journal export.jsonl > cases.jsonl",
		Args:    exactArgs(a),
	}
	cmd.Flags().StringVar(&file, "journal", "", a.text("the export to read; - is standard input", "日志导出文件；- 表示标准输入"))
	cmd.RunE = func(*cobra.Command, []string) error {
		in, err := a.openInput(file, "--journal")
		if err != nil {
			return err
		}
		defer in.Close()
		out := bufio.NewWriter(a.stdout)
		if err := writeCases(out, a.records(file, in)); err != nil {
			return a.errorOf(file, err)
		}
		return out.Flush()
	}
	return cmd
}

// openInput opens the file a flag names; - is standard input.
func (a *app) openInput(file, flag string) (io.ReadCloser, error) {
	switch file {
	case "":
		return nil, failf(exitUnanswered, "%s", a.text(flag+" is missing; name a file, or - for standard input", "缺少 "+flag+"；请给出文件，或用 - 表示标准输入"))
	case "-":
		return io.NopCloser(a.stdin), nil
	}
	f, err := a.openFile(file)
	if err != nil {
		return nil, sayFile(a, file, err)
	}
	return f, nil
}

// recordedCase is what a filing was judged on at one moment: nothing else of it.
type recordedCase struct {
	Schema  int               `json:"schema"`
	Binding string            `json:"binding"`
	On      string            `json:"on"`
	Facts   map[string]string `json:"facts"`
}

// writeCases writes a case for every judgement of an export. A judgement repeated by Rejudge is of the same facts and day.
func writeCases(w io.Writer, export iter.Seq2[journal.Stored, error]) error {
	subjects := map[string]fsm.Subject{}
	enc := json.NewEncoder(w)
	for r, err := range export {
		if err != nil {
			return err
		}
		if !strings.HasPrefix(r.Stream, "subject/") {
			continue
		}
		e, err := decodeRecord(r)
		if err != nil {
			return err
		}
		s := fsm.Evolve(subjects[r.Stream], e)
		subjects[r.Stream] = s
		if e.Type != fsm.EventJudged || e.Command == fsm.CmdRejudge || e.Binding == "now" {
			continue
		}
		if err := enc.Encode(caseOf(&s.Filing, &e)); err != nil {
			return err
		}
	}
	return nil
}

func decodeRecord(r journal.Stored) (fsm.Event, error) {
	e, err := fsm.Decode(r.Type, r.Schema, r.Data)
	if err != nil {
		return e, said("record %d of stream %q: %v", "流 %[2]q 的第 %[1]d 条记录：%[3]v", r.Version, r.Stream, err)
	}
	return e, nil
}

func caseOf(f *fsm.Filing, e *fsm.Event) recordedCase {
	c := recordedCase{1, e.Binding, calendar.DateOf(e.OccurredAt).String(), map[string]string{
		"region": f.Region, "kind": f.Kind.String(), "registered": f.Registered, "subject_kind": f.SubjectKind,
		"upload_channel": f.Upload, "site": f.Site, "provider": f.Provider, "subject_change_to": f.SubjectBecomes,
	}}
	if f.Upload == "" {
		c.Facts["upload_channel"] = "pc" // what a filing begins with
	}
	for name, value := range c.Facts {
		if value == "" {
			delete(c.Facts, name)
		}
	}
	return c
}

const (
	maxCaseLine  = 4 << 10
	maxCases     = 10_000_000
	maxCaseFacts = 64
)

var errCases = errors.New("RUL-016")

// noCases is the error of a file of cases, or of one of its lines from 1; 0 is the file.
func noCases(line int, what error) error {
	where := worded.Words{}
	if line > 0 {
		where = worded.Say("line %d: ", "第 %d 行：", line)
	}
	return worded.Say("RUL-016: not a file of cases: %v%v", "RUL-016：不是用例文件：%v%v", where, what).Because(errCases)
}

// readCases reads what icp rules cases wrote, line by line, and stops at the first thing that is wrong: unknown, missing
// and repeated fields, other schemas, days that are none. Limits: 4 kB a line, 64 facts, ten million lines.
func readCases(r io.Reader, yield func(line int, c recordedCase, on calendar.Date) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, maxCaseLine), maxCaseLine)
	n := 0
	for lines.Scan() {
		if n++; n > maxCases {
			return noCases(0, said("more than %d lines; split it", "超过 %d 行；请拆分", maxCases))
		}
		c, on, err := readCaseLine(lines.Bytes())
		if err != nil {
			return noCases(n, err)
		}
		if err := yield(n, c, on); err != nil {
			return err
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return noCases(n+1, said("it is longer than %d bytes; give a file icp rules cases wrote", "超过 %d 字节；请给出 icp rules cases 写出的文件", maxCaseLine))
	} else if err != nil {
		return err
	}
	if n == 0 {
		return noCases(0, said("it is empty; icp rules cases writes one from an export of a journal", "内容为空；可用 icp rules cases 由日志导出文件生成"))
	}
	return nil
}

// readCaseLine reads one line. What it reads is written back to the very same bytes, or refused: so no field can be there
// twice, be spelt otherwise or be missing.
func readCaseLine(line []byte) (c recordedCase, on calendar.Date, err error) {
	if err := json.Unmarshal(line, &c); err != nil {
		return c, on, said("it is not the JSON object of a case; give a file icp rules cases wrote", "不是用例的 JSON 对象；请给出 icp rules cases 写出的文件")
	}
	switch {
	case c.Schema != 1:
		return c, on, said("schema is %d; this release reads 1", "schema 为 %d；本版本读取 1", c.Schema)
	case c.Binding != "open" && c.Binding != "submit" && c.Binding != "authority_submit":
		return c, on, said("binding is %.40q; it is one of %s", "binding 为 %.40q；可选：%s", c.Binding, "open, submit, authority_submit")
	case len(c.Facts) == 0 || len(c.Facts) > maxCaseFacts:
		return c, on, said("it has %d facts; it has 1 to %d", "含有 %d 项事实；应为 1 至 %d 项", len(c.Facts), maxCaseFacts)
	}
	if on, err = calendar.ParseDate(c.On); err != nil {
		return c, on, said("%.40q is not a day of the calendar", "%.40q 不是有效日期", c.On)
	}
	again, err := json.Marshal(c)
	if err != nil || string(again) != string(line) {
		return c, on, said("it has fields that are unknown, missing, repeated or not in the order icp rules cases writes", "有未知、缺少或重复的字段，或次序与 icp rules cases 写出的不同")
	}
	return c, on, nil
}
