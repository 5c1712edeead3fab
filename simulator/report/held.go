// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/binlog"
)

// verdicts counts the properties by what the run says of them.
type verdicts struct {
	All, Held, Broken int
	Never             []string // never asked: nothing is known of them
	Asked             int64
}

func (p *Page) verdicts() (v verdicts) {
	r := p.Report
	for _, name := range p.properties() {
		v.All++
		v.Asked += r.Invariants[name]
		switch {
		case r.Broken[name] > 0:
			v.Broken++
		case r.Invariants[name] == 0:
			v.Never = append(v.Never, name)
		default:
			v.Held++
		}
	}
	return v
}

// held says how many held. What was never asked did not hold, nor was it broken.
func (p *Page) held() string {
	v := p.verdicts()
	text := p.text(
		fmt.Sprintf("%d of %d invariants held", v.Held, v.All),
		fmt.Sprintf("%[2]d 项不变式中 %[1]d 项成立", v.Held, v.All))
	if n := len(v.Never); n > 0 {
		text += p.text(fmt.Sprintf(", %d never asked", n), fmt.Sprintf("，%d 项从未检验", n))
	}
	return text
}

// plantSlept says that the planted fault broke nothing; empty if it did, or if none was planted.
func (p *Page) plantSlept() string {
	r := p.Report
	if r.Plant == "" || r.Violations > 0 || r.Partial || r.Part != "" {
		return ""
	}
	plant := simulator.Plant{Name: r.Plant}
	for _, x := range simulator.Plants() {
		if x.Name == r.Plant {
			plant = x
		}
	}
	why, whyZH := "", ""
	switch n, listed := r.Invariants[plant.Trips]; {
	case plant.Trips == "":
	case !listed:
		why, whyZH = plant.Trips+", which it breaks, was not among those to ask; name it in --only, or leave --only out",
			"它违反的 "+plant.Trips+" 不在检验之列；请将其列入 --only，或去掉 --only"
	case n == 0:
		why, whyZH = plant.Trips+", which it breaks, was never asked: nothing like it happened; choose other days with --from, or more filings",
			"它违反的 "+plant.Trips+" 从未检验：未出现相关情形；请以 --from 选择其他日期，或增加备案数"
	default:
		why, whyZH = fmt.Sprintf("%s, which it breaks, was asked %s times and held; choose more filings, other days with --from, or faults", plant.Trips, grouped(n)),
			fmt.Sprintf("它违反的 %s 检验 %s 次均成立；请增加备案数，以 --from 选择其他日期，或启用故障", plant.Trips, grouped(n))
	}
	text := p.text("The planted fault "+r.Plant+" tripped nothing", "植入的错误 "+r.Plant+" 未触发任何违例")
	if why != "" {
		text += p.text(": "+why, "："+whyZH)
	}
	return text + p.text(".", "。")
}

// emptyPart says why a part of a run has no filings; empty if it has some, or is none.
func (p *Page) emptyPart() string {
	r := p.Report
	if r.Part == "" || r.Filings > 0 {
		return ""
	}
	return p.text(
		fmt.Sprintf("There are no filings in part %s: parts are whole blocks of %s filings, and the run has fewer blocks than parts. Nothing was asked. Merge it with the others all the same.", r.Part, grouped(binlog.FilingsPerChunk)),
		fmt.Sprintf("第 %s 部分没有备案：各部分由每 %s 件一块的整块组成，本次运行的块数少于部分数。未作任何检验；合并时仍须给出此部分。", r.Part, grouped(binlog.FilingsPerChunk)))
}

func (t *terminal) invariants() {
	p, r := t.page, t.page.Report
	v := p.verdicts()
	color := green
	switch {
	case v.Broken > 0:
		color = red
	case len(v.Never) > 0 || p.plantSlept() != "":
		color = yellow
	}
	t.marked(color, p.held()+p.text("; they were asked "+times(v.Asked), fmt.Sprintf("，共检验 %s 次", grouped(v.Asked))))
	if len(v.Never) > 0 {
		t.paragraph(2, p.text("never asked: ", "从未检验：")+p.some(v.Never, mostUnasked))
	}
	if text := p.plantSlept(); text != "" {
		for _, line := range wrapped(text, textWidth) {
			t.marked(red, line)
		}
	}
	for _, name := range p.broken() {
		t.broken(name)
	}
	if len(r.Broken) > 0 {
		t.line("")
	}
	t.faults()
	t.line("")
}

// mostUnasked is how many properties that were never asked a terminal names.
const mostUnasked = 10

func times(n int64) string {
	if n == 1 {
		return "once"
	}
	return grouped(n) + " times"
}

// some names the first of a list and counts the others.
func (p *Page) some(names []string, most int) string {
	text := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		text += p.text(fmt.Sprintf(" and %d more", more), fmt.Sprintf(" 等 %d 项", len(names)))
	}
	return text
}

// whichDays says which days were simulated, where the policy has rules that begin after them.
func (p *Page) whichDays() string {
	if p.Policy == nil {
		return ""
	}
	later, all, latest := int64(0), int64(len(p.Policy.Rules())), ""
	for _, r := range p.Policy.Rules() {
		if from := r.From; !from.IsZero() && from.String() >= p.Report.Until {
			later++
			latest = max(latest, from.String())
		}
	}
	if later == 0 {
		return ""
	}
	return p.text(
		fmt.Sprintf("Rules and kinds of filings are those of these days: %s of the %s rules begin later, the last on %s. Choose other days with --from.", grouped(later), grouped(all), latest),
		fmt.Sprintf("规则与备案类型均以这些日期为准：%[2]s 条规则中有 %[1]s 条此后才生效，最晚为 %[3]s。可用 --from 选择其他日期。", grouped(later), grouped(all), latest))
}

// enough lists the provinces with approvals enough for a figure, the slowest first, and counts all with any.
func (p *Page) enough() (names []string, all int) {
	names = p.slowest()
	all = len(names)
	regions := p.Figures.Summary().Regions
	return slices.DeleteFunc(names, func(name string) bool { return regions[name].Count < fewBelow }), all
}
