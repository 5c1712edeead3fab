// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strings"
	"time"
)

// choices are the commands the search tries, in every input class that a guard tells apart. Good ones are filled in
// as they should be; odd ones lack something or name what is not there, and are tried once in every state.
type choices struct {
	good, odd [numCommands][]Command
	opens     [2][]Command // an Open of the class, by the filing id it uses: of every shape, then of every pair
	others    [2][]Command // Opens of other kinds, which tell whether a row of opening can be taken
}

// website is what the scripts speak of: w1 and w4 stand in an imported record, the others are new.
var (
	oldWebsite = Target{Website: "w1", Domains: []string{"old.example"}}
	oldSecond  = Target{Website: "w4", Domains: []string{"fourth.example"}}
	newDomain  = Target{Website: "w1", Domains: []string{"new.example"}}
	newWebsite = Target{Website: "w2", Domains: []string{"other.example"}}
)

var filingIDs = [2]string{"f-1", "f-2"}

const (
	subjectNumber = "icp-18000001"
	wrongWord     = "unheard_of"
)

func (m *Machine) choices(c *class) *choices {
	ch := &choices{}
	causes := []string{"information_wrong"}
	numbers := []string{subjectNumber + "-1", subjectNumber + "-2"}
	ch.good = [numCommands][]Command{
		CmdChooseUpload:      each(m.facts[factUploadChannel].Values(), func(s string) Command { return &ChooseUpload{Channel: s} }),
		CmdSubmit:            {&Submit{}},
		CmdResubmit:          {&Resubmit{}},
		CmdContinue:          {&Continue{}},
		CmdWithdraw:          {&Withdraw{Reason: "wrong_information"}},
		CmdAbandon:           {&Abandon{Reason: "no_longer_needed"}},
		CmdRequestBackdrop:   {&RequestBackdrop{}},
		CmdMailOriginals:     {&MailOriginals{}},
		CmdUploadPhoto:       {&UploadPhoto{Ref: "photo-1"}, &UploadPhoto{Ref: "photo-2", Target: 1}},
		CmdAppVerify:         slices.Concat(m.apps(0), m.apps(1)),
		CmdAnswerSMS:         append(slices.Concat(m.answers(true), m.answers(false)), &AnswerSMS{Person: smsWebsiteAdministrator, Target: 1, Correct: true}),
		CmdPassPreliminary:   {&PassPreliminary{}},
		CmdReturnPreliminary: {&ReturnPreliminary{Causes: causes}},
		CmdPromptOriginals:   {&PromptOriginals{}},
		CmdReceiveOriginals:  {&ReceiveOriginals{}},
		CmdPassPhoto:         each(m.facts[factTopColour].Values(), func(s string) Command { return &PassPhoto{TopColour: s} }),
		CmdReturnPhoto:       {&ReturnPhoto{Causes: causes}, &ReturnPhoto{Causes: causes, Targets: []int{1}}},
		CmdSubmitToAuthority: {&SubmitToAuthority{}},
		CmdFailSMS:           {&FailSMS{Causes: causes}},
		CmdApprove:           {&Approve{SubjectNumber: subjectNumber, WebsiteNumbers: numbers}},
		CmdReject:            {&Reject{Causes: causes}},
		CmdRevoke:            {&Revoke{Causes: causes}},
		CmdTick:              {&Tick{}},
		CmdRejudge:           {&Rejudge{Reason: "wrong_policy"}},
		CmdReplan:            {&Replan{}},
		CmdNoteUndelivered:   {&NoteUndelivered{Topic: "approved", Channel: "email", Receiver: "contact-1"}},
		CmdImportRecord: {&ImportRecord{Record: Record{
			Number: subjectNumber, Region: c.region, SubjectKind: c.subjectKind,
			Websites: []Website{
				{ID: oldWebsite.Website, Number: numbers[0], Domains: oldWebsite.Domains, Accesses: []string{c.provider}},
				{ID: oldSecond.Website, Number: numbers[1], Domains: oldSecond.Domains, Accesses: []string{c.provider}},
			},
		}}},
	}
	for s := Draft; s < numStates; s++ {
		ch.good[CmdReconcile] = append(ch.good[CmdReconcile],
			&Reconcile{Observed: s, Evidence: "authority_query", SubjectNumber: subjectNumber, WebsiteNumbers: numbers})
	}
	ch.odd = [numCommands][]Command{
		CmdOpen:              {&Open{}},
		CmdEdit:              {&Edit{Region: c.elsewhere(m)}, &Edit{Targets: []Target{}}},
		CmdChooseUpload:      {&ChooseUpload{Channel: wrongWord}},
		CmdAttach:            {&Attach{}, &Attach{Document: wrongWord, Ref: "file-1"}, &Attach{Document: m.documents[0], Ref: "file-1", Target: 9}},
		CmdWithdraw:          {&Withdraw{}},
		CmdAppVerify:         {&AppVerify{App: wrongWord}},
		CmdAnswerSMS:         {&AnswerSMS{Person: wrongWord, Correct: true}, &AnswerSMS{Person: wrongWord}},
		CmdReturnPreliminary: {&ReturnPreliminary{}},
		CmdPassPhoto:         {&PassPhoto{}},
		CmdReturnPhoto:       {&ReturnPhoto{}},
		CmdFailSMS:           {&FailSMS{}},
		CmdApprove:           {&Approve{}},
		CmdReject:            {&Reject{}},
		CmdRevoke:            {&Revoke{}},
		CmdReconcile:         {&Reconcile{}, &Reconcile{Observed: numStates, Evidence: "authority_query"}, &Reconcile{Observed: Ready}},
		CmdRejudge:           {&Rejudge{}},
		CmdNoteUndelivered:   {&NoteUndelivered{}},
		CmdImportRecord:      {&ImportRecord{}},
	}
	ch.standing(c.provider)
	slices.Reverse(ch.good[CmdPassPhoto]) // scripts read better with a colour that is always accepted
	ch.openings(m, c)
	return ch
}

