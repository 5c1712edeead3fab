// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/rules/internal/model"
)

// Format gives the one layout of a policy file: two blanks of indent, the keys of a rule in their order, one blank line
// between rules, short lists and mappings on a line where the author put them so. Comments and single blank lines stay.
// A file that cannot be read gives an *[Error]. Formatting twice changes nothing, and never what a file says.
func Format(name string, data []byte) ([]byte, error) {
	tree, out, err := layout(name, data)
	if err != nil {
		return nil, err
	}
	const rounds = 3 // a comment may find its place in the second
	for range rounds {
		back, again, err := layout(name, out)
		if err != nil || !sameTree(tree, back) {
			break
		}
		if bytes.Equal(out, again) {
			if lost := lostComment(document(data), data, out); lost != "" {
				return nil, model.Say(
					"RUL-012: %s has a comment where the layout has no place for it, %q; move it above a key or behind a value",
					"RUL-012：%s 中的注释 %q 所在位置无法保留；请移至键的上方或值的后面", name, lost)
			}
			return out, nil
		}
		out = again
	}
	return nil, model.Say(
		"RUL-012: %s uses YAML that cannot be laid out without changing it; write it more plainly",
		"RUL-012：%s 所用的 YAML 无法在不改动内容的前提下排版；请改用更简单的写法", name)
}

// layout writes a file anew, beside what it read.
func layout(name string, data []byte) (*yaml4.Node, []byte, error) {
	r := &reader{fsys: oneFile{name, data}}
	tree := r.load(name)
	if tree == nil || len(r.findings) > 0 {
		return nil, nil, &Error{Findings: tidy(r.findings)}
	}
	f := &formatter{source: strings.Split(string(data), "\n")}
	doc := document(data)
	f.comments(headOf(doc), 0)
	f.block(tree, 0, "")
	if doc.FootComment != "" {
		f.blank()
		f.comments(doc.FootComment, 0)
	}
	return tree, bytes.TrimLeft(f.out.Bytes(), "\n"), nil
}

type formatter struct {
	source []string
	out    bytes.Buffer
}

const lineWidth = 140

var ruleKeys = []string{
	"id", "when", "decide", "binding", "confidence", "disputed", "from", "from_is", "until", "until_is", "replaces", "switch",
	"why", "source",
}

var fileKeys = []string{"policy", "layer", "for", "rules"}

// spaced are the lists whose items stand apart.
var spaced = []string{"rules", "cases", "always"}

func (f *formatter) comments(text string, indent int) {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			f.out.WriteString(strings.Repeat(" ", indent) + strings.TrimSpace(line) + "\n")
		}
	}
}

// gap keeps a blank line the author left above a node and its comments.
func (f *formatter) gap(n *yaml4.Node) {
	above := n.Line - 2
	if n.HeadComment != "" {
		above -= strings.Count(n.HeadComment, "\n") + 1
	}
	if above >= 0 && above < len(f.source) && strings.TrimSpace(f.source[above]) == "" {
		f.blank()
	}
}

func (f *formatter) blank() {
	if !bytes.HasSuffix(f.out.Bytes(), []byte("\n\n")) && f.out.Len() > 0 {
		f.out.WriteByte('\n')
	}
}

// block writes a mapping or a list over several lines; under is the key it stands below.
func (f *formatter) block(n *yaml4.Node, indent int, under string) {
	if n.Kind == yaml4.SequenceNode {
		f.items(n, indent, under)
		return
	}
	pairs := ordered(n)
	for i, p := range pairs {
		if i > 0 || indent == 0 {
			f.gap(p.key)
		}
		if i > 0 || !f.afterDash() {
			f.comments(p.key.HeadComment, indent)
			f.out.WriteString(strings.Repeat(" ", indent))
		}
		f.pair(p, indent)
		f.comments(p.key.FootComment, indent)
	}
}

// afterDash reports whether the line has only its dash so far.
func (f *formatter) afterDash() bool { return bytes.HasSuffix(f.out.Bytes(), []byte("- ")) }

func (f *formatter) pair(p pair, indent int) {
	f.out.WriteString(scalar(p.key) + ":")
	if inline, ok := oneLine(p.value); ok && (p.value.Kind == yaml4.ScalarNode || p.value.Style&yaml4.FlowStyle != 0) &&
		(p.value.Kind == yaml4.ScalarNode || indent+utf8.RuneCountInString(p.key.Value)+2+utf8.RuneCountInString(inline) <= lineWidth) {
		f.out.WriteString(" " + inline + lineComment(p.key, p.value) + "\n")
		return
	}
	f.out.WriteString(lineComment(p.key, p.value) + "\n")
	f.comments(p.value.HeadComment, indent+2)
	f.block(p.value, indent+2, p.key.Value)
	f.comments(p.value.FootComment, indent+2)
}

