// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// FileError (SIM-080) says what is wrong with a capacity file: all of it at once.
type FileError struct {
	// Name is the file's name, Problems say where and what, as "line:column: what; what next".
	Name     string
	Problems []string
}

// Error lists the problems, one on each line.
func (e *FileError) Error() string {
	return fmt.Sprintf("SIM-080: the capacity file %s cannot be used:\n%s", e.Name, strings.Join(e.Lines(), "\n"))
}

// Lines gives the problems as NAME:LINE:COLUMN: what.
func (e *FileError) Lines() []string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = e.Name + ":" + p
	}
	return lines
}

// position words an offset as line:column, both from 1, columns in characters.
func position(data []byte, at int) string {
	before := data[:min(at, len(data))]
	line := bytes.Count(before, []byte("\n"))
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return fmt.Sprintf("%d:%d", line+1, column+1)
}
