// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/internal/worded"
)

// FileError (SIM-080) says what is wrong with a capacity file: all of it at once.
type FileError struct {
	// Name is the file's name, Problems say where and what, as "line:column: what; what next".
	Name     string
	Problems []string
	// ProblemsZH say the same in Chinese.
	ProblemsZH []string
}

// Error is [FileError.Text] in English.
func (e *FileError) Error() string { return e.Text("en") }

// Text lists the problems in "zh" or English, one on each line as NAME:LINE:COLUMN: what.
func (e *FileError) Text(lang string) string {
	head, problems := fmt.Sprintf("SIM-080: the capacity file %s cannot be used:", e.Name), e.Problems
	if tongue.IsChinese(lang) && len(e.ProblemsZH) == len(problems) {
		head, problems = fmt.Sprintf("SIM-080：岗位文件 %s 无法使用：", e.Name), e.ProblemsZH
	}
	return head + "\n" + strings.Join(e.lines(problems), "\n")
}

// Lines gives the problems as NAME:LINE:COLUMN: what, in English.
func (e *FileError) Lines() []string { return e.lines(e.Problems) }

func (e *FileError) lines(problems []string) []string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = e.Name + ":" + p
	}
	return lines
}

// betweenHan is a blank between Chinese words, which stand beside each other without one.
var betweenHan = regexp.MustCompile(`(\p{Han}) (\p{Han})`)

// key is the name of a key, which is the same in both languages.
func key(name string) worded.Words { return worded.Words{EN: name, ZH: name} }

// position words an offset as line:column, both from 1, columns in characters.
func position(data []byte, at int) string {
	before := data[:min(at, len(data))]
	line := bytes.Count(before, []byte("\n"))
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return fmt.Sprintf("%d:%d", line+1, column+1)
}
