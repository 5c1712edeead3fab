// SPDX-License-Identifier: Apache-2.0

package notify

// The reasons. A code keeps its meaning for ever and is never used for another.
var (
	bookFull = reason{
		"NTF-001", "S2-23",
		"the book already holds as many contacts as it may", "联系人数量已达上限",
		"delete one first", "请先删除一个联系人",
	}
	contactExists = reason{
		"NTF-002", "S2-32",
		"a contact has or had this id", "该标识已被其他联系人使用",
		"modify that contact, or add this one under a new id", "请修改原联系人，或使用新的标识添加",
	}
	nameMissing = reason{
		"NTF-003", "S2-22",
		"the name is missing", "缺少姓名",
		"enter it", "请填写姓名",
	}
	emailMissing = reason{
		"NTF-004", "S2-22",
		"the e-mail address is missing", "缺少邮箱地址",
		"enter it", "请填写邮箱地址",
	}
	titleMissing = reason{
		"NTF-005", "S2-22",
		"the title is missing", "缺少职位",
		"enter it", "请填写职位",
	}
	noSuchContact = reason{
		"NTF-006", "S2-32",
		"there is no such contact", "没有该联系人",
		"look at the list again: it may have been deleted", "请刷新联系人列表，该联系人可能已被删除",
	}
	superseded = reason{
		"NTF-007", "S2-33",
		"the contact was modified after this verification was sent", "发送该验证后联系人信息已被修改",
		"use the newest verification message", "请使用最新的验证消息",
	}
	noAddress = reason{
		"NTF-008", "S2-25",
		"the contact has no address of its own to verify on this channel", "该联系人在此渠道没有可验证的地址",
		"add the address first", "请先填写该地址",
	}
	noChannel = reason{
		"NTF-009", "S2-14",
		"at least one notification method must stay selected", "至少需要保留一种通知方式",
		"select e-mail, internal messages or both", "请选择邮件、站内信或两者",
	}
	notOffered = reason{
		"NTF-010", "S2-14",
		"a selected notification method is not offered here", "所选通知方式在此不可用",
		"select among those offered", "请在可用的通知方式中选择",
	}
	badLang = reason{
		"NTF-011", "host",
		"the language is not known", "语言不受支持",
		"use en or zh, or leave it out", "请使用 en 或 zh，或留空",
	}
	badContactID = reason{
		"NTF-012", "host",
		"the contact's id is empty, longer than 128 bytes, reserved or holds characters that records cannot carry", "联系人标识为空、超过128字节、被保留或含有不可用的字符",
		"make an opaque id of letters and digits", "请使用由字母和数字组成的标识",
	}
	notADigest = reason{
		"NTF-013", "host",
		"a field is not a keyed digest, and personal data must not enter the journal", "字段不是带密钥的摘要，个人信息不得写入日志",
		"store the text in the directory and pass the digest it gives", "请将内容存入通讯目录，并传入其返回的摘要",
	}
	personalID = reason{
		"NTF-015", "host",
		"the contact's id or the account looks like a person's identity card or mobile number", "联系人标识或账号疑似个人身份证号或手机号码",
		"name both by opaque ids of your own", "请使用系统内的引用标识",
	}
	outdated = reason{
		"NTF-014", "S2-33",
		"the contact was modified meanwhile, and this is older information", "该联系人信息已被更新，此次提交的是较旧的信息",
		"look at the contact again, and store and send the change anew", "请刷新后重新提交修改",
	}
)
