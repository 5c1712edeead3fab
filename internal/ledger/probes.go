// SPDX-License-Identifier: Apache-2.0

package ledger

import (
	"errors"
	"fmt"

	"github.com/icpfiling/icp/notify"
)

const (
	first    = "open f-1 kind=first_filing region=beijing targets=w1:a.example\n"
	sent     = first + "attach_all\nsubmit\n"
	passed   = sent + "at 2018-04-08T10:00\npass_preliminary\n"
	photo    = passed + "upload_photo\n"
	ready    = photo + "at 2018-04-09T10:00\npass_photo top=other\n"
	handed   = ready + "submit_to_authority\n"
	approved = handed + "approve number=n websites=n-1\n"
	change   = "import region=shanghai websites=w1:old.example\nopen f-1 kind=change_website region=shanghai targets=w1:new.example\nattach_all\nsubmit\n"
)

func walk(script string, wants ...string) func(*Bench) error {
	return func(b *Bench) error { return b.Walk(script, wants...) }
}

func says(decision, at, want string, facts ...string) func(*Bench) error {
	return func(b *Bench) error {
		m := map[string]string{}
		for i := 0; i+1 < len(facts); i += 2 {
			m[facts[i]] = facts[i+1]
		}
		return b.Says(decision, at, m, want)
	}
}

// both runs one probe after the other.
func both(probes ...func(*Bench) error) func(*Bench) error {
	return func(b *Bench) error {
		for _, p := range probes {
			if err := p(b); err != nil {
				return err
			}
		}
		return nil
	}
}

func appIn(region string) func(*Bench) error {
	return walk("open f-1 kind=first_filing region="+region+" targets=w1:a.example\nchoose_upload app\n", "upload_chosen app")
}

// Probes are the scenarios by name.
func Probes() map[string]func(*Bench) error {
	probes := map[string]func(*Bench) error{}
	for _, group := range []map[string]func(*Bench) error{changeProbes(), reviewProbes(), waitProbes(), tellProbes(), contactProbes()} {
		for name, p := range group {
			probes[name] = p
		}
	}
	return probes
}

func changeProbes() map[string]func(*Bench) error {
	return map[string]func(*Bench) error{
		"change-needs-record": walk("open f-1 kind=change_subject region=shanghai", "FSM-010"),
		"province-fixed": walk("import region=shanghai websites=w1:a.example\nopen f-1 kind=change_website region=beijing targets=w1:b.example\n"+
			"open f-1 kind=change_website region=shanghai targets=w1:b.example\nedit region=beijing", "cannot open filing f-1: the province", "cannot edit filing f-1: the province"),
		"old-domain-stops": walk(change+"record\npass_preliminary\napp_verify shanghai_ca_app\npass_photo\nsubmit_to_authority\nrecord\napprove\nrecord",
			"w1 京ICP备18000001号-1 [old.example]", "domain_stopped w1 old.example", "w1 京ICP备18000001号-1 [new.example]", "!deadline_set domain"),
		"two-kinds-of-change": walk("open f-0 kind=change_subject region=shanghai\nimport region=shanghai websites=w1:a.example\nopen f-1 kind=change_subject region=shanghai targets=w1:b.example\n"+
			"abandon\nopen f-2 kind=change_website region=shanghai\nopen f-2 kind=first_filing region=shanghai\nabandon\nnew\nopen f-1 kind=first_filing region=beijing targets=w1:a.example", "a filing of the subject has no website", "no website was named", "open: none -> draft"),
		"in-progress-said": walk(first+"open f-2 kind=first_filing region=beijing targets=w1:b.example\nabandon\nopen f-2 kind=first_filing region=beijing targets=w1:b.example", "FSM-002", "filing f-1 is in progress", "abandoned -> draft"),
		"abandon-frees":    walk(first+"abandon\nopen f-2 kind=first_filing region=beijing targets=w1:b.example", "open: abandoned -> draft"),
		"decision-frees":   walk(approved+"open f-2 kind=change_subject region=beijing", "open: approved -> draft"),
		"edit-then-submit": walk("import region=zhejiang\nopen f-1 kind=change_subject region=zhejiang\nattach_all\nsubmit\nedit changed=name\nsubmit", "FSM-017", "submit: draft -> preliminary_review"),
		"documents-first":  walk(first+"submit\nattach_all\nsubmit", "document identity_document is missing", "submit: draft -> preliminary_review"),
		"app-guangdong":    appIn("guangdong"), "app-chongqing": appIn("chongqing"), "app-liaoning": appIn("liaoning"), "app-anhui": appIn("anhui"), "app-fujian": appIn("fujian"),
		"app-beijing":  walk(first+"choose_upload app", "FSM-014"),
		"app-verifies": walk("open f-1 kind=first_filing region=guangdong targets=w1:a.example\nchoose_upload app\napp_verify alibaba_app\nattach_all\nsubmit\npass_preliminary", "preliminary_review -> ready"),
		"choose-first": walk("open f-1 kind=first_filing region=guangdong targets=w1:a.example\nattach identity_document\nchoose_upload app", "FSM-015"),
	}
}

