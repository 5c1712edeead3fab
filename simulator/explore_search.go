// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/explore"
	"github.com/icpfiling/icp/simulator/fault"
)

// Explore tries everything that filings can do within bounds, breadth first, with every invariant asked on every
// step but not those over time. It gives the case of the first violation, which has the least commands, or nil. It uses the
// policy, calendar, dates, seed, plant and Filings of the options: the filings to start from are sought among those.
// A cancelled context ends it with its error.
func (o Options) Explore(ctx context.Context, b explore.Bounds) (*Case, explore.Seen, error) {
	var seen explore.Seen
	if b.Depth < 0 || b.States < 0 {
		return nil, seen, optionErrorOf("depth", min(b.Depth, b.States), worded.Say("not a bound", "不是有效上限"), worded.Say("choose 1 or more", "请选择 1 或以上"))
	}
	if o.Profile == "" {
		o.Profile = realistic.String()
	}
	o.Faults = fault.Profile{}
	lb, err := newLab(o)
	if err != nil {
		return nil, seen, err
	}
	lb.properties = nil // they speak of time, which stands still here
	starts, err := lb.startsFor(b)
	if err != nil {
		return nil, seen, err
	}
	taken, sorts := map[string]bool{}, map[string]int{}
	seen.Complete = true
	for _, n := range starts {
		x := &explorer{
			ctx: ctx, l: newLife(lb), bounds: b.WithDefaults(), known: map[string]bool{}, taken: taken, sorts: sorts, seen: &seen,
		}
		c, err := x.from(n)
		if err != nil {
			return nil, seen, err
		}
		s := x.start
		seen.Starts = append(seen.Starts, s)
		seen.States, seen.Asked, seen.Refused = seen.States+s.States, seen.Asked+s.Asked, seen.Refused+s.Refused
		seen.Complete = seen.Complete && s.Complete
		if c != nil {
			seen.Complete = false
			return c, seen, nil
		}
	}
	for _, r := range lb.machine.Table() {
		switch {
		case taken[r.ID()]:
			seen.Reached++
		case !r.Repair:
			seen.Never = append(seen.Never, r.ID())
		}
	}
	return nil, seen, nil
}

// startsFor finds one filing of each kind and sort of province, with one website, to start from.
func (lb *lab) startsFor(b explore.Bounds) ([]int, error) {
	for _, n := range b.Filings {
		if n < 0 || n >= maxFilings {
			return nil, onlyError(n)
		}
	}
	if len(b.Filings) > 0 {
		return b.Filings, nil
	}
	l := newLife(lb)
	var list []int
	seen := map[string]bool{}
	for n := range lb.Filings {
		l.begin(n)
		w := &l.who
		if b.Kind != fsm.KindNone && w.kind != b.Kind || b.Region != "" && w.region != b.Region || len(w.targets) > 1 {
			continue
		}
		key := w.kind.String() + " " + lb.sortOf(w)
		if !seen[key] {
			seen[key] = true
			list = append(list, n)
		}
	}
	if len(list) == 0 {
		return nil, optionErrorOf(
			"filings", lb.Filings, worded.Say("no such filing is among them", "其中没有这样的备案"),
			worded.Say("name another kind or region, search more filings, or begin on a day when there are such", "请更换备案类型或省份，增加备案数量，或选择有此类备案的开始日期"))
	}
	return list, nil
}

// sortOf names what the policy answers for a person's filing on its first day, so that provinces and subjects that are
// treated alike are searched once.
func (lb *lab) sortOf(w *person) string {
	text := ""
	for _, upload := range []string{"pc", "app"} {
		c := lb.caseOf([...]string{w.region, w.kind.String(), "nowhere", w.subjectKind, upload, w.site, lb.provider()})
		for _, name := range []string{"verify_method", "app_upload", "sms", "sms_persons", "stage_order", "originals", "documents"} {
			d, ok := lb.policy.Decision(name)
			if !ok {
				continue
			}
			v, err := lb.policy.Judge(d, &c, lb.From)
			if err != nil {
				continue
			}
			value := v.Value.String()
			if name == "documents" {
				value = strconv.Itoa(min(len(v.Value.Names()), 2)) // how many, not which
			}
			text += name + "=" + value + " "
		}
	}
	return text
}

// explorer searches from one filing.
type explorer struct {
	ctx     context.Context
	l       *life
	bounds  explore.Bounds
	start   explore.Start
	opening []CaseStep // as the population does it
	ways    []fsm.Command
	sorts   map[string]int // places kept, by their sort
	seen    *explore.Seen
	nodes   []explored
	known   map[string]bool
	taken   map[string]bool // rows
	keys    keyWriter
}

// explored is one state, with the command that first led to it.
type explored struct {
	snapshot
	parent int
	step   CaseStep
	depth  int
}

// from searches from before filing n is opened.
func (x *explorer) from(n int) (*Case, error) {
	l := x.l
	if err := x.open(n); err != nil {
		return nil, err
	}
	x.start = explore.Start{Filing: n, Kind: l.who.kind, Region: l.who.region, Complete: true}
	for i := range x.opening {
		x.ways = append(x.ways, x.opening[i].Command)
	}
	x.ways = append(x.ways, alphabet(l)...)
	x.nodes = append(x.nodes, explored{snapshot: l.keep(), parent: -1})
	for i := 0; i < len(x.nodes); i++ {
		if err := x.ctx.Err(); err != nil {
			return nil, worded.Say("SIM-005: the search was stopped after %d states: %s; run it again, or bound it lower", "SIM-005：搜索在 %d 个状态后停止：%s；请重新运行，或缩小范围", len(x.nodes), whyStopped(err)).Because(err)
		}
		if c, err := x.expand(i); c != nil || err != nil {
			return c, err
		}
	}
	x.start.States = len(x.nodes)
	return nil, nil
}

