// SPDX-License-Identifier: Apache-2.0

package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/fault"
)

// collector gathers the cases of one subject after another.
type collector struct {
	want   Classes
	n      int
	traces []*trace
	spare  []*trace
}

// begin starts a subject.
func (c *collector) begin(n int) {
	c.n = n
	c.spare = append(c.spare, c.traces...)
	c.traces = c.traces[:0]
}

// trace gives the case of a filing. What belongs to none goes to the last one; what comes before the first one opens
// the case that gets its name later.
func (c *collector) trace(id string) *trace {
	for _, t := range c.traces {
		if t.id == id {
			return t
		}
	}
	last := len(c.traces) - 1
	switch {
	case id == "" && last >= 0:
		return c.traces[last]
	case last == 0 && c.traces[0].id == "":
		c.traces[0].id = id
		return c.traces[0]
	}
	t := &trace{}
	if n := len(c.spare); n > 0 {
		t, c.spare = c.spare[n-1], c.spare[:n-1]
	}
	*t = trace{n: c.n, id: id, rows: t.rows[:0], notices: t.notices[:0], sites: t.sites[:0]}
	c.traces = append(c.traces, t)
	return t
}

func (c *collector) see(e *binlog.Entry) {
	switch {
	case e.Event != nil:
		c.event(e.Event)
	case e.Book != nil:
		b := e.Book
		c.put(c.trace(""), &row{at: b.At, recorded: b.At, class: Contacts, activity: b.Type, resource: "owner", role: "owner", value: b.Contact})
	case e.Notice != nil:
		c.notice(e.Notice)
	case e.Delivery != nil:
		if c.want&Deliveries == 0 {
			return
		}
		d := e.Delivery
		c.put(c.trace(""), &row{
			at: d.At, recorded: d.At, class: Deliveries, activity: "delivered", resource: d.To.Channel.String(), role: "channel",
			value: d.To.Channel.String(), detail: d.To.ID, notice: noticeID(d.Stream, d.Version, d.Index),
		})
	case e.Refusal != nil:
		r := e.Refusal
		c.put(c.trace(""), &row{
			at: r.At, recorded: r.At, class: Refusals, activity: "refused", resource: "machine", role: "machine", value: r.Command,
			detail: strings.Join(r.Codes, " "),
		})
	case e.Fault != nil:
		c.fault(e.Fault)
	}
}

// fault adds the row of a fault that was injected, or of its end where the log tells that: a host that started again, a
// clock that was put right.
func (c *collector) fault(f *fault.Logged) {
	r := row{at: f.At, recorded: f.At, class: Faults, activity: "fault", resource: "environment", role: "environment", value: f.Kind.String(), detail: f.Target}
	switch {
	case f.Recovered:
		r.value, r.detail = "recovered", ""
	case f.Rights():
		r.value, r.detail = "clock_right", f.Kind.String()
	}
	c.put(c.trace(""), &r)
}

func (c *collector) put(t *trace, r *row) {
	if c.want&r.class == 0 {
		return
	}
	r.lifecycle = cmp.Or(r.lifecycle, completed)
	t.rows = append(t.rows, *r)
}

func (c *collector) notice(n *binlog.Notice) {
	t := c.trace(n.Filing)
	t.subject = cmp.Or(t.subject, n.Stream)
	if c.want&(Notices|Deliveries) == 0 {
		return
	}
	id := noticeID(n.Stream, n.Version, n.Index)
	t.notices = append(t.notices, told{id, n.Topic, n.Audience.String(), n.At})
	c.put(t, &row{
		at: n.At, recorded: n.At, class: Notices, activity: "told", resource: "machine", role: "machine", value: n.Topic, detail: n.Audience.String(),
		due: n.Due, notice: id,
	})
}

func noticeID(stream string, version uint64, index int) string {
	return stream + "/" + strconv.FormatUint(version, 10) + "/" + strconv.Itoa(index)
}