func reviewProbes() map[string]func(*Bench) error {
	return map[string]func(*Bench) error{
		"photo-after-pass":        walk(sent+"upload_photo\npass_preliminary\nupload_photo", "cannot upload the photo of filing f-1", "pass_preliminary: preliminary_review -> verification", "upload_photo: verification -> verification_review"),
		"no-red-or-blue":          walk(photo+"pass_photo top=red\npass_photo top=blue\npass_photo top=other", "the top on the photo is red", "the top on the photo is blue", "pass_photo: verification_review -> ready"),
		"colour-attested":         walk(photo+"pass_photo", "FSM-023"),
		"shanghai-app":            walk(change+"pass_preliminary\nupload_photo\napp_verify shanghai_ca_app", "(shanghai_ca_app)", "app_verify: verification -> verification_review"),
		"handover-day":            walk(ready, "submit_to_authority (target, 1 business days) due 2018-04-10 18:00"),
		"platform-then-authority": walk(sent+"submit_to_authority\n"+handed[len(sent):], "cannot submit filing f-1 to the communications administration", "submit_to_authority: ready -> authority_review"),
		"preliminary-day":         walk(sent, "preliminary_review (target, 1 business days) due 2018-04-08 18:00"),
		"photo-day":               walk(photo, "photo_review (target, 1 business days) due 2018-04-09 18:00"),
		"authority-days":          walk(handed, "authority_review (expected, 20 business days) from 2018-04-12 18:00 due 2018-05-08 18:00"),
		"next-by-province":        walk(passed+"next\nnew\n"+change+"pass_preliminary\nnext\n", "take the photo", "Shanghai"),
		"photo-needed":            walk(passed+"pass_photo top=other\napp_verify alibaba_app\nupload_photo\nnew\n"+change+"pass_preliminary\nupload_photo", "cannot pass the verification", "(photo)", "upload_photo: verification -> verification_review", "(shanghai_ca_app)"),
		"originals": walk(photo+"prompt_originals\npass_photo top=other\nsubmit_to_authority\nmail_originals\nreceive_originals\nsubmit_to_authority\nnew\n"+passed+"mail_originals\nprompt_originals",
			"originals_prompted", "FSM-021", "FSM-020", "submit_to_authority: ready -> authority_review", "prompt_originals: verification -> verification"),
		"mailing-address":   says("mailing_address", "2018-04-04", "guiyang_morgan_center", "provider", "alibabacloud"),
		"mailing-addressee": says("mailing_addressee", "2018-04-04", "information_authentication", "provider", "alibabacloud"),
		"mailing-postcode":  says("mailing_postcode", "2018-04-04", "postcode_550081", "provider", "alibabacloud"),
		"mailing-phone":     says("mailing_phone", "2018-04-04", "phone_18586949808", "provider", "alibabacloud"),
		"statutory-hours":   says("business_hours", "2018-04-04", "statutory_0900_1800"),
		"business-hours":    walk(sent, "due 2018-04-08 18:00"),
	}
}

func waitProbes() map[string]func(*Bench) error {
	return map[string]func(*Bench) error{
		"advice-wait":        walk(handed+"advice", "wait: Please wait for the communications administration; it usually takes 3 to 20 business days"),
		"platform-days":      walk(sent+"advice", "platform_expected (expected, 2 business days) from 2018-04-08 18:00 due 2018-04-09 18:00"),
		"open-ticket":        walk(sent+"at 2018-04-10T18:00\nadvice\nat 2018-04-10T18:01\ntick\nadvice", "expected: Alibaba Cloud is reviewing", "open_ticket: Alibaba Cloud's review has taken more than 3", "tell reminder open_ticket"),
		"withdraw-in-review": walk(sent+"withdraw reason=r", "withdraw: preliminary_review -> draft"),
		"withdraw-untouched": walk(passed+"withdraw reason=r", "withdraw: verification -> draft"),
		"withdraw-touched":   walk(passed+"request_backdrop\nwithdraw reason=r\nupload_photo\nwithdraw reason=r", "FSM-006", "!-> draft\n  withdrawn"),
		"withdraw-reason":    walk(sent+"withdraw\nwithdraw reason=r", "FSM-009", "withdraw: preliminary_review -> draft"),
	}
}

