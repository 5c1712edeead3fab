// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// What commands bring into their event. Slices are copied: an event shares nothing with its command.

// bring lets the command fill in its event. Those that come most often by pointer are called by their own type, which copies
// nothing.
func (w *work) bring(e *Event) {
	switch c := w.cmd.(type) {
	case *Attach:
		c.brings(e, w)
	case *UploadPhoto:
		c.brings(e, w)
	case *PassPhoto:
		c.brings(e, w)
	case *Submit:
		c.brings(e, w)
	case *Resubmit:
		c.brings(e, w)
	case *AnswerSMS:
		c.brings(e, w)
	case *AppVerify:
		c.brings(e, w)
	default:
		c.brings(e, w)
	}
}

func (Meta) brings(*Event, *work) {}

func (c Open) brings(e *Event, w *work) {
	e.Filing = c.ID
	e.Opening = &Opening{
		Kind: c.Kind, Registered: registered(&c, w.s), Region: c.Region, SubjectKind: c.SubjectKind,
		Site: orDefault(c.Site, "china"), Provider: orDefault(c.Provider, DefaultProvider), Account: c.Account,
		SubjectAdministrator: c.SubjectAdministrator, WebsiteAdministrator: c.WebsiteAdministrator,
		NotificationsConfigured: c.NotificationsConfigured, Targets: cloneTargets(c.Targets),
	}
}

func (c Edit) brings(e *Event, _ *work) {
	e.Region, e.Value = c.Region, c.SubjectBecomes
	e.Changed, e.Targets = slices.Clone(c.Changed), cloneTargets(c.Targets)
	e.Derived = slices.Clone(c.Derived)
}

func (c Submit) brings(e *Event, _ *work) { e.Derived = slices.Clone(c.Derived) }

func (c Resubmit) brings(e *Event, _ *work) { e.Derived = slices.Clone(c.Derived) }

func (c ChooseUpload) brings(e *Event, _ *work) { e.Value = c.Channel }

func (c Attach) brings(e *Event, _ *work) { e.Value, e.Target, e.Ref = c.Document, c.Target, c.Ref }

func (c UploadPhoto) brings(e *Event, _ *work) { e.Ref, e.Target = c.Ref, c.Target }

func (c Withdraw) brings(e *Event, _ *work) { e.Value = c.Reason }

func (c Abandon) brings(e *Event, _ *work) { e.Value = c.Reason }

func (c AppVerify) brings(e *Event, _ *work) { e.Value, e.Target = c.App, c.Target }

func (c AnswerSMS) brings(e *Event, _ *work) {
	if e.Value, e.OK = c.Person, c.Correct; c.Person == smsWebsiteAdministrator {
		e.Target = c.Target
	}
}

func (c PassPhoto) brings(e *Event, _ *work) { e.Value = c.TopColour }

func (c Reconcile) brings(e *Event, _ *work) { e.Value = c.Evidence }

func (c ReturnPreliminary) brings(e *Event, _ *work) { e.Causes = slices.Clone(c.Causes) }

func (c ReturnPhoto) brings(e *Event, w *work) {
	e.Causes = slices.Clone(c.Causes)
	for i := range w.f.Targets {
		if slices.Contains(c.Targets, i) {
			e.Targets = append(e.Targets, w.f.Targets[i])
		}
	}
	e.Targets = cloneTargets(e.Targets)
}

func (c FailSMS) brings(e *Event, _ *work) { e.Causes = slices.Clone(c.Causes) }

func (c Reject) brings(e *Event, _ *work) { e.Causes = slices.Clone(c.Causes) }

func (c Revoke) brings(e *Event, _ *work) { e.Causes = slices.Clone(c.Causes) }

func (c NoteUndelivered) brings(e *Event, _ *work) {
	e.Value, e.Ref, e.Causes = c.Topic, c.Receiver, []string{c.Channel}
}

func (c ImportRecord) brings(e *Event, _ *work) {
	e.Record = c.Record.with(func(r *Record) {
		for i := range r.Websites {
			r.Websites[i].Domains = slices.Clone(r.Websites[i].Domains)
			r.Websites[i].Accesses = slices.Clone(r.Websites[i].Accesses)
			r.Websites[i].Periods = clonePeriods(r.Websites[i].Periods)
		}
		r.Periods = clonePeriods(r.Periods)
	})
}
