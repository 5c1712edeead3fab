// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"fmt"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

func stamp(t time.Time) string { return t.In(calendar.Zone()).Format("2006-01-02 15:04") }

// print gives a step in lines: the move, the events, the notices, the warnings.
func (r *Runner) print(st *fsm.Step) string {
	var b strings.Builder
	if len(st.Events) == 0 {
		return st.Command.String() + ": nothing due\n"
	}
	fmt.Fprintf(&b, "%s: %s -> %s\n", st.Command, st.From, st.To)
	for i := range st.Events {
		b.WriteString(eventLine(&st.Events[i]))
	}
	for _, n := range st.Notices {
		fmt.Fprintf(&b, "  tell %s %s: %s by %s", n.Kind, n.Topic, n.Audience, n.Channels)
		if n.Named != [2]string{} && n.Named != [2]string{"person-1", "person-2"} {
			b.WriteString(" to " + strings.TrimSpace(strings.Join(n.Named[:], " ")))
		}
		if !n.Due.IsZero() {
			b.WriteString(", due " + stamp(n.Due))
		}
		b.WriteByte('\n')
	}
	for _, w := range st.Warnings {
		fmt.Fprintf(&b, "  warn %s: %s; %s\n", w.Code(), w.What(r.Lang), w.Remedy(r.Lang))
	}
	return b.String()
}

func eventLine(e *fsm.Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s", e.Type)
	for _, s := range []string{e.Ref, e.Value, e.Region} {
		if s != "" {
			b.WriteString(" " + s)
		}
	}
	if e.Target != 0 && e.Type != fsm.EventAttached && e.Type != fsm.EventWebsiteFiled {
		fmt.Fprintf(&b, " target=%d", e.Target)
	}
	if e.Type == fsm.EventPhotoReturned {
		for _, t := range e.Targets {
			b.WriteString(" " + t.Website)
		}
	}
	if e.Type == fsm.EventSMSAnswered && !e.OK {
		b.WriteString(" wrong")
	}
	if len(e.Causes) > 0 {
		b.WriteString(" " + strings.Join(e.Causes, ","))
	}
	for _, s := range e.Derived {
		b.WriteString(" " + s.Fact + "=" + s.Value)
		if s.Of != "" {
			b.WriteString("@" + s.Of)
		}
	}
	if e.Skew > 0 {
		b.WriteString(" skew=" + e.Skew.String())
	}
	if e.Deadline.Name != fsm.DeadlineNone {
		b.WriteString(" " + deadlineText(e.Deadline))
	}
	if len(e.Verdicts) > 0 {
		fmt.Fprintf(&b, " at %s:", e.Binding)
		if e.Binding == "now" {
			for _, v := range e.Verdicts {
				fmt.Fprintf(&b, " %s=%s (%s)", v.Decision, v.Value, v.Rule)
			}
		} else {
			fmt.Fprintf(&b, " %d decisions", len(e.Verdicts))
		}
	}
	b.WriteByte('\n')
	return b.String()
}

func deadlineText(d fsm.Deadline) string {
	unit := "business days"
	switch {
	case d.Name.Hours():
		unit = "hours"
	case !d.Name.BusinessDays():
		unit = "calendar days"
	}
	text := fmt.Sprintf("%s (%s, %d %s)", d.Name, d.Name.Kind(), d.Amount, unit)
	if d.Pending {
		return text + " pending: " + d.Missing
	}
	if !d.Earliest.IsZero() {
		text += " from " + stamp(d.Earliest)
	}
	return text + " due " + stamp(d.Due) + " " + d.Status.String()
}

// views are the questions a line may ask.
var views = map[string]func(*Runner) string{
	"status": func(r *Runner) string { return r.Subject.Filing.State.Status(r.Lang) + "\n" },
	"next": func(r *Runner) string {
		var b strings.Builder
		for _, s := range r.Machine.NextSteps(r.Subject, r.Now, r.Lang) {
			b.WriteString(s.Text + "\n")
			if len(s.Needs) > 0 && len(r.Subject.Filing.Derived) > 0 {
				b.WriteString("  not known: " + strings.Join(s.Needs, ", ") + "\n")
			}
		}
		return b.String()
	},
	"advice": func(r *Runner) string {
		key, text := r.Machine.Advice(r.Subject, r.Now, r.Lang)
		return string(key) + ": " + text + "\n"
	},
	"estimate": func(r *Runner) string {
		d := r.Machine.Estimate(r.Subject, r.Now)
		if d.Name == fsm.DeadlineNone {
			return "nothing to expect\n"
		}
		return deadlineText(d) + "\n"
	},
	"actions": func(r *Runner) string {
		var b strings.Builder
		for _, a := range r.Machine.Actions(r.Subject, r.Now) {
			if a.Allowed {
				fmt.Fprintf(&b, "%s -> %v\n", a.Command, a.To)
				continue
			}
			fmt.Fprintf(&b, "%s no:", a.Command)
			for _, reason := range a.Reasons {
				b.WriteString(" " + reason.Code() + " " + reason.Key())
			}
			b.WriteByte('\n')
		}
		return b.String()
	},
	"unverified": func(r *Runner) string {
		f := &r.Subject.Filing
		return strings.Join(f.Unverified(), " ") + " of " + strings.Join(f.WebsiteAdministrators(), " ") + "\n"
	},
	"needs": func(r *Runner) string {
		return strings.Join(r.Machine.Needs(r.Subject, r.Now), " ") + "\n"
	},
	"deadlines": func(r *Runner) string {
		var b strings.Builder
		for _, d := range r.Subject.Filing.Deadlines() {
			b.WriteString(deadlineText(d) + "\n")
		}
		return b.String()
	},
	"verdicts": func(r *Runner) string {
		var b strings.Builder
		for _, v := range r.Subject.Filing.Verdicts() {
			fmt.Fprintf(&b, "%s = %s (%s)\n", v.Decision, v.Value, v.Rule)
		}
		return b.String()
	},
	"record": func(r *Runner) string {
		if r.Subject.Record == nil {
			return "no record\n"
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s in %s %s\n", r.Subject.Record.Number, r.Subject.Record.Region, r.Subject.Standing("alibabacloud", ""))
		b.WriteString(periods("  ", r.Subject.Record.Periods))
		for _, w := range r.Subject.Record.Websites {
			fmt.Fprintf(&b, "  %s %s %v %s\n", w.ID, w.Number, w.Domains, r.Subject.Standing("alibabacloud", w.ID))
			b.WriteString(periods("    ", w.Periods))
		}
		return b.String()
	},
	"zh": func(r *Runner) string { r.Lang = "zh"; return "" },
	"en": func(r *Runner) string { r.Lang = "en"; return "" },
	"new": func(r *Runner) string {
		*r = *New(r.Machine)
		return ""
	},
}
