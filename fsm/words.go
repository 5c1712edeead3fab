// SPDX-License-Identifier: Apache-2.0

package fsm

import "github.com/icpfiling/icp/rules"

// wording is a value of a fact or a decision with its words in both languages, as reasons repeat them: [shown].
type wording struct{ value, en, zh string }

// wordings are the values of a fact or a decision.
type wordings struct {
	names
	words []wording // by place
}

func newWordings(values []string, label func(value, lang string) string) wordings {
	w := wordings{names: newNames(values)}
	for _, value := range values {
		w.words = append(w.words, wording{shown(value), shown(label(value, "en")), shown(label(value, "zh"))})
	}
	return w
}

// of finds a value's words; nil for one that is not known.
func (w *wordings) of(value string) *wording {
	if w.slots == nil {
		return nil
	}
	if place, ok := w.place(value); ok {
		return &w.words[place]
	}
	return nil
}

// speak prepares the words of the decisions whose values reasons name, and the sets that are looked into.
func (m *Machine) speak(p *rules.Policy) {
	for _, d := range [...]decision{decDocuments, decVerifyMethod} {
		m.wordings[d] = newWordings(m.decisions[d].Values(), func(value, lang string) string { return p.Text(m.decisions[d], value, lang) })
	}
	var texts []string
	for i := range m.given {
		if a := &m.given[i]; a.Decision == decisionNames[decDocuments] || a.Decision == decisionNames[decSMSPersons] {
			texts = append(texts, a.Value)
		}
	}
	m.listed = newSets(texts)
}

// sets knows the names in the canonical texts of sets, "[a b c]", that the policy can give.
type sets struct {
	names
	lists [][]string // by place; shared, only to be read
}

func newSets(texts []string) sets {
	s := sets{names: newNames(texts)}
	for _, text := range texts {
		s.lists = append(s.lists, namesIn(text))
	}
	return s
}

// of lists the names of a set.
func (s *sets) of(text string) []string {
	if place, ok := s.place(text); ok {
		return s.lists[place]
	}
	return namesIn(text)
}
