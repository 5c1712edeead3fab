// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"math/bits"
	"strings"

	"github.com/icpfiling/icp/internal/worded"
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
	wordings
}

// fact is one fact and its value.
type fact struct {
	name  factName
	place int32 // where it is known: of the value, counted from 1
	value string
}

// of makes a fact that is still to be looked up.
func (n factName) of(value string) fact { return fact{name: n, value: value} }

// pinned are facts whose values are of this package's own closed sets: they are looked up once, by New.
type pinned struct {
	kinds   [numKinds]fact
	states  [numStates]fact
	touched [2]fact
	notices [noticeKinds]fact
}

// noticeKinds bounds the kinds of notices that rows tell.
const noticeKinds = notify.KindReminder + 1

func (m *Machine) pin() {
	known := func(x fact) fact {
		if place, ok := m.facts[x.name].place(x.value); ok {
			x.place = int32(place + 1)
		}
		return x
	}
	p := &m.pinned
	for k := range p.kinds {
		p.kinds[k] = known(factKind.of(Kind(k).String()))
	}
	for s := range p.states {
		p.states[s] = known(factState.of(State(s).String()))
	}
	p.touched[0], p.touched[1] = known(factTouched.of("no")), known(factTouched.of("yes"))
	for k := range p.notices {
		p.notices[k] = known(factNoticeKind.of(notify.Kind(k).String()))
	}
}

// touched is the fact that the applicant acted since the preliminary pass.
func (w *work) touched() fact {
	if w.f.Touched {
		return w.m.pinned.touched[1]
	}
	return w.m.pinned.touched[0]
}

// mayLack are decisions a policy need not have: lacking one is silence on it.
var mayLack = [numDecisions]bool{
	decExpiryDays: true, decExpiryReminders: true, decSubjectChange: true, decNameChange: true, decNumberChange: true,
	decDomainsPerWebsite: true, decWebsitesPerOrder: true, decDomainEdit: true, decTicketScope: true,
	decHandOverDocument: true,
}

// maySkip are decisions that a policy may leave open for some filings: a gap is silence on it. Hosts wrote layers for other
// providers before these were asked.
var maySkip = [numDecisions]bool{decTicketScope: true, decHandOverDocument: true}

// bind finds every fact and decision the machine needs in the policy and says at once which are missing.
func (m *Machine) bind(p *rules.Policy) error {
	var missing, missingZH []string
	for i, name := range factNames {
		f, ok := p.Fact(name)
		if !ok {
			missing, missingZH = append(missing, "fact "+name), append(missingZH, "事实 "+name)
			continue
		}
		m.facts[i] = factHandle{f, newWordings(f.Values(), f.Label)}
	}
	for d, name := range decisionNames {
		handle, ok := p.Decision(name)
		if m.silent[d] = !ok && mayLack[d]; m.silent[d] {
			continue
		}
		if !ok {
			missing, missingZH = append(missing, "decision "+name), append(missingZH, "决定 "+name)
			continue
		}
		m.decisions[d] = handle
		m.bindings[d] = bindingOf(string(handle.Binding()))
	}
	if len(missing) > 0 {
		return worded.Say("FSM-081: the policy lacks %s; use the shipped policy or add them to facts.yaml",
			"FSM-081：规则集缺少%s；请使用内置规则，或补充到 facts.yaml",
			worded.Words{EN: strings.Join(missing, ", "), ZH: strings.Join(missingZH, "、")})
	}
	m.channels = channelSets()
	m.documents = m.decisions[decDocuments].Values()
	m.prepareChecks(p)
	m.pin()
	m.prepare(p)
	m.speak(p)
	m.name()
	m.inSeason(p)
	m.tellings(p)
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
		factRegion.of(o.Region),
		factRegistered.of(registered(o, s)),
		factSubjectKind.of(o.SubjectKind),
		factSite.of(orDefault(o.Site, "china")),
		factProvider.of(orDefault(o.Provider, DefaultProvider)),
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

// baseValue reads one fact off the filing.
func (w *work) baseValue(i factName) string {
	f := w.f
	switch i {
	case factRegion:
		return f.Region
	case factKind:
		return f.Kind.String()
	case factRegistered:
		return f.Registered
	case factSubjectKind:
		return f.SubjectKind
	case factUploadChannel:
		return f.upload()
	case factSite:
		return f.Site
	case factSubjectBecomes:
		return f.SubjectBecomes
	}
	return f.Provider
}

// basePlace is the place of the value of one fact of the filing, counted from 1; 0 where the policy does not know it.
func (w *work) basePlace(i factName) int32 {
	if i == factKind && w.f.Kind < numKinds {
		return w.m.pinned.kinds[w.f.Kind].place
	}
	return w.placeOf(i, w.baseValue(i))
}

// placeOf is the place of a value of one of the facts of a filing, counted from 1; 0 where the policy does not know it.
func (w *work) placeOf(i factName, value string) int32 {
	met := &w.met[i]
	if met.value == value && met.place != 0 {
		return met.place
	}
	place, known := w.m.facts[i].place(value)
	if !known {
		return 0
	}
	met.value, met.place = value, int32(place+1)
	return met.place
}

// known reports whether the policy knows the value, by its own name.
func (w *work) known(x fact) bool {
	if x.name < numBaseFacts {
		return w.placeOf(x.name, x.value) != 0
	}
	_, ok := w.m.facts[x.name].place(x.value)
	return ok
}

func (w *work) set(x fact) bool {
	h := &w.m.facts[x.name]
	if x.place > 0 {
		w.facts.Set(h.Fact, int(x.place-1))
		return true
	}
	place, ok := h.place(x.value)
	if !ok {
		return w.unknown(x)
	}
	w.facts.Set(h.Fact, place)
	return true
}

// base makes the facts of the filing known that a decision looks at. Of one with a value the policy does not know it
// leaves a reason.
func (w *work) base(d decision) bool {
	if i, ok := w.learn(w.m.looksAt[d]); !ok {
		return w.unknown(i.of(w.baseValue(i)))
	}
	return true
}

// baseOf makes all of some facts known, and leaves no reason where it cannot: the decisions are then asked one by one.
func (w *work) baseOf(facts uint8) bool {
	_, ok := w.learn(facts)
	return ok
}

// learn makes some facts of the filing known; ok is false for the first with a value the policy does not know.
func (w *work) learn(facts uint8) (unknown factName, ok bool) {
	w.about()
	for need := facts &^ w.have; need != 0; need &= need - 1 {
		i := factName(bits.TrailingZeros8(need))
		if i == factSubjectBecomes && w.f.SubjectBecomes == "" {
			continue
		}
		place := w.basePlace(i)
		if place == 0 {
			return i, false
		}
		w.facts.Set(w.m.facts[i].Fact, int(place-1))
		w.have |= 1 << i
	}
	return 0, true
}

// about forgets what was known of another filing.
func (w *work) about() {
	if w.based != w.f {
		w.facts, w.based, w.have = rules.Case{}, w.f, 0
	}
}
