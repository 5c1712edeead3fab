// SPDX-License-Identifier: Apache-2.0

// Package conformance is the suite that says when a notifier is done.
//
// A channel's test calls [Run] with a function that starts its far side anew, a real one
// where that is possible:
//
//	conformance.Run(t, func(t *testing.T) conformance.Channel { … })
//
// The function owes, in order: a far side that has received nothing, ended with t.Cleanup; Received, which is safe while
// messages come in; and Break, after which no message arrives. Run the suite with the race detector.
package conformance

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/icpfiling/icp/notify"
)

// Channel is a notifier with its far side.
type Channel struct {
	Notifier notify.Notifier
	// Address is one the far side takes; "" where the channel needs none.
	Address string
	// Channel is the channel it is for.
	Channel notify.Channel
	// Received gives the keys the far side has, one for each time it took a message.
	Received func() []string
	// Break makes the far side unreachable until the test ends.
	Break func()
	// Recognises says that the far side takes a key only once.
	Recognises bool
}

// Run runs the suite. start is called for each test.
func Run(t *testing.T, start func(t *testing.T) Channel) {
	t.Run("delivers", func(t *testing.T) { delivers(t, start(t)) })
	t.Run("same key again", func(t *testing.T) { repeats(t, start(t)) })
	t.Run("concurrent", func(t *testing.T) { concurrent(t, start(t)) })
	t.Run("hostile texts", func(t *testing.T) { hostileTexts(t, start(t)) })
	t.Run("hostile addresses", func(t *testing.T) { hostileAddresses(t, start(t)) })
	t.Run("cancelled", func(t *testing.T) { cancelled(t, start(t)) })
	t.Run("far side away", func(t *testing.T) { away(t, start(t)) })
}

func (c Channel) message(key string) notify.Message {
	at := time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)
	to := notify.Receiver{ID: "owner", Channel: c.Channel}
	return notify.Message{
		Key: key, To: to, Address: notify.NewAddress(c.Address), Lang: "en", Subject: "Your ICP filing was approved", Text: "Approved.",
		Notice: notify.Notice{
			Kind: notify.KindReviewResult, Audience: notify.AudienceOwnerAndContacts, Channels: notify.Channels(0).Add(c.Channel),
			Topic: notify.TopicApproved, Account: "a-1", Subject: "s-1", Filing: "f-1", At: at,
		},
	}
}

// send asks the notifier and looks at what holds for every answer.
func (c Channel) send(ctx context.Context, t *testing.T, m notify.Message) notify.Result {
	t.Helper()
	r, faults := ask(ctx, c.Notifier, m)
	for _, fault := range faults {
		t.Error(fault)
	}
	return r
}

// ask sends and gives what is wrong with the answer: a panic, no known outcome, or something in it that must not be kept.
func ask(ctx context.Context, n notify.Notifier, m notify.Message) (r notify.Result, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	defer func() {
		if v := recover(); v != nil {
			fault("Send panicked with %v; answer unknown when nothing else fits\n%s", v, debug.Stack())
		}
	}()
	r = n.Send(ctx, m)
	if r.Outcome < notify.OutcomeDelivered || r.Outcome > notify.OutcomeUnknown {
		fault("result %v has no outcome, and delivery would stop the channel; answer unknown when nothing else fits", r)
	}
	if r.Config && r.Outcome == notify.OutcomeDelivered {
		fault("result %v is delivered and a fault of the settings at once", r)
	}
	said := r.Code + " " + r.Detail
	if a := m.Address.Reveal(); len(a) > 3 && strings.Contains(said, a) {
		fault("the result gives the address away")
	}
	if len(m.Text) > 3 && strings.Contains(said, m.Text) {
		fault("the result repeats the text")
	}
	if len(said) > 1000 {
		fault("the result takes %d bytes; say what happened in a line", len(said))
	}
	return r, faults
}

