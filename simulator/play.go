// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/internal/worded"
)

// Play runs a script, which a person writes without Go: one command a line, with its fields as name=value, in the names
// of a case file. A line may begin with a time, 2018-04-04 10:00 in UTC+8, or with the time since the line above: +30m,
// +3h, +2d, +2bd for business days, +2bd3h; else a minute has passed. Deadlines that passed meanwhile take effect first.
// attach_all uploads whatever the policy asks for. An open without account, persons and references gets some. A line
// "expect state=NAME", "expect refused=CODE", "expect accepted" or "expect told=TOPIC" says what must have come of the
// command above and of the time until it; a refusal that no such line expects is a failure. All invariants are asked.
// # begins a comment, and a line that ends in a backslash goes on in the next.
//
//	2018-04-04 10:00 open id=f-1 kind=first_filing region=beijing subject_kind=enterprise targets=w-1:a.example
//	attach_all
//	submit
//	expect state=preliminary_review
//	+1bd pass_preliminary
//
// Of o it takes policy, calendar, plant and Confirm. A line that cannot be read is a *CaseError with its number.
//
// Play gives the story, whose Violations are the invariants that were broken, and in its language the expectations that
// were not met, each with its line.
func Play(text []byte, o Options, lang string) (story *Story, failed []string, err error) {
	if err := o.checkJudges(); err != nil {
		return nil, nil, err
	}
	lines, err := parseScript(text, o.Calendar)
	if err != nil {
		return nil, nil, err
	}
	c := &Case{Invariant: replayEqualsState.Name, Plant: o.Plant}
	for i := range lines {
		c.Steps = append(c.Steps, lines[i].step)
	}
	t, err := playable(c, o)
	if wrong, ok := errors.AsType[*CaseError](err); ok && wrong.Step >= 0 {
		atLine := *wrong
		atLine.Step, atLine.Line = lines[wrong.Step].line, true
		return nil, nil, &atLine
	}
	if err != nil {
		return nil, nil, err
	}
	p := &player{life: t.life, story: t.life.newStory(0, 0, lang), refused: -1}
	l := p.life
	l.tale, l.whole = p.story, true
	l.mon.untimed = false // the timers of a script fire by themselves
	l.beginCase(c)
	for i := range lines {
		p.line(&lines[i])
		if l.err != nil {
			return nil, nil, noLine(
				lines[i].line, worded.Say("cannot be decided: %s", "无法判定：%s", worded.Of(l.err)),
				worded.Say("mend the line, or give another policy", "请修正该行，或改用其他规则"))
		}
	}
	p.unexpected()
	l.end()
	l.close(p.story)
	return p.story, p.inOrder(), nil
}

type player struct {
	life     *life
	story    *Story
	failed   []unmet
	accepted bool
	codes    []string // of the latest refusal
	told     int      // notices before the latest command, and before the time that passed until it
	refused  int      // the line of a command whose refusal nothing expects yet, -1 for none
}

// unmet is an expectation that was not met, in words.
type unmet struct {
	line int // from 0
	text string
}

// inOrder gives what was not met in the order of the lines: that nothing expects a refusal is known only after them.
func (p *player) inOrder() (list []string) {
	slices.SortStableFunc(p.failed, func(a, b unmet) int { return a.line - b.line })
	for _, u := range p.failed {
		list = append(list, u.text)
	}
	return list
}

func (p *player) line(x *scriptLine) {
	l := p.life
	at := momentOf(x.step.At)
	if x.expect[0] != "" {
		p.expect(x)
		return
	}
	p.unexpected()
	p.told = len(l.topics)
	l.step = &CaseStep{}
	if l.host.lost != nil && at >= l.host.lostUntil {
		l.pass(l.host.lostUntil)
		l.makeUp()
	}
	l.pass(at)
	if x.attachAll {
		p.attachAll(x)
	} else {
		p.give(x.line, &x.step)
	}
	l.deliver(l.at)
}