func tellProbes() map[string]func(*Bench) error {
	return map[string]func(*Bench) error{
		"result-told":    walk(approved, "tell review_result approved: named_in_filing by email sms"),
		"rejection-told": walk(handed+"reject causes=site_name", "tell review_result rejected: named_in_filing by email sms"),
		"progress-told":  walk(sent, "tell progress submitted"),
		"item-told":      walk(passed, "tell item_review_result preliminary_passed"),
		"configure-first": walk("at 2020-07-01T10:00\nopen f-1 kind=first_filing region=beijing targets=w1:a.example configured=no",
			"warn FSM-050"),
		"owner-and-contacts": walk("at 2020-07-01T10:00\nopen f-1 kind=first_filing region=beijing site=international targets=w1:a.example\nattach_all\nsubmit",
			"tell progress verification_prompted: owner_and_contacts by email inbox"),
	}
}

func contact(n int) notify.AddContact {
	return notify.AddContact{ID: fmt.Sprintf("c-%d", n), Name: "n", Title: "Manager", Email: "e"}
}

// book checks what a contact book does once the policy says that it shall.
func book(limits notify.Limits, check func(notify.Book, []notify.Notice, error) error, commands ...notify.BookCommand) func(*Bench) error {
	return func(b *Bench) error { return check(b.Book(limits, commands...)) }
}

func receives(id string, want bool) func(notify.Book, []notify.Notice, error) error {
	return func(b notify.Book, _ []notify.Notice, err error) error {
		c, ok := b.Contact(id)
		if err != nil || !ok || c.Receives(notify.ChannelEmail) != want {
			return fmt.Errorf("contact %s: in the book %v, receives is not %v (%w)", id, ok, want, errors.Join(err))
		}
		return nil
	}
}

func refused(_ notify.Book, _ []notify.Notice, err error) error {
	if _, ok := errors.AsType[*notify.Refusal](err); !ok {
		return fmt.Errorf("not refused: %w", err)
	}
	return nil
}

func contactProbes() map[string]func(*Bench) error {
	add := contact(1)
	verify := notify.VerifyContact{ID: "c-1", Version: 1, Channel: notify.ChannelEmail}
	sel, desel := notify.SelectContact{ID: "c-1"}, notify.DeselectContact{ID: "c-1"}
	modify := notify.ModifyContact{ID: "c-1", Name: "n2", Title: "Manager", Email: "e"}
	var sixteen []notify.BookCommand
	for i := range 16 {
		sixteen = append(sixteen, contact(i))
	}
	mailed := func(_ notify.Book, notices []notify.Notice, err error) error {
		if err != nil || len(notices) != 1 || notices[0].Kind != notify.KindContactVerification || !notices[0].Channels.Has(notify.ChannelEmail) {
			return fmt.Errorf("no verification e-mail: %v (%w)", notices, errors.Join(err))
		}
		return nil
	}
	gone := func(b notify.Book, _ []notify.Notice, err error) error {
		if _, ok := b.Contact("c-1"); ok || err != nil {
			return fmt.Errorf("the contact is still there (%w)", errors.Join(err))
		}
		return nil
	}
	none := notify.Limits{}
	return map[string]func(*Bench) error{
		"one-channel":        both(says("channel_choice", "2020-07-01", "at_least_one"), book(none, refused, notify.SetChannels{})),
		"contact-fields":     both(says("contact_fields", "2020-07-01", "[email name title]"), book(none, refused, notify.AddContact{ID: "c-1", Name: "n", Title: "Manager"}), book(none, refused, notify.AddContact{ID: "c-1", Email: "e", Title: "Manager"}), book(none, refused, notify.AddContact{ID: "c-1", Name: "n", Email: "e"})),
		"fifteen-contacts":   both(says("contacts_limit", "2020-07-01", "15"), book(notify.Limits{Contacts: 15}, refused, sixteen...)),
		"verification-mail":  both(says("contact_verification", "2020-07-01", "by_email"), book(none, mailed, add)),
		"selected-and-saved": both(says("contact_receiver", "2020-07-01", "selected_and_saved"), book(none, receives("c-1", false), add, verify), book(none, receives("c-1", true), add, verify, sel), book(none, receives("c-1", false), add, verify, sel, desel)),
		"contact-actions":    both(says("contact_actions", "2020-07-01", "[delete modify]"), book(none, receives("c-1", false), add, modify), book(none, gone, add, notify.DeleteContact{ID: "c-1"})),
		"change-suspends":    both(says("contact_change", "2020-07-01", "suspends_until_verified"), book(none, receives("c-1", false), add, verify, sel, modify), book(none, receives("c-1", true), add, verify, sel, modify, notify.VerifyContact{ID: "c-1", Version: 2, Channel: notify.ChannelEmail})),
	}
}
