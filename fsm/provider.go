// SPDX-License-Identifier: Apache-2.0

package fsm

import "strings"

// DefaultProvider is the provider of the shipped policy, a value of its fact of that name, and of a filing that names none.
const DefaultProvider = "alibabacloud"

var platformName = text{"Alibaba Cloud", "阿里云"}

// Status is what a user reads for a state (S1-22, S1-25) of a filing with a provider, in "zh" or English: as [State.Status],
// with that provider where it says Alibaba Cloud. The provider is a value of the policy's fact and called as the policy calls
// it, by the value itself where the policy does not know it; empty is "alibabacloud".
func (m *Machine) Status(provider string, s State, lang string) string {
	return m.words(provider, lang).status(s)
}

// DeadlineLabel is what a user reads for a deadline of a filing with a provider: [DeadlineName.Label] as Status is State.Status.
func (m *Machine) DeadlineLabel(provider string, n DeadlineName, lang string) string {
	return m.words(provider, lang).deadline(n)
}

// ActorLabel is who acts on a filing with a provider, as a user reads it: [Actor.Label] as Status is State.Status.
func (m *Machine) ActorLabel(provider string, a Actor, lang string) string {
	return m.words(provider, lang).actor(a)
}

// words are what people read of filings with one provider, in one language.
type words struct{ provider, lang string }

func (m *Machine) words(provider, lang string) words {
	return words{m.facts[factProvider].Label(orDefault(provider, DefaultProvider), lang), lang}
}

func platformWords(lang string) words { return words{platformName.in(lang), lang} }

func (w words) status(s State) string {
	if s >= numStates {
		return "unknown"
	}
	return w.say(statusWords[s])
}

func (w words) deadline(n DeadlineName) string {
	return w.say(deadlineInfos[min(n, numDeadlines-1)].words)
}

func (w words) actor(a Actor) string {
	if a >= numActors {
		return "unknown"
	}
	return w.say(actorWords[a])
}

// say puts the provider in its place, {0}.
func (w words) say(t text) string { return strings.ReplaceAll(t.in(w.lang), "{0}", w.provider) }

// stateReasons are what reasons say of states to people with one provider.
type stateReasons struct {
	words   [numStates]wording
	notHere []Reason // by state
}

func newStateReasons(of func(lang string) words) *stateReasons {
	r := &stateReasons{notHere: make([]Reason, numStates)}
	for s := range numStates {
		en, zh := shown(of("en").status(s)), shown(of("zh").status(s))
		r.words[s] = wording{s.String(), [...]string{en, zh}}
		r.notHere[s] = newReason(notHere, s.String(), "", en, zh)
	}
	return r
}

var platformReasons = newStateReasons(platformWords)

// name prepares what reasons say of states to people with the other providers of the policy.
func (m *Machine) name() {
	for _, provider := range m.facts[factProvider].Values() {
		if provider != DefaultProvider {
			if m.others == nil {
				m.others = map[string]*stateReasons{}
			}
			m.others[provider] = newStateReasons(func(lang string) words { return m.words(provider, lang) })
		}
	}
}

// put has buttons say in the words of this provider why a state has nothing for them.
func (of *stateReasons) put(buttons []Action, s State) {
	for i := range buttons {
		if r := buttons[i].Reasons; len(r) == 1 && r[0].code == notHere {
			buttons[i].Reasons = of.notHere[s : s+1 : s+1]
		}
	}
}

// stateWords are the words of the state where the filing stands.
func (w *work) stateWords() *wording { return &w.m.reasonsFor(w.f.Provider).words[w.f.State] }

// reasonsFor are what reasons say of states to people with a provider.
func (m *Machine) reasonsFor(provider string) *stateReasons {
	if r := m.others[provider]; r != nil {
		return r
	}
	return platformReasons
}
