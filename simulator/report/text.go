// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/fault"
)

const (
	textWidth = 80
	barWidth  = 24
	slowest   = 5 // provinces listed by name
)

// Text writes the report for a terminal: at most 80 cells wide, but for the lines to copy. The error is w's.
func (p *Page) Text(w io.Writer) error {
	b := &terminal{page: p}
	b.head()
	if text := p.emptyPart(); text != "" {
		b.paragraph(0, text)
		_, err := io.WriteString(w, b.String())
		return err
	}
	b.outcomes()
	if p.Figures != nil {
		b.stages()
		b.approvals()
		b.deadlines()
	} else {
		b.provinces()
	}
	b.invariants()
	b.coverage()
	b.foot()
	_, err := io.WriteString(w, b.String())
	return err
}

// terminal builds the text.
type terminal struct {
	strings.Builder
	page *Page
}

func (t *terminal) line(text string) { t.WriteString(text + "\n") }

// paragraph writes wrapped lines behind an indent.
func (t *terminal) paragraph(indent int, text string) {
	for _, line := range wrapped(text, textWidth-indent) {
		t.line(strings.Repeat(" ", indent) + line)
	}
}

// marked paints a line, where colour is wanted.
func (t *terminal) marked(code, text string) {
	if t.page.Color {
		text = "\x1b[" + code + "m" + text + "\x1b[0m"
	}
	t.line(text)
}

const (
	red    = "31"
	yellow = "33"
	green  = "32"
)

func (t *terminal) head() {
	p, r := t.page, t.page.Report
	t.paragraph(0, p.text(
		fmt.Sprintf("%s of seed %d, begun from %s to %s, watched until %s", p.filings(r.Filings), r.Seed, r.From, p.last(), r.Horizon),
		fmt.Sprintf("种子 %d 的 %s，%s 至 %s 陆续开始，观察至 %s", r.Seed, p.filings(r.Filings), r.From, p.last(), r.Horizon)))
	if r.Partial {
		t.marked(yellow, p.partial())
	}
	for _, text := range []string{p.provider(), p.whichDays(), p.profile()} {
		if text != "" {
			t.paragraph(0, text)
		}
	}
	t.line("")
}

// last is the last day on which a filing may begin.
func (p *Page) last() string {
	if until, err := calendar.ParseDate(p.Report.Until); err == nil {
		return until.AddDays(-1).String()
	}
	return p.Report.Until
}

// profile says whose the figures are, where not all filings are realistic.
func (p *Page) profile() string {
	r := p.Report
	normal := r.Profiles["realistic"]
	switch {
	case len(r.OutcomesRealistic) > 0:
		return p.text(
			fmt.Sprintf("%s of them are realistic, the others look for faults by what is rare. The shares of the outcomes are of the realistic ones; every other figure is of all filings.", grouped(int64(normal))),
			fmt.Sprintf("其中 %s 件按真实比例取样，其余以罕见行为查找缺陷。结果的占比仅统计前者，其他数据统计全部备案。", grouped(int64(normal))))
	case r.Profile != "" && r.Profile != "realistic":
		return p.text("Profile "+r.Profile+": shares and times are not those of real filings.", "取样方式 "+r.Profile+"：占比与时长不代表真实备案。")
	}
	return ""
}

// shareOf gives how many filings ended or wait in a state, of how many: of the realistic ones in a mixed run.
func (p *Page) shareOf(s fsm.State) (n, all int64) {
	r := p.Report
	if len(r.OutcomesRealistic) > 0 {
		return int64(r.OutcomesRealistic[s.String()]), int64(r.Profiles["realistic"])
	}
	return int64(r.Outcomes[s.String()]), int64(r.Filings)
}

// partial says that the run was stopped.
func (p *Page) partial() string {
	r := p.Report
	return p.text(
		fmt.Sprintf("PARTIAL: stopped after %s of %s filings", grouped(int64(r.Filings)), grouped(int64(r.Wanted))),
		fmt.Sprintf("未完成：%[2]s 件备案中完成 %[1]s 件后停止", grouped(int64(r.Filings)), grouped(int64(r.Wanted))))
}

