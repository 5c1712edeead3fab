// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/notifytest"
)

var ctx = context.Background()

// open starts a process that gives commands and ticks.
func (w *walk) open(m *mortal, now time.Time) *host.Host {
	w.processes++
	h, err := host.New(machine(), m, host.Options{Clock: func() time.Time { return now }})
	require.NoError(w.t, err)
	return h
}

// give gives a command. What a process that died says, nobody hears.
func (w *walk) give(h *host.Host, id string, c fsm.Command) answer {
	r, err := h.Do(ctx, subject, id, c)
	switch {
	case err == nil:
		return answer{reply: r}
	case isRefusal(err):
		return answer{refusal: err.Error()}
	}
	require.ErrorIs(w.t, err, errDied)
	return answer{}
}

// work is one thing to do for a process, and how to see that it was done.
type work struct {
	store func() *store       // as it is before
	do    func(m *mortal) any // by a process, which hears an answer
	want  any                 // the answer without crashes; nil: not compared
	check func(s *store)      // the store after all
}

// crashes lets a process die at every call it makes, before and after, and another one do the work again, once for each
// state of the store that deaths leave. It gives the number of ways to go through it, the calm one among them. Between
// two calls nothing happens but a message that is sent before its row is settled: before any other call but the first,
// dying is the same as after the one that went ahead.
func (w *walk) crashes(x work) (ways int) {
	s := x.store()
	calm := s.process(0, false)
	w.finish(x, s, x.do(calm))
	done := map[int]bool{} // by what was committed and settled before
	for s, dies := x.store(), 1; dies <= calm.calls; dies++ {
		for _, after := range []bool{false, true} {
			if !after && dies > 1 && !calm.settles[dies] {
				continue
			}
			m := s.process(dies, after)
			x.do(m)
			require.True(w.t, m.dead)
			w.died++
			if !s.touched {
				continue // everything is as before, for the next process
			}
			if !done[s.progress] {
				done[s.progress] = true
				w.finish(x, s, x.do(s.process(0, false)))
			}
			s = x.store()
		}
	}
	return 1 + 2*calm.calls
}

func (w *walk) finish(x work, s *store, got any) {
	if x.want != nil {
		w.same(x.want, got, "answers")
	}
	x.check(s)
}

// accepted gives a command that changes something: by a process that remembers the subject, which hears it again, and
// by one that does not, dying at every call of the first delivery and of the second.
func (w *walk) accepted(n *node, c fsm.Command) (next *node, ways int) {
	id := fmt.Sprint("cmd-", len(n.given)+1)
	s := n.store(w.t)
	h := w.open(s.process(0, false), n.now)
	_, err := h.Subject(ctx, subject)
	require.NoError(w.t, err)
	want := w.give(h, id, c)
	require.Empty(w.t, want.refusal)
	require.Len(w.t, s.commits, 1)
	commits := s.commits
	next = &node{
		commits: append(n.commits[:len(n.commits):len(n.commits)], commits...), given: append(n.given[:len(n.given):len(n.given)], given{id, c, want}),
		subject: want.reply.Subject, now: n.now,
	}
	for i := len(next.given) - 1; i >= 0; i-- { // it hears all of them again, in another order
		if g := next.given[i]; g.command != nil {
			w.same(g.answer, w.give(h, g.id, g.command), "answers to repeated commands")
		}
	}
	w.same(commits, s.commits, "commits after repeated commands")

	give := func(m *mortal) any { return w.give(w.open(m, n.now), id, c) }
	once := w.crashes(work{
		store: func() *store { return n.store(w.t) }, do: give, want: want,
		check: func(s *store) { w.same(commits, s.commits, "commits") },
	})
	again := w.crashes(work{
		store: func() *store { return next.store(w.t) }, do: give, want: want,
		check: func(s *store) { w.same(0, len(s.commits), "commits of a second delivery") },
	})
	return next, once + once*again
}

// refused gives a command that changes nothing.
func (w *walk) refused(n *node, c fsm.Command) (ways int) {
	id := fmt.Sprint("cmd-", len(n.given)+1)
	s := n.store(w.t)
	h := w.open(s.process(0, false), n.now)
	want := w.give(h, id, c)
	w.same(want, w.give(h, id, c), "answers to a command that is refused again")
	once := w.crashes(work{
		store: func() *store { return s }, want: want,
		do:    func(m *mortal) any { return w.give(w.open(m, n.now), id, c) },
		check: func(s *store) { require.False(w.t, s.touched, "%s was refused and changed something", c.Name()) },
	})
	return once + once*once
}

