// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/rules"
)

// scope says what to look at: one date and, where a field is set, only filings with that fact.
type scope struct {
	at                                              calendar.Date
	kind                                            Kind
	region, subjectKind, site, provider, registered string
}

// scope reads the facts a caller gives: names and values of the policy, aliases included.
func (m *Machine) scope(at calendar.Date, facts map[string]string) (sc scope, err error) {
	if at.IsZero() {
		return sc, errors.New("FSM-095: no date was given; the policy has to know which day it judges")
	}
	if starts := m.policy.Compiled().Starts; at.Compare(starts) < 0 {
		return sc, worded.Say("FSM-095: the policy has no rules for %s; it begins on %s: choose that day or a later one",
			"FSM-095：规则集不含 %s；规则集自 %s 起，请选择该日或之后的日期", at, starts)
	}
	sc.at = at
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		i := slices.Index(factNames[:numBaseFacts], name)
		if i < 0 || factName(i) == factUploadChannel {
			return sc, fmt.Errorf("FSM-095: a filing is not told apart by %q; use one of kind, registered, region, subject_kind, site, provider", name)
		}
		h := &m.facts[i]
		place, ok := h.Value(facts[name])
		if !ok {
			return sc, fmt.Errorf("FSM-095: the policy does not know %s %q; use one of %s", name, facts[name], strings.Join(h.Values(), ", "))
		}
		sc.set(factName(i), h.Values()[place])
	}
	return sc, nil
}

func (sc *scope) set(name factName, value string) {
	switch name {
	case factKind:
		sc.kind, _ = ParseKind(value)
	case factRegistered:
		sc.registered = value
	case factRegion:
		sc.region = value
	case factSubjectKind:
		sc.subjectKind = value
	case factSite:
		sc.site = value
	case factProvider:
		sc.provider = value
	}
}

// start is the morning on which scripts begin.
func (sc scope) start() time.Time { return sc.at.Time().Add(10 * time.Hour) }

// all reports whether the scope leaves nothing out.
func (sc scope) all() bool { return sc == scope{at: sc.at} }

// class is one case of the facts and the cases that stand for it: whatever is asked of the policy, on this date all
// have the same answers.
type class struct {
	scope
	members int
	regions []string
}

// String names the class by its first case: "first_filing in tianjin".
func (c *class) String() string {
	return c.kind.String() + " in " + c.region + ", registered " + c.registered
}

// dimension is one fact of the classes with its values.
type dimension struct {
	fact   factName
	values []string
}

// classes groups the cases of a scope by equal answers.
func (m *Machine) classes(sc scope) []class {
	g := &grouper{m: m, date: sc.at, dims: m.dimensions(sc), strings: map[string]uint64{}}
	for d := range numDecisions {
		if !mute(decisionNames[d]) {
			g.ask(d)
		}
	}
	return g.group(sc)
}

// dimensions are the facts a filing has from its opening on, in the order of the classes.
func (m *Machine) dimensions(sc scope) []dimension {
	kind := ""
	if sc.kind != KindNone {
		kind = sc.kind.String()
	}
	given := []fact{
		factKind.of(kind),
		factRegistered.of(sc.registered),
		factRegion.of(sc.region),
		factSubjectKind.of(sc.subjectKind),
		factSite.of(sc.site),
		factProvider.of(sc.provider),
	}
	dims := make([]dimension, len(given))
	for i, x := range given {
		dims[i] = dimension{x.name, m.facts[x.name].Values()}
		if x.value != "" {
			dims[i].values = []string{x.value}
		}
	}
	return dims
}

// answers are a decision's answers over the dimensions it looks at.
type answers struct {
	stride [8]int // by dimension; 0: not looked at
	table  []uint64
}

// grouper finds out which cases have the same answers. A decision is asked once for every case it can tell apart.
type grouper struct {
	m       *Machine
	date    calendar.Date
	dims    []dimension
	all     []answers
	strings map[string]uint64
	f       Filing
}

// set puts a dimension's value into the filing the policy is asked about.
func (g *grouper) set(dim, value int) {
	text := g.dims[dim].values[value]
	switch g.dims[dim].fact {
	case factKind:
		g.f.Kind, _ = ParseKind(text)
	case factRegistered:
		g.f.Registered = text
	case factRegion:
		g.f.Region = text
	case factSubjectKind:
		g.f.SubjectKind = text
	case factSite:
		g.f.Site = text
	case factProvider:
		g.f.Provider = text
	}
}

func (g *grouper) ask(d decision) {
	var a answers
	size, looks := 1, g.m.looksAt[d]
	for i := range g.dims {
		g.set(i, 0)
		if looks>>g.dims[i].fact&1 == 1 && len(g.dims[i].values) > 1 {
			a.stride[i] = size
			size *= len(g.dims[i].values)
		}
	}
	a.table = make([]uint64, size)
	for n := range size {
		for i := range g.dims {
			if a.stride[i] > 0 {
				g.set(i, n/a.stride[i]%len(g.dims[i].values))
			}
		}
		a.table[n] = g.answer(d)
	}
	g.all = append(g.all, a)
}