func (t *terminal) outcomes() {
	p, r := t.page, t.page.Report
	mixed := len(r.OutcomesRealistic) > 0
	head, cells := []string{p.text("OUTCOME", "结果"), p.text("FILINGS", "件数")}, int64(barWidth)
	if mixed {
		cells = barWidth * 2 / 3
		head = append(head, p.text("REALISTIC", "真实比例"))
	}
	rows := [][]string{append(head, p.text("SHARE", "占比"), "")}
	for _, s := range p.outcomeStates() {
		n := int64(r.Outcomes[s.String()])
		part, whole := p.shareOf(s)
		row := []string{p.Ending(s), grouped(n)}
		if mixed {
			row = append(row, grouped(part))
		}
		rows = append(rows, append(row, percent(part, whole), bar(part, whole, cells)))
	}
	t.columns(rows, 2)
}

// outcomeStates are the states some filing ended or waits in, the final ones first.
func (p *Page) outcomeStates() (list []fsm.State) {
	for _, final := range []bool{true, false} {
		for _, s := range fsm.States() {
			if s.Final() == final && p.Report.Outcomes[s.String()] > 0 {
				list = append(list, s)
			}
		}
	}
	return list
}

// bar draws a share; what is there has at least a mark.
func bar(part, whole int64, cells int64) string {
	if part <= 0 || whole <= 0 {
		return ""
	}
	return strings.Repeat("#", int(max(1, (part*cells+whole/2)/whole)))
}

func (t *terminal) stages() {
	p := t.page
	t.paragraph(0, p.text(
		"Time per visit of a stage, by the clock: nights and holidays count, open visits not:",
		"各环节每次停留时长（自然时间，含夜间与节假日；仅计已结束的停留）："))
	rows := [][]string{{
		p.text("STAGE", "环节"), p.text("REACHED", "进入件数"), p.text("VISITS", "次数"), p.text("MEDIAN", "中位"), "90 %", "99 %",
		p.text("STILL IN", "仍停留"),
	}}
	for _, s := range p.Figures.Summary().Stages {
		if s.Reached == 0 {
			continue
		}
		state, _ := fsm.ParseState(s.State)
		m := s.Minutes
		rows = append(rows, []string{
			p.state(state), grouped(s.Reached), grouped(s.Visits), p.elapsed(m.P50), p.elapsed(m.P90), p.elapsed(m.P99), grouped(s.Waiting),
		})
	}
	t.columns(rows, 1)
}

func (t *terminal) approvals() {
	p := t.page
	s := p.Figures.Summary()
	t.paragraph(0, p.text("Business days from the first submission to the approval:", "首次提交至审核通过的工作日数："))
	rows := [][]string{p.daysHeader(p.text("PROVINCE", "省份"))}
	rows = append(rows, daysRow(p.text("all", "全部"), s.Days))
	names, all := p.enough()
	listed := min(slowest, len(names))
	for _, name := range names[:listed] {
		rows = append(rows, daysRow(p.region(name), s.Regions[name]))
	}
	t.columns(rows, 1)
	t.chop()
	switch {
	case listed == 0 && all > 0:
		t.paragraph(2, p.text(
			fmt.Sprintf("no province has %d approvals; all %d: --format html or json", fewBelow, all),
			fmt.Sprintf("没有省份通过 %d 件以上；全部 %d 个见 --format html 或 json", fewBelow-1, all)))
	case listed < all:
		t.paragraph(2, p.text(
			fmt.Sprintf("the %d slowest, by their 90 %%, of the %d provinces with %d approvals or more; all %d: --format html or json", listed, len(names), fewBelow, all),
			fmt.Sprintf("通过不少于 %[3]d 件的 %[2]d 个省份中，按 90 分位最慢的 %[1]d 个；全部 %[4]d 个见 --format html 或 json", listed, len(names), fewBelow, all)))
	}
	if text := p.undated(); text != "" {
		t.paragraph(2, text)
	}
	t.line("")
}

