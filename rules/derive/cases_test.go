// SPDX-License-Identifier: Apache-2.0

package derive

import "slices"

type example struct {
	fact, region string
	about        string
	fields       Fields
	want         string
}

// cases are what the extractors make of fields, by fact; three more months are asked of domains and identity cards.
func cases() []example {
	return slices.Concat(holderCases(), dateCases(), personCases(), nameCases(), recordCases(), countCases())
}

var (
	li    = Person{Name: "李大力", IDNumber: "110101196001010011"}
	wang  = Person{Name: "王小明", IDNumber: "12010119700101002X"}
	zhang = Person{Name: "张三", IDNumber: "310101198001010033"}
)

func holderCases() []example {
	company := Fields{
		SubjectName: "某某（北京）科技有限公司", LegalRepresentative: li, SubjectAdministrator: wang, WebsiteAdministrator: zhang,
		Shareholders: []string{"赵一", "某某控股有限公司"}, SeniorManagers: []string{"钱二"},
	}
	held := func(by string) Fields { f := company; f.DomainHolder = by; return f }
	dragon := held("龍門公司")
	dragon.SubjectName = "龙门公司"
	alone := held("孙七")
	alone.LegalRepresentative = Person{}
	return []example{
		{"domain_holder_is", "", "the same name", held("某某（北京）科技有限公司"), "subject"},
		{"domain_holder_is", "", "half-width brackets and a blank", held("某某(北京) 科技有限公司"), "subject"},
		{"domain_holder_is", "", "a zero-width blank", held("某某（北京）科技有限公司\u200b"), "subject"},
		{"domain_holder_is", "", "another company", held("某某（北京）科技股份有限公司"), "somebody_else"},
		{"domain_holder_is", "", "traditional characters are on another certificate", dragon, "somebody_else"},
		{"domain_holder_is", "", "the legal representative", held("李大力"), "legal_representative"},
		{"domain_holder_is", "", "a shareholder that is a company", held("某某控股有限公司"), "shareholder"},
		{"domain_holder_is", "", "a manager", held("钱二"), "senior_manager"},
		{"domain_holder_is", "", "the subject's administrator", held("王小明"), "subject_administrator"},
		{"domain_holder_is", "", "the website's administrator", held("张三"), "website_administrator"},
		{"domain_holder_is", "", "nobody known", held("孙七"), "somebody_else"},
		{"domain_holder_is", "", "it may be the legal representative", alone, ""},
		{"domain_holder_is", "", "no holder", held(""), ""},
		{"domain_holder_is", "", "only blanks", held("　\t"), ""},
	}
}

func dateCases() []example {
	at := day(2018, 11, 30)
	domain := func(y, m, d int) Fields { return Fields{At: at, DomainExpires: day(y, m, d)} }
	cards := func(a, b Person) Fields { return Fields{At: at, SubjectAdministrator: a, WebsiteAdministrator: b} }
	until := func(y, m, d int) Person { return Person{IDExpires: day(y, m, d)} }
	born := func(y, m, d int) Person { return Person{Born: day(y, m, d)} }
	leap := cards(born(2000, 2, 29), born(1990, 1, 1))
	leap.At = day(2018, 2, 28)
	next := leap
	next.At = day(2018, 3, 1)
	end := domain(9999, 12, 31)
	end.At = day(9999, 12, 30)
	return []example{
		{"domain_validity_is", "", "the last of February is three months on", domain(2019, 2, 28), "too_short"},
		{"domain_validity_is", "", "a day more", domain(2019, 3, 1), "enough"},
		{"domain_validity_is", "", "no day", Fields{At: at}, ""},
		{"domain_validity_is", "", "no today", Fields{DomainExpires: at}, ""},
		{"domain_validity_is", "", "where the years end", end, "too_short"},
		{"identity_validity_is", "", "both last", cards(until(2030, 1, 1), until(2019, 3, 1)), "enough"},
		{"identity_validity_is", "", "one does not", cards(until(2030, 1, 1), until(2019, 2, 28)), "too_short"},
		{"identity_validity_is", "", "one does not, the other is not known", cards(Person{}, until(2018, 12, 1)), "too_short"},
		{"identity_validity_is", "", "one lasts, the other is not known", cards(until(2030, 1, 1), Person{}), ""},
		{"youngest_administrator", "", "the eve of a birthday", cards(born(1970, 1, 1), born(2000, 12, 1)), "17"},
		{"youngest_administrator", "", "the birthday", cards(born(2000, 11, 30), born(1970, 1, 1)), "18"},
		{"youngest_administrator", "", "a birthday of leap years, the day before", leap, "17"},
		{"youngest_administrator", "", "a birthday of leap years", next, "18"},
		{"youngest_administrator", "", "born today", cards(born(2018, 11, 30), born(2018, 11, 30)), "0"},
		{"youngest_administrator", "", "one is not known", cards(born(1970, 1, 1), Person{}), ""},
	}
}

