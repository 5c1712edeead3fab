// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/notify"
)

// message makes one attempt for one receiver, after another look whether it may be told.
func (d *Deliverer) message(ctx context.Context, r Row, now time.Time, report *Report) Settlement {
	l := letter(r, notify.Notice{}, notify.Receiver{})
	w, err := decodeMessage(r.Data)
	if err != nil {
		if s, ok := left(r, err, now, report); ok {
			return s
		}
		return dead(report, l, notify.Result{Code: "unreadable", Detail: err.Error()})
	}
	l.Notice = w.Notice
	book, err := d.c.Book(ctx, w.Notice.Account)
	if err != nil {
		return held(ctx, report, l, noBook, err, r.Detail, now)
	}
	receivers := notify.Expand(w.Notice, book, now)
	at := slices.IndexFunc(receivers, func(to notify.Receiver) bool { return to.ID == w.Receiver && to.Channel.String() == r.Queue })
	if at < 0 {
		report.Dropped++
		return Settlement{State: StateDone, Detail: "dropped: not a receiver any more"}
	}
	l.To = receivers[at]
	if until := d.puttingOff(l, now); until.After(now) {
		report.Deferred++
		return Settlement{State: StateDefer, NotBefore: until, Detail: r.Detail}
	}
	address, ok, err := d.address(ctx, w.Notice.Account, l.To)
	switch {
	case err != nil:
		return held(ctx, report, l, noDirectory, err, r.Detail, now)
	case !ok:
		return dead(report, l, notify.Result{Code: "no_address", Detail: fmt.Sprintf("the directory has no %s of receiver %q of account %q; put it there", addressNames[l.To.Channel], l.To.ID, w.Notice.Account)})
	case d.c.Notifiers[l.To.Channel] == nil:
		return dead(report, l, notify.Result{Code: "no_notifier", Detail: "the host has no notifier for " + r.Queue + ", which the policy chose; give it one"})
	}
	m := notify.Message{Key: r.Key, To: l.To, Notice: l.Notice, Address: address, Lang: d.lang(ctx, book, w.Notice.Account, l.To.ID)}
	proof, err := d.proof(ctx, m)
	if err != nil {
		return held(ctx, report, l, noProof, err, r.Detail, now)
	}
	if m, err = d.worded(m, proof); err != nil {
		return dead(report, l, notify.Result{Code: "no_text", Detail: err.Error()})
	}
	return d.took(r, w, l, d.attempt(ctx, r, m, now), now, report)
}

// worded puts the texts into a message; a mail also has a page.
func (d *Deliverer) worded(m notify.Message, proof string) (_ notify.Message, err error) {
	m.Subject, m.Text, err = d.c.Texts.Render(m.Notice, m.To.Channel, m.Lang, proof)
	if err == nil && m.To.Channel == notify.ChannelEmail {
		m.HTML, err = d.c.Texts.HTML(m.Notice, m.Lang, proof)
	}
	return m, err
}

// proof gives what a contact verifies its address with.
func (d *Deliverer) proof(ctx context.Context, m notify.Message) (string, error) {
	if d.c.Proof == nil || m.Notice.Kind != notify.KindContactVerification {
		return "", nil
	}
	return d.c.Proof(ctx, m.Notice, m.To)
}

// lang gives the language of a contact's own choice, else what the host knows of the receiver, else its default.
func (d *Deliverer) lang(ctx context.Context, book notify.Book, account, id string) string {
	if c, ok := book.Contact(id); ok && c.Lang != "" {
		return c.Lang
	}
	if d.c.LangOf != nil {
		if lang := tongue.Of(d.c.LangOf(ctx, account, id)); lang != "" {
			return lang
		}
	}
	return d.c.Lang
}

// attempt asks for a receipt where an earlier attempt may have passed, else sends. Who stops the run waits for it: cut off,
// nobody would know whether it went.
func (d *Deliverer) attempt(ctx context.Context, r Row, m notify.Message, now time.Time) notify.Result {
	until, _ := ctx.Deadline() // within has set one
	ctx, done := context.WithDeadline(context.WithoutCancel(ctx), until)
	defer done()
	ctx, cancel := context.WithTimeout(ctx, d.c.SendTimeout)
	defer cancel()
	d.limits.count(m.Notice.Account, m.To.ID, m.Notice.Topic, m.To.Channel, now)
	notifier := d.c.Notifiers[m.To.Channel]
	if q, asks := notifier.(ReceiptQuerier); asks && !r.Fresh {
		var known bool
		answer := guarded(func() (result notify.Result) { result, known = q.Receipt(ctx, m); return result })
		if known || answer.Code == panicked {
			return scrubbed(answer, m.Address)
		}
	}
	return scrubbed(guarded(func() notify.Result { return notifier.Send(ctx, m) }), m.Address)
}

