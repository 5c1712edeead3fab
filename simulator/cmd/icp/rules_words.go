// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"

	"github.com/icpfiling/icp/rules"
)

// The words of a policy that are the same in every policy. Names of facts, decisions, values and rules are an author's
// own, are typed in commands, and stay.

func (a *app) layerText(l rules.Layer) string {
	zh := map[rules.Layer]string{rules.LayerNational: "全国", rules.LayerRegion: "地区", rules.LayerHost: "自定"}[l]
	return a.text(string(l), zh)
}

func (a *app) confidenceText(c rules.Confidence) string {
	zh := map[rules.Confidence]string{
		rules.ConfidenceSeed: "原始文档", rules.ConfidenceFill: "同期来源", rules.ConfidenceNear: "相近时期来源",
	}[c]
	return a.text(string(c), zh)
}

// unitText says what a value counts. A unit of an author's own stays as it is written.
func (a *app) unitText(unit, value string) string {
	plain := strings.ReplaceAll(unit, "_", " ")
	if stem, several := strings.CutSuffix(plain, "s"); several && value == "1" {
		plain = stem
		if y, ies := strings.CutSuffix(stem, "ie"); ies {
			plain = y + "y"
		}
	}
	if zh, ok := map[string]string{
		"business_days": "个工作日", "calendar_days": "个自然日", "days": "天", "hours": "小时", "months": "个月", "years": "年",
		"domains": "个域名", "websites": "个网站", "originals": "份原件", "wrong_entries": "次错误输入", "contacts": "位联系人",
	}[unit]; ok {
		return a.text(plain, zh)
	}
	return plain
}

// directionText says whether a change is stricter or looser.
func (a *app) directionText(direction string) string {
	switch direction {
	case "stricter":
		return a.text("stricter", "更严")
	case "looser":
		return a.text("looser", "更宽")
	}
	return ""
}