func each(values []string, command func(string) Command) []Command {
	list := make([]Command, 0, len(values))
	for _, v := range values {
		list = append(list, command(v))
	}
	return list
}

func (m *Machine) apps(target int) []Command {
	return each(m.decisions[decVerifyMethod].Values(), func(s string) Command { return &AppVerify{App: s, Target: target} })
}

func (m *Machine) answers(correct bool) []Command {
	return each(m.decisions[decSMSPersons].Values(), func(s string) Command { return &AnswerSMS{Person: s, Correct: correct} })
}

// elsewhere is a region other than the class's.
func (c *class) elsewhere(m *Machine) string {
	for _, region := range m.facts[factRegion].Values() {
		if region != c.region {
			return region
		}
	}
	return ""
}

// shapes are the targets a filing may be about; the first that is accepted is the one searched.
var shapes = [][]Target{nil, {newDomain}, {newWebsite}, {{Website: "w1"}}, {{Website: "w2"}}}

// pairs are two websites with an administrator each, new or of the record.
var pairs = [][]Target{
	{newWebsite, {Website: "w3", Domains: []string{"third.example"}, Administrator: "person-3"}},
	{newDomain, {Website: oldSecond.Website, Domains: []string{"fifth.example"}, Administrator: "person-3"}},
}

func (ch *choices) openings(m *Machine, c *class) {
	for i, id := range filingIDs {
		open := Open{
			ID: id, Kind: c.kind, Region: c.region, SubjectKind: c.subjectKind, Site: c.site, Provider: c.provider,
			Account: "acct-1", SubjectAdministrator: "person-1", WebsiteAdministrator: "person-2", NotificationsConfigured: true,
		}
		if c.registered == "elsewhere" {
			open.Registered = c.registered
		}
		add := func(list []Command, change func(*Open)) []Command {
			o := open
			change(&o)
			return append(list, &o)
		}
		for _, targets := range shapes {
			ch.opens[i] = add(ch.opens[i], func(o *Open) { o.Targets = targets })
		}
		for _, targets := range pairs {
			ch.opens[i] = add(ch.opens[i], func(o *Open) { o.Targets = targets })
		}
		ch.odd[CmdOpen] = add(ch.odd[CmdOpen], func(o *Open) { o.Region = c.elsewhere(m) })
		ch.odd[CmdOpen] = add(ch.odd[CmdOpen], func(o *Open) { o.Account, o.SubjectKind = "", wrongWord })
		for kind := KindNone + 1; kind < numKinds; kind++ {
			for _, from := range []string{"", "elsewhere"} {
				for _, targets := range shapes {
					ch.others[i] = add(ch.others[i], func(o *Open) { o.Kind, o.Registered, o.Targets = kind, from, targets })
				}
			}
		}
	}
}

// next picks of two lists, one for each filing id, the one whose id the subject has not used last.
func next(lists *[2][]Command, s *Subject) []Command {
	if strings.HasSuffix(s.Filing.ID, filingIDs[0]) {
		return lists[1]
	}
	return lists[0]
}

// drafting is what a draft still needs, found by asking for its submission: documents to attach, or a change.
type drafting struct {
	attach []Command
	change bool
}

// needs asks what stands between a subject and its submission.
func (x *explorer) needs(s *Subject, at time.Time) (d drafting) {
	for _, c := range []Command{&Submit{}, &Resubmit{}} {
		refusal, ok := x.try(s, c, at).(*Refusal)
		if !ok {
			continue
		}
		for _, reason := range refusal.Reasons {
			switch reason.code {
			case documentMissing:
				target := max(0, slices.IndexFunc(s.Filing.Targets, func(t Target) bool { return t.Website == reason.args[1] }))
				d.attach = append(d.attach, &Attach{Document: reason.args[0], Target: target, Ref: "file-" + reason.args[0]})
			case nothingChanged:
				d.change = true
			}
		}
	}
	return d
}
