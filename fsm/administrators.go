// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// administrators are kept of a filing whose websites are not all administered by [Filing.WebsiteAdministrator]: who they are,
// and what each of them did so far. It is replaced and never written to; nearly all filings have none.
type administrators struct {
	who      []string // each once, in the order of the websites
	by       string   // how those in verified were verified
	verified []string // some of who, while not all are
	answered []string // who answered the SMS code, the subject's administrator among them
}

// administrator is who administers a target of the filing.
func (f *Filing) administrator(target int) string {
	if target >= 0 && target < len(f.Targets) {
		return f.administratorOf(&f.Targets[target])
	}
	return f.WebsiteAdministrator
}

func (f *Filing) administratorOf(t *Target) string {
	return orDefault(t.Administrator, f.WebsiteAdministrator)
}

// WebsiteAdministrators are who administers the websites of the filing, each once, in the order of the websites: mostly one.
func (f *Filing) WebsiteAdministrators() []string {
	switch {
	case f.apart != nil:
		return slices.Clone(f.apart.who)
	case f.WebsiteAdministrator != "":
		return []string{f.WebsiteAdministrator}
	}
	return nil
}

// administers reports whether a person is a website administrator of the filing.
func (f *Filing) administers(person string) bool {
	if f.apart == nil {
		return person == f.WebsiteAdministrator
	}
	return slices.Contains(f.apart.who, person)
}

// Unverified are who is still to be verified, as references into the host's directory, each once: in [Verification] the website
// administrators, in [SMSVerification] those whose answer to the SMS code is missing, the website administrators first. It is
// nil elsewhere.
func (f *Filing) Unverified() (persons []string) {
	switch f.State {
	case Verification:
		return without(f.WebsiteAdministrators(), f.verifiedSoFar())
	case SMSVerification:
		for _, who := range f.SMSAwaited() {
			if who == SubjectAdministrator {
				persons = append(persons, f.SubjectAdministrator)
				continue
			}
			persons = append(persons, without(f.WebsiteAdministrators(), f.answeredSoFar())...)
		}
		return once(persons)
	}
	return nil
}

func (f *Filing) verifiedSoFar() []string {
	if f.apart == nil {
		return nil
	}
	return f.apart.verified
}

func (f *Filing) answeredSoFar() []string {
	if f.apart == nil {
		return nil
	}
	return f.apart.answered
}

// unverifiedWebsites are those whose administrators are still to be verified, where the websites have several.
func (f *Filing) unverifiedWebsites(done []string) (websites []string) {
	if f.apart == nil {
		return nil
	}
	for i := range f.Targets {
		if !slices.Contains(done, f.administrator(i)) {
			websites = append(websites, f.Targets[i].Website)
		}
	}
	return websites
}

// administer finds out who administers the websites, after an opening or an edit. Whoever was verified before and still
// administers one stays verified.
func (f *Filing) administer() {
	own := slices.ContainsFunc(f.Targets, func(t Target) bool { return t.Administrator != "" && t.Administrator != f.WebsiteAdministrator })
	if !own && f.apart == nil {
		return
	}
	before := f.WebsiteAdministrators()
	done, by := f.verifiedSoFar(), ""
	if f.apart != nil {
		by = f.apart.by
	}
	if f.VerifiedBy != "" {
		done, by = before, f.VerifiedBy
	}
	if f.apart = nil; own {
		var who []string
		for i := range f.Targets {
			who = append(who, f.administrator(i))
		}
		f.apart = &administrators{who: once(who)}
	}
	now := f.WebsiteAdministrators()
	f.keepVerified(without(now, without(now, done)), by)
}

// keepVerified says who of the website administrators is verified, and how.
func (f *Filing) keepVerified(done []string, by string) {
	all := by != "" && len(done) > 0 && len(without(f.WebsiteAdministrators(), done)) == 0
	if f.VerifiedBy = ""; all {
		f.VerifiedBy, done = by, nil
	}
	if f.apart == nil {
		return
	}
	c := *f.apart
	if c.by, c.verified = by, done; len(done) == 0 {
		c.by, c.verified = "", nil
	}
	f.apart = &c
}

