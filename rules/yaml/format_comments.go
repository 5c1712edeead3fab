// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"bytes"
	"slices"
	"strings"

	yaml4 "go.yaml.in/yaml/v4"
)

// document parses a file that was read already.
func document(data []byte) *yaml4.Node {
	var doc yaml4.Node
	if loader, err := yaml4.NewLoader(bytes.NewReader(data)); err == nil {
		_ = loader.Load(&doc) // an unreadable one has no comments, and was refused
	}
	return &doc
}

// headOf is the comment above everything, which belongs to no key.
func headOf(doc *yaml4.Node) string {
	if tree := doc.Content[0]; len(tree.Content) > 0 && tree.Content[0].HeadComment == doc.HeadComment {
		return ""
	}
	return doc.HeadComment
}

// lostComment gives a line of a comment that a file had and its layout has not; "" if there is none. A parser may lose
// comments as well: those with a line to themselves are also counted in the text, unless it has texts of several lines,
// which may look like them.
func lostComment(doc *yaml4.Node, data, out []byte) string {
	left := map[string]int{}
	eachComment(document(out), func(line string) { left[line]++ })
	if lost := firstLost(left, func(yield func(string)) { eachComment(doc, yield) }); lost != "" || manyLines(doc) {
		return lost
	}
	left = map[string]int{}
	eachCommentLine(out, func(line string) { left[line]++ })
	return firstLost(left, func(yield func(string)) { eachCommentLine(data, yield) })
}

// firstLost gives the first of lines of which fewer are left.
func firstLost(left map[string]int, lines func(yield func(string))) (lost string) {
	lines(func(line string) {
		if left[line]--; left[line] < 0 && lost == "" {
			lost = line
		}
	})
	return lost
}

func eachComment(n *yaml4.Node, yield func(line string)) {
	for _, text := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				yield(line)
			}
		}
	}
	for _, c := range n.Content {
		eachComment(c, yield)
	}
}

func eachCommentLine(data []byte, yield func(line string)) {
	for line := range strings.SplitSeq(string(data), "\n") {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
			yield(line)
		}
	}
}

// manyLines reports whether a text of the file may go over several lines.
func manyLines(n *yaml4.Node) bool {
	if n.Kind == yaml4.ScalarNode && (n.Style&(yaml4.LiteralStyle|yaml4.FoldedStyle) != 0 || strings.Contains(n.Value, " #") || strings.Contains(n.Value, "\n")) {
		return true
	}
	return slices.ContainsFunc(n.Content, manyLines)
}
