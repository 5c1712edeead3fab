// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/rules"
)

// decision is a decision of the policy the machine asks.
type decision uint8

const (
	decAppUpload decision = iota
	decUploadBeforeAttach
	decProvinceChange
	decNotificationsFirst
	decDocuments
	decVerifyMethod
	decStageOrder
	decPreliminarySLA
	decPhotoSLA
	decSubmitSLA
	decPlatformExpected
	decTicketAfter
	decAuthorityRange
	decLegalLimit
	decSMS
	decSMSPersons
	decSMSWindow
	decSMSAttempts
	decWithdraw
	decWithdrawReason
	decPhotoTop
	decOriginals
	decNoticeChannels
	decNoticeAudience
	decOldDomain
	decExpiryDays
	numDecisions
)

var decisionNames = [numDecisions]string{
	"app_upload", "upload_before_attach", "province_change", "notifications_before_filing", "documents", "verify_method", "stage_order",
	"preliminary_sla", "photo_sla", "authority_submit_sla", "platform_expected", "ticket_after", "authority_range",
	"legal_limit", "sms", "sms_persons", "sms_window", "sms_attempts", "withdraw", "withdraw_reason", "photo_top",
	"originals", "notice_channels", "notice_audience", "old_domain", "expiry_days",
}

// factHandles are the facts the machine sets.
type factHandles struct {
	region, kind, registered, subjectKind, uploadChannel, site, provider rules.Fact
	state, touched, topColour, noticeKind                                rules.Fact
}

// bind finds every fact and decision the machine needs in the policy and says at once which are missing.
func (m *Machine) bind(p *rules.Policy) error {
	var missing []string
	for name, dst := range map[string]*rules.Fact{
		"region": &m.facts.region, "kind": &m.facts.kind, "registered": &m.facts.registered,
		"subject_kind": &m.facts.subjectKind, "upload_channel": &m.facts.uploadChannel, "site": &m.facts.site,
		"provider": &m.facts.provider, "state": &m.facts.state, "touched": &m.facts.touched,
		"top_colour": &m.facts.topColour, "notice_kind": &m.facts.noticeKind,
	} {
		f, ok := p.Fact(name)
		if !ok {
			missing = append(missing, "fact "+name)
		}
		*dst = f
	}
	for d, name := range decisionNames {
		handle, ok := p.Decision(name)
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
		sortStrings(missing)
		return fmt.Errorf("FSM-081: the policy lacks %s; use the shipped policy or add them to facts.yaml", strings.Join(missing, ", "))
	}
	m.documents = m.decisions[decDocuments].Values()
	return nil
}

// opening lists the facts an Open brings.
func (h *factHandles) opening(o *Open) [4]fact {
	return [...]fact{
		{h.region, o.Region}, {h.subjectKind, o.SubjectKind},
		{h.site, orDefault(o.Site, "china")}, {h.provider, orDefault(o.Provider, "alibabacloud")},
	}
}

func orDefault(s, def string) string {
	if s == "" {
		return def
	}
	return s
}

// base is the filing as the policy sees it, made once for a step; ok is false, with a reason, if a fact has a value
// the policy does not know.
func (w *work) base() bool {
	if w.based == w.f {
		return true
	}
	f, h := w.f, &w.m.facts
	registered := "nowhere"
	if w.s.Record != nil {
		registered = "here"
	}
	facts := [...]fact{
		{h.region, f.Region}, {h.kind, f.Kind.String()}, {h.registered, registered}, {h.subjectKind, f.SubjectKind},
		{h.uploadChannel, f.upload()}, {h.site, f.Site}, {h.provider, f.Provider},
	}
	w.facts = rules.Case{}
	for i := range facts {
		if !w.set(&w.facts, &facts[i]) {
			return false
		}
	}
	w.based = w.f
	return true
}

func (w *work) set(c *rules.Case, x *fact) bool {
	v, known := x.fact.Value(x.value)
	if !known {
		return w.because(factUnknown, x.fact.Name(), x.value)
	}
	c.Set(x.fact, v)
	return true
}

// answer asks the policy one decision for the filing at the date of the step, with facts of the question added.
func (m *Machine) answer(w *work, d decision, extra []fact) (rules.Verdict, bool) {
	if !w.base() {
		return rules.Verdict{}, false
	}
	for i := range extra {
		if !w.set(&w.facts, &extra[i]) {
			return rules.Verdict{}, false
		}
	}
	v, err := m.policy.Judge(m.decisions[d], &w.facts, w.date)
	for i := range extra {
		w.facts.Clear(extra[i].fact)
	}
	if err != nil {
		w.fault = errors.Join(w.fault, fmt.Errorf("FSM-090: the policy has no single answer for %s on %s: %w; mend the policy or judge by another one",
			decisionNames[d], w.date, err))
		return rules.Verdict{}, false
	}
	return v, true
}

// judge is answer in the form that events record.
func (m *Machine) judge(w *work, d decision, extra []fact) (Verdict, bool) {
	v, ok := m.answer(w, d, extra)
	if !ok {
		return Verdict{}, false
	}
	return Verdict{Decision: decisionNames[d], Value: v.Value.String(), Rule: v.Rule, Policy: v.Policy}, true
}

// judgeAll answers every decision of a binding; the list is never nil.
func (m *Machine) judgeAll(w *work, binding int) []Verdict {
	list := make([]Verdict, 0, numDecisions)
	for d := range numDecisions {
		if m.bindings[d] != binding {
			continue
		}
		if v, ok := m.judge(w, d, nil); ok {
			list = append(list, v)
		}
	}
	return list
}

// number reads the canonical text of a number verdict.
func number(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// span reads the canonical text of a range verdict, "3..20".
func span(text string) (lo, hi int, ok bool) {
	a, b, found := strings.Cut(text, "..")
	lo, ok1 := number(a)
	hi, ok2 := number(b)
	return lo, hi, found && ok1 && ok2
}
