// SPDX-License-Identifier: Apache-2.0

package fsm

// Kind is the type of a filing. The set is closed; the names equal the values of the policy fact "kind".
type Kind uint8

// The kinds of filings (S0-1, S0-9 and the types known since).
const (
	KindNone Kind = iota
	FirstFiling
	AddWebsite
	AddAccess
	ChangeSubject
	ChangeWebsite
	CancelSubject
	CancelWebsite
	CancelAccess
	AppFiling
	numKinds
)

var kindNames = [numKinds]string{
	"none", "first_filing", "add_website", "add_access", "change_subject", "change_website",
	"cancel_subject", "cancel_website", "cancel_access", "app_filing",
}

var kindWords = [numKinds]text{
	{"none", "无"},
	{"first filing", "首次备案"},
	{"add a website", "新增网站"},
	{"add access", "新增接入"},
	{"change the subject", "变更主体"},
	{"change a website", "变更网站"},
	{"cancel the subject", "注销主体"},
	{"cancel a website", "注销网站"},
	{"cancel access", "取消接入"},
	{"app filing", "App备案"},
}

// String gives the stable name, for example "change_website".
func (k Kind) String() string {
	if k < numKinds {
		return kindNames[k]
	}
	return "unknown"
}

// ParseKind finds the kind of a name; ok is false for a name that is none.
func ParseKind(name string) (k Kind, ok bool) {
	for i := 1; i < len(kindNames); i++ {
		if kindNames[i] == name {
			return Kind(i), true
		}
	}
	return KindNone, false
}

// Label gives the words a user reads, in "zh" or English.
func (k Kind) Label(lang string) string {
	if k >= numKinds {
		return "unknown"
	}
	return kindWords[k].in(lang)
}

// kindSet is a set of kinds as bits.
type kindSet uint16

func (m kindSet) has(k Kind) bool { return m>>k&1 == 1 }

const (
	// editing kinds need a record that stands here (S0-3).
	editing = kindSet(1<<ChangeSubject | 1<<ChangeWebsite | 1<<CancelSubject | 1<<CancelWebsite | 1<<CancelAccess)
	// subjectWide kinds are about the subject and have no website.
	subjectWide = kindSet(1<<ChangeSubject | 1<<CancelSubject)
	// newSites are kinds whose websites get a number with the approval.
	newSites = kindSet(1<<FirstFiling | 1<<AddWebsite | 1<<AddAccess | 1<<AppFiling)
	// oneSite kinds take a single website.
	oneSite = kindSet(1<<CancelWebsite | 1<<CancelAccess)
	// domainless kinds name a website, or an app, without its domains.
	domainless = kindSet(1<<CancelWebsite | 1<<CancelAccess | 1<<AppFiling)
)

// known reports whether the kind is one of the closed set.
func (k Kind) known() bool { return k > KindNone && k < numKinds }

// Actor is who acts.
type Actor uint8

// The actors of a filing.
const (
	Applicant Actor = iota
	WebsiteAdministrator
	Platform
	MIIT
	Authority
	Clock
	Host
	SubjectAdministrator // acts beside the website administrator where the SMS verification asks both
	numActors
)

var actorNames = [numActors]string{"applicant", "website_administrator", "platform", "miit", "authority", "clock", "host", "subject_administrator"}

var actorWords = [numActors]text{
	{"the applicant", "申请人"},
	{"the website administrator", "网站负责人"},
	{"{0}", "{0}"}, // the provider
	{"the MIIT SMS platform", "工信部短信平台"},
	{"the communications administration", "通信管理局"},
	{"the clock", "时钟"},
	{"the host application", "接入系统"},
	{"the subject administrator", "主体负责人"},
}

// String gives the stable name, for example "website_administrator".
func (a Actor) String() string {
	if a < numActors {
		return actorNames[a]
	}
	return "unknown"
}

// Label gives the words a user reads, in "zh" or English; the platform is Alibaba Cloud, and in [Machine.ActorLabel] the provider.
func (a Actor) Label(lang string) string { return platformWords(lang).actor(a) }
