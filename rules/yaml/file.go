// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	yaml4 "go.yaml.in/yaml/v4"
)

// Limits of one file.
const (
	maxFile  = 1 << 20 // bytes
	maxDepth = 32      // of nesting
)

// load reads one file into a tree, or notes what keeps it from being read.
func (r *reader) load(name string) *yaml4.Node {
	data, err := readLimited(r.fsys, name)
	if err != nil {
		r.note(name, 1, 1, 1, "unreadable", err.Error())
		return nil
	}
	if bad, line, col := badBytes(data); bad != "" {
		r.note(name, line, col, col+1, "encoding", bad)
		return nil
	}
	loader, err := yaml4.NewLoader(bytes.NewReader(data))
	if err != nil {
		r.note(name, 1, 1, 1, "syntax", err.Error())
		return nil
	}
	var doc, second yaml4.Node
	if err := loader.Load(&doc); err != nil {
		r.syntax(name, err)
		return nil
	}
	if err := loader.Load(&second); !errors.Is(err, io.EOF) {
		if err != nil {
			r.syntax(name, err)
		} else {
			r.note(name, max(second.Line, 1), max(second.Column, 1), 1, "document", "only one document in a file; remove the line ---")
		}
		return nil
	}
	if len(doc.Content) != 1 || !r.plain(name, doc.Content[0], 1) {
		return nil
	}
	return doc.Content[0]
}

func readLimited(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, errors.New("the file cannot be opened")
	}
	defer f.Close() //nolint:errcheck // only read
	if info, err := f.Stat(); err == nil && info.Size() > maxFile {
		return nil, fmt.Errorf("the file has %d bytes; the limit is %d", info.Size(), maxFile)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, errors.New("the file cannot be read to its end")
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("the file has more than %d bytes, the limit", maxFile)
	}
	return data, nil
}

// badBytes finds what a policy file may not hold: a byte order mark, NUL and other control bytes, CR, text that is not
// UTF-8.
func badBytes(data []byte) (what string, line, col int) {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return "the file begins with a byte order mark; save it as UTF-8 without one", 1, 1
	}
	line, col = 1, 1
	for i := 0; i < len(data); {
		c, n := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && n <= 1:
			return fmt.Sprintf("byte 0x%02x is not UTF-8", data[i]), line, col
		case c == '\r':
			return "the line ends with CR LF; save the file with LF line ends", line, col
		case c < ' ' && c != '\n' && c != '\t', c == 0x7f, c == 0xfeff:
			return fmt.Sprintf("control character U+%04X is not allowed", c), line, col
		}
		i += n
		col++
		if c == '\n' {
			line, col = line+1, 1
		}
	}
	return "", 0, 0
}

func (r *reader) syntax(name string, err error) {
	if errors.Is(err, io.EOF) {
		r.note(name, 1, 1, 1, "empty", "the file is empty")
		return
	}
	line, col, msg := 1, 1, err.Error()
	if e, ok := errors.AsType[*yaml4.LoadError](err); ok {
		line, col, msg = max(e.Mark.Line, 1), max(e.Mark.Column, 1), e.Message
	}
	r.note(name, line, col, col+1, "syntax", "not YAML: "+msg)
}

// plain checks that a tree uses only what a policy may: no anchors, aliases, tags, merge keys, and a bounded depth.
func (r *reader) plain(name string, n *yaml4.Node, depth int) bool {
	bad := ""
	switch {
	case depth > maxDepth:
		bad = fmt.Sprintf("nested deeper than %d levels", maxDepth)
	case n.Kind == yaml4.AliasNode:
		bad = "aliases are not allowed; write the value out"
	case n.Anchor != "":
		bad = "anchors are not allowed; write the value out"
	case n.Tag == "!!merge":
		bad = "merge keys are not allowed; write the keys out"
	case n.Style&yaml4.TaggedStyle != 0:
		bad = "tags are not allowed"
	}
	if bad != "" {
		r.note(name, n.Line, n.Column, n.Column+1, "yaml-feature", bad)
		return false
	}
	ok := true
	for _, c := range n.Content {
		ok = r.plain(name, c, depth+1) && ok
	}
	return ok
}
