// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/rules/internal/model"
)

// UnknownError says that a name is not in the policy: a fact (RUL-001), a fact's value (RUL-002), a decision (RUL-003), a
// switch (RUL-007) or a rule (RUL-008).
type UnknownError struct {
	Code string
	What string   // "fact", "value", "decision", "switch", "rule"
	Name string   // as given
	Of   string   // the fact a value was given for
	Near []string // names within two edits
	All  []string // every name there is; Text lists the first forty

	integers string // All in Chinese, where it is a range of integers
}

// Error is [UnknownError.Text] in English.
func (e *UnknownError) Error() string { return e.Text("en") }

// Text is the error in "en" or "zh".
func (e *UnknownError) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return e.inChinese()
	}
	s := fmt.Sprintf("%s: unknown %s %q", e.Code, e.What, e.Name)
	if e.Of != "" {
		s = fmt.Sprintf("%s: %q is not a value of %s", e.Code, e.Name, e.Of)
	}
	if len(e.Near) > 0 {
		return s + "; did you mean " + model.QuoteAll(e.Near) + "?"
	}
	if len(e.All) > 0 {
		return s + "; it is one of " + e.listed(", ", " and %d more")
	}
	return s
}

func (e *UnknownError) inChinese() string {
	what := map[string]string{"fact": "事实", "value": "取值", "decision": "决定", "switch": "开关", "rule": "规则"}[e.What]
	s := e.Code + "：没有名为 " + e.Name + " 的" + what
	if e.Of != "" {
		s = e.Code + "：" + e.Of + " 没有取值 " + e.Name
	}
	if len(e.Near) > 0 {
		return s + "；是否指 " + strings.Join(e.Near, "、") + "？"
	}
	if len(e.All) > 0 {
		return s + "；可选：" + cmp.Or(e.integers, e.listed("、", " 等，另有 %d 个"))
	}
	return s
}

// listed gives the names there are, as many as somebody reads: of a thousand rules the first ones.
func (e *UnknownError) listed(comma, more string) string {
	const most = 40
	if len(e.All) <= most {
		return strings.Join(e.All, comma)
	}
	return strings.Join(e.All[:most], comma) + fmt.Sprintf(more, len(e.All)-most)
}

func unknown(code, what, name, of string, all []string) *UnknownError {
	return &UnknownError{Code: code, What: what, Name: name, Of: of, Near: model.Near(name, all), All: all}
}

func unknownValue(f Fact, name string) error {
	d := &f.v.facts[f.i]
	e := unknown("RUL-002", "value", name, d.Name, f.Values())
	if len(d.Values) == 0 {
		e.All = []string{fmt.Sprintf("the integers from %d to %d", d.Min, d.Max)}
		e.integers = fmt.Sprintf("%d 至 %d 的整数", d.Min, d.Max)
	} else {
		e.Near = model.NearNamed(name, d.Values)
	}
	return e
}

// FindDecision finds a decision by name; an unknown one is an *[UnknownError] with near names (RUL-003).
func (p *Policy) FindDecision(name string) (Decision, error) {
	d, ok := p.Decision(name)
	if !ok {
		return d, unknown("RUL-003", "decision", name, "", slices.Sorted(maps.Keys(p.v.decision)))
	}
	return d, nil
}

// NeedError says that a decision hangs on facts the case leaves out (RUL-004).
type NeedError struct {
	Decision string
	At       calendar.Date
	Facts    []string
}

// Error is [NeedError.Text] in English.
func (e *NeedError) Error() string { return e.Text("en") }

// Text is the error in "en" or "zh".
func (e *NeedError) Text(lang string) string {
	return model.Text{
		En: fmt.Sprintf("RUL-004: %s on %s hangs on %s, which the case does not say; add it and ask again",
			e.Decision, e.At, strings.Join(e.Facts, ", ")),
		Zh: fmt.Sprintf("RUL-004：%s 在 %s 取决于 %s，而情形中未给出；请补充后再查询", e.Decision, e.At, strings.Join(e.Facts, "、")),
	}.In(lang)
}

// GapError says that no rule decides a case that needs an answer (RUL-005). Add a rule, or declare the decision optional.
type GapError struct {
	Decision string
	At       calendar.Date
	Case     string        // the facts the decision hangs on, "region=tibet kind=first_filing"
	Starts   calendar.Date // where the policy begins to speak
}