func personCases() []example {
	three := func(legal, subject, website Person) Fields {
		return Fields{LegalRepresentative: legal, SubjectAdministrator: subject, WebsiteAdministrator: website}
	}
	old := Person{Name: "李大力", IDNumber: "110101600101001"}
	mobile := func(a, b string) Fields {
		return Fields{SubjectAdministrator: Person{MobileRegion: a}, WebsiteAdministrator: Person{MobileRegion: b}}
	}
	home := func(address string) Fields { return Fields{SubjectAdministrator: Person{Home: address}} }
	return []example{
		{"administrators_are", "", "one person", three(li, li, li), "legal_representative"},
		{"administrators_are", "", "an old number of fifteen digits", three(li, old, li), "legal_representative"},
		{"administrators_are", "", "two with one name", three(li, Person{Name: "李大力", IDNumber: wang.IDNumber}, li), "website_legal"},
		{"administrators_are", "", "names decide without numbers", three(Person{Name: "李 大力"}, li, li), "legal_representative"},
		{"administrators_are", "", "a small x at the end", three(wang, Person{Name: "王小明", IDNumber: "12010119700101002x"}, wang), "legal_representative"},
		{"administrators_are", "", "dots of a Uyghur name", three(Person{Name: "买买提•吐尔逊"}, Person{Name: "买买提·吐尔逊"}, li), "subject_legal"},
		{"administrators_are", "", "the website's is the legal representative", three(li, wang, li), "website_legal"},
		{"administrators_are", "", "one other", three(li, wang, wang), "one_other"},
		{"administrators_are", "", "two others", three(li, wang, zhang), "two_others"},
		{"administrators_are", "", "one is not known", three(li, wang, Person{}), ""},
		{"administrators_are", "", "a number against a name", three(Person{IDNumber: li.IDNumber}, Person{Name: "李大力"}, li), ""},
		{"mobile_numbers_are", "tibet", "both", mobile("tibet", "tibet"), "local"},
		{"mobile_numbers_are", "tibet", "one", mobile("tibet", "beijing"), "elsewhere"},
		{"mobile_numbers_are", "tibet", "one, the other is not known", mobile("", "beijing"), "elsewhere"},
		{"mobile_numbers_are", "tibet", "one is not known", mobile("tibet", ""), ""},
		{"mobile_numbers_are", "", "no region", mobile("tibet", "tibet"), ""},
		{"identity_is_from", "shaanxi", "Shaanxi", home("陕西省西安市雁塔区"), "this_province"},
		{"identity_is_from", "shanxi", "Shanxi is not Shaanxi", home("陕西省西安市雁塔区"), "elsewhere"},
		{"identity_is_from", "hainan", "a prefecture of Qinghai", home("海南藏族自治州共和县"), ""},
		{"identity_is_from", "qinghai", "the same with its province", home("青海省海南藏族自治州共和县"), "this_province"},
		{"identity_is_from", "xinjiang", "an autonomous region", home("新疆维吾尔自治区乌鲁木齐市"), "this_province"},
		{"identity_is_from", "guangdong", "Hong Kong", home("香港特别行政区中西区"), "elsewhere"},
		{"identity_is_from", "guangdong", "a city alone", home("深圳市南山区"), ""},
		{"identity_is_from", "", "no region", home("广东省深圳市"), ""},
	}
}

func nameCases() []example {
	site := func(name string) Fields {
		return Fields{WebsiteName: name, Domain: "诗词歌赋.中国", Domains: []string{"example.cn"}}
	}
	subject := func(name string) Fields { return Fields{SubjectName: name} }
	return []example{
		{"subject_name_is", "", "plain", subject("某某贸易有限公司"), "ordinary"},
		{"subject_name_is", "", "of lending", subject("某某融资 担保有限公司"), "lending"},
		{"subject_name_is", "", "none", subject(""), ""},
		{"website_name_is", "anhui", "plain", site("老李的花园"), "fine"},
		{"website_name_is", "anhui", "its domain", site("诗词歌赋。中国"), "domain_itself"},
		{"website_name_is", "anhui", "its domain in capitals", site("EXAMPLE.CN"), "domain_itself"},
		{"website_name_is", "anhui", "two characters", site("花园abc"), "too_short"},
		{"website_name_is", "anhui", "only digits", site("20180404"), "too_short"},
		{"website_name_is", "anhui", "a sign", site("老李的花园!"), "special_characters"},
		{"website_name_is", "anhui", "a full-width sign", site("老李的花园★"), "special_characters"},
		{"website_name_is", "anhui", "banned", site("老李反腐花园"), "banned_word"},
		{"website_name_is", "anhui", "banned, spelt with blanks", site("老李反 腐花园"), "banned_word"},
		{"website_name_is", "anhui", "like the state's", site("国家花园协会"), "state_prefix"},
		{"website_name_is", "anhui", "the state's name inside is none", site("我爱中国花园"), "fine"},
		{"website_name_is", "anhui", "a forum, forbidden and with approval: the stricter", site("花园论坛天地"), "individual_word"},
		{"website_name_is", "anhui", "with approval", site("花园博客天地"), "approval_word"},
		{"website_name_is", "beijing", "a blog is on Beijing's list", site("张三的个人博客"), "province_word"},
		{"website_name_is", "ningxia", "one character is on Ningxia's list", site("花园购天地"), "province_word"},
		{"website_name_is", "anhui", "and on no other", site("花园购天地"), "fine"},
		{"website_name_is", "jiangsu", "a personal blog", site("张三的个人博客"), "personal_blog"},
		{"website_name_is", "jiangsu", "a personal homepage", site("张三的个人主页"), "personal_homepage"},
		{"website_name_is", "jiangsu", "of nobody", site("的个人主页"), "individual_word"},
		{"website_name_is", "jiangsu", "of a studio", site("花园工作室的个人主页"), "individual_word"},
		{"website_name_is", "jiangsu", "of an exchange", site("花园交流的个人博客"), "approval_word"},
		{"website_name_is", "anhui", "none", site(""), ""},
		{"website_name_is", "", "no region", site("老李的花园"), ""},
	}
}

