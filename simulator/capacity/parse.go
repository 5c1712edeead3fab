// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/station"
)

// Plan is what a capacity file says. Parse makes one.
type Plan struct {
	// Stations are the desks. Work that a desk takes needs its time in line and its service time, and nothing else; the
	// authority's days, for one, are then no longer drawn. Work that no desk takes needs what it needs without desks.
	Stations []station.Station
	// Replications is how many runs, 10 unless the file says otherwise.
	Replications int
	// WarmUp is how many days from the first start do not count; -1 has MSER-5 find it for each desk and replication.
	WarmUp int
}

// The limits of a plan.
const (
	mostStations     = 64
	mostShifts       = 24
	mostServers      = 10_000
	mostKnots        = 4097
	mostService      = 30 * 24 * 60 * 60 // seconds
	mostReplications = 1000
	mostWarmUp       = 3660
)

// Parse reads a capacity file: one JSON object. An unknown key, a key twice, a value out of range are errors, told with
// line and column, all at once (*FileError).
//
//	{
//	  "schema_version": 1,
//	  "replications": 10,                     // 2 to 1,000; 10 if left out
//	  "warm_up": "mser5",                     // or {"days": 30}; mser5 if left out
//	  "stations": [                           // 1 to 64
//	    {
//	      "name": "reviewers",                // a-z, 0-9, - and _
//	      "work": ["preliminary", "photo"],   // and mail_room, hand_over, authority
//	      "regions": ["beijing"],             // every province if left out
//	      "discipline": "fifo",               // or deadline, resubmission; fifo if left out
//	      "shifts": [                         // in UTC+8, on business days unless every_day is true
//	        {"from": "09:00", "until": "12:00", "servers": 4},
//	        {"from": "13:00", "until": "18:00", "servers": 4}
//	      ],
//	      "absent_per_10000": 300,            // shifts of 10,000 a server misses; 0 if left out
//	      "service_seconds": {                // of each work: one number, or equally likely stretches between numbers
//	        "preliminary": [240, 400, 600, 1500],
//	        "photo": 180
//	      }
//	    }
//	  ]
//	}
//
// The comments above are not part of the format. The first desk that takes the work and the province gets the job.
func Parse(name string, data []byte) (*Plan, error) {
	r := &reader{data: data, plan: &Plan{Replications: 10, WarmUp: -1}}
	root, err := read(data)
	if wrong, ok := errors.AsType[*place](err); ok {
		r.wrong(wrong.at, wrong.what)
	} else {
		r.file(root)
	}
	if len(r.problems) > 0 {
		return nil, &FileError{name, r.problems, r.problemsZH}
	}
	return r.plan, nil
}

// reader makes a plan of nodes and gathers what is wrong.
type reader struct {
	data       []byte
	plan       *Plan
	problems   []string
	problemsZH []string
}

const mostProblems = 20

func (r *reader) wrong(at int, what worded.Words) {
	if len(r.problems) < mostProblems {
		where := position(r.data, at)
		r.problems = append(r.problems, where+": "+what.EN)
		r.problemsZH = append(r.problemsZH, where+"："+betweenHan.ReplaceAllString(what.ZH, "$1$2"))
	}
}

// fields has each member of an object read by its name.
func (r *reader) fields(n node, what worded.Words, required []string, read map[string]func(node)) {
	if !n.object {
		r.wrong(n.at, worded.Say("%s is no object; write { … }", "%s 不是对象；请写 { … }", what))
		return
	}
	seen := map[string]bool{}
	for _, m := range n.members {
		use := read[m.name]
		switch {
		case seen[m.name]:
			r.wrong(m.at, twice(m.name))
		case use == nil:
			names := make([]string, 0, len(read))
			for name := range read {
				names = append(names, name)
			}
			slices.Sort(names)
			r.wrong(m.at, worded.Say("unknown key %s; choose one of %s", "未知字段 %s；可选：%s", short(m.name), strings.Join(names, ", ")))
		default:
			use(m.node)
		}
		seen[m.name] = true
	}
	for _, name := range required {
		if !seen[name] {
			r.wrong(n.at, worded.Say("%s has no %s; add it", "%s 缺少 %s；请补充", what, name))
		}
	}
}

func (r *reader) file(n node) {
	r.fields(n, worded.Say("the file", "文件"), []string{"schema_version", "stations"}, map[string]func(node){
		"schema_version": func(n node) { r.number(n, key("schema_version"), 1, 1) },
		"replications":   func(n node) { r.plan.Replications = int(r.number(n, key("replications"), 2, mostReplications)) },
		"warm_up":        r.warmUp,
		"stations": func(n node) {
			for _, x := range r.items(n, key("stations"), 1, mostStations) {
				r.station(x)
			}
		},
	})
}

func (r *reader) warmUp(n node) {
	if n.value == "mser5" {
		return
	}
	if !n.object {
		r.wrong(n.at, worded.Say(`warm_up is neither %s nor %s; write one of them`, "warm_up 须为 %s 或 %s", `"mser5"`, `{"days": N}`))
		return
	}
	r.fields(n, key("warm_up"), []string{"days"}, map[string]func(node){
		"days": func(n node) { r.plan.WarmUp = int(r.number(n, key("days"), 0, mostWarmUp)) },
	})
}

// items gives the elements of a list of some length.
func (r *reader) items(n node, what worded.Words, least, most int) []node {
	switch {
	case !n.list:
		r.wrong(n.at, worded.Say("%s is no list; write [ … ]", "%s 不是列表；请写 [ … ]", what))
	case len(n.items) < least || len(n.items) > most:
		r.wrong(n.at, worded.Say("%s has %d entries; write %d to %d", "%s 有 %d 项；应为 %d 至 %d 项", what, len(n.items), least, most))
	default:
		return n.items
	}
	return nil
}

// number reads a whole number in a range.
func (r *reader) number(n node, what worded.Words, least, most int64) int64 {
	number, _ := n.value.(json.Number)
	x, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil || x < least || x > most {
		text := worded.Say("%s is not a whole number from %d to %d", "%s 须为 %d 至 %d 的整数", what, least, most)
		if least == most {
			text = worded.Say("%s is not %d; that is the only one this program reads", "%s 须为 %d；本程序只读取该值", what, least)
		}
		r.wrong(n.at, text)
		return least
	}
	return x
}

// word reads a string that fits.
func (r *reader) word(n node, what, next worded.Words, fits func(string) bool) string {
	s, ok := n.value.(string)
	if !ok || !fits(s) {
		r.wrong(n.at, worded.Say("%s cannot be used; %s", "%s 不可用；%s", what, next))
		return ""
	}
	return s
}

func twice(name string) worded.Words {
	return worded.Say("the key %s stands here twice; keep one", "字段 %s 重复出现；请保留其一", short(name))
}

// short shows a word of somebody's file in one line.
func short(s string) string {
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return strconv.Quote(s)
}
