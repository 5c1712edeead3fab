// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"

	"github.com/icpfiling/icp/simulator/fault"
)

// Assumption is one figure behind the synthetic filings. Anchored says that a source gives it; everything else is
// assumed and says nothing about the world.
type Assumption struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	Anchored bool   `json:"anchored"`
	Source   string `json:"source,omitempty"`
}

// assumptions lists the figures the draws use.
func assumptions(o *Options) []Assumption {
	share := func(name string, per int) Assumption {
		return Assumption{Name: name, Value: strconv.Itoa(per/100) + "." + strconv.Itoa(per%100/10) + strconv.Itoa(per%10) + " %"}
	}
	anchored := func(a Assumption, source string) Assumption {
		a.Anchored, a.Source = true, source
		return a
	}
	return append([]Assumption{
		anchored(Assumption{Name: "kinds of subjects", Value: "enterprise 74 %, individual 22 %, others 4 %"}, "sponsors at the end of 2017 (m.fx361.cc, 2018-05-15)"),
		{Name: "split of the other kinds of subjects", Value: "sole traders 1.6 %, three others 0.8 % each"},
		anchored(Assumption{Name: "shares of east, centre and west", Value: "68.91 %, 18.49 %, 12.61 %"}, "websites at the end of 2017 (m.fx361.cc, 2018-05-15)"),
		{Name: "split inside east, centre and west", Value: "keeps the published order of the leading provinces"},
		anchored(Assumption{Name: "new filings and changes", Value: "47 % and 53 %, cancellations left out"}, "approvals in Anhui, August 2024"),
		{Name: "split of new filings", Value: "first 28 %, website added 6.5 % to a record here, 3.5 % to one elsewhere, access added 4.5 % by the filed elsewhere, 2.62 % by the filed here, of all filings"},
		{Name: "app filings from 2023-09-04", Value: "2 % without a record and 3 % with one, of all filings, in place of first filings"},
		{Name: "split of the changes", Value: "subject 21.12 %, website 29.76 % of all filings"},
		{Name: "cancellations", Value: "subject 1.5 %, website 1.5 %, access 1 % of all filings"},
		share("record revoked by the authority, in each review and after the end", shareRevoked),
		share("host judges again, in each stage", shareRejudged),
		share("host counts deadlines again, in each stage", shareReplanned),
		share("message nobody got is noted, in each stage", shareUndelivered),
		share("record revoked, document sent anew, abandoned or photo returned late, in each stage", shareRare),
		share("goes back to the SMS verification unchanged", shareUnchanged),
		share("change that makes another subject of it", shareBecomes),
		share("change of a website that names no changed fields", shareDomainsOnly),
		share("comes back after one to nine months to what was left alone", shareComesBack),
		share("host finds the filing further than it knows, in each stage before the authority's", shareFound),
		share("is verified in the app only when asked for it, at each submission", shareVerifiesLater),
		share("host says what it compared, some of it wrong at first, at each submission", shareSays),
		share("mistakes made in one sitting, in each stage", shareBlunder),
		share("mistakes made in one sitting, after the end", shareBlunderAfter),
		share("change of a subject submitted before anything was changed", shareHasty),
		share("asks for less when the rules allow no more", shareYields),
		share("subject comes again when a filing is over", shareSuccessor),
		anchored(share("rejected by the authority", shareAuthorityRefusal), "Anhui, August 2024"),
		anchored(Assumption{Name: "authority's time", Value: "3 to 20 business days, 7 on average"}, "S1-10; the shape is assumed"),
		share("authority later than the law allows", shareAuthorityLate),
		anchored(Assumption{Name: "platform's time for a step", Value: "half a business day to one, few beyond three"}, "S1-6, S1-25, S1-26; the shape is assumed"),
		anchored(Assumption{Name: "causes of returns", Value: "Zipf over ten"}, "ranks of 2018-06-15; the weights are assumed"),
		share("returned by the preliminary review, each time", sharePreliminaryReturn),
		share("photo returned for the backdrop or the face", sharePhotoReturn),
		share("photo with a red top", shareRedTop),
		share("photo with a blue top", shareBlueTop),
		share("asked for the originals", shareOriginals),
		share("posts the originals at once, in each stage", shareMailsEarly),
		share("mails the wrong papers at first", shareWrongPapers),
		share("website of several with an administrator of its own", shareOwnAdministrator),
		share("photo of one of several administrators returned, and not all", sharePhotoOfOne),
		share("wants to upload with the app", shareWantsApp),
		share("withdraws, in each stage", shareWithdraws),
		share("gives up, in each stage", shareGivesUp),
		share("never acts again, in each stage", shareStaysIdle),
		{Name: "SMS verification", Value: "right 88 %, some wrong entries 6 %, too many 2 %, late 3 %, failed at MIIT 1 %"},
		{Name: "applicant's time", Value: "10 minutes to 10 days, a day and a half in the middle"},
		{Name: "working days without a published notice", Value: "Monday to Friday; never used for a deadline"},
		share("contact verifies its address", shareContactVerified),
		share("contact is selected", shareContactSelected),
		share("contact is modified on the way", shareContactModified),
		share("each attempt at what is not allowed", shareTries),
		share("tries another way of verification than the one judged", shareTriesMethod),
	}, append(profileAssumptions(o.Profile), faultAssumptions(o.Faults, share)...)...)
}

// profileAssumptions say how far the shares above hold.
func profileAssumptions(profile string) []Assumption {
	values := [...]struct{ profile, value string }{
		{profileDefault, "of 10 filings 5 realistic, 4 with each weight times 1, 16 or 256, 1 with half of the behaviours off"},
		{swarmWeights.String(), "each weight times 1, 16 or 256"},
		{swarm.String(), "half of the behaviours off, the others 16 times as frequent"},
		{exhaustive.String(), "kinds, provinces, subjects and first days go round; half have at most two behaviours otherwise than usual, half each weight times 1, 16 or 256"},
	}
	for _, x := range values {
		if x.profile == profile {
			return []Assumption{{Name: "profile " + profile, Value: x.value + "; the shares hold for realistic filings only"}}
		}
	}
	return nil
}

// faultAssumptions are the rates of what goes wrong.
func faultAssumptions(p fault.Profile, share func(string, int) Assumption) (list []Assumption) {
	for _, k := range fault.Kinds() {
		if rate := p.Rates[k]; rate > 0 {
			a := share("fault "+k.String()+", at each opportunity", rate)
			a.Value += ", at most " + strconv.Itoa(p.BudgetOf(k)) + " to a filing"
			list = append(list, a)
		}
	}
	return list
}
