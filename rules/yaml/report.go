// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"slices"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// report notes problems at the places they are written. Of what was noted there for its shape nothing more is said, nor of
// names that a facts.yaml with mistakes may have meant to declare.
func (r *reader) report(problems []model.Problem) {
	for _, p := range problems {
		i, _, ofRule := rulePath(p.Path)
		if ofRule {
			r.read[i].broken = true
		} else {
			r.badVocabulary = true
		}
		at := r.place(p.Path)
		if other, ok := r.placeOfOther(p.Also); ok && at.file == "" { // of the policy below: the other one is the host's
			at, p.Also = other, ""
		}
		if ofRule && (r.noted(at, "shape") || r.badVocabulary && len(p.Near) == 0 && leansOnNames(p.ID)) {
			continue
		}
		f := Finding{
			File: at.file, Line: at.line, Column: at.col, EndColumn: at.end, ID: p.ID, Message: p.Msg.En, MessageZh: p.Msg.Zh, Near: p.Near,
		}
		if at, ok := r.placeOfOther(p.Also); ok {
			f.Related = []rules.Position{{File: at.file, Line: at.line, Column: at.col}}
		} else if len(p.Near) == 0 && slices.Contains([]string{"unknown-fact", "unknown-decision", "unknown-switch"}, p.ID) {
			f.Message += "; facts.yaml declares what there is"
			f.MessageZh += "；可用名称见 facts.yaml"
		}
		r.findings = append(r.findings, f)
	}
}

// leansOnNames reports whether a problem may come from a name that was not declared.
func leansOnNames(id string) bool {
	return slices.Contains([]string{"unknown-fact", "unknown-value", "unknown-decision", "unknown-switch", "kind"}, id)
}

// noted reports whether a finding of a kind stands at a place.
func (r *reader) noted(at place, id string) bool {
	return slices.ContainsFunc(r.findings, func(f Finding) bool {
		return f.ID == id && f.File == at.file && f.Line == at.line && f.Column == at.col
	})
}

// placeOfOther gives where the path of something that belongs to a problem is written, unless that is in the policy below.
func (r *reader) placeOfOther(path string) (place, bool) {
	if path == "" {
		return place{}, false
	}
	if _, _, ok := rulePath(path); !ok {
		at, ok := r.vocabulary.at[path]
		return at, ok
	}
	at := r.place(path)
	return at, at.file != ""
}

// place gives where the path of a problem is written.
func (r *reader) place(path string) place {
	s := &r.vocabulary
	if i, sub, ok := rulePath(path); ok {
		s, path = &r.read[i].section, sub
	}
	at := s.find(path)
	if at.file == "" {
		at = place{s.file, 1, 1, 1}
	}
	return at
}
