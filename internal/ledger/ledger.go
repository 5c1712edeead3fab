// SPDX-License-Identifier: Apache-2.0

// Package ledger lists every sentence of the three seed documents that is a rule, in our own words, and what in
// this module holds it: a rule of the policy, a row, guard, deadline or notice of the table, the calendar, or a
// property of the simulator. Its test fails while a sentence has nothing, names something that does not exist, or
// stays green when the thing named is switched off.
package ledger

// Entry is one sentence.
type Entry struct {
	// ID numbers the sentence: document, then place in it.
	ID string
	// Words say what it demands.
	Words string
	// Held lists what holds it; every one is switched off in turn.
	Held []Holder
}

// Holder is one thing that holds a sentence.
type Holder struct {
	// By is "rule", "row", "guard", "deadline", "notice", "calendar" or "property".
	By string
	// Name is the rule's id, the row's ID, the guard, deadline, topic or property.
	Name string
	// Probe is the scenario that passes with it and fails without it; for a property, the plant that trips it.
	Probe string
}

func rule(name, probe string) Holder     { return Holder{"rule", name, probe} }
func row(name, probe string) Holder      { return Holder{"row", name, probe} }
func guard(name, probe string) Holder    { return Holder{"guard", name, probe} }
func deadline(name, probe string) Holder { return Holder{"deadline", name, probe} }
func notice(name, probe string) Holder   { return Holder{"notice", name, probe} }
func property(name, plant string) Holder { return Holder{"property", name, plant} }

// Entries are the 51 sentences.
func Entries() []Entry {
	return append(append(changing(), reviewing()...), notifying()...)
}

// changing: how filed information is changed.
func changing() []Entry {
	return []Entry{
		{"S0-3", "A change needs a record that was approved.", []Holder{guard("record_for_change", "change-needs-record"), property("change-needs-record", "change-without-record")}},
		{"S0-4", "The province of a record never changes.", []Holder{rule("province-stays", "province-fixed"), guard("region_fixed", "province-fixed"), property("province-fixed", "change-province")}},
		{"S0-5", "The old domain stops when the new one is approved, not before.", []Holder{rule("old-domain-stops", "old-domain-stops"), property("old-domain-stops-on-approval", "old-domain-stops-early")}},
		{"S0-9", "Changing the subject and changing a website are two filings.", []Holder{row("none/open>draft", "two-kinds-of-change"), guard("targets_valid", "two-kinds-of-change")}},
		{"S0-10", "While another filing uses the information, no other can be opened, and the answer says so.", []Holder{property("one-filing-at-a-time", "open-second-filing"), row("draft/abandon>abandoned", "in-progress-said")}},
		{"S0-11", "Filings of different types never run together.", []Holder{property("one-filing-at-a-time", "open-second-filing")}},
		{"S0-12", "The way out is to give up the other filing or to wait for its decision.", []Holder{row("draft/abandon>abandoned", "abandon-frees"), row("authority_review/approve>approved", "decision-frees")}},
		{"S0-13", "The new information is entered before submitting.", []Holder{row("draft/edit>draft", "edit-then-submit"), guard("something_changed", "edit-then-submit")}},
		{"S0-14", "Documents are uploaded, then the preliminary review is asked for.", []Holder{rule("identity-document", "documents-first"), guard("documents_complete", "documents-first"), row("draft/submit>preliminary_review", "documents-first")}},
		{"S0-15", "Five provinces take uploads and verification with the app.", []Holder{
			rule("guangdong-app-upload", "app-guangdong"), rule("chongqing-app-upload", "app-chongqing"), rule("liaoning-app-upload", "app-liaoning"),
			rule("anhui-app-upload", "app-anhui"), rule("fujian-app-upload", "app-fujian"), rule("no-app-upload", "app-beijing"),
			rule("guangdong-app-verifies", "app-verifies"), guard("upload_allowed", "app-beijing"),
		}},
		{"S0-16", "How to upload is chosen before the first upload.", []Holder{rule("choose-before-uploading", "choose-first"), guard("nothing_attached", "choose-first")}},
		{"S0-18", "After the preliminary pass the website administrator's photo is taken and uploaded.", []Holder{rule("verify-photo", "photo-after-pass"), rule("photo-after-preliminary", "photo-after-pass"), row("verification/upload_photo>verification_review", "photo-after-pass")}},
		{"S0-19", "No red or blue top on the photo.", []Holder{rule("no-red-or-blue-top", "no-red-or-blue"), guard("top_accepted", "no-red-or-blue"), guard("colour_attested", "colour-attested"), property("no-red-or-blue-top", "red-top")}},
		{"S0-20", "Shanghai verifies the administrator with its own app.", []Holder{rule("shanghai-ca-app", "shanghai-app"), property("shanghai-app", "shanghai-photo")}},
		{"S0-22", "Within one business day of the passed photo the filing goes to the authority.", []Holder{rule("hand-over-one-day", "handover-day"), deadline("submit_to_authority", "handover-day")}},
		{"S0-23", "The result is told by SMS and e-mail.", []Holder{rule("results-by-sms-and-email", "result-told"), notice("approved", "result-told"), notice("rejected", "rejection-told")}},
	}
}

