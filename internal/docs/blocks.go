// SPDX-License-Identifier: Apache-2.0

package docs

import (
	"fmt"
	"io/fs"
	"strings"
)

// block is a fenced block of a Markdown file.
type block struct {
	line     int // of the opening fence
	language string
	source   string // the file its comment names; "" where none does
	text     string
}

// blocks reads the fenced blocks of a Markdown text.
func blocks(markdown string) []block {
	var found []block
	var open *block
	var source string
	number := 0
	for line := range strings.Lines(markdown) {
		number++
		line = strings.TrimRight(line, "\r\n")
		fence, fenced := strings.CutPrefix(line, "```")
		switch {
		case open != nil && fenced:
			found = append(found, *open)
			open, source = nil, ""
		case open != nil:
			open.text += line + "\n"
		case fenced:
			open = &block{line: number, language: strings.TrimSpace(fence), source: source}
		default:
			source = named(line, source)
		}
	}
	return found
}

// named gives the file a line names for the block below it. Blank lines keep the name, other text drops it.
func named(line, source string) string {
	if strings.TrimSpace(line) == "" {
		return source
	}
	path, ok := strings.CutPrefix(line, "<!-- code: ")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(path, " -->")
}

// wrong lists the Go blocks of a Markdown file that are not a part of the file they name.
func wrong(fsys fs.FS, name string) ([]string, error) {
	markdown, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, b := range blocks(string(markdown)) {
		where := fmt.Sprintf("%s:%d", name, b.line)
		switch {
		case b.language != "go" && b.source == "":
			continue
		case b.source == "":
			list = append(list, where+": Go code that is not compiled; put <!-- code: PATH --> above it, with a file that has these lines")
			continue
		}
		source, err := fs.ReadFile(fsys, b.source)
		if err != nil {
			list = append(list, fmt.Sprintf("%s: names %s, which is not there", where, b.source))
			continue
		}
		if !contains(string(source), b.text) {
			list = append(list, fmt.Sprintf("%s: is not a part of %s any more; copy the lines from there", where, b.source))
		}
	}
	return list, nil
}

// contains tells whether text is a run of whole lines of source, once the indentation all its lines share is taken
// away on both sides.
func contains(source, text string) bool {
	want := outdent(strings.Split(strings.TrimRight(text, "\n"), "\n"))
	have := strings.Split(source, "\n")
	if strings.Join(want, "") == "" {
		return false
	}
	for from := range len(have) - len(want) + 1 {
		if strings.Join(outdent(have[from:from+len(want)]), "\n") == strings.Join(want, "\n") {
			return true
		}
	}
	return false
}

// outdent takes away the leading tabs that all lines with text share.
func outdent(lines []string) []string {
	shared := -1
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if tabs := len(line) - len(strings.TrimLeft(line, "\t")); shared < 0 || tabs < shared {
			shared = tabs
		}
	}
	result := make([]string, len(lines))
	for i, line := range lines {
		result[i] = strings.TrimRight(line[min(max(shared, 0), len(line)):], "\t ")
	}
	return result
}
