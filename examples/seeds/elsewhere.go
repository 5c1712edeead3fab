// SPDX-License-Identifier: Apache-2.0

package main

import "github.com/icpfiling/icp/fsm"

// elsewhere is by photo (S0-18), with everything the two documents warn of on the way.
func elsewhere() story {
	return story{"beijing", words{"Beijing: by photo", "北京：上传核验照片"}, append(beforeReview(), afterReview()...)}
}

func beforeReview() []step {
	second := open("beijing")
	second.ID, second.Kind, second.Targets = "filing-2", fsm.ChangeSubject, nil
	return []step{
		opened("beijing"),
		one("2018-04-04 10:05", second,
			"You want to change the subject information at the same time.", "您想同时变更主体信息。"),
		one("2018-04-04 10:10", fsm.Edit{Region: "hebei"}, "You want to move to Hebei.", "您想把备案省份改为河北。"),
		one("2018-04-04 10:15", fsm.ChooseUpload{Channel: "app"},
			"You want to upload with the Alibaba Cloud app.", "您想使用阿里云App上传资料。"),
		{at: "2018-04-04 10:30", do: upload(papers...), what: words{
			"You upload the documents and submit for the preliminary review.", "您上传资料并提交初审。",
		}},
		one("2018-04-04 10:40", fsm.Withdraw{Reason: "wrong_information"},
			"You notice a mistake, and withdraw with the reason “wrong information”.", "您发现信息有误，选择原因后撤回备案。"),
		{
			at: "2018-04-04 11:00", do: []fsm.Command{fsm.Attach{Document: "business_licence", Ref: "scan-2"}, fsm.Submit{}},
			what: words{"You upload the right licence and submit again.", "您重新上传营业执照并再次提交。"},
		},
	}
}

func afterReview() []step {
	return []step{
		{
			at: "2018-04-08 15:00", do: []fsm.Command{fsm.PassPreliminary{}, fsm.PromptOriginals{}}, mailing: true,
			what: words{
				"Alibaba Cloud passes the preliminary review, and asks you to mail the verification materials.",
				"阿里云初审通过，并提示您邮寄核验材料。",
			},
		},
		{
			at: "2018-04-08 16:00", do: []fsm.Command{fsm.MailOriginals{}, fsm.UploadPhoto{Ref: "photo-1"}},
			what: words{"You mail the materials and upload your photo.", "您寄出材料并上传核验照片。"},
		},
		one("2018-04-09 11:00", fsm.ReturnPhoto{Causes: []string{"blue_top"}},
			"The reviewer finds a blue top in the photo.", "审核人员发现照片中穿了蓝色上衣。"),
		one("2018-04-09 14:00", fsm.UploadPhoto{Ref: "photo-2"}, "You upload another photo.", "您重新上传照片。"),
		one("2018-04-09 14:10", fsm.Withdraw{Reason: "wrong_information"}, "You want to withdraw.", "您想撤回备案。"),
		{
			at: "2018-04-10 10:00", do: []fsm.Command{fsm.ReceiveOriginals{}, fsm.PassPhoto{TopColour: "other"}},
			what: words{"The mailed materials have arrived, and your photo passes.", "材料已收到，您的照片审核通过。"},
		},
		handedOver("2018-04-10 16:00"),
		one("2018-04-11 09:00", fsm.Withdraw{Reason: "wrong_information"}, "You want to withdraw.", "您想撤回备案。"),
		approved("2018-04-24 15:00"),
	}
}