// reviewing: questions about the review.
func reviewing() []Entry {
	return []Entry{
		{"S1-4", "The platform reviews first, the authority of the province afterwards.", []Holder{row("ready/submit_to_authority>authority_review", "platform-then-authority"), row("preliminary_review/pass_preliminary>verification", "platform-then-authority")}},
		{"S1-6", "The preliminary review takes one business day.", []Holder{rule("preliminary-one-day", "preliminary-day"), deadline("preliminary_review", "preliminary-day")}},
		{"S1-7", "The photo review takes one business day.", []Holder{rule("photo-one-day", "photo-day"), deadline("photo_review", "photo-day")}},
		{"S1-8", "Handing over takes one business day after the platform's pass.", []Holder{rule("hand-over-one-day", "handover-day"), deadline("submit_to_authority", "handover-day")}},
		{"S1-10", "The authority takes three to twenty business days.", []Holder{rule("authority-three-to-twenty", "authority-days"), deadline("authority_review", "authority-days")}},
		{"S1-11", "The result is told by SMS and e-mail (said again).", []Holder{rule("results-by-sms-and-email", "result-told"), rule("named-people-told", "result-told")}},
		{"S1-13", "What comes next depends on the province.", []Holder{rule("shanghai-ca-app", "next-by-province"), rule("verify-photo", "next-by-province")}},
		{"S1-14", "A photo of the website administrator is needed.", []Holder{guard("method_is_photo", "photo-needed"), rule("verify-photo", "photo-needed")}},
		{"S1-15", "Originals are mailed when the system asks for them.", []Holder{rule("originals-when-prompted", "originals"), guard("originals_in", "originals"), row("verification/prompt_originals>verification", "originals")}},
		{"S1-17", "The mailing address.", []Holder{rule("mailing-address", "mailing-address")}},
		{"S1-18", "The addressee of the mail.", []Holder{rule("mailing-addressee", "mailing-addressee")}},
		{"S1-19", "Working hours are 09:00 to 18:00 on statutory business days, and there is a phone.", []Holder{{"calendar", "statutory", "business-hours"}, property("deadlines-on-business-days", "holidays-worked"), rule("mailing-phone", "mailing-phone"), rule("statutory-hours", "statutory-hours")}},
		{"S1-20", "The postal code of the mail.", []Holder{rule("mailing-postcode", "mailing-postcode")}},
		{"S1-22", "In Authority Review the advice is to wait.", []Holder{rule("authority-three-to-twenty", "advice-wait"), row("ready/submit_to_authority>authority_review", "advice-wait")}},
		{"S1-23", "In Authority Review nothing can be done.", []Holder{property("no-withdraw-after-handover", "withdraw-at-authority"), row("authority_review/approve>approved", "decision-frees")}},
		{"S1-24", "The authority takes three to twenty business days (said again).", []Holder{rule("authority-three-to-twenty", "authority-days"), deadline("authority_review", "authority-days")}},
		{"S1-25", "Alibaba Cloud Review takes one or two business days.", []Holder{rule("platform-one-or-two-days", "platform-days"), deadline("platform_expected", "platform-days")}},
		{"S1-26", "After more than three business days of it, open a ticket.", []Holder{rule("ticket-after-three-days", "open-ticket"), deadline("open_ticket", "open-ticket")}},
		{"S1-28", "Withdrawing is possible in the preliminary review, and after it until something is done.", []Holder{
			rule("withdraw-from-preliminary-review", "withdraw-in-review"), rule("withdraw-untouched", "withdraw-untouched"), rule("withdraw-touched", "withdraw-touched"),
			guard("withdraw_allowed", "withdraw-touched"), row("preliminary_review/withdraw>draft", "withdraw-in-review"), row("verification/withdraw>draft", "withdraw-untouched"),
		}},
		{"S1-29", "A withdrawal needs a reason.", []Holder{rule("withdrawal-reason", "withdraw-reason"), guard("withdraw_reason", "withdraw-reason"), property("withdraw-has-reason", "withdraw-silently")}},
		{"S1-30", "What the authority has cannot be withdrawn.", []Holder{property("no-withdraw-after-handover", "withdraw-at-authority")}},
		{"S1-31", "Only the authority's decision ends it then.", []Holder{row("authority_review/approve>approved", "decision-frees"), row("authority_review/reject>authority_returned", "rejection-told")}},
	}
}

