// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/derive"
)

// command makes the command of a line. occurred=TIME says when it happened, filing=ID which filing is meant, revision=N
// which of its submissions.
func command(name string, a args) (fsm.Command, error) {
	meta := fsm.Meta{Filing: a.pairs["filing"]}
	if s := a.pairs["revision"]; s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil, fmt.Errorf("revision %q is no number", s)
		}
		meta.Revision = n
	}
	if s := a.pairs["occurred"]; s != "" {
		t, err := clock(s)
		if err != nil {
			return nil, err
		}
		meta.OccurredAt = t
	}
	if c := applicantCommand(name, a, meta); c != nil {
		return c, nil
	}
	if c := reviewCommand(name, a, meta); c != nil {
		return c, nil
	}
	return standingCommand(name, a, meta)
}

func or(s, def string) string {
	if s == "" {
		return def
	}
	return s
}

// targets reads "w1:a.example+b.example,w2:c.example@person-3": ids, domains, and who administers the website.
func targets(list []string) []fsm.Target {
	var ts []fsm.Target
	for _, s := range list {
		s, who, _ := strings.Cut(s, "@")
		id, domains, _ := strings.Cut(s, ":")
		t := fsm.Target{Website: id, Administrator: who}
		if domains != "" {
			t.Domains = strings.Split(domains, "+")
		}
		ts = append(ts, t)
	}
	return ts
}

// derived reads "derived=domain_holder_is:shareholder@a.example,domains_in_order:4"; "derived=none" says nothing more.
func derived(a args) []derive.Said {
	list := a.list("derived")
	if list == nil {
		return nil
	}
	said := []derive.Said{}
	for _, s := range list {
		name, rest, ok := strings.Cut(s, ":")
		if !ok {
			continue
		}
		value, of, _ := strings.Cut(rest, "@")
		said = append(said, derive.Said{Fact: name, Value: value, Of: of})
	}
	return said
}

func applicantCommand(name string, a args, meta fsm.Meta) fsm.Command {
	switch name {
	case "open":
		kind, _ := fsm.ParseKind(a.pairs["kind"])
		return fsm.Open{
			Meta: meta, ID: a.word(0), Kind: kind, Region: a.pairs["region"], SubjectKind: or(a.pairs["subject_kind"], "enterprise"),
			Registered: a.pairs["registered"], Site: a.pairs["site"], Provider: a.pairs["provider"], Account: or(a.pairs["account"], "acct-1"),
			SubjectAdministrator: "person-1", WebsiteAdministrator: strings.TrimPrefix(or(a.pairs["website_administrator"], "person-2"), "none"),
			NotificationsConfigured: a.pairs["configured"] != "no", Targets: targets(a.list("targets")),
		}
	case "edit":
		return fsm.Edit{Meta: meta, Region: a.pairs["region"], Changed: a.list("changed"), SubjectBecomes: a.pairs["becomes"], Targets: targets(a.list("targets")), Derived: derived(a)}
	case "choose_upload":
		return fsm.ChooseUpload{Meta: meta, Channel: a.word(0)}
	case "attach":
		return fsm.Attach{Meta: meta, Document: a.word(0), Target: a.target(), Ref: or(a.pairs["ref"], "file-"+a.word(0))}
	case "submit":
		return fsm.Submit{Meta: meta, Derived: derived(a)}
	case "resubmit":
		return fsm.Resubmit{Meta: meta, Derived: derived(a)}
	case "continue":
		return fsm.Continue{Meta: meta}
	case "withdraw":
		return fsm.Withdraw{Meta: meta, Reason: a.pairs["reason"]}
	case "abandon":
		return fsm.Abandon{Meta: meta, Reason: a.pairs["reason"]}
	case "request_backdrop":
		return fsm.RequestBackdrop{Meta: meta}
	case "mail_originals":
		return fsm.MailOriginals{Meta: meta}
	case "upload_photo":
		return fsm.UploadPhoto{Meta: meta, Target: a.target(), Ref: or(a.pairs["ref"], "photo-1")}
	case "app_verify":
		return fsm.AppVerify{Meta: meta, Target: a.target(), App: a.word(0)}
	case "answer_sms":
		return fsm.AnswerSMS{Meta: meta, Target: a.target(), Person: a.word(0), Correct: a.word(1) != "wrong"}
	}
	return nil
}

func reviewCommand(name string, a args, meta fsm.Meta) fsm.Command {
	switch name {
	case "pass_preliminary":
		return fsm.PassPreliminary{Meta: meta}
	case "return_preliminary":
		return fsm.ReturnPreliminary{Meta: meta, Causes: a.list("causes")}
	case "prompt_originals":
		return fsm.PromptOriginals{Meta: meta}
	case "receive_originals":
		return fsm.ReceiveOriginals{Meta: meta}
	case "pass_photo":
		return fsm.PassPhoto{Meta: meta, TopColour: a.pairs["top"]}
	case "return_photo":
		return fsm.ReturnPhoto{Meta: meta, Causes: a.list("causes"), Targets: a.places("targets")}
	case "submit_to_authority":
		return fsm.SubmitToAuthority{Meta: meta}
	case "fail_sms":
		return fsm.FailSMS{Meta: meta, Causes: a.list("causes")}
	case "approve":
		return fsm.Approve{Meta: meta, SubjectNumber: a.pairs["number"], WebsiteNumbers: a.list("websites")}
	case "reject":
		return fsm.Reject{Meta: meta, Causes: a.list("causes")}
	case "revoke":
		return fsm.Revoke{Meta: meta, Causes: a.list("causes")}
	case "note_undelivered":
		return fsm.NoteUndelivered{Meta: meta, Topic: a.pairs["topic"], Channel: a.pairs["channel"], Receiver: a.pairs["receiver"]}
	case "rejudge":
		return fsm.Rejudge{Meta: meta, Reason: a.pairs["reason"]}
	case "replan":
		return fsm.Replan{Meta: meta}
	case "tick":
		return fsm.Tick{Meta: meta}
	case "reconcile":
		s, _ := fsm.ParseState(a.word(0))
		return fsm.Reconcile{
			Meta: meta, Observed: s, Evidence: a.pairs["evidence"],
			SubjectNumber: a.pairs["number"], WebsiteNumbers: a.list("websites"),
		}
	case "import":
		rec := fsm.Record{Number: or(a.pairs["number"], "京ICP备18000001号"), Region: a.pairs["region"], SubjectKind: or(a.pairs["subject_kind"], "enterprise")}
		for i, t := range targets(a.list("websites")) {
			rec.Websites = append(rec.Websites, fsm.Website{ID: t.Website, Number: rec.Number + "-" + strconv.Itoa(i+1), Domains: t.Domains, Accesses: []string{or(a.pairs["access"], "alibabacloud")}})
		}
		return fsm.ImportRecord{Meta: meta, Record: rec}
	}
	return nil
}
