// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// story is one filing from the first click to the result.
type story struct {
	region string
	title  words
	steps  []step
}

// step is what somebody does at a time of the clock in China. If the last command is refused, the refusal is told.
type step struct {
	at   string
	what words
	do   []fsm.Command
	// mailing shows where originals are mailed to.
	mailing bool
}

func stories() []story { return []story{shanghai(), guangdong(), elsewhere()} }

const (
	subject, account, you = "subject-1", "account-1", "person-1"
	website               = "website-1"
	oldDomain, newDomain  = "old.example.cn", "new.example.cn"
)

// open is the change all three stories are about: a new domain takes the place of the old one (S0-5).
func open(region string) fsm.Open {
	return fsm.Open{
		ID: "filing-1", Kind: fsm.ChangeWebsite, Region: region, SubjectKind: "enterprise", Account: account,
		SubjectAdministrator: you, WebsiteAdministrator: you,
		Targets: []fsm.Target{{Website: website, Domains: []string{newDomain}}},
	}
}

// upload attaches documents and submits for the preliminary review (S0-14).
func upload(documents ...string) []fsm.Command {
	var list []fsm.Command
	for _, d := range documents {
		list = append(list, fsm.Attach{Document: d, Ref: "scan-of-" + d})
	}
	return append(list, fsm.Submit{})
}

// one is a step of a single command.
func one(at string, c fsm.Command, en, zh string) step {
	return step{at: at, do: []fsm.Command{c}, what: words{en, zh}}
}

// opened is how every story begins.
func opened(region string) step {
	return one("2018-04-04 10:00", open(region),
		"You open a change of website information: "+newDomain+" takes the place of "+oldDomain+".",
		"您新建“变更网站”备案，用"+newDomain+"替换"+oldDomain+"。")
}

func approved(at string) step {
	return one(at, fsm.Approve{}, "The communications administration approves.", "通信管理局审核通过。")
}

func handedOver(at string) step {
	return one(at, fsm.SubmitToAuthority{},
		"Alibaba Cloud submits your filing to the communications administration.", "阿里云将您的备案提交通信管理局。")
}

func passed(at string) step {
	return one(at, fsm.PassPreliminary{}, "Alibaba Cloud passes the preliminary review.", "阿里云初审通过。")
}

// papers are the documents an enterprise uploads for a change of website.
var papers = []string{"identity_document", "business_licence", "authenticity_statement", "domain_certificate"}

// shanghai verifies with its own app (S0-20); here the platform is slow as well (S1-26).
func shanghai() story {
	return story{"shanghai", words{"Shanghai: the administration's own app", "上海：使用管局App核验"}, []step{
		opened("shanghai"),
		{at: "2018-04-04 10:30", do: upload(papers...), what: words{
			"You upload the documents and submit for the preliminary review.", "您上传资料并提交初审。",
		}},
		{at: "2018-04-11 09:30", what: words{"You wonder why nothing has moved, and look again.", "状态长时间未更新，您再次查看。"}},
		passed("2018-04-11 14:00"),
		one("2018-04-11 15:00", fsm.UploadPhoto{Ref: "photo-1"}, "You upload a photo.", "您上传照片。"),
		one("2018-04-11 16:00", fsm.AppVerify{App: "shanghai_ca_app"},
			"You verify yourself in the app of the Shanghai Communications Administration.", "您使用上海市通信管理局App完成核验。"),
		one("2018-04-12 11:00", fsm.PassPhoto{}, "Alibaba Cloud passes the verification.", "阿里云核验通过。"),
		handedOver("2018-04-12 17:00"),
		approved("2018-04-25 15:20"),
	}}
}

// guangdong takes documents by the Alibaba Cloud app, which verifies at the same time (S0-15, S0-16).
func guangdong() story {
	return story{"guangdong", words{"Guangdong: uploading with the Alibaba Cloud app", "广东：使用阿里云App上传资料"}, []step{
		opened("guangdong"),
		one("2018-04-04 10:05", fsm.ChooseUpload{Channel: "app"},
			"You choose to upload with the Alibaba Cloud app.", "您选择使用阿里云App上传资料。"),
		{
			at: "2018-04-04 10:30", do: upload(append(slices.Clone(papers), "commitment_letter")...),
			what: words{"You upload the documents in the app and submit.", "您在App内上传资料并提交。"},
		},
		{
			at: "2018-04-04 10:40", do: []fsm.Command{fsm.AppVerify{App: "alibaba_app"}, fsm.Submit{}},
			what: words{"You verify yourself in the app and submit again.", "您在App内完成核验，再次提交。"},
		},
		passed("2018-04-08 11:00"),
		handedOver("2018-04-08 16:30"),
		approved("2018-04-17 10:10"),
	}}
}
