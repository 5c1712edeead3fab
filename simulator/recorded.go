// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/rules/derive"
)

// Recorded fills the case with what happened to one subject, told by the events of its journal: for each step the command
// that led to it. Nothing in it names anybody: ids, websites, domains, references, persons and numbers become counters,
// words that are not plain become "word". later moves every instant by whole weeks, 0 leaves them. The case passes if
// replaying it breaks nothing; a step that another policy refuses is named by Replay. Refused commands left no event, so
// they are not in it. A journal without an event of a filing, or with more than 1,000 steps, is a *CaseError.
func (c *Case) Recorded(events []fsm.Event, later int) error {
	r := recording{days: 7 * later}
	for i := 0; i < len(events); {
		n := 1
		for i+n < len(events) && !leads(&events[i], &events[i+n]) {
			n++
		}
		if s, ok := r.step(events[i : i+n]); ok {
			s.At = s.At.AddDate(0, 0, r.days)
			r.steps = append(r.steps, s)
		}
		i += n
	}
	switch {
	case len(r.steps) == 0:
		return noCase(worded.Say("the journal has no step of a filing", "日志中没有备案的步骤"), worded.Say("give the events of one subject", "请给出同一主体的事件"))
	case len(r.steps) > maxCaseSteps:
		return noCase(
			worded.Say("the journal has more than 1,000 steps", "日志超过 1,000 步"),
			worded.Say("give the events of one subject, from its start", "请给出同一主体自始的事件"))
	}
	*c = Case{Invariant: replayEqualsState.Name, Pass: true, Note: "from a journal", Steps: r.steps}
	return nil
}

// leads reports whether an event begins another step than the one before it.
func leads(before, e *fsm.Event) bool {
	return e.Type.Moves() || e.Type == fsm.EventRecordImported || e.Command != before.Command || !e.At.Equal(before.At) ||
		e.Type == fsm.EventInspectionFailed || e.Type == fsm.EventInspectionPassed
}

// recording makes commands of events, and counters of names.
type recording struct {
	days  int // later
	words nameList
	steps []CaseStep
}

// nameList holds every name that was met, by its kind: the place of a name is its number.
type nameList []string

// name gives the counter of a name: "w-1" for the first website.
func (r *recording) name(kind, name string) string {
	if name == "" {
		return ""
	}
	n := 0
	for _, known := range r.words {
		k, rest, _ := strings.Cut(known, " ")
		if k != kind {
			continue
		}
		if n++; rest == name {
			return kind + "-" + strconv.Itoa(n)
		}
	}
	r.words = append(r.words, kind+" "+name)
	return kind + "-" + strconv.Itoa(n+1)
}

// plain keeps words of the hosts' lists, which are names in small letters, and nothing else.
func plain(word string) string {
	if word == "" || len(word) <= 40 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz_") == "" {
		return word
	}
	return "word"
}

func plainAll(words []string) (list []string) {
	for _, w := range words {
		list = append(list, plain(w))
	}
	return list
}

func (r *recording) domains(list []string) (names []string) {
	for _, d := range list {
		names = append(names, r.name("d", d)+".example")
	}
	return names
}

func (r *recording) targets(list []fsm.Target) (targets []fsm.Target) {
	for _, t := range list {
		targets = append(targets, fsm.Target{
			Website: r.name("w", t.Website), Domains: r.domains(t.Domains), Administrator: r.name("p", t.Administrator),
		})
	}
	return targets
}

// derived keeps the facts, which are closed values, and renames the domains they are said of.
func (r *recording) derived(list []derive.Said) []derive.Said {
	said := slices.Clone(list)
	for i := range said {
		if s := &said[i]; s.Of != "" {
			s.Of = r.domains([]string{s.Of})[0]
		}
	}
	return said
}

func (r *recording) record(x *fsm.Record) (out fsm.Record) {
	if x == nil {
		return out
	}
	out = fsm.Record{Number: r.name("n", x.Number), Region: x.Region, SubjectKind: x.SubjectKind, Ended: x.Ended, Periods: r.periods(x.Periods)}
	for _, w := range x.Websites {
		out.Websites = append(out.Websites, fsm.Website{
			ID: r.name("w", w.ID), Number: r.name("n", w.Number), Domains: r.domains(w.Domains), Accesses: w.Accesses,
			Periods: r.periods(w.Periods),
		})
	}
	return out
}

// numbers are those a step issued: the subject's, and the websites' by their targets.
func (r *recording) numbers(step []fsm.Event) (subject string, websites []string) {
	for i := range step {
		switch e := &step[i]; e.Type {
		case fsm.EventRecordCreated:
			subject = r.name("n", e.Value)
		case fsm.EventWebsiteFiled:
			for len(websites) <= e.Target && e.Target < maxCaseSteps {
				websites = append(websites, "n-0")
			}
			websites[e.Target] = r.name("n", e.Value)
		}
	}
	return subject, websites
}

// step makes the command of a step; ok is false for one that is not known.
func (r *recording) step(step []fsm.Event) (s CaseStep, ok bool) {
	e := &step[0]
	meta := fsm.Meta{}
	if e.Command != fsm.CmdOpen {
		meta.Filing = r.name("f", e.Filing)
	}
	if !e.OccurredAt.Equal(e.At) && e.Command != fsm.CmdReplan {
		meta.OccurredAt = e.OccurredAt.AddDate(0, 0, r.days)
	}
	s.At = e.At
	s.Command = r.applicants(e, meta)
	if s.Command == nil {
		s.Command = r.others(step, meta)
	}
	return s, s.Command != nil
}