// answer numbers what a decision says of the filing, over every further question a guard may ask with it.
func (g *grouper) answer(d decision) uint64 {
	var text strings.Builder
	uploads := []string{"pc"}
	if g.m.looksAt[d]>>factUploadChannel&1 == 1 {
		uploads = g.m.facts[factUploadChannel].Values()
	}
	for _, g.f.Upload = range uploads {
		w := &work{m: g.m, s: &Subject{}, f: &g.f, date: g.date}
		for _, extra := range g.m.questions(d) {
			text.WriteString(g.project(d, g.m.judge(w, d, extra...)))
			text.WriteByte(';')
		}
	}
	n, ok := g.strings[text.String()]
	if !ok {
		n = uint64(len(g.strings)) + 1
		g.strings[text.String()] = n
	}
	return n
}

// project keeps of an answer what can change where a filing goes.
func (g *grouper) project(d decision, a *answer) string {
	handle := g.m.decisions[d]
	switch {
	case a == nil: // no answer: such cases are kept apart
		return fmt.Sprintf("none for %s %s %s %s %s %s", g.f.Kind, g.f.Registered, g.f.Region, g.f.SubjectKind, g.f.Site, g.f.Provider)
	case d == decDocuments:
		return strconv.Itoa(min(len(g.m.listed.of(a.Value).names), 2))
	case d == decSMSAttempts || handle.Kind() == rules.KindValues || handle.Kind() == rules.KindCollect:
		return a.Value
	}
	return strconv.FormatBool(a.Value == "" || a.Value == "[]") // an amount: only that there is one
}

// questions are the facts guards add to a question, each once.
func (m *Machine) questions(d decision) [][]fact {
	var list [][]fact
	switch d {
	case decWithdraw:
		for _, s := range m.facts[factState].Values() {
			for _, touched := range m.facts[factTouched].Values() {
				list = append(list, []fact{factState.of(s), factTouched.of(touched)})
			}
		}
	case decPhotoTop:
		for _, colour := range m.facts[factTopColour].Values() {
			list = append(list, []fact{factTopColour.of(colour)})
		}
	default:
		list = [][]fact{nil}
	}
	return list
}

// interchangeable keeps of a dimension's values one for each way in which they are answered.
func (g *grouper) interchangeable(dim int) (first []int, same map[int][]int) {
	same = map[int][]int{}
	seen := map[string]int{}
	var sum []byte
	for value := range g.dims[dim].values {
		sum = sum[:0]
		for _, a := range g.all {
			stride := a.stride[dim]
			if stride == 0 {
				continue
			}
			for n, answer := range a.table {
				if n/stride%len(g.dims[dim].values) == value {
					sum = binary.AppendUvarint(sum, answer)
				}
			}
		}
		representative, ok := seen[string(sum)]
		if !ok {
			representative, seen[string(sum)] = value, value
			first = append(first, value)
		}
		same[representative] = append(same[representative], value)
	}
	return first, same
}

// group makes the classes. Kinds and where the subject is registered are looked at by guards too and stay apart.
func (g *grouper) group(sc scope) []class {
	dims := g.dims
	choices := make([][]int, len(dims))
	weights := make([]map[int][]int, len(dims))
	for i := range dims {
		choices[i], weights[i] = g.interchangeable(i)
		if dims[i].fact == factKind || dims[i].fact == factRegistered {
			choices[i], weights[i] = nil, map[int][]int{}
			for v := range dims[i].values {
				choices[i], weights[i][v] = append(choices[i], v), []int{v}
			}
		}
	}
	var list []class
	places := map[string]int{}
	pick := make([]int, len(dims))
	var walk func(dim int)
	walk = func(dim int) {
		if dim < len(dims) {
			for _, pick[dim] = range choices[dim] {
				walk(dim + 1)
			}
			return
		}
		g.add(&list, places, sc, pick, weights)
	}
	walk(0)
	return list
}

// add puts one case, and those it stands for, into its class.
func (g *grouper) add(list *[]class, places map[string]int, sc scope, pick []int, weights []map[int][]int) {
	c := class{scope: scope{at: sc.at}, members: 1}
	for i := range g.dims {
		c.members *= len(weights[i][pick[i]])
		g.set(i, pick[i])
		if g.dims[i].fact == factRegion {
			for _, v := range weights[i][pick[i]] {
				c.regions = append(c.regions, g.dims[i].values[v])
			}
		}
	}
	c.kind, c.registered, c.region, c.subjectKind = g.f.Kind, g.f.Registered, g.f.Region, g.f.SubjectKind
	c.site, c.provider = g.f.Site, g.f.Provider
	sum := make([]byte, 0, 128)
	sum = append(sum, byte(g.f.Kind))
	sum = append(sum, g.f.Registered...)
	for _, a := range g.all {
		n := 0
		for i := range g.dims {
			n += a.stride[i] * pick[i]
		}
		sum = strconv.AppendUint(append(sum, ','), a.table[n], 36)
	}
	place, ok := places[string(sum)]
	if !ok {
		places[string(sum)] = len(*list)
		*list = append(*list, c)
		return
	}
	known := &(*list)[place]
	known.members += c.members
	for _, region := range c.regions {
		if !slices.Contains(known.regions, region) {
			known.regions = append(known.regions, region)
		}
	}
}
