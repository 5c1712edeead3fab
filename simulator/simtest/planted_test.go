// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
)

// badJournal is a journal with a fault planted into it.
type badJournal struct {
	journal.Journal
	append func(context.Context, journal.Journal, journal.Commit) (journal.Receipt, error)
	load   func([]journal.Stored) []journal.Stored
}

func (b *badJournal) Append(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
	if b.append != nil {
		return b.append(ctx, b.Journal, c)
	}
	return b.Journal.Append(ctx, c)
}

func (b *badJournal) Load(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
	list, err := b.Journal.Load(ctx, stream, after)
	if b.load != nil {
		list = b.load(list)
	}
	return list, err
}

// changing changes a commit on its way into the journal.
func changing(change func(*journal.Commit)) func(context.Context, journal.Journal, journal.Commit) (journal.Receipt, error) {
	return func(ctx context.Context, j journal.Journal, c journal.Commit) (journal.Receipt, error) {
		change(&c)
		return j.Append(ctx, c)
	}
}

func withJournal(bad badJournal) func(*fsm.Machine, func() time.Time) Integration {
	return func(m *fsm.Machine, clock func() time.Time) Integration {
		b := bad
		b.Journal = journal.NewMemory()
		return &Loop{Machine: m, Clock: clock, Open: func() (journal.Journal, error) { return &b, nil }}
	}
}

func about(c journal.Commit, word string) bool {
	return slices.ContainsFunc(c.Records, func(r journal.Record) bool { return strings.Contains(r.Type, word) })
}

// badLoop is a loop with a method replaced.
type badLoop struct {
	*Loop
	do       func(*Loop, context.Context, string, string, fsm.Command) ([]fsm.Event, error)
	callback func(*Loop, context.Context, string, string, fsm.Command) error
	tick     func(*Loop, context.Context) error
	restart  func(*Loop, context.Context) error
	deliver  func(*Loop, context.Context) error
}

func (b *badLoop) Do(ctx context.Context, subject, id string, c fsm.Command) ([]fsm.Event, error) {
	if b.do != nil {
		return b.do(b.Loop, ctx, subject, id, c)
	}
	return b.Loop.Do(ctx, subject, id, c)
}

func (b *badLoop) Callback(ctx context.Context, subject, id string, c fsm.Command) error {
	if b.callback != nil {
		return b.callback(b.Loop, ctx, subject, id, c)
	}
	return b.Loop.Callback(ctx, subject, id, c)
}

func (b *badLoop) Tick(ctx context.Context) error {
	if b.tick != nil {
		return b.tick(b.Loop, ctx)
	}
	return b.Loop.Tick(ctx)
}

func (b *badLoop) Restart(ctx context.Context) error {
	if b.restart != nil {
		return b.restart(b.Loop, ctx)
	}
	return b.Loop.Restart(ctx)
}

func (b *badLoop) Deliver(ctx context.Context) error {
	if b.deliver != nil {
		return b.deliver(b.Loop, ctx)
	}
	return b.Loop.Deliver(ctx)
}

func withLoop(bad func() badLoop) func(*fsm.Machine, func() time.Time) Integration {
	return func(m *fsm.Machine, clock func() time.Time) Integration {
		b := bad()
		b.Loop = onMemory(m, clock)
		return &b
	}
}

// send is a notifier made of a function.
type send func(context.Context, notify.Message) notify.Result

func (s send) Send(ctx context.Context, m notify.Message) notify.Result { return s(ctx, m) }

func withNotifier(bad func(next notify.Notifier) send) func(*fsm.Machine, func() time.Time) Integration {
	return func(m *fsm.Machine, clock func() time.Time) Integration {
		l := onMemory(m, clock)
		l.Notifier = bad(l.Record())
		return l
	}
}

var delivered = notify.Result{Outcome: notify.OutcomeDelivered}

