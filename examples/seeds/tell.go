// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/rules/builtin"
)

// teller is a host whose clock follows the story.
type teller struct {
	out     io.Writer
	lang    string
	machine *fsm.Machine
	journal journal.Journal
	host    *host.Host
	now     time.Time
	ids     int
	mail    []notify.Message // sent and not told yet
	events  []fsm.Event      // happened and not told yet
}

// Send takes the place of a mail server and a text message gateway.
func (t *teller) Send(_ context.Context, m notify.Message) notify.Result {
	t.mail = append(t.mail, m)
	return notify.Result{Outcome: notify.OutcomeDelivered}
}

func newTeller(out io.Writer, lang string) (*teller, error) {
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return nil, err
	}
	people := directory.NewMemory([]byte("a secret of your own"))
	if _, err := people.Put(account, you, directory.Entry{Email: "you@example.cn", Phone: "13900000000"}); err != nil {
		return nil, err
	}
	t := &teller{out: out, lang: lang, machine: machine, journal: journal.NewMemory()}
	t.host, err = host.New(machine, t.journal, host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: t, notify.ChannelSMS: t},
		Directory: people, Lang: lang, Clock: func() time.Time { return t.now },
	})
	return t, err
}

// tell walks through a story.
func tell(out io.Writer, s story, lang string) error {
	t, err := newTeller(out, lang)
	if err != nil {
		return err
	}
	t.now = clock(s.steps[0].at)
	record := fsm.Record{Number: "ICP-1000", Region: s.region, SubjectKind: "enterprise", Websites: []fsm.Website{
		{ID: website, Number: "ICP-1000-1", Domains: []string{oldDomain}, Accesses: []string{"alibabacloud"}},
	}}
	if err := t.do(fsm.ImportRecord{Record: record}); err != nil {
		return err
	}
	fmt.Fprintf(out, "=== %s ===\n", s.title.in(lang))
	for _, step := range s.steps {
		if err := t.pass(clock(step.at)); err != nil {
			return err
		}
		if err := t.step(step); err != nil {
			return fmt.Errorf("%s: %w", step.at, err)
		}
	}
	fmt.Fprintln(out)
	return nil
}

// pass lets time go by and stops at every deadline on the way, as a host that is started does.
func (t *teller) pass(until time.Time) error {
	for {
		due, waiting, err := t.journal.NextDue(context.Background())
		if err != nil || !waiting || due.After(until) {
			t.now = until
			return err
		}
		t.now = due
		if _, err := t.host.Tick(context.Background()); err != nil {
			return err
		}
		if err := t.deliver(); err != nil {
			return err
		}
		if len(t.mail) > 0 {
			t.heading(words{"A deadline passes.", "已超过时限。"})
			t.messages()
		}
	}
}

// step gives the commands of a step and tells what came of them.
func (t *teller) step(s step) error {
	t.heading(s.what)
	var refusal *fsm.Refusal
	for _, c := range s.do {
		if err := t.do(c); err != nil && !errors.As(err, &refusal) {
			return err
		}
	}
	if refusal != nil {
		t.line(labels.refused, refusal.Text(t.lang))
	}
	if err := t.deliver(); err != nil {
		return err
	}
	t.messages()
	t.domains()
	if refusal != nil && len(s.do) == 1 {
		return nil // nothing changed
	}
	return t.stand(s)
}

func (t *teller) do(c fsm.Command) error {
	t.ids++
	reply, err := t.host.Do(context.Background(), subject, fmt.Sprint("command-", t.ids), c)
	t.events = append(t.events, reply.Events...)
	return err
}

func (t *teller) deliver() error {
	_, err := t.host.Deliver(context.Background())
	return err
}

// stand tells where the filing stands: status, deadlines, next steps, advice.
func (t *teller) stand(s step) error {
	subject, err := t.host.Subject(context.Background(), subject)
	if err != nil {
		return err
	}
	t.line(labels.status, subject.Filing.State.Status(t.lang))
	for _, d := range subject.Filing.Deadlines() {
		if d.Due.After(t.now) {
			t.deadline(d)
		}
	}
	if subject.Filing.State.InProgress() {
		for _, n := range t.machine.NextSteps(subject, t.now, t.lang) {
			t.line(labels.next, n.Text)
		}
		_, advice := t.machine.Advice(subject, t.now, t.lang)
		t.line(labels.advice, advice)
	}
	if s.mailing {
		return t.mailing()
	}
	return nil
}
