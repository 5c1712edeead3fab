// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"context"
	"errors"
	"time"

	"github.com/icpfiling/icp/notify"
)

// Report is what one run did. The counts are of messages, except Expanded.
type Report struct {
	Expanded  int      // notices made into messages
	Delivered int      // taken by the far side
	Retried   int      // not taken; they go again later
	Unknown   int      // not known whether taken; they go again under the same key
	Dropped   int      // to somebody who may not be told any more
	Dead      []Letter // given up; the outbox keeps them
	Deferred  int      // put off by a limit or the quiet hours
	Untold    []Letter // notices that reach nobody, by the book as it stands: their Code says why, see Letter; they are done
	Panicked  []Letter // on which the notifier panicked: mend it; of Unknown, so they go again
	Held      []Letter // whose book, address or proof could not be asked for, or that a newer release wrote: they wait, a minute each time; ten at most of each cause, one an account
	Stopped   []Letter // found that nothing passes: the far side is down, or the host's own settings are wrong; they wait and lose no attempt
}

// Letter is a message that needs somebody's attention.
type Letter struct {
	Key      string
	Stream   string // of the commit that led to it
	Version  uint64 // of the commit that led to it
	Notice   notify.Notice
	To       notify.Receiver
	Attempts int
	// Code is the notifier's, or one of delivery's own: newer_release, no_address, no_book, no_directory, no_notifier,
	// no_outcome, no_proof, no_text, panic, unreadable; of a notice that reaches nobody no_channel (the account chose none of
	// those it goes by) or no_receiver (nobody is selected).
	Code   string
	Detail string
}

func (r *Report) add(o Report) {
	r.Expanded += o.Expanded
	r.Delivered += o.Delivered
	r.Retried += o.Retried
	r.Unknown += o.Unknown
	r.Dropped += o.Dropped
	r.Deferred += o.Deferred
	r.Dead = append(r.Dead, o.Dead...)
	r.Untold = append(r.Untold, o.Untold...)
	r.Panicked = append(r.Panicked, o.Panicked...)
	r.Stopped = append(r.Stopped, o.Stopped...)
	for _, l := range o.Held {
		r.hold(l)
	}
}

// hold remembers a message that waits for the host's own side, where the report does not say so of its account, or of
// enough others, already: a directory that is down holds up everybody.
func (r *Report) hold(l Letter) {
	const enough = 10
	same := 0
	for _, h := range r.Held {
		if h.Code == l.Code {
			same++
			if h.Notice.Account == l.Notice.Account {
				return
			}
		}
	}
	if same < enough {
		r.Held = append(r.Held, l)
	}
}

// The causes for which messages are held.
const (
	newerRelease = "newer_release"
	noBook       = "no_book"
	noDirectory  = "no_directory"
	noProof      = "no_proof"
)

// held puts a row off that cannot be worked on for what the host's own side says. Who stopped the run asks for nothing more, and
// the next run begins with the row.
func held(ctx context.Context, report *Report, l Letter, code string, cause error, keep string, now time.Time) Settlement {
	if stopped(ctx) {
		return Settlement{State: StateDefer, NotBefore: now, Detail: keep}
	}
	if !errors.Is(cause, context.Canceled) {
		l.Code, l.Detail = code, cause.Error()
		report.hold(l)
	}
	return Settlement{State: StateDefer, NotBefore: now.Add(later), Detail: keep}
}