// planted are faults as hosts make them, in the loop, the notifier and the journal.
func planted() map[string]func(*fsm.Machine, func() time.Time) Integration {
	return map[string]func(*fsm.Machine, func() time.Time) Integration{
		"journal: a commit is dropped": withJournal(badJournal{append: func(ctx context.Context, j journal.Journal, c journal.Commit) (journal.Receipt, error) {
			if about(c, "photo_passed") {
				return journal.Receipt{Version: c.Expected + uint64(len(c.Records))}, nil
			}
			return j.Append(ctx, c)
		}}),
		"journal: the last record is torn off": withJournal(badJournal{append: changing(func(c *journal.Commit) {
			if len(c.Records) > 2 {
				c.Records = c.Records[:len(c.Records)-1]
			}
		})}),
		"journal: timers are forgotten": withJournal(badJournal{append: changing(func(c *journal.Commit) { c.Timers = nil })}),
		"journal: a timer is never moved": withJournal(badJournal{append: changing(func(c *journal.Commit) {
			c.Timers = slices.DeleteFunc(slices.Clone(c.Timers), func(x journal.TimerChange) bool { return x.Due.IsZero() || about(*c, "photo_uploaded") })
		})}),
		"journal: the outbox is forgotten":       withJournal(badJournal{append: changing(func(c *journal.Commit) { c.Outbox = nil })}),
		"journal: only the first notice is kept": withJournal(badJournal{append: changing(func(c *journal.Commit) { c.Outbox = c.Outbox[:min(len(c.Outbox), 1)] })}),
		"journal: the reply is lost":             withJournal(badJournal{append: changing(func(c *journal.Commit) { c.Reply = nil })}),
		"journal: a command id is not looked for": func() func(*fsm.Machine, func() time.Time) Integration {
			return func(m *fsm.Machine, clock func() time.Time) Integration {
				n := 0
				b := &badJournal{Journal: journal.NewMemory()}
				b.append = func(ctx context.Context, j journal.Journal, c journal.Commit) (journal.Receipt, error) {
					n++
					c.CommandID += strings.Repeat("x", n%97)
					return j.Append(ctx, c)
				}
				return &Loop{Machine: m, Clock: clock, Open: func() (journal.Journal, error) { return b, nil }}
			}
		}(),
		"journal: what is read is one record short": withJournal(badJournal{load: func(list []journal.Stored) []journal.Stored {
			if len(list) > 12 {
				return list[:len(list)-1]
			}
			return list
		}}),
		"journal: it does not survive a restart": func(m *fsm.Machine, clock func() time.Time) Integration {
			return &Loop{Machine: m, Clock: clock, Open: func() (journal.Journal, error) { return journal.NewMemory(), nil }}
		},
		"notifier: every message goes twice": withNotifier(func(next notify.Notifier) send {
			return func(ctx context.Context, m notify.Message) notify.Result {
				next.Send(ctx, m)
				return next.Send(ctx, m)
			}
		}),
		"notifier: results by text message are swallowed": withNotifier(func(next notify.Notifier) send {
			return func(ctx context.Context, m notify.Message) notify.Result {
				if m.To.Channel == notify.ChannelSMS && m.Notice.Kind == notify.KindReviewResult {
					return delivered
				}
				return next.Send(ctx, m)
			}
		}),
		"notifier: it sends and says that it did not": withNotifier(func(next notify.Notifier) send {
			failed := false
			return func(ctx context.Context, m notify.Message) notify.Result {
				r := next.Send(ctx, m)
				if !failed && m.Notice.Topic == "submitted" {
					failed = true
					return notify.Result{Outcome: notify.OutcomeRetry}
				}
				return r
			}
		}),
		"notifier: reminders are given up": withNotifier(func(next notify.Notifier) send {
			return func(ctx context.Context, m notify.Message) notify.Result {
				if m.Notice.Kind == notify.KindReminder {
					return notify.Result{Outcome: notify.OutcomePermanent}
				}
				return next.Send(ctx, m)
			}
		}),
		"loop: every delivery has an id of its own": withLoop(func() badLoop {
			n := 0
			return badLoop{do: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) ([]fsm.Event, error) {
				n++
				return l.Do(ctx, subject, id+strings.Repeat("x", n%97), c)
			}}
		}),
		"loop: a repeated command is answered with nothing": withLoop(func() badLoop {
			seen := map[string]bool{}
			return badLoop{do: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) ([]fsm.Event, error) {
				if seen[id] {
					return nil, nil
				}
				events, err := l.Do(ctx, subject, id, c)
				seen[id] = err == nil
				return events, err
			}}
		}),
		"loop: refusals are remembered": withLoop(func() badLoop {
			refused := map[string]error{}
			return badLoop{callback: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) error {
				if err := refused[id]; err != nil {
					return err
				}
				err := l.Callback(ctx, subject, id, c)
				refused[id] = err
				return err
			}}
		}),
		"endpoint: it says yes to everything": withLoop(func() badLoop {
			return badLoop{callback: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) error {
				err := l.Callback(ctx, subject, id, c)
				if _, refused := errors.AsType[*fsm.Refusal](err); refused {
					return nil
				}
				return err
			}}
		}),
		"endpoint: it forgets when things happened": withLoop(func() badLoop {
			return badLoop{callback: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) error {
				switch x := c.(type) {
				case fsm.Approve:
					x.OccurredAt = time.Time{}
					c = x
				case fsm.Reject:
					x.OccurredAt = time.Time{}
					c = x
				}
				return l.Callback(ctx, subject, id, c)
			}}
		}),
		"endpoint: rejections are dropped": withLoop(func() badLoop {
			return badLoop{callback: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) error {
				if c.Name() == fsm.CmdReject {
					return nil
				}
				return l.Callback(ctx, subject, id, c)
			}}
		}),
		"endpoint: only the first website gets its number": withLoop(func() badLoop {
			return badLoop{callback: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) error {
				if x, ok := c.(fsm.Approve); ok && len(x.WebsiteNumbers) > 1 {
					x.WebsiteNumbers = []string{x.WebsiteNumbers[0], x.WebsiteNumbers[0], x.WebsiteNumbers[0]}
					c = x
				}
				return l.Callback(ctx, subject, id, c)
			}}
		}),
		"loop: time passes only when somebody comes": withLoop(func() badLoop {
			return badLoop{tick: func(*Loop, context.Context) error { return nil }}
		}),
		"loop: after a restart nothing is delivered": withLoop(func() badLoop {
			dead := false
			return badLoop{
				restart: func(l *Loop, ctx context.Context) error {
					dead = true
					return l.Restart(ctx)
				},
				deliver: func(l *Loop, ctx context.Context) error {
					if dead {
						return nil
					}
					return l.Deliver(ctx)
				},
			}
		}),
		"loop: a report that fails is taken for lost": withLoop(func() badLoop {
			return badLoop{callback: func(l *Loop, ctx context.Context, subject, id string, c fsm.Command) error {
				if c.Name() == fsm.CmdPassPhoto {
					return errors.New("the network is down")
				}
				return l.Callback(ctx, subject, id, c)
			}}
		}),
	}
}

