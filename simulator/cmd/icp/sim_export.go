// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/export"
)

// simExport is `icp sim export`.
func simExport(a *app) *cobra.Command {
	from, out, include := "", "", ""
	cmd := &cobra.Command{
		Use:   "export",
		Short: a.text("turn a log into an event log for process mining", "将日志转换为流程挖掘事件日志"),
		Long: a.text(
			`Turn a log of icp sim run (either form), or the export of a host's journal, into
CSV (Disco, Apromore, Celonis, pandas), XES (IEEE 1849) or OCEL 2.0 JSON. A case
is a filing; a stage has two rows, start and complete. --include chooses rows:
usual (moves, stages and deadlines that passed), all, or names with commas:
moves, stages, passed, deadlines, judgements, records, contacts, notices,
deliveries, refusals, faults. JSON lines of the parts of a run make one log, so
they have no end to miss: of a log cut behind a line only the binary form tells.`,
			`将 icp sim run 的日志（两种格式均可）或接入系统的日志导出文件，转换为 CSV
（Disco、Apromore、Celonis、pandas）、XES（IEEE 1849）或 OCEL 2.0 JSON。
一件备案为一个案例；环节有 start 与 complete 两行。--include 选择行：
usual（流转、环节、超期）、all，或以逗号分隔的名称：moves、stages、passed、
deadlines、judgements、records、contacts、notices、deliveries、refusals、
faults。JSON 行日志可由各分片直接相连而成，没有结束标记：恰在行尾被截断时，
只有二进制格式能够察觉。`),
		Example: "  icp sim run --filings 1000 --log run.log --log-format binary\n" +
			"  icp sim export --from run.log --format xes --output run.xes",
		Args: flagsOnly(a),
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", "", a.text("the log to read; - for stdin", "要读取的日志；- 表示标准输入"))
	flags.StringVarP(&out, "output", "o", "", a.text("write to this file instead of stdout", "写入该文件而非标准输出"))
	flags.StringVar(&include, "include", "usual", a.text("which rows", "包含哪些行"))
	format := formatFlag(a, cmd, "csv", "xes", "ocel")
	cmd.RunE = func(*cobra.Command, []string) error {
		rows, err := export.ParseClasses(include)
		if err != nil {
			return a.worded(err)
		}
		if from == "" {
			return failf(exitUnanswered, "%s", a.text(
				"icp sim export needs --from LOG; write one with icp sim run --log FILE", "icp sim export 需要 --from 日志；可用 icp sim run --log 文件 生成"))
		}
		if err := a.apart(append(outputs("--output", out), namedFile{name: "--from " + from, path: from})...); err != nil {
			return err
		}
		log, done, err := a.openEntries(from)
		if err != nil {
			return err
		}
		defer done()
		return a.exportTo(out, log, export.Options{Format: exportFormat(format.String()), Include: rows})
	}
	return cmd
}

func exportFormat(name string) export.Format {
	for _, f := range []export.Format{export.CSV, export.XES, export.OCEL} {
		if f.String() == name {
			return f
		}
	}
	return export.CSV
}

// exportTo writes the event log to a file, or to stdout without a name. What stands in the file stays until it is whole.
func (a *app) exportTo(name string, log iter.Seq2[*binlog.Entry, error], o export.Options) error {
	dir := filepath.Dir(name)
	if name == "" {
		dir = os.TempDir()
	}
	if o.Format == export.OCEL {
		scratch, err := os.CreateTemp(dir, ".icp-export-*")
		if err != nil {
			return a.unwritable("--output "+name, err)
		}
		defer os.Remove(scratch.Name())
		defer scratch.Close()
		o.Scratch = scratch
	}
	if name == "" {
		_, err := export.Write(a.stdout, log, o)
		if err != nil {
			return a.worded(err)
		}
		return nil
	}
	file, err := a.createFile("--output", name)
	if err != nil {
		return err
	}
	stats, err := export.Write(file, log, o)
	if err != nil {
		file.drop()
		if _, told := errors.AsType[*exitError](err); told {
			return err
		}
		return a.unwritable(file.flag, err)
	}
	if err := file.keep(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, a.text(
		fmt.Sprintf("%s: %s cases, %s rows\na case is one filing; a subject may file more than once", name, grouped(stats.Cases), grouped(stats.Rows)),
		fmt.Sprintf("%s：%s 个案例，%s 行\n一个案例为一件备案；同一主体可多次备案", name, grouped(stats.Cases), grouped(stats.Rows))))
	return err
}

// hostLine begins a journal that a host has exported, hostEnd one without a record.
const (
	hostLine = `{"stream":`
	hostEnd  = `{"end":`
)

// openEntries opens a log of a run, or the export of a host's journal.
func (a *app) openEntries(name string) (log iter.Seq2[*binlog.Entry, error], done func(), err error) {
	var in io.Reader = a.stdin
	done = func() {}
	if name != "-" {
		file, err := a.openFile(name)
		if err != nil {
			return nil, nil, a.unreadable(name, err)
		}
		if info, err := file.Stat(); err == nil && info.IsDir() {
			file.Close()
			return nil, nil, a.unreadable(name, syscall.EISDIR)
		}
		in, done = file, func() { file.Close() }
	}
	buffered := bufio.NewReaderSize(in, 1<<16)
	if head, _ := buffered.Peek(len(hostLine)); bytes.Equal(head, []byte(hostLine)) || bytes.HasPrefix(head, []byte(hostEnd)) {
		return a.naming(name, export.Journal(a.records(name, buffered))), done, nil
	}
	r, err := binlog.NewReader(buffered)
	if err != nil {
		done()
		return nil, nil, a.errorOf(name, err)
	}
	return a.naming(name, r.All()), done, nil
}

// naming leads the error of a log with its name, in the language of the run.
func (a *app) naming(name string, log iter.Seq2[*binlog.Entry, error]) iter.Seq2[*binlog.Entry, error] {
	return func(yield func(*binlog.Entry, error) bool) {
		for e, err := range log {
			if err != nil {
				err = a.errorOf(name, err)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}