// open runs the filing once as it is drawn, to learn how it is opened, and goes back to before.
func (x *explorer) open(n int) error {
	l := x.l
	l.tape = &tape{}
	if _, err := l.simulate(n); err != nil {
		return err
	}
	steps := l.tape.steps
	l.tape = nil
	for i := range steps {
		s := steps[i]
		_, imports := s.Command.(fsm.ImportRecord)
		o, opens := s.Command.(fsm.Open)
		if s.Refused || !imports && !opens {
			continue
		}
		s.Late, s.Clock = nil, 0
		x.opening = append(x.opening, s)
		if opens && o.ID == l.who.filing {
			l.cmd.open = o // what may have been opened afterwards does not count
			break
		}
	}
	who := l.who
	l.beginCase(&Case{Filing: n, Steps: x.opening})
	who.start = l.at
	l.who = who
	return l.err
}

// expand tries every command in one state.
func (x *explorer) expand(i int) (*Case, error) {
	depth, node := x.nodes[i].depth, x.nodes[i].snapshot
	if x.over(&node) {
		return nil, nil
	}
	for _, c := range slices.Concat(x.ways, x.documents(&node)) {
		if found, err := x.try(i, &node, CaseStep{At: (node.at + minute).time(), Command: c}, depth); found != nil || err != nil {
			return found, err
		}
	}
	for _, d := range node.s.Filing.Deadlines() {
		if d.Passed || d.Pending {
			continue
		}
		at := max(momentOf(d.Due)+second, node.at)
		if found, err := x.try(i, &node, CaseStep{At: at.time(), Command: fsm.Tick{}}, depth); found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}

// over says that another filing of the subject has begun: that is another start.
func (x *explorer) over(node *snapshot) bool {
	return node.s.Filing.ID != "" && node.s.Filing.ID != x.l.who.filing
}

// try gives one command in one state and looks at what comes of it.
func (x *explorer) try(i int, node *snapshot, step CaseStep, depth int) (*Case, error) {
	l := x.l
	l.restore(node)
	x.start.Asked++
	before := l.s.Filing.State
	accepted := l.take(&step)
	l.deliver(l.at)
	if l.err != nil {
		return nil, l.err
	}
	l.e.mark.mark = mark{at: l.at.time()}
	l.putMark(classEnd)
	if l.mon.broken != (marks{}) {
		step.Refused = !accepted
		return x.found(i, step), nil
	}
	x.place(node, &step, accepted)
	if !accepted {
		x.start.Refused++
		return nil, nil
	}
	x.note(before, step.Command)
	x.arrive(i, step, depth+1)
	return nil, nil
}

// place keeps where a command was tried, if not enough of its sort are kept.
func (x *explorer) place(node *snapshot, step *CaseStep, accepted bool) {
	if x.bounds.Places == 0 {
		return
	}
	sort := node.s.Filing.State.String() + "/" + step.Command.Name().String() + ">"
	if accepted {
		sort += x.l.st.To.String()
	} else if r := x.l.refusal; r != nil {
		sort += strings.Join(r.codes, " ")
	}
	if x.sorts[sort] < x.bounds.Places {
		x.sorts[sort]++
		x.seen.Places = append(x.seen.Places, explore.Place{Subject: node.s, At: step.At, Command: step.Command})
	}
}

// note marks the row that the latest command took.
func (x *explorer) note(from fsm.State, c fsm.Command) {
	x.taken[from.String()+"/"+c.Name().String()+">"+x.l.st.To.String()] = true
}

// arrive keeps a state that is new.
func (x *explorer) arrive(parent int, step CaseStep, depth int) {
	key := x.keys.of(x.l)
	if x.known[key] {
		return
	}
	x.known[key] = true
	x.start.Depth = max(x.start.Depth, depth)
	if depth >= x.bounds.Depth || len(x.nodes) >= x.bounds.States {
		x.start.Complete = false
		return
	}
	x.nodes = append(x.nodes, explored{snapshot: x.l.keep(), parent: parent, step: step, depth: depth})
}

// found makes the case of a violation: the way to the state, and the last command.
func (x *explorer) found(at int, last CaseStep) *Case {
	steps := []CaseStep{last}
	for i := at; x.nodes[i].parent >= 0; i = x.nodes[i].parent {
		steps = append(steps, x.nodes[i].step)
	}
	slices.Reverse(steps)
	x.start.States, x.start.Complete = len(x.nodes), false
	o := &x.l.lab.Options
	return &Case{
		Invariant: x.l.mon.names()[0], Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(), Plant: o.Plant, Seed: o.Seed,
		Filing: x.start.Filing, Steps: steps,
	}
}

// documents is the next document that is missing, and one that is there already.
func (x *explorer) documents(node *snapshot) []fsm.Command {
	f := &node.s.Filing
	if f.State != fsm.Draft && f.State != fsm.PreliminaryReturned && f.State != fsm.SMSReturned {
		return nil
	}
	x.l.restore(node)
	for target := range max(1, len(f.Targets)) {
		for _, name := range x.l.judge(x.l.lab.documents).names {
			if !slices.ContainsFunc(f.Attached, func(a fsm.Attachment) bool { return a.Document == name && a.Target == target }) {
				return []fsm.Command{fsm.Attach{Document: name, Target: target, Ref: name}}
			}
		}
	}
	if len(f.Attached) > 0 {
		return []fsm.Command{fsm.Attach{Document: f.Attached[0].Document, Target: f.Attached[0].Target, Ref: "again"}}
	}
	return nil
}