// wait lets the next deadline pass, if there is one, and ticks.
func (w *walk) wait(n *node) (next *node, ways int) {
	s := n.store(w.t)
	due, waiting, err := s.NextDue(ctx, "none")
	require.NoError(w.t, err)
	now := n.now
	if waiting {
		now = due
	}
	tick := func(m *mortal) any {
		_, err := w.open(m, now).Tick(ctx)
		if !m.dead {
			require.NoError(w.t, err)
		}
		return nil
	}
	tick(s.process(0, false))
	commits, timers := s.commits, w.timers(s)
	next = n
	if waiting {
		require.Len(w.t, commits, 1, "a deadline that is due fires")
		next = &node{commits: append(n.commits[:len(n.commits):len(n.commits)], commits...), given: append(n.given[:len(n.given):len(n.given)], given{}), now: now}
		next.subject, err = w.open(s.process(0, false), now).Subject(ctx, subject)
		require.NoError(w.t, err)
		w.same(timers, w.timers(next.store(w.t)), "timers")
	}
	once := w.crashes(work{
		store: func() *store { return n.store(w.t) }, do: tick,
		check: func(s *store) {
			w.same(commits, s.commits, "commits of a deadline")
			w.same(timers, w.timers(s), "timers after a deadline")
		},
	})
	return next, once + once*once
}

// timers gives what is set, and claims it.
func (w *walk) timers(s *store) (set []string) {
	leases, err := s.Journal.ClaimTimers(ctx, start.AddDate(100, 0, 0), time.Hour, 100)
	require.NoError(w.t, err)
	for _, l := range leases {
		set = append(set, fmt.Sprint(l.Stream, l.Name, l.Due, l.Version))
	}
	return set
}

// deliver sends what the commands since the start have to tell. Sets of notices that differ in their words alone, and
// go to the same receivers, are delivered once.
func (w *walk) deliver(n *node) {
	var set strings.Builder
	for _, c := range n.commits {
		for _, row := range c.Outbox {
			var notice notify.Notice
			require.NoError(w.t, notice.UnmarshalJSON(row.Data))
			fmt.Fprintln(&set, row.Queue, row.Lane, notice.Kind, notice.Audience, notice.Channels, notice.Account, notice.Named, notice.Index)
		}
	}
	if set.Len() == 0 || w.sent[set.String()] {
		return
	}
	w.sent[set.String()] = true
	rec := &notifytest.Recorder{}
	send := func(m *mortal) any {
		h := w.sender(m, rec, n.now)
		for range 2 { // what could not be delivered is told to the others
			if _, err := h.Deliver(ctx); !m.dead {
				require.NoError(w.t, err)
			}
		}
		return nil
	}
	s := n.store(w.t)
	send(s.process(0, false))
	want, notes, left := w.messages(rec), s.commits, w.left(s)
	require.Len(w.t, want, len(rec.Attempts()), "without crashes every message goes once")
	w.crashes(work{
		store: func() *store { rec = &notifytest.Recorder{}; return n.store(w.t) }, do: send,
		check: func(s *store) {
			w.same(want, w.messages(rec), "messages by key")
			require.LessOrEqual(w.t, len(rec.Attempts()), len(want)+s.deaths, "only what was under way goes again")
			w.same(notes, s.commits, "notes of what could not be delivered")
			w.same(left, w.left(s), "what is left in the outbox")
		},
	})
}

// left counts what is in the outbox.
func (w *walk) left(s *store) journal.Report {
	report, err := s.Verify(ctx)
	require.NoError(w.t, err)
	require.Zero(w.t, report.Outbox)
	return report
}

// messages gives what was sent, by key: for one key always the same.
func (w *walk) messages(rec *notifytest.Recorder) []string {
	byKey := map[string]string{}
	for _, a := range rec.Attempts() {
		text := fmt.Sprintf("%s %s %s %s\n%s\n%s", a.Message.Key, a.Message.Notice.Topic, a.Message.To.ID, a.Message.To.Channel, a.Message.Subject, a.Message.Text)
		if before, sent := byKey[a.Message.Key]; sent {
			w.same(before, text, "messages of one key")
		}
		byKey[a.Message.Key] = text
	}
	var list []string
	for _, text := range byKey {
		list = append(list, text)
	}
	sort.Strings(list)
	return list
}

// sender starts a process that delivers.
func (w *walk) sender(m *mortal, rec *notifytest.Recorder, now time.Time) *host.Host {
	w.processes++
	h, err := host.New(machine(), m, host.Options{
		Clock: func() time.Time { return now }, Rand: func() uint64 { return 0 }, Directory: w.addresses,
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: rec, notify.ChannelSMS: rec, notify.ChannelInbox: rec},
	})
	require.NoError(w.t, err)
	return h
}
