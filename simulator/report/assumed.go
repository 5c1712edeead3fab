// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/simulator/fault"
)

// assumed gives the name, the value or the source of an assumption in the language of the page. What has no Chinese words
// here stands as the simulator gave it.
func (p *Page) assumed(text string) string {
	if !tongue.IsChinese(p.Lang) {
		return text
	}
	if zh, ok := assumptionsZH[text]; ok {
		return zh
	}
	if name, ok := strings.CutSuffix(text, ", at each opportunity"); ok {
		if k, ok := fault.ParseKind(strings.TrimPrefix(name, "fault ")); ok {
			return "故障（每次可能时）：" + k.Label("zh")
		}
	}
	if share, most, ok := strings.Cut(text, ", at most "); ok {
		return share + "，每件备案至多 " + strings.TrimSuffix(most, " to a filing") + " 次"
	}
	if profile, ok := strings.CutPrefix(text, "profile "); ok {
		return "模式 " + profile
	}
	if what, ok := strings.CutSuffix(text, "; the shares hold for realistic filings only"); ok {
		return p.assumed(what) + "；上述比例仅适用于按真实比例取样的备案"
	}
	return text
}

// assumptionsZH are the words of the simulator's assumptions in Chinese.
var assumptionsZH = map[string]string{
	"kinds of subjects":                                    "主体性质",
	"enterprise 74 %, individual 22 %, others 4 %":         "企业 74 %，个人 22 %，其他 4 %",
	"sponsors at the end of 2017 (m.fx361.cc, 2018-05-15)": "2017 年底的网站主办者（m.fx361.cc，2018-05-15）",
	"split of the other kinds of subjects":                 "其他主体性质的构成",
	"sole traders 1.6 %, three others 0.8 % each":          "个体工商户 1.6 %，其余三类各 0.8 %",
	"shares of east, centre and west":                      "东部、中部与西部的占比",
	"68.91 %, 18.49 %, 12.61 %":                            "68.91 %，18.49 %，12.61 %",
	"websites at the end of 2017 (m.fx361.cc, 2018-05-15)": "2017 年底的网站（m.fx361.cc，2018-05-15）",
	"split inside east, centre and west":                   "东部、中部与西部内部的构成",
	"keeps the published order of the leading provinces":   "保持已公布的领先省份次序",
	"new filings and changes":                              "新增与变更",
	"47 % and 53 %, cancellations left out":                "47 % 与 53 %，不含注销",
	"approvals in Anhui, August 2024":                      "安徽 2024 年 8 月的审核通过数",
	"split of new filings":                                 "新增备案的构成",
	"first 28 %, website added 6.5 % to a record here, 3.5 % to one elsewhere, access added 4.5 % by the filed elsewhere, 2.62 % by the filed here, of all filings": "占全部备案：首次 28 %，在本接入商新增网站 6.5 %，在其他接入商备案后新增网站 3.5 %，他处已备案者新增接入 4.5 %，本处已备案者新增接入 2.62 %",
	"app filings from 2023-09-04": "2023-09-04 起的 App 备案",
	"2 % without a record and 3 % with one, of all filings, in place of first filings": "占全部备案：无主体备案者 2 %，有主体备案者 3 %，取代首次备案",
	"split of the changes":                                                                "变更的构成",
	"subject 21.12 %, website 29.76 % of all filings":                                     "占全部备案：主体 21.12 %，网站 29.76 %",
	"cancellations":                                                                       "注销",
	"subject 1.5 %, website 1.5 %, access 1 % of all filings":                             "占全部备案：主体 1.5 %，网站 1.5 %，接入 1 %",
	"record revoked by the authority, in each review and after the end":                   "管局注销备案号（每次审核中与结束后）",
	"host judges again, in each stage":                                                    "系统重新判定（每个环节）",
	"host counts deadlines again, in each stage":                                          "系统重新计算期限（每个环节）",
	"message nobody got is noted, in each stage":                                          "记录无人收到的通知（每个环节）",
	"record revoked, document sent anew, abandoned or photo returned late, in each stage": "备案号被管局注销、重传资料、放弃或照片迟退（每个环节）",
	"goes back to the SMS verification unchanged":                                         "未作修改即返回短信核验",
	"change that makes another subject of it":                                             "变更为另一类主体",
	"change of a website that names no changed fields":                                    "变更网站时未指明变更字段",
	"comes back after one to nine months to what was left alone":                          "搁置一至九个月后继续办理",
	"host finds the filing further than it knows, in each stage before the authority's":   "系统发现备案进度超前（管局审核前每个环节）",
	"is verified in the app only when asked for it, at each submission":                   "被要求后才在 App 中核验（每次提交）",
	"host says what it compared, some of it wrong at first, at each submission":           "系统给出比对结果，起初有误（每次提交）",
	"mistakes made in one sitting, in each stage":                                         "一次连续的错误操作（每个环节）",
	"mistakes made in one sitting, after the end":                                         "一次连续的错误操作（结束后）",
	"change of a subject submitted before anything was changed":                           "未作变更即提交主体变更",
	"asks for less when the rules allow no more":                                          "规则不允许时减少申请内容",
	"subject comes again when a filing is over":                                           "备案结束后同一主体再次办理",
	"rejected by the authority":                                                           "被管局驳回",
	"Anhui, August 2024":                                                                  "安徽，2024 年 8 月",
	"authority's time":                                                                    "管局审核用时",
	"3 to 20 business days, 7 on average":                                                 "3 至 20 个工作日，平均 7 个",
	"S1-10; the shape is assumed":                                                         "S1-10；分布形状为假设",
	"authority later than the law allows":                                                 "管局超过法定期限",
	"platform's time for a step":                                                          "平台每步用时",
	"half a business day to one, few beyond three":                                        "半个至一个工作日，少数超过三个",
	"S1-6, S1-25, S1-26; the shape is assumed":                                            "S1-6、S1-25、S1-26；分布形状为假设",
	"causes of returns":                                                                   "退回原因",
	"Zipf over ten":                                                                       "十项的齐夫分布",
	"ranks of 2018-06-15; the weights are assumed":                                        "2018-06-15 的排名；权重为假设",
	"returned by the preliminary review, each time":                                       "初审退回（每次）",
	"photo returned for the backdrop or the face":                                         "照片因幕布或人像被退回",
	"photo with a red top":                                                                "照片中着红色上衣",
	"photo with a blue top":                                                               "照片中着蓝色上衣",
	"asked for the originals":                                                             "被要求邮寄原件",
	"posts the originals at once, in each stage":                                          "随即邮寄原件（每个环节）",
	"mails the wrong papers at first":                                                     "起初寄错材料",
	"website of several with an administrator of its own":                                 "多网站备案中另有负责人的网站",
	"photo of one of several administrators returned, and not all":                        "多位负责人中仅退回一位的照片",
	"wants to upload with the app":                                                        "希望用 App 上传",
	"withdraws, in each stage":                                                            "撤回（每个环节）",
	"gives up, in each stage":                                                             "放弃（每个环节）",
	"never acts again, in each stage":                                                     "不再操作（每个环节）",
	"SMS verification":                                                                    "短信核验",
	"right 88 %, some wrong entries 6 %, too many 2 %, late 3 %, failed at MIIT 1 %":      "正确 88 %，数次有误 6 %，错误过多 2 %，逾期 3 %，工信部核验失败 1 %",
	"applicant's time":                                                                    "申请人用时",
	"10 minutes to 10 days, a day and a half in the middle":                               "10 分钟至 10 天，中位数为一天半",
	"working days without a published notice":                                             "未发布通知时的工作日",
	"Monday to Friday; never used for a deadline":                                         "星期一至星期五；不用于计算期限",
	"contact verifies its address":                                                        "联系人验证其地址",
	"contact is selected":                                                                 "联系人被选中",
	"contact is modified on the way":                                                      "办理过程中修改联系人",
	"each attempt at what is not allowed":                                                 "每次尝试不被允许的操作",
	"tries another way of verification than the one judged":                               "尝试与判定不同的核验方式",

	"of 10 filings 5 realistic, 4 with each weight times 1, 16 or 256, 1 with half of the behaviours off": "每 10 件中 5 件按真实比例，4 件各权重乘以 1、16 或 256，1 件关闭一半的行为",
	"each weight times 1, 16 or 256":                              "各权重乘以 1、16 或 256",
	"half of the behaviours off, the others 16 times as frequent": "关闭一半的行为，其余频率为 16 倍",
	"kinds, provinces, subjects and first days go round; half have at most two behaviours otherwise than usual, half each weight times 1, 16 or 256": "备案类型、省份、主体与开始日期依次轮换；一半至多两项行为异于平常，一半各权重乘以 1、16 或 256",
}
