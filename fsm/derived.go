// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/derive"
)

// check is a decision bound to the submission that hangs on facts only the host can say: comparisons of two fields of the
// filing, made by rules/derive, and what the applicant says of the contents. A decision of a host's own is one like those
// of the shipped policy.
type check struct {
	rules.Decision
	limits  []rules.Fact // all it hangs on
	says    []rules.Fact // those it hangs on that a host says
	looksAt uint8        // the base facts it hangs on
	code    reasonCode   // of a refusal
}

// furtherDocuments is the decision whose answer is a list of documents to attach.
const furtherDocuments = "further_documents"

// refusing are the answers that refuse a submission.
var refusing = [...]string{"not_accepted", "not_allowed", "change_first"}

// checkCodes are the reasons of the shipped decisions; those of a host's own share one.
var checkCodes = map[string]reasonCode{
	"domain_holder_check":         holderNotAccepted,
	"expires_too_soon":            expiresTooSoon,
	"age_check":                   ageNotAccepted,
	"mobile_check":                mobileNotAccepted,
	"residence_check":             residenceNotAccepted,
	"subject_administrator_check": subjectAdministratorNotAccepted,
	"website_administrator_check": websiteAdministratorNotAccepted,
	"website_name_check":          websiteNameNotAccepted,
	"access_check":                changeFirst,
}

// prepareChecks finds the decisions that hang on what a host says.
func (m *Machine) prepareChecks(p *rules.Policy) {
	own := newNames(factNames[:])
	asked := newNames(decisionNames[:])
	for _, d := range p.Decisions() {
		if _, known := asked.place(d.Name()); known || d.Binding() != rules.BindingSubmit {
			continue
		}
		c := check{Decision: d, code: checkCodes[d.Name()]}
		if c.code == reasonNone {
			c.code = checkNotAccepted
		}
		c.limits = p.Limited(d)
		for _, f := range c.limits {
			place, known := own.place(f.Name())
			switch {
			case !known:
				c.says = append(c.says, f)
			case place < int(numBaseFacts):
				c.looksAt |= 1 << place
			}
		}
		if len(c.says) > 0 {
			m.checks = append(m.checks, c)
		}
		if d.Name() == furtherDocuments {
			m.furtherDecision, m.further = d, d.Values()
		}
	}
}

// maxSaid bounds what one command says of a filing.
const maxSaid = 1000

// derivedOf is what a command says, nil where it says nothing.
func derivedOf(c Command) []derive.Said {
	switch c := c.(type) {
	case Submit:
		return c.Derived
	case *Submit:
		return c.Derived
	case Resubmit:
		return c.Derived
	case *Resubmit:
		return c.Derived
	case Edit:
		return c.Derived
	case *Edit:
		return c.Derived
	}
	return nil
}

// derivedKnown holds what a command says to the facts and values of the policy and the domains of the filing, so that
// nothing else can come into a journal that way.
func (w *work) derivedKnown() bool {
	list := derivedOf(w.cmd)
	if len(list) == 0 {
		return true
	}
	if len(list) > maxSaid {
		return w.because(derivedInvalid, strconv.Itoa(maxSaid), "more facts than one command may say")
	}
	targets := w.f.Targets
	if e, ok := as[Edit](w.cmd); ok && e.Targets != nil {
		targets = e.Targets
	}
	ok := true
	for i, s := range list {
		if what := w.saidFault(list[:i], s, targets); what != "" {
			ok = w.because(derivedInvalid, s.Fact, what)
		}
	}
	return ok
}

// saidFault says what is wrong with one fact; it never repeats a value.
func (w *work) saidFault(before []derive.Said, s derive.Said, targets []Target) string {
	f, ok := w.m.policy.Fact(s.Fact)
	switch {
	case !ok:
		return "the policy has no such fact"
	case slices.Contains(factNames[:], s.Fact):
		return "the filing says this itself"
	case !named(f, s.Value):
		return "the policy does not list its value"
	case s.Of != "" && !slices.ContainsFunc(targets, func(t Target) bool { return slices.Contains(t.Domains, s.Of) }):
		return "what it is said of is no domain of the filing"
	case slices.ContainsFunc(before, func(o derive.Said) bool { return o.Fact == s.Fact && o.Of == s.Of }):
		return "it is said twice"
	}
	return ""
}

// named reports whether a fact has a value by this very name.
func named(f rules.Fact, value string) bool {
	place, ok := f.Value(value)
	if _, _, number := f.Integer(); number {
		return ok && strconv.Itoa(place) == value
	}
	return ok && slices.Contains(f.Values(), value)
}

// Case gives what the machine knows of a filing, as the policy is asked about it: for rules/derive, and for hosts that ask
// the policy something of their own. Facts with values the policy does not know are left out.
func (m *Machine) Case(s Subject) rules.Case {
	w := work{m: m, s: &s, f: &s.Filing}
	var c rules.Case
	for i := range numBaseFacts {
		if w.baseOf(1 << i) {
			c = w.facts
		}
	}
	return c
}
