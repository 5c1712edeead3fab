// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"context"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
)

// Loop is an Integration of package host over a journal: for a host that uses that loop and brings its own journal or
// notifier, and to begin from where a host has another loop or endpoint: embed it and replace a method.
type Loop struct {
	// Machine and Clock are those Drive gives.
	Machine *fsm.Machine
	Clock   func() time.Time
	// Open opens the journal, at first and after every restart; what was stored must still be there.
	Open func() (journal.Journal, error)
	// Notifier sends on every channel; nil: messages are only kept. Give it Loop.Record as what it sends through, so that
	// Sent knows.
	Notifier notify.Notifier

	host *host.Host
	sent []notify.Message
}

// Do is host.Host.Do.
func (l *Loop) Do(ctx context.Context, subject, id string, c fsm.Command) ([]fsm.Event, error) {
	h, err := l.running()
	if err != nil {
		return nil, err
	}
	reply, err := h.Do(ctx, subject, id, c)
	return reply.Events, err
}

// Callback gives the report to the loop directly. A host with an endpoint replaces it with a request to it.
func (l *Loop) Callback(ctx context.Context, subject, id string, c fsm.Command) error {
	_, err := l.Do(ctx, subject, "callback/"+id, c)
	return err
}

// Tick is host.Host.Tick.
func (l *Loop) Tick(ctx context.Context) error {
	h, err := l.running()
	if err != nil {
		return err
	}
	_, err = h.Tick(ctx)
	return err
}

// Subject is host.Host.Subject.
func (l *Loop) Subject(ctx context.Context, subject string) (fsm.Subject, error) {
	h, err := l.running()
	if err != nil {
		return fsm.Subject{}, err
	}
	return h.Subject(ctx, subject)
}

// Restart makes a new host over the journal as it was stored.
func (l *Loop) Restart(context.Context) error {
	l.host = nil
	_, err := l.running()
	return err
}

// Deliver is host.Host.Deliver.
func (l *Loop) Deliver(ctx context.Context) error {
	h, err := l.running()
	if err != nil {
		return err
	}
	_, err = h.Deliver(ctx)
	return err
}

// Sent gives the messages that Record has seen.
func (l *Loop) Sent() []notify.Message { return l.sent }

// Record is a notifier that keeps messages and says they were delivered.
func (l *Loop) Record() notify.Notifier { return recorder{l} }

// Host is the running host, for what an Integration replaces.
func (l *Loop) Host() (*host.Host, error) { return l.running() }

func (l *Loop) running() (*host.Host, error) {
	if l.host != nil {
		return l.host, nil
	}
	j, err := l.Open()
	if err != nil {
		return nil, err
	}
	n := l.Notifier
	if n == nil {
		n = l.Record()
	}
	l.host, err = host.New(l.Machine, j, host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: n, notify.ChannelSMS: n, notify.ChannelInbox: n, notify.ChannelWebhook: n},
		Directory: everybody{}, Clock: l.Clock, Rand: func() uint64 { return 0 },
	})
	return l.host, err
}

type recorder struct{ l *Loop }

func (r recorder) Send(_ context.Context, m notify.Message) notify.Result {
	r.l.sent = append(r.l.sent, m)
	return notify.Result{Outcome: notify.OutcomeDelivered}
}

// everybody is a directory in which everybody has an address.
type everybody struct{}

func (everybody) Address(_ context.Context, _ string, to notify.Receiver) (notify.Address, bool, error) {
	switch to.Channel {
	case notify.ChannelSMS:
		return notify.NewAddress("13900000000"), true, nil
	case notify.ChannelEmail:
		return notify.NewAddress(to.ID + "@example.com"), true, nil
	}
	return notify.NewAddress(to.ID), true, nil
}

func (everybody) Erase(context.Context, string, string) error { return nil }
