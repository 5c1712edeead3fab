// SPDX-License-Identifier: Apache-2.0

package calendar

import "strings"

// holidayCN reads a year of holiday-cn. Its files say neither number nor date of publication, so the caller
// does; and they do not tell statutory days from others, so all days off are [KindDayOff].
func (p *parser) holidayCN(root node, n *notice, f File) {
	p.known(&root, "$schema", "$id", "year", "papers", "days")
	n.Year, n.Number, n.Published = p.year(&root), f.Number, f.Published
	if n.Published.IsZero() {
		p.add(codeSource, 0,
			wording{"is a year of holiday-cn, which does not say when the notice was published", "为 holiday-cn 的年度文件，未写明通知的发布日期"},
			wording{"give the date of publication (File.Published, --published)", "请给出发布日期（File.Published，--published）"})
	}
	p.papers(&root, n)
	list := p.want(&root, "days", "array")
	if list == nil {
		return
	}
	for i := range list.items {
		if day := p.is(&list.items[i], "days", "object"); day != nil {
			p.holidayCNDay(day, n)
		}
	}
}

// papers takes the address of the notice as its number where no number is given. Tables without a source are
// refused: copied ones for years that have no notice yet are about.
func (p *parser) papers(root *node, n *notice) {
	papers := p.want(root, "papers", "array")
	if papers == nil {
		return
	}
	if n.Number != "" {
		if reason := badText(n.Number); reason.en != "" {
			p.add(codeSource, 0, say("is given a number that %s", "所给文号%s", reason), wording{"correct File.Number, --number", "请修正 File.Number，--number"})
		}
		return
	}
	for i := range papers.items {
		if paper := p.is(&papers.items[i], "papers", "text"); paper != nil && official(paper.text) {
			n.Number = paper.text
			return
		}
	}
	p.add(codeSource, papers.line, wording{"names no notice at gov.cn", "未列出 gov.cn 上的通知"}, wording{
		"wait for the notice; or give its number (File.Number, --number) if it is published elsewhere",
		"请等待通知发布；如在他处发布，请给出其文号（File.Number，--number）",
	})
}

// official reports whether an address is a page of gov.cn. It reads no more of an address than it needs to: ports
// and user names, which no notice has, are refused with everything else.
func official(address string) bool {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || badText(address).en != "" || scheme != "http" && scheme != "https" {
		return false
	}
	host, _, _ := strings.Cut(rest, "/")
	if strings.ContainsFunc(host, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-' }) {
		return false
	}
	return host == "gov.cn" || strings.HasSuffix(host, ".gov.cn")
}

func (p *parser) holidayCNDay(day *node, n *notice) {
	p.known(day, "name", "date", "isOffDay")
	name, date, off := p.text(day, "name", false), p.date(day, "date"), p.want(day, "isOffDay", "boolean")
	if date.IsZero() || off == nil {
		return
	}
	switch {
	case off.yes:
		n.marks = append(n.marks, mark{date, KindDayOff, name})
	case ordinaryKind(date) == KindWeekend || !afterDayOff(n.marks, date):
		n.marks = append(n.marks, mark{date, KindMakeUp, name})
	}
	// A Monday to Friday right after a day off, as 2020-02-03, only says that work begins again.
}

func afterDayOff(marks []mark, d Date) bool {
	k := len(marks) - 1
	return k >= 0 && marks[k].kind == KindDayOff && marks[k].date == d.AddDays(-1)
}
