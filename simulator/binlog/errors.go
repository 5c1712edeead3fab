// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"cmp"
	"fmt"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/internal/worded"
)

// CorruptError (SIM-060) says that a file is no log of a simulation, or where it is damaged or ends too early.
type CorruptError struct {
	// Offset is the byte at which the record that cannot be read begins, from 0.
	Offset int64
	// Line is its line in a log of JSON lines, from 1; 0 in a binary one.
	Line int
	// Filing is the filing it stands in, -1 outside of one.
	Filing int
	// What says what is wrong. Cut says that the log only ends too early: what came before is whole.
	What string
	Cut  bool
	// Next says what to do.
	Next string

	whatZH, nextZH string // the same in Chinese
}

// Error is [CorruptError.Text] in English.
func (e *CorruptError) Error() string { return e.Text("en") }

// Text says in "zh" or English what is wrong, where, and what to do.
func (e *CorruptError) Text(lang string) string {
	if tongue.IsChinese(lang) {
		where := fmt.Sprintf("第 %d 字节处", e.Offset)
		if e.Line > 0 {
			where = fmt.Sprintf("第 %d 行", e.Line)
		}
		if e.Filing >= 0 {
			where += fmt.Sprintf("（第 %d 号备案）", e.Filing)
		}
		return fmt.Sprintf("SIM-060：日志自%s无法读取：%s；%s", where, cmp.Or(e.whatZH, e.What), cmp.Or(e.nextZH, e.Next))
	}
	where := fmt.Sprintf("at byte %d", e.Offset)
	if e.Line > 0 {
		where = fmt.Sprintf("in line %d", e.Line)
	}
	if e.Filing >= 0 {
		where += fmt.Sprintf(", in filing %d", e.Filing)
	}
	return fmt.Sprintf("SIM-060: the log cannot be read %s: %s; %s", where, e.What, e.Next)
}

// unknown is what a decoder found, which is of interest to whoever wrote the log and stays English.
func unknown(fault string) worded.Words {
	return worded.Words{EN: fault, ZH: "记录的内容无法解读"}
}

var (
	writeAgain = worded.Say("simulate again with the seed of the header, which gives the same bytes", "请以日志头中的种子重新模拟，可得到完全相同的内容")
	notALog    = worded.Say("give a file that icp sim run --log wrote", "请给出 icp sim run --log 写出的文件")
	newerOne   = worded.Say("read it with the release that wrote it", "请用写出它的版本读取")
	stopped    = worded.Say("the run was stopped, or the file was not copied whole; simulate again with the seed of the header", "运行曾被中止，或文件未复制完整；请以日志头中的种子重新模拟")
	crcDiffers = worded.Say("its bytes were changed: the CRC differs", "内容被改动过：CRC 不符")
	endsInside = worded.Say("it ends inside a record", "在一条记录之中结束")
)
