// SPDX-License-Identifier: Apache-2.0

package templates

import (
	html "html/template"
	"strings"
	"time"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/notify"
)

// Data is what a text can use, all of it worded in the text's language.
type Data struct {
	Filing string // the filing's id; "" in a notice of the contact book
	Kind   string // the filing's kind, such as "first filing"; "" when not said
	KindID string // its stable name, to choose words by: "cancel_access" is reviewed by nobody
	Region string // such as "Inner Mongolia"; "" when not said
	Due    string // the deadline in UTC+8, such as "2018-04-08 18:00"; "" for none
	At     string // when it happened, in UTC+8
	Topic  string // the notice's topic
	Link   string // what the receiver opens to verify, by e-mail; "" for none
	Code   string // what the receiver enters to verify, by text message; "" for none

	Body    string    // in a layout only: the rendered body
	Subject string    // in pages only: the rendered subject
	Page    html.HTML // in layout.html only: the topic's own page, "" when it has none
}

// china is the fixed zone of all times in texts: China has one, without summer time.
var china = time.FixedZone("UTC+8", 8*60*60)

func dataOf(n notify.Notice, ch notify.Channel, lang, proof string) Data {
	d := Data{
		Filing: n.Filing, Kind: label(kindLabels, n.FilingKind, lang), KindID: n.FilingKind, Region: label(regionLabels, n.Region, lang),
		Due: clock(n.Due), At: clock(n.At), Topic: n.Topic,
	}
	if ch == notify.ChannelSMS {
		d.Code = proof
	} else {
		d.Link = proof
	}
	return d
}

func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(china).Format("2006-01-02 15:04")
}

// label words an id: in Chinese by the table, in English by the id itself unless the table
// knows better. An id the table does not know is worded as it is.
func label(table map[string]words, id, lang string) string {
	w := table[id]
	if tongue.IsChinese(lang) {
		if w.zh != "" {
			return w.zh
		}
		return id
	}
	if w.en != "" {
		return w.en
	}
	return strings.ReplaceAll(id, "_", " ")
}

type words struct{ en, zh string }

var kindLabels = map[string]words{
	"first_filing":   {zh: "首次备案"},
	"add_website":    {zh: "新增网站"},
	"add_access":     {zh: "新增接入"},
	"change_subject": {"change of subject information", "变更主体"},
	"change_website": {"change of website information", "变更网站"},
	"cancel_subject": {"cancellation of the subject", "注销主体"},
	"cancel_website": {"cancellation of a website", "注销网站"},
	"cancel_access":  {"cancellation of access", "取消接入"},
	"app_filing":     {zh: "App备案"},
}

var regionLabels = map[string]words{
	"anhui": {"Anhui", "安徽"}, "beijing": {"Beijing", "北京"}, "chongqing": {"Chongqing", "重庆"},
	"fujian": {"Fujian", "福建"}, "gansu": {"Gansu", "甘肃"}, "guangdong": {"Guangdong", "广东"},
	"guangxi": {"Guangxi", "广西"}, "guizhou": {"Guizhou", "贵州"}, "hainan": {"Hainan", "海南"},
	"hebei": {"Hebei", "河北"}, "heilongjiang": {"Heilongjiang", "黑龙江"}, "henan": {"Henan", "河南"},
	"hubei": {"Hubei", "湖北"}, "hunan": {"Hunan", "湖南"}, "inner_mongolia": {"Inner Mongolia", "内蒙古"},
	"jiangsu": {"Jiangsu", "江苏"}, "jiangxi": {"Jiangxi", "江西"}, "jilin": {"Jilin", "吉林"},
	"liaoning": {"Liaoning", "辽宁"}, "ningxia": {"Ningxia", "宁夏"}, "qinghai": {"Qinghai", "青海"},
	"shaanxi": {"Shaanxi", "陕西"}, "shandong": {"Shandong", "山东"}, "shanghai": {"Shanghai", "上海"},
	"shanxi": {"Shanxi", "山西"}, "sichuan": {"Sichuan", "四川"}, "tianjin": {"Tianjin", "天津"},
	"tibet": {"Tibet", "西藏"}, "xinjiang": {"Xinjiang", "新疆"}, "yunnan": {"Yunnan", "云南"},
	"zhejiang": {"Zhejiang", "浙江"},
}
