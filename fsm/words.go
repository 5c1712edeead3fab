// SPDX-License-Identifier: Apache-2.0

package fsm

import "github.com/icpfiling/icp/rules"

// wording is a value of a fact or a decision with its words in English and Chinese, as reasons repeat them: [shown].
type wording struct {
	value string
	words [2]string
}

// wordings are the values of a fact or a decision.
type wordings struct {
	names
	words []wording // by place
}

func newWordings(values []string, label func(value, lang string) string) wordings {
	w := wordings{names: newNames(values)}
	for _, value := range values {
		w.words = append(w.words, wording{shown(value), [...]string{shown(label(value, "en")), shown(label(value, "zh"))}})
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
	m.listed = m.newSets(decDocuments, decSMSPersons)
}

// sets knows the names in the canonical texts of sets, "[a b c]", that the policy can give.
type sets struct {
	names
	lists []nameList // by place
}

// nameList are the names of a set, shared and only to be read, and their words where reasons name them.
type nameList struct {
	names []string
	words []*wording
}

func (m *Machine) newSets(decisions ...decision) (s sets) {
	var texts []string
	known := map[string]bool{}
	for i := range m.given {
		for _, d := range decisions {
			if m.given[i].Decision != decisionNames[d] || known[m.given[i].Value] {
				continue
			}
			known[m.given[i].Value] = true
			list := nameList{names: namesIn(m.given[i].Value)}
			list.words = make([]*wording, 0, len(list.names))
			for _, name := range list.names {
				list.words = append(list.words, m.wordings[d].of(name))
			}
			texts, s.lists = append(texts, m.given[i].Value), append(s.lists, list)
		}
	}
	s.names = newNames(texts)
	return s
}

// of lists the names of a set; of one that the policy cannot give it knows no words.
func (s *sets) of(text string) *nameList {
	if place, ok := s.place(text); ok {
		return &s.lists[place]
	}
	list := namesIn(text)
	return &nameList{list, make([]*wording, len(list))}
}
