// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/icpfiling/icp/internal/inert"
)

// writeJSON prints one JSON object, indented, with Chinese left readable. Give the object a schema_version. What would steer
// the terminal it is shown in is written as \u…, which says the same to a program.
func (a *app) writeJSON(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := a.stdout.Write(inert.JSON(b.Bytes()))
	return err
}

// writeTable prints rows in columns two spaces apart, counting a Chinese character as two cells. A header of nil
// is left out. Nothing is printed behind the last column.
func writeTable(w io.Writer, header []string, rows [][]string) error {
	all := rows
	if header != nil {
		all = append([][]string{header}, rows...)
	}
	var widths []int
	for _, row := range all {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell)+2))
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// style is an ANSI colour.
type style string

const (
	styleGood  style = "32"
	styleWarn  style = "33"
	styleError style = "31"
	styleDim   style = "2"
)

// style colours a part of a result, where stdout may carry colour.
func (a *app) style(s style, text string) string {
	if !a.color {
		return text
	}
	return paint(s, text)
}

func paint(s style, text string) string { return "\x1b[" + string(s) + "m" + text + "\x1b[0m" }
