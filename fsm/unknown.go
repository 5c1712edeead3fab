// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"strings"

	"github.com/icpfiling/icp/rules"
)

// factWords are the facts that commands bring, as reasons name them in Chinese.
var factWords = [numFacts]string{
	factRegion: "省份（region）", factKind: "备案类型（kind）", factRegistered: "备案情况（registered）", factSubjectKind: "主体性质（subject_kind）",
	factUploadChannel: "上传方式（upload_channel）", factSite: "站点（site）", factProvider: "接入商（provider）",
	factSubjectBecomes: "主体变更方向（subject_change_to）",
}

// unknown notes that a fact has a value the policy does not know, or none. What is meant instead is looked for when
// somebody reads it.
func (w *work) unknown(x fact) bool {
	r := w.reason() // not by because, which would cut the list
	r.set(factUnknown, []string{factNames[x.name], shown(x.value)})
	r.asks = &unknownFact{w.m, x}
	return false
}

// among notes that a word is none of those there are, and names them.
func (w *work) among(code reasonCode, word string, all []string) bool {
	w.reason().set(code, []string{shown(word), "", strings.Join(all, ", "), strings.Join(all, "、")}) // not cut
	return false
}

// unknownFact is what a reason says in its third and fourth argument, made when it is read.
type unknownFact struct {
	m *Machine
	x fact
}

// words names the value meant if it is an alias, those that are nearly the same, or all there are.
func (u *unknownFact) words() [2]string {
	h, x := &u.m.facts[u.x.name], u.x
	en, zh := "has no value "+shown(x.value), "没有取值“"+shown(x.value)+"”"
	if x.value == "" {
		en, zh = "is missing", "未填写"
	}
	_, err := u.m.policy.Case(map[string]string{factNames[x.name]: x.value})
	unknown, _ := errors.AsType[*rules.UnknownError](err)
	switch place, alias := h.Value(x.value); {
	case alias && place < len(h.list):
		en, zh = en+" (write "+h.list[place]+")", zh+"（请使用"+h.list[place]+"）"
	case unknown == nil: // an integer
	case len(unknown.Near) > 0:
		en, zh = en+" (did you mean "+strings.Join(unknown.Near, " or ")+"?)", zh+"（是否指"+strings.Join(unknown.Near, "或")+"？）"
	default:
		en, zh = en+"; it is one of "+strings.Join(unknown.All, ", "), zh+"，可选："+strings.Join(unknown.All, "、")
	}
	name := factWords[x.name]
	if name == "" {
		name = factNames[x.name]
	}
	return [2]string{en, name + zh}
}