// attachAll gives the documents that a submission would lack, one by one.
func (p *player) attachAll(x *scriptLine) {
	p.accepted = true
	for range maxTurns {
		document, ok := p.missing(x.step.At)
		if !ok || !p.accepted {
			return
		}
		p.give(x.line, &CaseStep{At: x.step.At, Command: document})
	}
}

// give gives a command and remembers what came of it.
func (p *player) give(line int, s *CaseStep) {
	p.codes = nil
	if p.accepted = p.life.take(s); !p.accepted && p.life.err == nil {
		p.codes, p.refused = slices.Compact(slices.Clone(p.life.refusal.codes)), line
	}
}

// unexpected fails the script for a refusal that no line below it expects.
func (p *player) unexpected() {
	if p.refused < 0 {
		return
	}
	codes := strings.Join(p.codes, " ")
	p.fail(p.refused,
		fmt.Sprintf("refused (%s), and nothing expects it; if it should be, write expect refused below", codes),
		fmt.Sprintf("被拒绝（%s），而脚本未预期；如属预期，请在其下写 expect refused", codes))
	p.refused = -1
}

// fail notes what is not as the script says.
func (p *player) fail(line int, en, zh string) {
	text := fmt.Sprintf("line %d: %s", line+1, en)
	if tongue.IsChinese(p.story.lang) {
		text = fmt.Sprintf("第 %d 行：%s", line+1, zh)
	}
	p.failed = append(p.failed, unmet{line, text})
}

// missing asks the machine for a document that a submission would lack now.
func (p *player) missing(at time.Time) (fsm.Attach, bool) {
	l := p.life
	var submit fsm.Command = fsm.Submit{}
	if l.s.Filing.State != fsm.Draft {
		submit = fsm.Resubmit{}
	}
	_, err := l.host.machine.Decide(l.s, submit, at)
	refusal, ok := err.(*fsm.Refusal)
	if !ok {
		return fsm.Attach{}, false
	}
	for i := range refusal.Reasons {
		r := &refusal.Reasons[i]
		if r.Key() != "document_missing" {
			continue
		}
		target := slices.IndexFunc(l.s.Filing.Targets, func(t fsm.Target) bool { return slices.Contains(r.Args(), t.Website) })
		return fsm.Attach{Document: r.Args()[0], Target: max(0, target), Ref: r.Args()[0]}, true
	}
	return fsm.Attach{}, false
}

// expect compares what is expected with what came of the latest command.
func (p *player) expect(x *scriptLine) {
	l, got, gotZH, ok := p.life, "accepted", "", false
	if !p.accepted {
		got = "refused " + strings.Join(p.codes, " ")
	}
	switch what, value := x.expect[0], x.expect[1]; what {
	case "accepted":
		ok, p.refused = p.accepted, -1
	case "refused":
		ok, p.refused = !p.accepted && (value == "" || slices.Contains(p.codes, value)), -1
	case "state":
		got = l.s.Filing.State.String()
		ok = got == value
	case "told":
		topics := l.topics[p.told:]
		ok, got = slices.Contains(topics, value), "told "+strings.Join(topics, " ")
		if len(topics) == 0 {
			got, gotZH = "nothing told", "没有通知"
		}
	}
	if !ok {
		want := strings.TrimSuffix(x.expect[0]+"="+x.expect[1], "=")
		p.fail(x.line, "expected "+want+", got "+got, "预期 "+want+"，实际 "+cmp.Or(gotZH, got))
	}
}

// playable is newTrial of a script. One may tell of the year whose notice of holidays is still to come; later years are slips
// of the pen.
func playable(c *Case, o Options) (*trial, error) {
	if len(c.Steps) > 0 {
		_, last := o.Calendar.Range()
		if day := calendar.DateOf(c.Steps[0].At); day.After(last.AddDays(366)) {
			return nil, beginsOn(uncovered(day, o.Calendar))
		}
	}
	return newTrial(c, o)
}