func (f *formatter) items(n *yaml4.Node, indent int, under string) {
	apart := slices.Contains(spaced, under)
	for i, c := range n.Content {
		switch {
		case apart && i > 0 && !(flat(c) && flat(n.Content[i-1])):
			f.blank()
		case i > 0:
			f.gap(c)
		}
		f.comments(c.HeadComment, indent)
		inline, ok := oneLine(c)
		if first := ordered(c); c.Kind == yaml4.MappingNode && !flat(c) && len(first) > 0 {
			f.comments(first[0].key.HeadComment, indent) // above the dash, which stands before the first key
		}
		f.out.WriteString(strings.Repeat(" ", indent) + "- ")
		if ok && (c.Kind == yaml4.ScalarNode || c.Style&yaml4.FlowStyle != 0) {
			f.out.WriteString(inline + lineComment(c, nil) + "\n")
		} else {
			f.block(c, indent+2, "")
		}
		f.comments(c.FootComment, indent)
	}
}

func flat(n *yaml4.Node) bool { return n.Style&yaml4.FlowStyle != 0 }

func lineComment(a, b *yaml4.Node) string {
	text := a.LineComment
	if text == "" && b != nil {
		text = b.LineComment
	}
	if text == "" {
		return ""
	}
	return " " + text
}

// ordered gives the pairs of a mapping, those of a rule or a rule file in their fixed order.
func ordered(n *yaml4.Node) []pair {
	var out []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		out = append(out, pair{n.Content[i], n.Content[i+1]})
	}
	has := func(key string) bool {
		return slices.ContainsFunc(out, func(p pair) bool { return p.key.Value == key })
	}
	for _, keys := range [][]string{ruleKeys, fileKeys} {
		known := !slices.ContainsFunc(out, func(p pair) bool { return !slices.Contains(keys, p.key.Value) })
		if known && (has("id") && has("decide") || has("layer")) {
			slices.SortStableFunc(out, func(a, b pair) int {
				return slices.Index(keys, a.key.Value) - slices.Index(keys, b.key.Value)
			})
		}
	}
	return out
}

// oneLine writes a node on a line; false when comments inside it forbid that.
func oneLine(n *yaml4.Node) (string, bool) {
	if n.Kind == yaml4.ScalarNode {
		return scalar(n), true
	}
	var parts []string
	for i, c := range n.Content {
		if c.HeadComment != "" || c.FootComment != "" || c.LineComment != "" && i < len(n.Content)-1 {
			return "", false
		}
	}
	if n.Kind == yaml4.SequenceNode {
		for _, c := range n.Content {
			text, ok := oneLine(c)
			if !ok {
				return "", false
			}
			parts = append(parts, text)
		}
		return "[" + strings.Join(parts, ", ") + "]", true
	}
	for _, p := range ordered(n) {
		text, ok := oneLine(p.value)
		if !ok {
			return "", false
		}
		parts = append(parts, scalar(p.key)+": "+text)
	}
	if len(parts) == 0 {
		return "{}", true
	}
	return "{ " + strings.Join(parts, ", ") + " }", true
}

// scalar writes a value as its author did, plain or in double quotes.
func scalar(n *yaml4.Node) string {
	quoted := yaml4.SingleQuotedStyle | yaml4.DoubleQuotedStyle | yaml4.LiteralStyle | yaml4.FoldedStyle
	if n.Style&quoted == 0 {
		return n.Value
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(n.Value) + `"`
}

// sameTree reports whether two files say the same: kinds and values, whatever the order of a rule's keys.
func sameTree(a, b *yaml4.Node) bool {
	if a.Kind != b.Kind || a.Value != b.Value || a.Tag != b.Tag || len(a.Content) != len(b.Content) {
		return false
	}
	if a.Kind == yaml4.MappingNode {
		x, y := ordered(a), ordered(b)
		for i := range x {
			if !sameTree(x[i].key, y[i].key) || !sameTree(x[i].value, y[i].value) {
				return false
			}
		}
		return true
	}
	for i := range a.Content {
		if !sameTree(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}
