// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"slices"
	"strings"
)

// holder says who holds the domain. Who is several of these counts as the first: the provinces' lists of holders grow in
// this order.
func holder(f *Fields, _ *asked) string {
	is := func(name string) bool { equal, ok := same(f.DomainHolder, name); return equal && ok }
	switch {
	case fold(f.DomainHolder) == "" || fold(f.SubjectName) == "":
		return ""
	case is(f.SubjectName):
		return "subject"
	case is(f.LegalRepresentative.Name):
		return "legal_representative"
	case slices.ContainsFunc(f.Shareholders, is):
		return "shareholder"
	case slices.ContainsFunc(f.SeniorManagers, is):
		return "senior_manager"
	case is(f.SubjectAdministrator.Name):
		return "subject_administrator"
	case is(f.WebsiteAdministrator.Name):
		return "website_administrator"
	case fold(f.LegalRepresentative.Name) == "":
		return "" // it may be they
	}
	return "somebody_else"
}

// administrators compares the two administrators with the legal representative and with each other.
func administrators(f *Fields, _ *asked) string {
	legal, subject, website := &f.LegalRepresentative, &f.SubjectAdministrator, &f.WebsiteAdministrator
	if nobody(legal) || nobody(subject) || nobody(website) {
		return ""
	}
	subjectLegal, ok1 := samePerson(subject, legal)
	websiteLegal, ok2 := samePerson(website, legal)
	one, ok3 := samePerson(subject, website)
	switch {
	case !ok1 || !ok2 || !ok3:
		return ""
	case subjectLegal && websiteLegal:
		return "legal_representative"
	case subjectLegal:
		return "subject_legal"
	case websiteLegal:
		return "website_legal"
	case one:
		return "one_other"
	}
	return "two_others"
}

// mobiles says whether the numbers of both administrators belong to the province of the filing.
func mobiles(f *Fields, q *asked) string {
	a, b := f.SubjectAdministrator.MobileRegion, f.WebsiteAdministrator.MobileRegion
	switch {
	case q.region == "":
		return ""
	case a != "" && a != q.region || b != "" && b != q.region:
		return "elsewhere"
	case a == "" || b == "":
		return ""
	}
	return "local"
}

// identityFrom compares the province in the address on the subject administrator's card with that of the filing. An
// address that does not begin with a province says nothing.
func identityFrom(f *Fields, q *asked) string {
	home := province(f.SubjectAdministrator.Home)
	switch {
	case q.region == "" || home == "":
		return ""
	case home == q.region:
		return "this_province"
	}
	return "elsewhere"
}

// province finds the region an address begins with, in its official form; "abroad" for Hong Kong, Macau and Taiwan.
func province(address string) string {
	address = fold(address)
	for _, p := range provinces {
		if strings.HasPrefix(address, p.name) {
			return p.region
		}
	}
	return ""
}

// provinces by their official names: a shorter one would take 海南藏族自治州 in Qinghai for Hainan.
var provinces = [...]struct{ name, region string }{
	{"北京市", "beijing"},
	{"天津市", "tianjin"},
	{"河北省", "hebei"},
	{"山西省", "shanxi"},
	{"内蒙古自治区", "inner_mongolia"},
	{"辽宁省", "liaoning"},
	{"吉林省", "jilin"},
	{"黑龙江省", "heilongjiang"},
	{"上海市", "shanghai"},
	{"江苏省", "jiangsu"},
	{"浙江省", "zhejiang"},
	{"安徽省", "anhui"},
	{"福建省", "fujian"},
	{"江西省", "jiangxi"},
	{"山东省", "shandong"},
	{"河南省", "henan"},
	{"湖北省", "hubei"},
	{"湖南省", "hunan"},
	{"广东省", "guangdong"},
	{"广西壮族自治区", "guangxi"},
	{"海南省", "hainan"},
	{"重庆市", "chongqing"},
	{"四川省", "sichuan"},
	{"贵州省", "guizhou"},
	{"云南省", "yunnan"},
	{"西藏自治区", "tibet"},
	{"陕西省", "shaanxi"},
	{"甘肃省", "gansu"},
	{"青海省", "qinghai"},
	{"宁夏回族自治区", "ningxia"},
	{"新疆维吾尔自治区", "xinjiang"},
	{"香港特别行政区", "abroad"},
	{"澳门特别行政区", "abroad"},
	{"台湾省", "abroad"},
}