// Error is [GapError.Text] in English.
func (e *GapError) Error() string { return e.Text("en") }

// Text is the error in "en" or "zh".
func (e *GapError) Text(lang string) string {
	t := model.Say("RUL-005: no rule decides %s on %s", "RUL-005：没有规则决定 %s（%s", e.Decision, e.At)
	if e.Case != "" {
		t = model.Text{En: t.En + " for " + e.Case, Zh: t.Zh + "，" + e.Case}
	}
	if e.At.Compare(e.Starts) < 0 {
		return model.Text{En: t.En + "; the policy begins on " + e.Starts.String(), Zh: t.Zh + "）；规则集自 " + e.Starts.String() + " 起"}.In(lang)
	}
	return model.Text{En: t.En + "; the policy lacks a rule for it", Zh: t.Zh + "）；请补充规则"}.In(lang)
}

// ConflictError says that two rules of one layer decide a case differently (RUL-006). Let one say replaces: and the id of
// the other.
type ConflictError struct {
	Decision string
	At       calendar.Date
	Case     string
	Rules    [2]string
}

// Error is [ConflictError.Text] in English.
func (e *ConflictError) Error() string { return e.Text("en") }

// Text is the error in "en" or "zh".
func (e *ConflictError) Text(lang string) string {
	return model.Say(
		"RUL-006: rules %s and %s disagree on %s on %s for %s; let one replace the other (replaces: and its id)",
		"RUL-006：规则 %s 与 %s 对 %s 给出不同结果（%s，%s）；请让其中之一取代另一条（replaces: 加其编号）",
		e.Rules[0], e.Rules[1], e.Decision, e.At, e.Case).In(lang)
}

// ArtifactError says what is wrong with bytes given to [Load] (RUL-009) or text given to [ParseValue] (RUL-010).
type ArtifactError struct {
	Code     string // "" means RUL-009
	Problems []string

	zh []string // the problems in Chinese, as far as they have such words
}

// Error is [ArtifactError.Text] in English.
func (e *ArtifactError) Error() string { return e.Text("en") }

// Text is the error in "en" or "zh".
func (e *ArtifactError) Text(lang string) string {
	zh := e.zh
	if len(zh) != len(e.Problems) {
		zh = e.Problems
	}
	return e.words(strings.Join(e.Problems, "; "), strings.Join(zh, "；")).In(lang)
}

func (e *ArtifactError) words(en, zh string) model.Text {
	if e.Code != "" {
		return model.Text{En: e.Code + ": not a value: " + en, Zh: e.Code + "：不是有效的取值：" + zh}
	}
	return model.Text{
		En: "RUL-009: not a policy artifact: " + en + "; pack the policy folder again",
		Zh: "RUL-009：不是打包规则：" + zh + "；请用 icp rules pack 重新打包",
	}
}

// unsound is the error of an artifact with problems.
func unsound(code string, problems ...model.Problem) *ArtifactError {
	e := &ArtifactError{Code: code}
	for _, p := range problems {
		e.Problems, e.zh = append(e.Problems, p.String()), append(e.zh, p.In("zh"))
	}
	return e
}

// unread is the error of an artifact, or a value, that cannot be read.
func unread(code, what string, err error) *ArtifactError {
	text, ok := err.(model.Text)
	if !ok {
		text = model.Text{En: err.Error(), Zh: err.Error()}
	}
	return &ArtifactError{Code: code, Problems: []string{what + text.En}, zh: []string{what + text.In("zh")}}
}

func (p *Policy) failure(d *model.DecisionInfo, o *model.Outcome, c *Case, at calendar.Date) error {
	if o.State == model.Conflict {
		return &ConflictError{
			Decision: d.Name, At: at, Case: p.describe(d, c),
			Rules: [2]string{p.m.Rules[o.Rules[0]].ID, p.m.Rules[o.Rules[1]].ID},
		}
	}
	return &GapError{Decision: d.Name, At: at, Case: p.describe(d, c), Starts: p.m.Starts}
}

// describe writes the facts of a case that a decision looks at.
func (p *Policy) describe(d *model.DecisionInfo, c *Case) string {
	var parts []string
	for _, f := range d.Facts {
		if v := c.known[f]; v > 0 {
			parts = append(parts, p.m.Facts[f].Name+"="+p.m.Facts[f].ValueName(int(v)-1))
		}
	}
	return strings.Join(parts, " ")
}