func (r *recording) applicants(e *fsm.Event, meta fsm.Meta) fsm.Command {
	switch e.Command {
	case fsm.CmdOpen:
		o := e.Opening
		if o == nil {
			return nil
		}
		return fsm.Open{
			Meta: meta, ID: r.name("f", e.Filing), Kind: o.Kind, Region: o.Region, SubjectKind: o.SubjectKind, Site: o.Site, Provider: o.Provider,
			Registered: o.Registered, Account: r.name("a", o.Account), SubjectAdministrator: r.name("p", o.SubjectAdministrator),
			WebsiteAdministrator: r.name("p", o.WebsiteAdministrator), NotificationsConfigured: o.NotificationsConfigured, Targets: r.targets(o.Targets),
		}
	case fsm.CmdEdit:
		return fsm.Edit{Meta: meta, Region: e.Region, Changed: plainAll(e.Changed), SubjectBecomes: e.Value, Targets: r.targets(e.Targets), Derived: r.derived(e.Derived)}
	case fsm.CmdChooseUpload:
		return fsm.ChooseUpload{Meta: meta, Channel: e.Value}
	case fsm.CmdAttach:
		return fsm.Attach{Meta: meta, Document: e.Value, Target: e.Target, Ref: r.name("r", e.Ref)}
	case fsm.CmdSubmit:
		return fsm.Submit{Meta: meta, Derived: r.derived(e.Derived)}
	case fsm.CmdResubmit:
		return fsm.Resubmit{Meta: meta, Derived: r.derived(e.Derived)}
	case fsm.CmdContinue:
		return fsm.Continue{Meta: meta}
	case fsm.CmdWithdraw:
		return fsm.Withdraw{Meta: meta, Reason: plain(e.Value)}
	case fsm.CmdAbandon:
		return fsm.Abandon{Meta: meta, Reason: plain(e.Value)}
	case fsm.CmdRequestBackdrop:
		return fsm.RequestBackdrop{Meta: meta}
	case fsm.CmdMailOriginals:
		return fsm.MailOriginals{Meta: meta}
	case fsm.CmdUploadPhoto:
		return fsm.UploadPhoto{Meta: meta, Target: e.Target, Ref: r.name("r", e.Ref)}
	case fsm.CmdAppVerify:
		return fsm.AppVerify{Meta: meta, Target: e.Target, App: e.Value}
	case fsm.CmdAnswerSMS:
		return fsm.AnswerSMS{Meta: meta, Target: e.Target, Person: e.Value, Correct: e.OK}
	}
	return nil
}

func (r *recording) others(step []fsm.Event, meta fsm.Meta) fsm.Command {
	e := &step[0]
	switch e.Command {
	case fsm.CmdPassPreliminary:
		return fsm.PassPreliminary{Meta: meta}
	case fsm.CmdReturnPreliminary:
		return fsm.ReturnPreliminary{Meta: meta, Causes: plainAll(e.Causes)}
	case fsm.CmdPromptOriginals:
		return fsm.PromptOriginals{Meta: meta}
	case fsm.CmdReceiveOriginals:
		return fsm.ReceiveOriginals{Meta: meta}
	case fsm.CmdPassPhoto:
		return fsm.PassPhoto{Meta: meta, TopColour: e.Value}
	case fsm.CmdReturnPhoto:
		return fsm.ReturnPhoto{Meta: meta, Causes: plainAll(e.Causes)}
	case fsm.CmdSubmitToAuthority:
		return fsm.SubmitToAuthority{Meta: meta}
	case fsm.CmdFailSMS:
		return fsm.FailSMS{Meta: meta, Causes: plainAll(e.Causes)}
	case fsm.CmdApprove:
		subject, websites := r.numbers(step)
		return fsm.Approve{Meta: meta, SubjectNumber: subject, WebsiteNumbers: websites}
	case fsm.CmdReject:
		return fsm.Reject{Meta: meta, Causes: plainAll(e.Causes)}
	case fsm.CmdRevoke:
		return fsm.Revoke{Meta: meta, Causes: plainAll(e.Causes)}
	case fsm.CmdTick:
		return fsm.Tick{Meta: meta}
	case fsm.CmdReconcile:
		subject, websites := r.numbers(step)
		return fsm.Reconcile{Meta: meta, Observed: e.To, Evidence: "observed", SubjectNumber: subject, WebsiteNumbers: websites}
	case fsm.CmdRejudge:
		return fsm.Rejudge{Meta: meta, Reason: plain(e.Value)}
	case fsm.CmdReplan:
		return fsm.Replan{Meta: meta}
	case fsm.CmdNoteUndelivered:
		return fsm.NoteUndelivered{Meta: meta, Topic: e.Value, Channel: first(e.Causes), Receiver: r.name("p", e.Ref)}
	case fsm.CmdImportRecord:
		return fsm.ImportRecord{Record: r.record(e.Record)}
	}
	return r.standing(e, meta)
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
