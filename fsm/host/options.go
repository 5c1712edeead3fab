// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/templates"
)

// Options say how a [Host] works. The zero value is a host that decides and stores, and leaves its notices in the
// outbox for another process to deliver.
type Options struct {
	// Notifiers send, one for each channel the policy may choose. Empty: [Host.Deliver] does nothing. A notice for a
	// channel that is not here becomes a dead letter. In April 2018 the policy tells the persons of a filing by e-mail and
	// text message (S0-23); today it tells the account's owner and contacts by e-mail and internal message, on the China
	// site also by text message (S2-5). No policy names webhooks: with a notifier for them, an owner who has an address for
	// one in the directory is told there as well. notify/inbox.NewMemory is an inbox to begin with.
	Notifiers map[notify.Channel]notify.Notifier
	// Directory finds addresses. It is needed as soon as there are Notifiers. Put the owner of every account there too,
	// as notify.OwnerID.
	Directory notify.Directory
	// Texts words the messages; nil: templates.Builtin.
	Texts *templates.Set
	// Lang is the language of receivers without one of their own: "en", the default, or "zh".
	Lang string
	// LangOf gives the language of a receiver that no contact book knows one of: the owner of an account (notify.OwnerID), a
	// person named in a filing, also as "zh-CN" or "en-GB"; "" or another: Lang. A contact has its own, see
	// notify.AddContact. Nil: Lang for all of them.
	LangOf func(ctx context.Context, account, receiver string) string
	// Offered are the channels an account may choose from in its contact book; empty: e-mail and internal messages
	// (S2-14). Once an account has chosen, it is told on no other channel but its webhook: offer text messages as well
	// where the policy tells by them, on the China site, and nowhere else: who chose them alone is told nothing there, which
	// Deliver reports (Untold). How many contacts a book holds is the policy's decision contacts_limit.
	Offered notify.Channels
	// AddressesOnly lets a contact be verified again only after a change of its address; by default after any change
	// (S2-33, A-11).
	AddressesOnly bool

	// Proof gives what a contact verifies its address with, asked before each attempt: a link by e-mail, a code by text
	// message. verify.Service has it; nil: verifications go without.
	Proof func(ctx context.Context, n notify.Notice, to notify.Receiver) (string, error)
	// Limits bound how much is sent in rolling windows; what is above waits. Each process counts for itself.
	Limits []deliver.Limit
	// QuietFrom and QuietTo are times of day in UTC+8 between which QuietChannels wait, such as 22 and 8 hours; equal:
	// never. What must be answered in time does not wait.
	QuietFrom, QuietTo time.Duration
	QuietChannels      notify.Channels
	// Attempted is told of every attempt to send: the message, without address and text, and its outcome; nil: nobody
	// is told. It must be quick.
	Attempted func(deliver.Letter, notify.Outcome)

	// Clock says what time it is; nil: time.Now. It judges commands, deadlines and deliveries alike.
	Clock func() time.Time
	// Rand gives the jitter of delivery's waits; nil: derived from each message's key, which makes a run repeatable.
	Rand func() uint64
	// Lease is how long a claimed timer or message is kept from other processes; 0: 5 minutes. It is at least a minute,
	// twice the 30 seconds one attempt to send may take.
	Lease time.Duration
	// Attempts is how often a command is decided anew after a lost race before it ends with [ErrBusy]; 0: 64. Every
	// lost race means that somebody else went on.
	Attempts int
	// Cache is how many subjects are remembered, the ones used last, so that a command need not read a stream again;
	// 0: 1,024, of some kilobytes each. Negative: none. Other processes may write to the same journal: the version an
	// append expects tells when what is remembered is old, and no refusal is answered before the journal was asked.
	Cache int
	// Recheck is the longest sleep between two rounds of [Host.Run]; 0: 5 minutes. The loop wakes for what is due and
	// for every commit of this process; this bounds how long what another process left behind can wait.
	Recheck time.Duration

	// Logger takes what an operator should read; nil: nothing is logged. Ids are logged, never personal data.
	Logger *slog.Logger
	// Observer is told how every command ended and of every message that needs attention, from the goroutine at work,
	// so calls may come at the same time; nil: nobody is told. It must be quick.
	Observer func(Observation)
}

const (
	defaultLease    = 5 * time.Minute
	leastLease      = time.Minute
	defaultAttempts = 64
	defaultCache    = 1024
	defaultRecheck  = 5 * time.Minute
)

// complete fills in the defaults.
func (o *Options) complete() error {
	if len(o.Notifiers) > 0 && o.Directory == nil {
		return fmt.Errorf("%w: there are Notifiers and no Directory; set Options.Directory, for example directory.NewMemory", ErrOptions)
	}
	if o.Lease < 0 || o.Attempts < 0 || o.Recheck < 0 {
		return fmt.Errorf("%w: Lease, Attempts and Recheck cannot be negative; leave them zero for the defaults", ErrOptions)
	}
	if o.Lease != 0 && o.Lease < leastLease {
		return fmt.Errorf("%w: a Lease of %v ends before one attempt to send has; give at least %v, or leave it zero for %v", ErrOptions, o.Lease, leastLease, defaultLease)
	}
	if tongue.Of(o.Lang) != o.Lang {
		return fmt.Errorf("%w: there are no texts in the Lang %q; use en or zh", ErrOptions, o.Lang)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Lease == 0 {
		o.Lease = defaultLease
	}
	if o.Attempts == 0 {
		o.Attempts = defaultAttempts
	}
	if o.Cache == 0 {
		o.Cache = defaultCache
	}
	if o.Recheck == 0 {
		o.Recheck = defaultRecheck
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Observer == nil {
		o.Observer = func(Observation) {}
	}
	return nil
}
