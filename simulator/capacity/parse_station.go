// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/station"
)

// station reads one desk.
func (r *reader) station(n node) {
	s := station.Station{}
	service := map[station.Work]bool{}
	var services node
	r.fields(n, worded.Say("a station", "岗位"), []string{"name", "work", "shifts", "service_seconds"}, map[string]func(node){
		"name": func(n node) {
			s.Name = r.word(n, key("name"), worded.Say("write 1 to 40 of a-z, 0-9, - and _, beginning with a letter", "请写 1 至 40 个 a-z、0-9、- 与 _，以字母开头"), isName)
			if slices.ContainsFunc(r.plan.Stations, func(x station.Station) bool { return x.Name == s.Name && s.Name != "" }) {
				r.wrong(n.at, worded.Say("two stations are called %s; rename one", "有两个岗位名为 %s；请更改其一", short(s.Name)))
			}
		},
		"work": func(n node) {
			for _, x := range r.items(n, key("work"), 1, len(station.Works())) {
				if w, ok := r.work(x); ok && !slices.Contains(s.Works, w) {
					s.Works = append(s.Works, w)
				} else if ok {
					r.wrong(x.at, worded.Say("this work stands here twice; keep one", "该工作重复出现；请保留其一"))
				}
			}
		},
		"regions": func(n node) {
			for _, x := range r.items(n, key("regions"), 1, 64) {
				s.Regions = append(s.Regions, r.word(x, worded.Say("this region", "该省份"), worded.Say("write its name in pinyin, like guangdong", "请以拼音书写，如 guangdong"), isName))
			}
		},
		"discipline": func(n node) { s.Discipline = r.discipline(n) },
		"shifts": func(n node) {
			for _, x := range r.items(n, key("shifts"), 1, mostShifts) {
				s.Shifts = append(s.Shifts, r.shift(x))
			}
		},
		"absent_per_10000": func(n node) { s.Absent = int(r.number(n, key("absent_per_10000"), 0, 9000)) },
		"service_seconds":  func(n node) { services = n },
	})
	if services.object {
		for _, m := range services.members {
			w, ok := workOf(m.name)
			if !ok || !slices.Contains(s.Works, w) {
				r.wrong(m.at, worded.Say("service_seconds has %s, which this station does not do; name its work only", "service_seconds 中的 %s 不属于该岗位；只写该岗位的工作", short(m.name)))
				continue
			}
			if service[w] {
				r.wrong(m.at, twice(m.name))
			}
			service[w] = true
			s.Service[w] = r.table(m.node)
		}
		for _, w := range s.Works {
			if !service[w] {
				r.wrong(services.at, worded.Say("service_seconds has no %s; add it", "service_seconds 缺少 %s；请补充", w))
			}
		}
	} else if services.at > 0 {
		r.wrong(services.at, worded.Say("service_seconds is no object; write { … }", "service_seconds 不是对象；请写 { … }"))
	}
	if len(s.Shifts) > 0 && !slices.ContainsFunc(s.Shifts, func(x station.Shift) bool { return x.Servers > 0 }) {
		r.wrong(n.at, worded.Say("nobody ever works here; give one shift a server", "该岗位始终无人；请至少为一个班次安排人员"))
	}
	r.plan.Stations = append(r.plan.Stations, s)
}

func isName(s string) bool {
	plain := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '-' }
	return len(s) >= 1 && len(s) <= 40 && s[0] >= 'a' && s[0] <= 'z' && strings.TrimFunc(s, plain) == ""
}

func workOf(name string) (station.Work, bool) {
	for _, w := range station.Works() {
		if w.String() == name {
			return w, true
		}
	}
	return 0, false
}

func (r *reader) work(n node) (station.Work, bool) {
	name, _ := n.value.(string)
	w, ok := workOf(name)
	if !ok {
		names := make([]string, 0, 5)
		for _, w := range station.Works() {
			names = append(names, w.String())
		}
		r.wrong(n.at, worded.Say("no such work; choose of %s", "没有该工作；可选：%s", strings.Join(names, ", ")))
	}
	return w, ok
}

func (r *reader) discipline(n node) station.Discipline {
	for _, d := range []station.Discipline{station.FIFO, station.Deadline, station.Resubmission} {
		if n.value == d.String() {
			return d
		}
	}
	r.wrong(n.at, worded.Say("no such discipline; choose fifo, deadline or resubmission", "没有该排队规则；可选 fifo、deadline、resubmission"))
	return station.FIFO
}

func (r *reader) shift(n node) (s station.Shift) {
	r.fields(n, worded.Say("a shift", "班次"), []string{"from", "until", "servers"}, map[string]func(node){
		"from":    func(n node) { s.From = r.hour(n) },
		"until":   func(n node) { s.Until = r.hour(n) },
		"servers": func(n node) { s.Servers = int(r.number(n, key("servers"), 0, mostServers)) },
		"every_day": func(n node) {
			every, ok := n.value.(bool)
			if s.EveryDay = every; !ok {
				r.wrong(n.at, worded.Say("every_day is neither true nor false; write one of them", "every_day 须为 true 或 false"))
			}
		},
	})
	if n.object && s.From >= s.Until {
		r.wrong(n.at, worded.Say("this shift ends before it begins; cut one over midnight in two", "班次的结束早于开始；跨午夜的班次请分为两个"))
	}
	return s
}

// hour reads an hour and minute of the day, as minutes; 24:00 is its end.
func (r *reader) hour(n node) int {
	text, _ := n.value.(string)
	var h, m int
	if len(text) != 5 || text[2] != ':' {
		h = -1
	} else if _, err := fmt.Sscanf(text, "%02d:%02d", &h, &m); err != nil {
		h = -1
	}
	if h < 0 || m < 0 || m > 59 || h*60+m > 24*60 || fmt.Sprintf("%02d:%02d", h, m) != text {
		r.wrong(n.at, worded.Say(`this is no hour of the day; write one like "09:00"`, `不是时刻；格式如 "09:00"`))
		return 0
	}
	return h*60 + m
}

// table reads a service time: one number, or the ends of equally likely stretches.
func (r *reader) table(n node) (t station.Table) {
	if !n.list {
		x := r.number(n, worded.Say("this service time", "该办理时长"), 1, mostService)
		return station.Table{x, x}
	}
	last := int64(0)
	for _, x := range r.items(n, worded.Say("this service time", "该办理时长"), 2, mostKnots) {
		s := r.number(x, worded.Say("this service time", "该办理时长"), 0, mostService)
		if s < last {
			r.wrong(x.at, worded.Say("this number is smaller than the one before; sort them", "该数小于前一个；请由小到大排列"))
		}
		last = max(last, s)
		t = append(t, s)
	}
	return t
}
