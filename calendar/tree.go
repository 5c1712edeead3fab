// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Limits of an import.
const (
	maxBytes    = 1 << 20
	maxDepth    = 6
	maxNodes    = 1 << 14
	maxProblems = 20
)

// node is one JSON value with the line it stands on.
type node struct {
	line   int
	kind   string // "object", "array", "text", "number", "boolean" or "null"
	text   string // of a text or number
	yes    bool   // of a boolean
	items  []node // of an array, or the values of an object
	fields []field
}

// field is the name of an object's value, by position.
type field struct {
	name string
	line int
}

// treeReader reads JSON into nodes. It bounds size, depth and count, and refuses what encoding/json lets pass:
// repeated names, invalid UTF-8, data behind the end.
type treeReader struct {
	file  string
	data  []byte
	dec   *json.Decoder
	line  int
	read  int
	nodes int
}

func readTree(file string, text []byte) (node, error) {
	r := treeReader{file: file, data: text, line: 1}
	switch {
	case len(text) > maxBytes:
		return node{}, r.fail(codeSize, fmt.Sprintf("has %d bytes, more than the %d of an import", len(text), maxBytes),
			"give one notice year a file", 0)
	case !utf8.Valid(text):
		return node{}, r.fail(codeSyntax, "is not UTF-8 text", "save it as UTF-8", 0)
	}
	r.dec = json.NewDecoder(bytes.NewReader(text))
	r.dec.UseNumber()
	root, err := r.value(1)
	if err != nil {
		return node{}, err
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return node{}, r.fail(codeSyntax, "has more after the end of its JSON object", "give one notice a file", r.at())
	}
	return root, nil
}

func (r *treeReader) value(depth int) (node, error) {
	tok, err := r.dec.Token()
	if err != nil {
		return node{}, r.syntax(err)
	}
	return r.of(tok, depth)
}

func (r *treeReader) of(tok json.Token, depth int) (node, error) {
	n := node{line: r.at()}
	if r.nodes++; r.nodes > maxNodes {
		return n, r.fail(codeSize, "has more values than an import may have", "give one notice year a file", n.line)
	}
	switch v := tok.(type) {
	case json.Delim:
		if depth > maxDepth {
			return n, r.fail(codeSize, "is nested deeper than a notice is", "give a notice or a year of holiday-cn", n.line)
		}
		if v == '[' {
			return r.array(n, depth)
		}
		return r.object(n, depth)
	case string:
		n.kind, n.text = "text", v
	case json.Number:
		n.kind, n.text = "number", v.String()
	case bool:
		n.kind, n.yes = "boolean", v
	default:
		n.kind = "null"
	}
	return n, nil
}

func (r *treeReader) array(n node, depth int) (node, error) {
	n.kind = "array"
	for r.dec.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return n, err
		}
		n.items = append(n.items, item)
	}
	return n, r.end()
}

func (r *treeReader) object(n node, depth int) (node, error) {
	n.kind = "object"
	seen := map[string]bool{}
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return n, r.syntax(err)
		}
		name, _ := key.(string)
		if seen[name] {
			return n, r.fail(codeField, "repeats the field "+quote(name), "keep one of them", r.at())
		}
		seen[name] = true
		n.fields = append(n.fields, field{name, r.at()})
		item, err := r.value(depth + 1)
		if err != nil {
			return n, err
		}
		n.items = append(n.items, item)
	}
	return n, r.end()
}

func (r *treeReader) end() error {
	if _, err := r.dec.Token(); err != nil {
		return r.syntax(err)
	}
	return nil
}

// at gives the line of the token read last.
func (r *treeReader) at() int {
	to := int(r.dec.InputOffset())
	r.line += bytes.Count(r.data[r.read:to], []byte{'\n'})
	r.read = to
	return r.line
}

func (r *treeReader) syntax(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return r.fail(codeSyntax, "ends before its JSON does", "give the whole file", 0)
	}
	return r.fail(codeSyntax, "is not JSON: "+quote(err.Error()), "correct it, or give another file", r.at())
}

func (r *treeReader) fail(code, what, next string, line int) error {
	return &InputError{Code: code, File: r.file, Line: line, What: what, Next: next}
}
