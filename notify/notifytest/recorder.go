// SPDX-License-Identifier: Apache-2.0

package notifytest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/icpfiling/icp/notify"
)

// Recorder is a notifier that sends nothing and remembers everything. Without a script it
// answers that every message was delivered. The zero value is ready to use, for any number
// of channels at once; it is safe for concurrent use.
type Recorder struct {
	mu       sync.Mutex
	attempts []Attempt
	script   []func(notify.Message) notify.Result
	always   func(notify.Message) notify.Result
}

// Attempt is one call of Send: the message, and what was answered.
type Attempt struct {
	Message notify.Message
	Result  notify.Result
}

var _ notify.Notifier = (*Recorder)(nil)

// Send records the message and answers by the script: first what was given to Next, in
// order, then what Always says, else delivered. A ctx that has ended gives an unknown
// outcome and is recorded too.
func (r *Recorder) Send(ctx context.Context, m notify.Message) notify.Result {
	r.mu.Lock()
	defer r.mu.Unlock()
	answer := r.always
	if len(r.script) > 0 {
		answer, r.script = r.script[0], r.script[1:]
	}
	result := notify.Result{Outcome: notify.OutcomeDelivered}
	switch {
	case ctx.Err() != nil:
		result = notify.Result{Outcome: notify.OutcomeUnknown, Code: "cancelled"}
	case answer != nil:
		result = answer(m)
	}
	r.attempts = append(r.attempts, Attempt{m, result})
	return result
}

// Next adds answers for the next calls, one each.
func (r *Recorder) Next(results ...notify.Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, result := range results {
		r.script = append(r.script, func(notify.Message) notify.Result { return result })
	}
}

// Always sets what is answered when no answer of Next is left; nil means delivered. answer
// must not call the recorder.
func (r *Recorder) Always(answer func(notify.Message) notify.Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.always = answer
}

// Attempts gives every call so far, in order.
func (r *Recorder) Attempts() []Attempt {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.attempts)
}

// Delivered gives the messages that were answered with delivered, in order.
func (r *Recorder) Delivered() []notify.Message {
	var got []notify.Message
	for _, a := range r.Attempts() {
		if a.Result.Outcome == notify.OutcomeDelivered {
			got = append(got, a.Message)
		}
	}
	return got
}

// Reset forgets the calls and the script.
func (r *Recorder) Reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.attempts, r.script, r.always = nil, nil, nil
}

// String gives one line for each call, fit to be an example's output:
//
//	email to owner: Your ICP filing was approved
//	sms to p-1: ICP filing f-1: … (retry)
//
// It shows ids, never an address.
func (r *Recorder) String() string {
	var b strings.Builder
	for _, a := range r.Attempts() {
		b.WriteString(a.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// String gives the line of one call: channel, receiver, subject or first line, and the
// outcome unless it was delivered.
func (a Attempt) String() string {
	said := a.Message.Subject
	if said == "" {
		said, _, _ = strings.Cut(a.Message.Text, "\n")
	}
	line := fmt.Sprintf("%v to %s: %s", a.Message.To.Channel, a.Message.To.ID, said)
	if a.Result.Outcome != notify.OutcomeDelivered {
		line += " (" + a.Result.Outcome.String() + ")"
	}
	return line
}
