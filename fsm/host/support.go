// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
)

// Support gives a text in "zh" or English that a support agent can paste into an answer: where the filing stands,
// who acts, by when, what to do next, which documents are missing. It names nobody; times are China's.
// Errors are those of [Host.Subject].
func (h *Host) Support(ctx context.Context, subjectID, lang string) (string, error) {
	s, err := h.Subject(ctx, subjectID)
	if err != nil {
		return "", err
	}
	return supportText(h.machine, s, h.now(), lang), nil
}

// words is a label in both languages.
type words struct{ en, zh string }

func (w words) in(lang string) string {
	if tongue.IsChinese(lang) {
		return w.zh
	}
	return w.en
}

// supporter writes one text.
type supporter struct {
	strings.Builder
	lang string
}

func (p *supporter) line(label words, values ...string) {
	p.WriteString(label.in(p.lang) + words{": ", "："}.in(p.lang) + strings.Join(values, words{", ", "，"}.in(p.lang)) + "\n")
}

func (p *supporter) clock(t time.Time) string {
	return t.In(calendar.Zone()).Format("2006-01-02 15:04")
}

// supportText is built on what a user is told elsewhere, so that it cannot tell another story.
func supportText(m *fsm.Machine, s fsm.Subject, at time.Time, lang string) string {
	p := &supporter{lang: lang}
	f := &s.Filing
	if f.State == fsm.StateNone {
		p.line(words{"Status", "状态"}, m.Status(f.Provider, f.State, lang))
		p.record(m, &s, at)
		return p.String()
	}
	p.line(words{"Filing", "备案"}, f.ID, f.Kind.Label(lang), regionLabel(m, f.Region, lang))
	p.line(words{"Status", "状态"}, m.Status(f.Provider, f.State, lang), words{"since ", "始于"}.in(lang)+p.clock(f.Since))
	if f.State.InProgress() {
		var labels []string
		who, _, _ := waits(f)
		for _, actor := range who {
			labels = append(labels, m.ActorLabel(f.Provider, actor, lang))
		}
		p.line(words{"Who acts", "当前操作方"}, labels...)
		p.deadlines(m, f, at)
		p.next(m, s, at)
	}
	p.record(m, &s, at)
	_, advice := m.Advice(s, at, lang)
	p.line(words{"Advice", "提示"}, advice)
	return p.String()
}

// deadlines says by when: everything that runs, what is over with a word for it.
func (p *supporter) deadlines(m *fsm.Machine, f *fsm.Filing, at time.Time) {
	by := words{"By when", "时限"}
	label := func(n fsm.DeadlineName) string { return m.DeadlineLabel(f.Provider, n, p.lang) }
	if len(f.Deadlines()) == 0 {
		p.line(by, words{"no deadline runs", "当前没有时限"}.in(p.lang))
	}
	for _, d := range f.Deadlines() {
		switch {
		case d.Name.Reminder():
		case d.Pending:
			p.line(by, label(d.Name), words{
				"not known yet: " + d.Missing + " is not loaded", "暂无法确定：尚未载入" + noticeZH(d.Missing),
			}.in(p.lang))
		case d.Due.Before(at):
			p.line(by, label(d.Name), p.clock(d.Due), words{"this is over", "已超过"}.in(p.lang))
		default:
			p.line(by, label(d.Name), p.clock(d.Due))
		}
	}
}

// noticeZH gives the name of a notice as deadlines have it in Chinese.
func noticeZH(missing string) string {
	if year, ok := strings.CutPrefix(missing, "the State Council notice for "); ok {
		return "国务院" + year + "年放假通知"
	}
	return missing
}

// next says what to do, and lists the documents that are missing.
func (p *supporter) next(m *fsm.Machine, s fsm.Subject, at time.Time) {
	for _, step := range m.NextSteps(s, at, p.lang) {
		p.line(words{"Next", "下一步"}, step.Text)
	}
	documents, _ := m.Policy().Decision("documents")
	var missing []string
	for _, a := range m.Actions(s, at) {
		for _, document := range a.Missing {
			if label := m.Policy().Text(documents, document, p.lang); !slices.Contains(missing, label) {
				missing = append(missing, label)
			}
		}
	}
	if len(missing) > 0 {
		p.line(words{"Missing documents", "缺少资料"}, missing...)
	}
}

// regionLabel gives a region's name, and its id where the policy has none.
func regionLabel(m *fsm.Machine, region, lang string) string {
	fact, ok := m.Policy().Fact("region")
	if !ok {
		return region
	}
	return fact.Label(region, lang)
}
