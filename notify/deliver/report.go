// SPDX-License-Identifier: Apache-2.0

package deliver

import "github.com/icpfiling/icp/notify"

// Report is what one run did. The counts are of messages, except Expanded.
type Report struct {
	Expanded  int      // notices made into messages
	Delivered int      // taken by the far side
	Retried   int      // not taken; they go again later
	Unknown   int      // not known whether taken; they go again under the same key
	Dropped   int      // to somebody who may not be told any more
	Dead      []Letter // given up; the outbox keeps them
	Deferred  int      // put off by a limit or the quiet hours
	Panicked  []Letter // on which the notifier panicked: mend it; of Unknown, so they go again
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
	Code     string // the notifier's, or one of delivery's own: no_address, no_notifier, no_outcome, no_text, panic, unreadable
	Detail   string
}

func (r *Report) add(o Report) {
	r.Expanded += o.Expanded
	r.Delivered += o.Delivered
	r.Retried += o.Retried
	r.Unknown += o.Unknown
	r.Dropped += o.Dropped
	r.Deferred += o.Deferred
	r.Dead = append(r.Dead, o.Dead...)
	r.Panicked = append(r.Panicked, o.Panicked...)
	r.Stopped = append(r.Stopped, o.Stopped...)
}