// scrubbed takes the address out of what a notifier says, should it quote a server that
// quotes it: the outbox keeps what is said.
func scrubbed(r notify.Result, a notify.Address) notify.Result {
	if text := a.Reveal(); text != "" {
		r.Code = strings.ReplaceAll(r.Code, text, a.String())
		r.Detail = strings.ReplaceAll(r.Detail, text, a.String())
	}
	return r
}

// took maps a result to what the outbox records.
func (d *Deliverer) took(r Row, w messageWire, l Letter, result notify.Result, now time.Time, report *Report) Settlement {
	ch := l.To.Channel
	result = judged(result)
	if d.c.Observe != nil {
		seen := l
		seen.Attempts++
		seen.Code, seen.Detail = result.Code, result.Detail
		d.c.Observe(seen, result.Outcome)
	}
	if result.Config || result.Down {
		l.Code, l.Detail = result.Code, result.Detail
		report.Stopped = append(report.Stopped, l)
		return Settlement{State: StateDefer, NotBefore: d.gates.stop(ch, now), Detail: detail(result)}
	}
	d.gates.open(ch) // it passes messages, whatever it thought of this one
	l.Attempts++
	if result.Code == panicked {
		l.Code, l.Detail = result.Code, result.Detail
		report.Panicked = append(report.Panicked, l)
	}
	switch result.Outcome {
	case notify.OutcomeDelivered:
		report.Delivered++
		return Settlement{State: StateDone, Detail: detail(result)}
	case notify.OutcomePermanent:
		return dead(report, l, result)
	}
	if now.Sub(w.Since) >= d.c.GiveUpAfter && l.Attempts >= len(ceilings) {
		return dead(report, l, result)
	}
	if result.Outcome == notify.OutcomeRetry {
		report.Retried++
	} else {
		report.Unknown++
	}
	return Settlement{State: StateRetry, NotBefore: d.wait(now, result.NotBefore, l.Attempts, r.Key), Detail: detail(result)}
}

const (
	panicked  = "panic"
	noOutcome = "no_outcome"
)

// judged makes a fault of the host's settings of an answer that says nothing: a notifier that forgets the outcome
// forgets it for every message, and each of them would go again and again.
func judged(r notify.Result) notify.Result {
	if r.Outcome >= notify.OutcomeDelivered && r.Outcome <= notify.OutcomeUnknown || r.Config {
		return r
	}
	return notify.Result{
		Outcome: notify.OutcomeUnknown, Config: true, Code: noOutcome,
		Detail: fmt.Sprintf("the notifier answered with %v, which is none: the message may have gone and goes again; let Send say delivered, retry, permanent or unknown", r.Outcome),
	}
}

// guarded calls a notifier; one that panics has an unknown outcome. What it panicked with may hold an address: only its
// type is kept, and where it was.
func guarded(call func() notify.Result) (r notify.Result) {
	defer func() {
		if v := recover(); v != nil {
			r = notify.Result{Outcome: notify.OutcomeUnknown, Code: panicked, Detail: fmt.Sprintf("the notifier panicked with a %T%s", v, panickedAt())}
		}
	}()
	return call()
}

// panickedAt names the function and the line that panicked, asked in the deferred call.
func panickedAt() string {
	var stack [32]uintptr
	frames := runtime.CallersFrames(stack[:runtime.Callers(3, stack[:])]) // behind Callers, this and the deferred call
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") {
			return fmt.Sprintf(" in %s (%s:%d)", frame.Function, path.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}

// detail is what the outbox keeps of a result.
func detail(r notify.Result) string {
	s := "dead"
	if r.Outcome != 0 {
		s = r.Outcome.String()
	}
	if r.Code != "" {
		s += " " + r.Code
	}
	if r.Detail != "" {
		s += ": " + r.Detail
	}
	const most = 500
	return strings.ToValidUTF8(s[:min(len(s), most)], "")
}