// notifying: who is told, how, and who may be told.
func notifying() []Entry {
	return []Entry{
		{"S2-1", "Progress, results and results of single items are told.", []Holder{notice("submitted", "progress-told"), notice("preliminary_passed", "item-told"), notice("approved", "result-told")}},
		{"S2-2", "Contacts and channels should be set up before filing.", []Holder{rule("configure-notifications-first", "configure-first")}},
		{"S2-5", "The owner and the contacts are told by e-mail and internal message.", []Holder{rule("email-and-inbox", "owner-and-contacts"), rule("owner-and-contacts-told", "owner-and-contacts")}},
		{"S2-6", "Contacts and channels must be set up before filing.", []Holder{rule("configure-notifications-first", "configure-first")}},
		{"S2-14", "E-mail, internal messages or both: one channel stays.", []Holder{rule("one-channel-stays", "one-channel"), rule("email-and-inbox", "owner-and-contacts")}},
		{"S2-22", "A contact has a name, an e-mail address and a title.", []Holder{rule("contact-fields", "contact-fields")}},
		{"S2-23", "At most fifteen contacts.", []Holder{rule("fifteen-contacts", "fifteen-contacts"), property("contacts-at-most-15", "sixteen-contacts")}},
		{"S2-24", "A new contact is sent a verification e-mail.", []Holder{rule("contact-verified-by-email", "verification-mail")}},
		{"S2-25", "Only the contact verifies, by the link.", []Holder{property("no-notice-to-unverified", "tell-unverified")}},
		{"S2-27", "A contact receives once selected and saved.", []Holder{rule("receiver-is-selected", "selected-and-saved")}},
		{"S2-28", "A contact deselected receives nothing and stays in the book.", []Holder{rule("receiver-is-selected", "selected-and-saved")}},
		{"S2-32", "A contact can be modified and deleted.", []Holder{rule("contact-actions", "contact-actions")}},
		{"S2-33", "A modified contact receives nothing until verified again.", []Holder{rule("contact-change-suspends", "change-suspends"), property("no-notice-to-unverified", "tell-unverified")}},
	}
}
