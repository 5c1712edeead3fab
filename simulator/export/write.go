// SPDX-License-Identifier: Apache-2.0

package export

import (
	"io"
	"iter"

	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/binlog"
)

// Format is a form of event logs.
type Format uint8

// The forms: one row a line; IEEE 1849; object-centric, where a notice or a website is more than a case.
const (
	CSV Format = iota
	XES
	OCEL
)

var formatNames = [...]string{"csv", "xes", "ocel"}

// String gives the stable name, for example "xes".
func (f Format) String() string {
	if int(f) < len(formatNames) {
		return formatNames[f]
	}
	return "unknown"
}

// Options say what is written. The zero Options write the usual rows as CSV.
type Options struct {
	Format Format
	// Include are the rows; 0 means Usual.
	Include Classes
	// Scratch holds the objects of an OCEL log until the events are written: a file of its own, empty, at its start.
	Scratch io.ReadWriteSeeker
}

// Stats count what was written.
type Stats struct {
	Cases int `json:"cases"`
	Rows  int `json:"rows"`
}

// sink is one of the forms being written.
type sink interface {
	head() error
	trace(t *trace) error
	foot() error
}

// Write reads the log to its end and writes it as an event log. An error of the log comes back as it is; one of w or
// Scratch is SIM-051. After an error what was written is not whole.
func Write(w io.Writer, log iter.Seq2[*binlog.Entry, error], o Options) (Stats, error) {
	if o.Include == 0 {
		o.Include = Usual
	}
	out := &pen{w: w}
	var s sink
	switch o.Format {
	case CSV:
		s = &csvSink{out}
	case XES:
		s = &xesSink{out}
	case OCEL:
		s = newOCEL(out, o.Scratch)
	default:
		return Stats{}, worded.Say("SIM-052: form %d of event logs is unknown to this release; choose CSV, XES or OCEL", "SIM-052：本版本没有第 %d 种事件日志格式；请选择 CSV、XES 或 OCEL", o.Format)
	}
	var stats Stats
	err := s.head()
	if err == nil {
		stats, err = write(s, log, o.Include)
	}
	if err == nil {
		if err = s.foot(); err == nil {
			err = out.flush()
		}
	}
	return stats, err
}

func write(s sink, log iter.Seq2[*binlog.Entry, error], want Classes) (stats Stats, err error) {
	c := &collector{want: want}
	give := func() error {
		for _, t := range c.end() {
			if len(t.rows) == 0 {
				continue
			}
			stats.Cases++
			stats.Rows += len(t.rows)
			if err := s.trace(t); err != nil {
				return err
			}
		}
		return nil
	}
	first := true
	for e, err := range log {
		if err != nil {
			return stats, err
		}
		if first || e.N != c.n {
			if err := give(); err != nil {
				return stats, err
			}
			c.begin(e.N)
			first = false
		}
		c.see(e)
	}
	return stats, give()
}

// pen writes in pieces that are worth a call.
type pen struct {
	w     io.Writer
	b     []byte
	clock clock
}

const penSize = 1 << 16

// flow writes what has gathered, if it is enough.
func (p *pen) flow() error {
	if len(p.b) < penSize {
		return nil
	}
	return p.flush()
}

func (p *pen) flush() error {
	_, err := p.w.Write(p.b)
	p.b = p.b[:0]
	if err != nil {
		return unwritten(err)
	}
	return nil
}

// unwritten is SIM-051.
func unwritten(err error) error {
	return worded.Say("SIM-051: the export cannot be written: %v; make room or choose another place", "SIM-051：导出文件无法写入：%v；请腾出空间，或换一个位置", err).Because(err)
}