// undated says how many approvals are not among the business days, and that the short ones are; empty for none.
func (p *Page) undated() string {
	n := p.Figures.undated
	if n == 0 {
		return ""
	}
	return p.text(
		grouped(n)+" more were approved, over days that no notice covers yet: these figures are of the quicker ones",
		"另有 "+p.filings(int(n))+"虽已通过，但所跨日期尚无放假通知，未计入；计入者用时偏短")
}

func (p *Page) daysHeader(first string) []string {
	return []string{first, p.text("APPROVED", "通过"), p.text("MEDIAN", "中位"), "90 %", "99 %", p.text("MOST", "最长")}
}

func daysRow(name string, q Quantiles) []string {
	return []string{name, grouped(q.Count), days(q.P50), days(q.P90), days(q.P99), days(q.Max)}
}

// slowest lists the provinces with approvals, those with the longest ninth tenth first.
func (p *Page) slowest() (names []string) {
	regions := p.Figures.Summary().Regions
	for name, q := range regions {
		if q.Count > 0 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		x, y := regions[a], regions[b]
		for _, d := range []int64{y.P90 - x.P90, y.P50 - x.P50, y.Count - x.Count} {
			if d != 0 {
				return int(d)
			}
		}
		return strings.Compare(a, b)
	})
	return names
}