func delivers(t *testing.T, c Channel) {
	keys := []string{"s-1/1/0/owner/x", "s-1/2/0/owner/x", "a=2Fb/3/0/c-1/x"}
	for _, key := range keys {
		if r := c.send(t.Context(), t, c.message(key)); r.Outcome != notify.OutcomeDelivered {
			t.Fatalf("a plain message was not delivered: %+v", r)
		}
	}
	if got := c.Received(); fmt.Sprint(got) != fmt.Sprint(keys) {
		t.Errorf("the far side has %v, want %v: each message once, in order, under its key", got, keys)
	}
}

func repeats(t *testing.T, c Channel) {
	m := c.message("s-1/1/0/owner/x")
	for range 3 {
		if r := c.send(t.Context(), t, m); r.Outcome != notify.OutcomeDelivered {
			t.Fatalf("a repeat was answered with %+v; it must be delivered, or known to be", r)
		}
	}
	want := 3
	if c.Recognises {
		want = 1
	}
	got := c.Received()
	if len(got) != want {
		t.Errorf("the far side took %d messages, want %d", len(got), want)
	}
	for _, key := range got {
		if key != m.Key {
			t.Errorf("a repeat went out under %q, want %q", key, m.Key)
		}
	}
}

func concurrent(t *testing.T, c Channel) {
	const n = 8
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { c.send(t.Context(), t, c.message(fmt.Sprintf("s-%d/1/0/owner/x", i))) })
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, key := range c.Received() {
		seen[key] = true
	}
	if len(seen) != n {
		t.Errorf("of %d messages at once the far side has %d", n, len(seen))
	}
}

func hostileTexts(t *testing.T, c Channel) {
	for i, text := range []string{
		"", "a\r\nBcc: x@example.com\r\n\r\nb", "\r\n.\r\nQUIT\r\n", "\x00\x01\x7f", "\xff\xfe", "\u202e\u2028\ufeff", "=cmd|' /C calc'!A0",
		"<script>alert(1)</script>", `{"a":"b"}`, strings.Repeat("备案", 5000), "%s%n%d",
	} {
		m := c.message(fmt.Sprintf("s-1/%d/0/owner/x", i))
		m.Subject, m.Text = text, text
		c.send(t.Context(), t, m) // any outcome: it must come back, and say nothing
	}
}

func hostileAddresses(t *testing.T, c Channel) {
	if c.Address == "" {
		return
	}
	before := len(c.Received())
	for i, address := range []string{"", "\r\n", c.Address + "\r\nX: y", c.Address + "\x00", "\xff", strings.Repeat("a", 10_000), "-oQ/tmp", "%00"} {
		m := c.message(fmt.Sprintf("s-1/%d/0/owner/x", i))
		m.Address = notify.NewAddress(address)
		if r := c.send(t.Context(), t, m); r.Outcome != notify.OutcomePermanent || r.Config {
			t.Errorf("address %q was answered with %+v; what is no address will never be one", address, r)
		}
	}
	if got := len(c.Received()); got != before {
		t.Errorf("%d messages went somewhere", got-before)
	}
}

func cancelled(t *testing.T, c Channel) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := c.message("s-1/1/0/owner/x")
	r := c.send(ctx, t, m)
	if r.Config || r.Outcome == notify.OutcomePermanent {
		t.Errorf("an ended ctx was answered with %+v; it says nothing about the message or the settings", r)
	}
	if r.Outcome == notify.OutcomeDelivered && len(c.Received()) == 0 {
		t.Errorf("delivered, and the far side has nothing")
	}
}

func away(t *testing.T, c Channel) {
	c.Break()
	m := c.message("s-1/1/0/owner/x")
	if r := c.send(t.Context(), t, m); r.Config || r.Outcome != notify.OutcomeRetry && r.Outcome != notify.OutcomeUnknown {
		t.Errorf("with the far side away the answer is %+v; it passes, so the message must go again", r)
	}
}
