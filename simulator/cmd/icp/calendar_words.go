// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/calendar"
)

// sayCalendar words what a calendar could not answer, or would not take, in the language of the run: one line for each
// of the errors that Load joins.
func sayCalendar(a *app, err error) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, one := range many.Unwrap() {
			lines = append(lines, sayCalendar(a, one).Error())
		}
		return failf(exitUnanswered, "%s", strings.Join(lines, "\n"))
	}
	if gap, ok := errors.AsType[*calendar.RangeError](err); ok {
		return failf(exitUnanswered, "%s", gap.Text(a.lang))
	}
	if refused, ok := errors.AsType[*calendar.InputError](err); ok && a.lang == "zh" {
		return failf(exitUnanswered, "%s", inputInChinese(refused))
	}
	return err
}

// inputInChinese says by the code what is wrong and what to do. What only the English words know, such as the name of a
// field, follows in brackets.
func inputInChinese(e *calendar.InputError) string {
	words := map[string]struct {
		what, next string
		detail     bool
	}{
		"CAL-002": {"不是有效日期", "格式如 2018-04-08", false},
		"CAL-003": {"数量或时刻无效", "期限须为至少 1 个工作日，且不超出可计算范围", true},
		"CAL-010": {"内容超过导入上限", "每个文件只含一个年度的通知", false},
		"CAL-011": {"不是所需的 JSON", "请给出本项目格式或 holiday-cn 格式的通知", true},
		"CAL-012": {"字段缺失、未知、重复或类型有误", "请对照已有通知修正", true},
		"CAL-013": {"日期不存在，或不属于该通知的年度", "请对照通知原文修正", true},
		"CAL-014": {"调休上班日须为星期六或星期日", "请对照通知原文修正", false},
		"CAL-015": {"同一日期重复列出，或既放假又上班", "每个日期只列一次", true},
		"CAL-016": {"全年工作日数与历年相差过大", "请检查是否有遗漏", true},
		"CAL-017": {"该年度或文号已载入，内容不同", "修订请写明所修订的通知", true},
		"CAL-018": {"未找到所修订的通知", "请先载入原通知", true},
		"CAL-019": {"缺少文号或发布日期", "请用 --number 与 --published 给出", true},
		"CAL-020": {"该图层不能叠加", "请修正图层", true},
		"CAL-030": {"无法推算这些年份", "只能从最后一份通知的下一年推算至 2060 年", false},
		"CAL-031": {"该地区没有自定假日", "可选 beijing、guangxi、ningxia、tibet、xinjiang", false},
		"CAL-032": {"不是可导出的区间", "请给出有通知的年份", false},
	}[e.Code]
	if words.what == "" {
		return e.Error()
	}
	at := ""
	if e.File != "" {
		at = e.File
		if e.Line > 0 {
			at += ":" + strconv.Itoa(e.Line)
		}
		at += "："
	}
	if !e.Day.IsZero() {
		at += e.Day.String() + " "
	}
	text := e.Code + "：" + at + words.what
	if words.detail {
		text += "（" + strings.TrimSpace(e.Where+" "+e.What) + "）"
	}
	return text + "；" + words.next
}