// provinces lists the report's own durations, where there are no figures.
func (t *terminal) provinces() {
	p := t.page
	names := make([]string, 0, len(p.Report.Provinces))
	for name := range p.Report.Provinces {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := p.Report.Provinces[b].Count - p.Report.Provinces[a].Count; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	head := p.text("Business days from the first submission to the approval:", "首次提交至审核通过的工作日数：")
	if len(p.Report.OutcomesRealistic) > 0 {
		head = p.text("Business days from the first submission to the approval, of the realistic ones:", "首次提交至审核通过的工作日数（仅按真实比例取样者）：")
	}
	t.line(head)
	rows := [][]string{{p.text("PROVINCE", "省份"), p.text("APPROVED", "通过"), p.text("MEDIAN", "中位"), "90 %", p.text("MOST", "最长")}}
	for _, name := range names {
		if d := p.Report.Provinces[name]; d.Count > 0 {
			rows = append(rows, []string{p.region(name), grouped(int64(d.Count)), days(int64(d.Median)), days(int64(d.P90)), days(int64(d.Max))})
		}
	}
	t.columns(rows, 1)
}

func (t *terminal) deadlines() {
	p := t.page
	rows := [][]string{{
		p.text("DEADLINE", "期限"), p.text("KIND", "性质"), p.text("SET", "设定"), p.text("MET", "按期"), p.text("PASSED", "超期"), p.text("OF DUE", "占到期"),
		p.text("OPEN", "未到期"),
	}}
	label := p.shortDeadlines()
	for _, name := range deadlineNames() {
		d := p.Figures.deadlines[name]
		if d.set == 0 {
			continue
		}
		rows = append(rows, []string{
			label(name), p.deadlineKind(name.Kind()), grouped(d.set), grouped(d.met), grouped(d.passed),
			percent(d.passed, d.met+d.passed), grouped(d.running + d.undated),
		})
	}
	t.columns(rows, 1)
}

// shortDeadlines are the names of a column: the English ones of fsm fill half a line.
func (p *Page) shortDeadlines() func(fsm.DeadlineName) string {
	if tongue.IsChinese(p.Lang) {
		return p.deadlineLabels()
	}
	return func(n fsm.DeadlineName) string { return strings.ReplaceAll(n.String(), "_", " ") }
}

// faults says how much went wrong around the filings, and what never did.
func (t *terminal) faults() {
	p := t.page
	list := p.faults()
	if len(list) == 0 {
		return
	}
	total, never := int64(0), []string{}
	for _, f := range list {
		total += f.N
		if f.N == 0 {
			never = append(never, f.Name)
		}
	}
	met := len(list) - len(never)
	if met == 0 {
		t.line(p.text("no faults were injected", "未注入故障"))
		return
	}
	t.line(p.text(
		fmt.Sprintf("%s faults of %d kinds were injected, and healed", grouped(total), met),
		fmt.Sprintf("共注入 %[2]d 类故障 %[1]s 次，均已恢复", grouped(total), met)))
	if len(never) > 0 {
		t.paragraph(2, p.text("never met: ", "未出现：")+strings.Join(never, ", "))
	}
}

// faultCount is how often one kind of fault was injected.
type faultCount struct {
	Name string
	N    int64
}

// faults lists the kinds in their order, those of later releases at the end.
func (p *Page) faults() (list []faultCount) {
	injected := p.Report.FaultsInjected
	known := map[string]bool{}
	for _, k := range fault.Kinds() {
		if n, ok := injected[k.String()]; ok {
			list = append(list, faultCount{k.Label(p.Lang), n})
			known[k.String()] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(injected)) {
		if !known[name] {
			list = append(list, faultCount{name, injected[name]})
		}
	}
	return list
}

// broken lists the names of what was broken, in the order of reports.
func (p *Page) broken() (names []string) {
	for _, inv := range simulator.Invariants() {
		if p.Report.Broken[inv.Name] > 0 {
			names = append(names, inv.Name)
		}
	}
	var others []string
	for name, n := range p.Report.Broken {
		if n > 0 && !slices.Contains(names, name) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return append(names, others...)
}

func (t *terminal) broken(name string) {
	p := t.page
	n := p.filings(p.Report.Broken[name])
	what, source := p.why(name)
	if source != "" {
		source = p.text(" ("+source+")", "（"+source+"）")
	}
	t.line("")
	t.marked(red, p.text(
		fmt.Sprintf("BROKEN %s%s by %s of seed %d", name, source, n, p.Report.Seed),
		fmt.Sprintf("违例 %s%s：种子 %d 中 %s", name, source, p.Report.Seed, n)))
	if what != "" {
		t.paragraph(2, what)
	}
	v, found := p.first(name)
	if !found {
		t.paragraph(2, p.text("not among the first violations, which are all that is kept", "不在保存的前几项违例之中"))
		return
	}
	t.paragraph(2, p.text(fmt.Sprintf("filing %d: ", v.Filing), fmt.Sprintf("第 %d 号备案：", v.Filing))+v.Text(p.Lang))
	if p.Replay != nil {
		t.line("  " + p.text("replay it with", "重放命令"))
		t.line("    " + p.Replay(v.Filing))
	}
	if p.Keep != nil {
		about, command := p.Keep(v)
		t.line("  " + about)
		t.line("    " + command)
	}
}

// first finds the first violation of a property that the report kept.
func (p *Page) first(name string) (simulator.Violation, bool) {
	i := slices.IndexFunc(p.Report.First, func(v simulator.Violation) bool { return v.Invariant == name })
	if i < 0 {
		return simulator.Violation{}, false
	}
	return p.Report.First[i], true
}

func (t *terminal) foot() {
	p, r := t.page, t.page.Report
	assumed := 0
	for _, x := range r.Assumptions {
		if !x.Anchored {
			assumed++
		}
	}
	digest := r.Digest
	if r.Partial {
		digest = p.text("none: it is of a whole run", "无：仅完整运行才有摘要")
	}
	t.paragraph(0, p.text(
		fmt.Sprintf("%d of the %d figures behind these filings are assumptions: see --format html or json", assumed, len(r.Assumptions)),
		fmt.Sprintf("备案所用的 %[2]d 项参数中有 %[1]d 项为假设，详见 --format html 或 json", assumed, len(r.Assumptions))))
	t.line(p.text("journal ", "日志 ") + megabytes(r.JournalBytes))
	t.line(p.text("digest  ", "摘要 ") + digest)
}

// columns prints rows whose first cell is left-aligned and whose others are numbers, but for a last cell that is a bar.
func (t *terminal) columns(rows [][]string, gap int) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], width(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-width(cell))
			switch {
			case i == 0:
				line += "  " + cell + space
			case strings.HasPrefix(cell, "#"):
				line += strings.Repeat(" ", gap) + cell
			default:
				line += strings.Repeat(" ", gap) + space + cell
			}
		}
		t.line(strings.TrimRight(line, " "))
	}
	t.line("")
}

// chop takes an empty line back.
func (t *terminal) chop() {
	text := strings.TrimSuffix(t.String(), "\n")
	t.Reset()
	t.WriteString(text)
}
