// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

// live lives a filing from its contact book to its end.
func (f *filing) live() {
	f.named = append(f.named, [2]string{"p", "email"}, [2]string{"p", "sms"})
	if !f.chance(0.68) {
		f.named = append(f.named, [2]string{"q", "email"}, [2]string{"q", "sms"})
	}
	if f.chance(0.7) {
		f.record(book, "channels_set")
	}
	for range [...]int{0, 1, 1, 1, 2, 2, 2, 3, 3, 4}[f.r.IntN(10)] {
		f.contact()
	}
	if f.chance(0.85) {
		f.record(step, "import_record")
	}
	f.record(step, "open")
	f.record(event, "judged")
	f.tries("open", 0.9)
	f.mistakes(0.3)
	for f.err == nil {
		f.draft()
		f.tries("open", 0.6)
		passed := f.preliminary()
		if passed && f.chance(0.82) {
			f.verification()
			if f.authority() {
				break
			}
		} else if passed || f.chance(0.5) {
			f.wait(f.drawn(applicant))
			f.do("abandon")
			f.tell("abandoned")
			break
		}
	}
	f.mistakes(0.3)
	if f.chance(0.56) {
		f.record(step, "note_undelivered")
		f.tell("dead_letter")
	}
	if f.chance(0.25) {
		f.record(step, "revoke")
	}
}

// contact is added, gets its link, follows it, and is chosen; some are changed or go.
func (f *filing) contact() {
	for {
		f.record(book, "added")
		f.tellTo("contact_verification", [][2]string{{"a", "email"}})
		f.wait(f.drawn(pause))
		f.record(book, "verified")
		if f.chance(0.2) {
			f.record(book, "verified")
		}
		if f.chance(0.85) {
			f.record(book, "selected")
		}
		if f.chance(0.2) {
			f.record(book, "deleted")
		}
		if !f.chance(0.14) {
			return
		}
	}
}

// mistakes is a sitting in which somebody tries this and that which is not allowed.
func (f *filing) mistakes(share float64) {
	if !f.chance(share) {
		return
	}
	for _, command := range [...]string{"revoke", "fail_sms", "open"} {
		f.wait(f.drawn(pause))
		f.do(command)
	}
}

// draft is the documents, until the filing is submitted.
func (f *filing) draft() {
	f.mistakes(0.3)
	for range 3 {
		if f.chance(0.87) {
			f.wait(f.drawn(pause))
			f.do("attach")
		}
	}
	for f.chance(0.45) {
		f.wait(f.drawn(pause))
		f.do("edit")
	}
	f.tries("choose_upload", 0.5)
	f.tries("pass_preliminary", 0.25)
	f.wait(f.drawn(pause))
	f.do("submit", "judged")
	f.submitted()
}

func (f *filing) submitted() {
	f.sets("preliminary_review", 1, true)
	f.sets("platform_expected", 2, false)
	f.sets("open_ticket", 3, true)
	f.tell("submitted")
}

// preliminary reports whether the preliminary review was passed; if not, the filing stands in the draft again.
func (f *filing) preliminary() bool {
	for {
		f.mistakes(0.3)
		wait, x := f.drawn(platform), f.r.Float64()
		if x < 0.27 {
			f.works(wait / 2)
			f.do("withdraw", "judged")
			f.tell("withdrawn")
			return false
		}
		f.tries("approve", 0.15)
		f.works(wait)
		if x >= 0.50 {
			break
		}
		f.do("return_preliminary")
		f.tell("preliminary_returned")
		f.wait(f.drawn(applicant))
		f.do("edit")
		f.wait(f.drawn(pause))
		f.do("resubmit", "judged")
		f.submitted()
	}
	f.do("pass_preliminary")
	f.tell("preliminary_passed")
	f.tell("verification_prompted")
	return true
}

func (f *filing) verification() {
	f.mistakes(0.3)
	if f.chance(0.35) {
		f.do("choose_upload")
	}
	if f.chance(0.2) {
		f.do("request_backdrop")
	}
	for {
		f.wait(f.drawn(applicant))
		f.tries("pass_photo", 0.25)
		f.do("upload_photo")
		f.sets("photo_review", 1, true)
		f.sets("platform_expected", 2, false)
		f.sets("open_ticket", 3, true)
		f.tries("upload_photo", 0.6)
		f.works(f.drawn(platform))
		if f.chance(0.78) {
			break
		}
		f.do("return_photo")
		f.tell("photo_returned")
	}
	f.do("pass_photo", "judged")
	f.sets("submit_to_authority", 1, true)
	f.tell("photo_passed")
}

// authority reports whether the authority approved.
func (f *filing) authority() bool {
	f.mistakes(0.3)
	if f.chance(0.2) {
		f.do("prompt_originals")
		f.tell("originals_prompted")
		f.wait(f.drawn(applicant))
		f.do("mail_originals")
		f.wait(2 * 24 * 60)
		f.do("receive_originals")
		f.tell("originals_received")
	}
	f.works(f.drawn(handOver))
	f.do("submit_to_authority", "judged")
	f.tell("submitted_to_authority")
	f.sets("authority_review", 20, false)
	f.sets("legal_limit", 20, true)
	f.tries("withdraw", 0.95)
	if f.chance(0.45) {
		f.sets("sms_window", 2, true)
		f.tell("sms_window")
		f.wait(f.drawn(smsTime))
		f.do("answer_sms")
	}
	f.tries("attach", 0.4)
	f.until(f.cal.WorkdaysFrom(f.at, int(f.drawn(authority))))
	if f.chance(0.065) {
		f.do("reject")
		f.tell("rejected")
		f.wait(f.drawn(applicant))
		return false
	}
	f.do("approve", "record", "website", "domain")
	f.tell("approved")
	return true
}
