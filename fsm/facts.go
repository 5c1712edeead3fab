// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
)

// factName is a fact of the policy the machine sets.
type factName uint8

const (
	factRegion factName = iota
	factKind
	factRegistered
	factSubjectKind
	factUploadChannel
	factSite
	factProvider
	factSubjectBecomes          // only where a change makes another subject of it
	numBaseFacts                // those above are known of every filing; those below come with a question
	factState          factName = iota - 1
	factTouched
	factTopColour
	factNoticeKind
	numFacts
)

var factNames = [numFacts]string{
	"region", "kind", "registered", "subject_kind", "upload_channel", "site", "provider", "subject_change_to",
	"state", "touched", "top_colour", "notice_kind",
}

// factHandle is a fact with its values by their own names: aliases and labels are for people and commands, not for
// what goes into a journal.
type factHandle struct {
	rules.Fact
	names
}

// fact is one fact and its value.
type fact struct {
	name  factName
	value string
}

// mayLack are decisions a policy need not have: lacking one is silence on it.
var mayLack = [numDecisions]bool{
	decExpiryDays: true, decExpiryReminders: true, decSubjectChange: true, decNameChange: true, decNumberChange: true,
	decDomainsPerWebsite: true, decWebsitesPerOrder: true, decDomainEdit: true,
}

// bind finds every fact and decision the machine needs in the policy and says at once which are missing.
func (m *Machine) bind(p *rules.Policy) error {
	var missing []string
	for i, name := range factNames {
		f, ok := p.Fact(name)
		if !ok {
			missing = append(missing, "fact "+name)
			continue
		}
		m.facts[i] = factHandle{f, newNames(f.Values())}
	}
	for d, name := range decisionNames {
		handle, ok := p.Decision(name)
		if m.silent[d] = !ok && mayLack[d]; m.silent[d] {
			continue
		}
		if !ok {
			missing = append(missing, "decision "+name)
			continue
		}
		m.decisions[d] = handle
		m.bindings[d] = bindNow
		if i, ok := bindingIndex(string(handle.Binding())); ok {
			m.bindings[d] = i
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("FSM-081: the policy lacks %s; use the shipped policy or add them to facts.yaml", strings.Join(missing, ", "))
	}
	m.channels = channelSets()
	m.documents = m.decisions[decDocuments].Values()
	m.prepare(p)
	return nil
}

// factBits notes for every decision on which facts of a filing its rules look, so that no others are looked up.
func (m *Machine) factBits(p *rules.Policy) {
	for d := range numDecisions {
		if m.silent[d] {
			continue
		}
		for _, f := range p.Limited(m.decisions[d]) {
			for i := range m.facts[:numBaseFacts] {
				if m.facts[i].Fact == f {
					m.looksAt[d] |= 1 << i
				}
			}
		}
	}
}

// channelSets knows the canonical text of every set of channels.
func channelSets() map[string]notify.Channels {
	all := [...]notify.Channel{notify.ChannelEmail, notify.ChannelInbox, notify.ChannelSMS, notify.ChannelWebhook} // by name
	sets := make(map[string]notify.Channels, 1<<len(all))
	for bits := range 1 << len(all) {
		var names []string
		var set notify.Channels
		for i, c := range all {
			if bits>>i&1 == 1 {
				names, set = append(names, c.String()), set.Add(c)
			}
		}
		sets["["+strings.Join(names, " ")+"]"] = set
	}
	return sets
}

// opening lists the facts an Open brings.
func opening(o *Open, s *Subject) [5]fact {
	return [...]fact{
		{factRegion, o.Region},
		{factRegistered, registered(o, s)},
		{factSubjectKind, o.SubjectKind},
		{factSite, orDefault(o.Site, "china")},
		{factProvider, orDefault(o.Provider, "alibabacloud")},
	}
}

// registered is where the subject is filed: what the host says, else what the subject's own record says.
func registered(o *Open, s *Subject) string {
	switch {
	case o.Registered != "":
		return o.Registered
	case s.Record.stands():
		return "here"
	}
	return "nowhere"
}

func orDefault(s, def string) string {
	if s == "" {
		return def
	}
	return s
}

// baseFact reads one fact off the filing.
func (w *work) baseFact(i factName) fact {
	f := w.f
	switch i {
	case factRegion:
		return fact{i, f.Region}
	case factKind:
		return fact{i, f.Kind.String()}
	case factRegistered:
		return fact{i, f.Registered}
	case factSubjectKind:
		return fact{i, f.SubjectKind}
	case factUploadChannel:
		return fact{i, f.upload()}
	case factSite:
		return fact{i, f.Site}
	case factSubjectBecomes:
		return fact{i, f.SubjectBecomes}
	}
	return fact{factProvider, f.Provider}
}

// known reports whether the policy knows the value, by its own name.
func (m *Machine) known(x fact) bool {
	_, ok := m.facts[x.name].place(x.value)
	return ok
}

// unknown notes that a fact has a value the policy does not know, with the name meant if it is an alias.
func (w *work) unknown(x fact) bool {
	h := &w.m.facts[x.name]
	meant := ""
	if place, ok := h.Value(x.value); ok {
		if place < len(h.list) {
			meant = h.list[place]
		}
		return w.because(factUnknown, factNames[x.name], x.value, " (write "+meant+")", "（请使用"+meant+"）")
	}
	return w.because(factUnknown, factNames[x.name], x.value)
}

func (w *work) set(x fact) bool {
	h := &w.m.facts[x.name]
	place, ok := h.place(x.value)
	if !ok {
		return w.unknown(x)
	}
	w.facts.Set(h.Fact, place)
	return true
}

// base makes the facts of the filing known that a decision looks at.
func (w *work) base(d decision) bool {
	if w.based != w.f {
		w.facts, w.based, w.have = rules.Case{}, w.f, 0
	}
	for need := w.m.looksAt[d] &^ w.have; need != 0; need &= need - 1 {
		i := factName(bits.TrailingZeros8(need))
		if i == factSubjectBecomes && w.f.SubjectBecomes == "" {
			continue
		}
		if !w.set(w.baseFact(i)) {
			return false
		}
		w.have |= 1 << i
	}
	return true
}