// Every planted fault is found within a few filings, and its story is short: no move of it could be left out.
func TestPlantedFaultsAreFound(t *testing.T) {
	o := shipped()
	m, err := fsm.New(o.Policy, o.Calendar)
	require.NoError(t, err)
	var needed []int
	for name, open := range planted() {
		t.Run(name, func(t *testing.T) {
			for n := range 200 {
				failure := driveOne(t.Context(), o, m, open, 1, n)
				if failure == "" {
					continue
				}
				needed = append(needed, n+1)
				lines := strings.Split(strings.TrimSuffix(failure, "\n"), "\n")
				assert.Regexp(t, `^filing \d+ of seed 1, in \d+ moves: `, lines[0])
				assert.Contains(t, lines[len(lines)-2], "  >>> ")
				assert.Equal(t, "See it again with Seed: 1 in the options of Drive.", lines[len(lines)-1])
				assert.LessOrEqual(t, len(lines), 21, failure)
				return
			}
			require.Fail(t, "not found")
		})
	}
	slices.Sort(needed)
	assert.LessOrEqual(t, needed[len(needed)/2], 5, "filings to find half of them: %v", needed)
}

// A journal with a planted fault fails Drive once, with the shortest story; what is told is minimal.
func TestStoriesAreMinimal(t *testing.T) {
	o := shipped()
	m, err := fsm.New(o.Policy, o.Calendar)
	require.NoError(t, err)
	for _, name := range []string{"journal: a commit is dropped", "notifier: every message goes twice", "endpoint: it says yes to everything"} {
		open := planted()[name]
		fresh := func(clock func() time.Time) Integration { return open(m, clock) }
		o.Seed = 1
		for n := range 20 {
			c, err := o.Scenario(n)
			require.NoError(t, err)
			moves := program(c, m, 1^uint64(n))
			made, found := drive(t.Context(), m, fresh, moves)
			if found == same {
				continue
			}
			s := &squeeze{moves: moves[:made], found: found, try: func(list []move) (int, difference) { return drive(t.Context(), m, fresh, list) }}
			s.run()
			for i := range s.moves {
				_, without := drive(t.Context(), m, fresh, slices.Delete(slices.Clone(s.moves), i, i+1))
				assert.NotEqual(t, found.kind, without.kind, "%s: move %d is needed", name, i+1)
			}
			break
		}
	}
}