// verify notes that the administrator of a target was verified; the filing is verified once all are.
func (f *Filing) verify(target int, by string) {
	switch {
	case f.apart == nil:
		f.VerifiedBy = by
	case f.VerifiedBy != by:
		f.keepVerified(f.afterwards(target, by), by)
	}
}

// afterwards are who is verified once the administrator of a target is too.
func (f *Filing) afterwards(target int, by string) (done []string) {
	if f.apart.by == by {
		done = f.apart.verified
	}
	if who := f.administrator(target); !slices.Contains(done, who) {
		done = plus(done, who)
	}
	return done
}

// verifyAgain: what the platform returns is verified again, of some websites or, where it names none, of all.
func (f *Filing) verifyAgain(targets []Target) {
	by := f.VerifiedBy
	if f.VerifiedBy = ""; f.apart == nil {
		return
	}
	if by == "" { // it was only observed
		by = f.recorded(decVerifyMethod)
	}
	var back []string
	for i := range targets {
		back = append(back, f.administratorOf(&targets[i]))
	}
	if targets == nil {
		back = f.apart.who
	}
	f.keepVerified(without(f.apart.who, back), by)
}

// verifyAll: nothing that was verified before counts.
func (f *Filing) verifyAll() {
	if f.VerifiedBy = ""; f.apart != nil {
		f.keepVerified(nil, "")
	}
}

// answer notes who has answered the SMS code.
func (f *Filing) answer(person string, target int) {
	if f.apart == nil {
		f.smsPassed |= f.smsBits(person)
		return
	}
	c := *f.apart
	c.answered = f.answeredWith(person, target)
	f.apart, f.smsPassed = &c, f.answeredBits(c.answered)
}

// passedWith are those who have passed once a person has answered.
func (f *Filing) passedWith(person string, target int) smsPersons {
	if f.apart == nil {
		return f.smsPassed | f.smsBits(person)
	}
	return f.answeredBits(f.answeredWith(person, target))
}

func (f *Filing) answeredWith(person string, target int) []string {
	who := f.SubjectAdministrator
	switch person {
	case smsWebsiteAdministrator:
		who = f.administrator(target)
	case smsSubjectAdministrator:
	default:
		return f.apart.answered
	}
	if slices.Contains(f.apart.answered, who) {
		return f.apart.answered
	}
	return plus(f.apart.answered, who)
}

// answeredBits: whoever is both administrators gets one code.
func (f *Filing) answeredBits(answered []string) (passed smsPersons) {
	if slices.Contains(answered, f.SubjectAdministrator) {
		passed |= smsBit(smsSubjectAdministrator)
	}
	if len(without(f.apart.who, answered)) == 0 {
		passed |= smsBit(smsWebsiteAdministrator)
	}
	return passed
}

// askAnew: every hand-over asks for the SMS code anew.
func (f *Filing) askAnew() {
	f.smsPassed, f.SMSWrong = 0, 0
	if f.apart != nil && f.apart.answered != nil {
		c := *f.apart
		c.answered = nil
		f.apart = &c
	}
}

func (a *administrators) equal(o *administrators) bool {
	if a == nil || o == nil {
		return a == o
	}
	return a.by == o.by && slices.Equal(a.who, o.who) && slices.Equal(a.verified, o.verified) && slices.Equal(a.answered, o.answered)
}

// without are those of a list who are not in another.
func without(list, others []string) (left []string) {
	for _, x := range list {
		if !slices.Contains(others, x) {
			left = append(left, x)
		}
	}
	return left
}

// once names each of a list once.
func once(list []string) (each []string) {
	for _, x := range list {
		if !slices.Contains(each, x) {
			each = append(each, x)
		}
	}
	return each
}