func recordCases() []example {
	was := Record{SubjectName: "某某公司", CertificateNumber: "91110000Ｘ", CertificateHome: "北京市海淀区", SubjectAdministrator: li, WebsiteAdministrator: wang}
	now := func(change func(f *Fields)) Fields {
		f := Fields{
			SubjectName: "某某公司", CertificateNumber: "91110000x", CertificateHome: "北京市 海淀区", SubjectAdministrator: li, WebsiteAdministrator: wang, Record: &was,
		}
		change(&f)
		return f
	}
	return []example{
		{"record_subject_is", "", "as it was", now(func(*Fields) {}), "same"},
		{"record_subject_is", "", "another name", now(func(f *Fields) { f.SubjectName, f.CertificateNumber = "某某某公司", "9" }), "name_differs"},
		{"record_subject_is", "", "another number", now(func(f *Fields) { f.CertificateNumber, f.CertificateHome = "9", "" }), "number_differs"},
		{"record_subject_is", "", "another address", now(func(f *Fields) { f.CertificateHome = "北京市朝阳区" }), "address_differs"},
		{"record_subject_is", "", "an address is missing", now(func(f *Fields) { f.CertificateHome = "" }), ""},
		{"record_subject_is", "", "no record", now(func(f *Fields) { f.Record = nil }), ""},
		{"record_persons_are", "", "as they were", now(func(*Fields) {}), "same"},
		{"record_persons_are", "", "another administrator of the website", now(func(f *Fields) { f.WebsiteAdministrator = zhang }), "website_administrator_differs"},
		{"record_persons_are", "", "two others", now(func(f *Fields) { f.WebsiteAdministrator, f.SubjectAdministrator = zhang, zhang }), "website_administrator_differs"},
		{"record_persons_are", "", "another administrator of the subject", now(func(f *Fields) { f.SubjectAdministrator = zhang }), "subject_administrator_differs"},
		{"record_persons_are", "", "the website's is not known", now(func(f *Fields) { f.WebsiteAdministrator, f.SubjectAdministrator = Person{}, zhang }), ""},
		{"record_persons_are", "", "no record", now(func(f *Fields) { f.Record = nil }), ""},
	}
}

func countCases() []example {
	domains := func(list ...string) Fields { return Fields{Domains: list} }
	many := make([]string, 0, maxList)
	for i := range maxList {
		many = append(many, string(rune('一'+i))+".cn")
	}
	return []example{
		{"domains_in_order", "", "none", domains(), ""},
		{"domains_in_order", "", "one, three times", domains("Example.cn", "example。cn.", " example.cn"), "1"},
		{"domains_in_order", "", "two", domains("example.cn", "example.com"), "2"},
		{"domains_in_order", "", "a thousand", domains(many...), "100"},
		{"domain_prefixes", "", "none", domains("", "."), ""},
		{"domain_prefixes", "", "one under four endings", domains("example.cn", "www.example.com", "example.com.cn", "example.sh.cn"), "1"},
		{"domain_prefixes", "", "cn above an ending", domains("com.cn", "example.cn"), "2"},
		{"domain_prefixes", "", "two", domains("foo.cn", "bar.cn"), "2"},
		{"domains_of_subject", "", "five", Fields{DomainsOfSubject: 5}, "5"},
		{"domains_of_subject", "", "not known", Fields{}, ""},
		{"websites_of_subject", "", "many", Fields{WebsitesOfSubject: 12345}, "100"},
		{"websites_of_subject", "", "not known", Fields{}, ""},
	}
}
