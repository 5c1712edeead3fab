// SPDX-License-Identifier: Apache-2.0

package report

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/property"
)

// Page is one report to be written. Report is needed; what is left out is left out of the output.
type Page struct {
	// Report says what was simulated, what came of it and what was broken.
	Report *simulator.Report
	// Figures say how long stages took and which deadlines were met.
	Figures *Figures
	// Policy names provinces and says what rules are about. Use the one of the run.
	Policy *rules.Policy
	// Properties are the host's own of the run (simulator.Options.Properties): the page says their words and sources.
	Properties []property.Property
	// Lang is "zh" or English.
	Lang string
	// Command simulates the same again, Replay one filing of it: lines to copy into a shell.
	Command string
	Replay  func(filing int) string
	// Keep gives the lines that keep a violation's shortest story as a case, or show the one that was kept.
	Keep func(v simulator.Violation) (about, command string)
	// Stories explain violations, by the name of the property that was broken. The shortest ones say most: those of
	// Case.Shrink, replayed.
	Stories map[string]*simulator.Story
	// Strict makes what was never reached, or never asked, a failure of JUnit's suite "coverage".
	Strict bool
	// Color lets Text mark what was broken, for a terminal that shows colours.
	Color bool
}

func (p *Page) text(en, zh string) string {
	if tongue.IsChinese(p.Lang) {
		return zh
	}
	return en
}

// filings counts filings in words.
func (p *Page) filings(n int) string {
	if n == 1 {
		return p.text("1 filing", "1 件备案")
	}
	return grouped(int64(n)) + p.text(" filings", " 件备案")
}

// region is the name of a province as a person reads it.
func (p *Page) region(name string) string { return p.label("region", name) }

// provider says with whom all filed, where it is not the provider of the shipped policy.
func (p *Page) provider() string {
	name := p.Report.Provider
	if name == "" || name == fsm.DefaultProvider {
		return ""
	}
	label := p.label("provider", name)
	return p.text("All of them are filed with "+label+".", "均通过"+label+"备案。")
}

// deadlineLabels are what a person reads for deadlines, with the provider all filed with.
func (p *Page) deadlineLabels() func(fsm.DeadlineName) string {
	if p.provider() != "" && p.Policy != nil {
		if m, err := fsm.New(p.Policy, calendar.China()); err == nil {
			return func(n fsm.DeadlineName) string { return m.DeadlineLabel(p.Report.Provider, n, p.Lang) }
		}
	}
	return func(n fsm.DeadlineName) string { return n.Label(p.Lang) } // a policy that makes no machine simulated nothing
}

// label is the value of a fact as a person reads it.
func (p *Page) label(fact, value string) string {
	if p.Policy != nil {
		if f, ok := p.Policy.Fact(fact); ok {
			return f.Label(value, p.Lang)
		}
	}
	return value
}

// Ending says where a filing ended, or that it waits and where, in the language of the page; it needs nothing else of it.
func (p *Page) Ending(s fsm.State) string {
	if s.Final() {
		return p.state(s)
	}
	return p.text("waiting: ", "停留：") + p.state(s)
}

// state is the name of a stage as a person reads it. Status gives what an applicant is shown, which is the same for
// several stages; here they are told apart.
func (p *Page) state(s fsm.State) string {
	words, ok := map[fsm.State][2]string{
		fsm.Draft:               {"draft", "草稿"},
		fsm.PreliminaryReview:   {"preliminary review", "初审"},
		fsm.PreliminaryReturned: {"returned by the review", "初审退回"},
		fsm.Verification:        {"verification", "真实性核验"},
		fsm.VerificationReview:  {"verification review", "核验审核"},
		fsm.Ready:               {"ready for hand-over", "待提交管局"},
		fsm.SMSVerification:     {"SMS verification", "短信核验"},
		fsm.SMSReturned:         {"returned by SMS", "短信核验退回"},
		fsm.AuthorityReview:     {"authority review", "管局审核"},
		fsm.AuthorityReturned:   {"rejected by authority", "管局驳回"},
		fsm.Approved:            {"approved", "审核通过"},
		fsm.Abandoned:           {"abandoned", "已放弃"},
		fsm.Expired:             {"expired", "已失效"},
	}[s]
	if !ok {
		return s.String()
	}
	return p.text(words[0], words[1])
}

// deadlineKind says in a word or two what passing means.
func (p *Page) deadlineKind(k fsm.DeadlineKind) string {
	switch k {
	case fsm.Expected:
		return p.text("expected", "预计")
	case fsm.TargetTime:
		return p.text("target", "目标")
	case fsm.AdviceTime:
		return p.text("advice", "提醒")
	case fsm.Hard:
		return p.text("hard", "强制")
	}
	return p.text("legal", "法定")
}

// why says an invariant or a property of the host in a sentence; empty for a name that is none of theirs.
func (p *Page) why(name string) (what, source string) {
	for _, own := range p.Properties {
		if own.Name() == name {
			return own.Text(p.Lang), own.Source()
		}
	}
	for _, inv := range simulator.Invariants() {
		if inv.Name == name {
			return p.text(inv.What, inv.WhatZH), inv.Source
		}
	}
	return "", ""
}
