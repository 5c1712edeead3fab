// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"bytes"
	"errors"
	"io/fs"

	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// ReadContract reads a change file, against the policy the change leads to: what is meant to change, and nothing else
// may. Mistakes come back as one *[Error]; name is what they call the file.
//
//	change: v1
//	intent: Fujian stops app uploads a month earlier
//	expect:
//	  - { decision: app_upload, from: allowed, to: not_allowed, given: { region: fujian }, at: { from: 2019-06-30, until: 2019-07-30 } }
//
// For a set, from lists what goes and to what comes. A name that comes, goes or means something else is announced by the
// line icp rules diff has for it, in English:
//
//   - { vocabulary: "value of provider: example_cloud is new" }
func ReadContract(name string, data []byte, p *rules.Policy) ([]rules.Announcement, error) {
	r := &reader{fsys: oneFile{name, data}, kinds: map[string]string{}}
	t := &testReader{section: section{r: r, file: name, at: map[string]place{}}, p: p}
	var out []rules.Announcement
	if n := r.load(name); n != nil {
		out = t.contract(n)
	}
	if len(r.findings) > 0 {
		return nil, &Error{Findings: tidy(r.findings)}
	}
	return out, nil
}

// oneFile is a folder of one file in memory, whatever its name.
type oneFile struct {
	name string
	data []byte
}

func (f oneFile) Open(name string) (fs.File, error) {
	if name != f.name {
		return nil, fs.ErrNotExist
	}
	return memFile{bytes.NewReader(f.data)}, nil
}

type memFile struct{ *bytes.Reader }

func (f memFile) Stat() (fs.FileInfo, error) { return nil, errors.New("in memory") }
func (f memFile) Close() error               { return nil }

func (t *testReader) contract(n *yaml4.Node) []rules.Announcement {
	k := t.keys(n, "a change file", "change", "intent", "expect")
	if v, ok := k["change"]; !ok || v.value.Value != "v1" {
		t.note(n, "version", model.Say("the file must say change: v1", "文件须写明 change: v1"))
	}
	intent := ""
	if v, ok := k["intent"]; ok {
		intent = t.text(v.value, "intent")
	} else {
		t.note(n, "shape", model.Say("the file does not say its intent", "文件缺少 intent（改动目的）"))
	}
	list, ok := k["expect"]
	if !ok || list.value.Kind != yaml4.SequenceNode {
		t.note(n, "shape", model.Say("the file needs expect, a list of changes", "文件须有 expect，即改动列表"))
		return nil
	}
	var out []rules.Announcement
	for _, c := range list.value.Content {
		a := t.announcement(c)
		a.Intent = intent
		out = append(out, a)
	}
	return out
}

func (t *testReader) announcement(n *yaml4.Node) rules.Announcement {
	a := rules.Announcement{Position: t.position(n)}
	k := t.keys(n, "a change", "decision", "from", "to", "given", "at", "vocabulary")
	if v, ok := k["vocabulary"]; ok {
		a.Vocabulary = t.text(v.value, "vocabulary")
		if len(k) > 1 {
			t.note(n, "shape", model.Say("vocabulary stands alone in its entry", "vocabulary 须单独成为一项"))
		}
		return a
	}
	d, ok := k["decision"]
	if !ok {
		t.note(n, "shape", model.Say("the change names no decision", "改动未写明 decision"))
		return a
	}
	a.Decision = d.value.Value
	for key, to := range map[string]*rules.Value{"from": &a.Old, "to": &a.New} {
		v, ok := k[key]
		if !ok {
			t.note(n, "shape", model.Say("the change does not say %s", "改动未写明 %s", key))
			continue
		}
		for _, e := range t.expect(nil, d.value, v.value) {
			*to = e.Value
		}
	}
	if g, ok := k["given"]; ok {
		for _, f := range t.pairs(g.value, "given") {
			a.Given = t.given(a.Given, f.key, f.value)
		}
	}
	if at, ok := k["at"]; ok {
		a.From, a.Until = t.days(at.value)
	}
	return a
}