func (c *collector) event(e *fsm.Event) {
	t := c.trace(e.Filing)
	actor := e.Actor().String()
	r := row{at: e.OccurredAt, recorded: e.At, activity: e.Type.String(), role: actor, resource: t.resource(actor), value: e.Value, website: e.Ref}
	switch e.Type {
	case fsm.EventJudged:
		if c.want&Judgements == 0 {
			return
		}
		r.class, r.value, r.role, r.resource, r.website = Judgements, e.Binding, "policy", "policy", ""
		r.judged(e.Verdicts)
	case fsm.EventDeadlineSet, fsm.EventDeadlinePending:
		r.class, r.value, r.detail, r.due = Deadlines, e.Deadline.Name.String(), e.Deadline.Name.Kind().String(), e.Deadline.Due
	case fsm.EventDeadlineMissed, fsm.EventAdviceDue:
		r.class, r.value, r.detail, r.due = Passed, e.Deadline.Name.String(), e.Deadline.Name.Kind().String(), e.Deadline.Due
	default:
		if e.Type.Moves() {
			c.move(t, e, &r)
			return
		}
		r.class, r.due = Records, e.Deadline.Due
		r.detail = strings.Join(e.Causes, " ")
	}
	c.put(t, &r)
}

func (r *row) judged(verdicts []fsm.Verdict) {
	var rules, answers []string
	for _, v := range verdicts {
		if v.Rule != "" && !slices.Contains(rules, v.Rule) {
			rules = append(rules, v.Rule)
		}
		if v.Value != "" {
			answers = append(answers, v.Decision+"="+v.Value)
		}
	}
	r.rules, r.detail = strings.Join(rules, " "), strings.Join(answers, "; ")
}

// move adds the row of a move, and those of the stage it leaves and of the one it comes into.
func (c *collector) move(t *trace, e *fsm.Event, r *row) {
	if o := e.Opening; o != nil {
		t.kind, t.region, t.owner, t.site, t.opened = o.Kind.String(), o.Region, o.SubjectKind, o.Site, e.OccurredAt
		for i := range o.Targets {
			if w := o.Targets[i].Website; w != "" && !slices.Contains(t.sites, w) {
				t.sites = append(t.sites, w)
			}
		}
	}
	r.class, r.from, r.to, r.detail, r.website = Moves, e.From.String(), e.To.String(), strings.Join(e.Causes, " "), ""
	t.outcome = r.to
	leaves := t.stage != "" && t.stage != r.to
	if leaves {
		c.put(t, t.stageRow(t.stage, completed, r))
	}
	c.put(t, r)
	if t.stage != r.to {
		t.stage = ""
		if !e.To.Final() {
			t.stage = r.to
			c.put(t, t.stageRow(r.to, started, r))
		}
	}
}

func (t *trace) stageRow(state, lifecycle string, r *row) *row {
	role := holder(state)
	return &row{at: r.at, recorded: r.recorded, class: Stages, activity: inStage + state, lifecycle: lifecycle, role: role, resource: t.resource(role)}
}

// inStage begins the names of stages, because one state and what led into it have the same name.
const inStage = "in "

// holder is who has to act on a filing in a state.
func holder(state string) string {
	switch s, _ := fsm.ParseState(state); s {
	case fsm.PreliminaryReview, fsm.VerificationReview, fsm.Ready:
		return "platform"
	case fsm.SMSVerification, fsm.Verification:
		return "website_administrator"
	case fsm.AuthorityReview:
		return "authority"
	}
	return "applicant"
}

// resource names the province of an authority, since each is one of its own.
func (t *trace) resource(role string) string {
	if role == "authority" && t.region != "" {
		return role + " " + t.region
	}
	return role
}

// end gives the cases of the subject, each in the order of its times.
func (c *collector) end() []*trace {
	subject := ""
	for _, t := range c.traces {
		subject = cmp.Or(subject, t.subject)
	}
	for i, t := range c.traces {
		t.subject = cmp.Or(subject, "subject-"+strconv.Itoa(c.n))
		if t.id == "" {
			t.id = t.subject + "#" + strconv.Itoa(i)
		}
		slices.SortStableFunc(t.rows, func(a, b row) int { return a.at.Compare(b.at) })
	}
	return c.traces
}
