// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/templates"
)

// Config is what a [Deliverer] works with. Outbox, Book and Directory are required;
// the rest has a default. A message for a channel without a notifier becomes a dead letter (no_notifier).
type Config struct {
	Outbox    Outbox
	Directory notify.Directory
	Notifiers map[notify.Channel]notify.Notifier
	// Book loads an account's contact book as it stands now.
	Book func(ctx context.Context, account string) (notify.Book, error)

	// Proof gives what the receiver of a verification notice verifies with, asked before each
	// attempt: a link by e-mail, a code by text message. verify.Service has it; nil sends
	// verifications without.
	Proof func(ctx context.Context, n notify.Notice, to notify.Receiver) (string, error)
	// Texts words the messages; nil means templates.Builtin.
	Texts *templates.Set
	// Lang is the language of receivers without one of their own: "en" (default) or "zh".
	Lang string
	// LangOf gives the language of a receiver that no contact book knows one of: the owner of an account, a person named
	// in a filing, by its reference: "en", "zh", or a name that means one of them, such as "zh-CN". "" or another is Lang. Nil:
	// Lang for all of them.
	LangOf func(ctx context.Context, account, receiver string) string
	// Random gives the jitter of the waits; nil derives it from the message's key, which
	// spreads the load as well and makes a run repeatable.
	Random func() uint64
	// Limits bound how much is sent in rolling windows; what is above waits, and none is
	// lost. They are counted in memory, by each process for itself.
	Limits []Limit
	// QuietFrom and QuietTo are times of day in UTC+8 between which QuietChannels wait,
	// such as 22 and 8 hours; equal means never.
	QuietFrom, QuietTo time.Duration
	QuietChannels      notify.Channels
	// Urgent names the notices that do not keep quiet hours; nil means those about a text
	// message to be answered in time and about verifying a contact.
	Urgent func(notify.Notice) bool
	// Observe is told of every attempt: the message, without address and text, and its
	// outcome. It must not block; nil tells nobody.
	Observe func(Letter, notify.Outcome)
	// Lease is how long a claimed row is kept from other workers; 0 means 5 minutes. A run
	// lasts no longer than half of it.
	Lease time.Duration
	// SendTimeout bounds one attempt; 0 means 30 seconds.
	SendTimeout time.Duration
	// GiveUpAfter is how long after the first attempt a message that is still not taken
	// becomes a dead letter; 0 means 14 days, the least that is accepted.
	GiveUpAfter time.Duration
}

const (
	defaultLease       = 5 * time.Minute
	defaultSendTimeout = 30 * time.Second
	leastGiveUp        = 14 * 24 * time.Hour
	batch              = 32
)

func (c *Config) complete() error {
	if c.Outbox == nil || c.Book == nil || c.Directory == nil {
		return errors.New("NTF-041: delivery needs an Outbox, a Book and a Directory; set all three in deliver.Config")
	}
	for _, ch := range slices.Sorted(maps.Keys(c.Notifiers)) {
		if _, err := notify.ParseChannel(ch.String()); err != nil || c.Notifiers[ch] == nil {
			return fmt.Errorf("NTF-049: the notifier for %v is nil, or that is no channel; give one, or leave the channel out of Notifiers", ch)
		}
	}
	if c.Texts == nil {
		c.Texts = templates.Builtin()
	}
	if c.Lang == "" {
		c.Lang = "en"
	}
	if tongue.Of(c.Lang) != c.Lang {
		return fmt.Errorf("NTF-054: there are no texts in the language %q; use en or zh", c.Lang)
	}
	if c.Lease == 0 {
		c.Lease = defaultLease
	}
	if c.SendTimeout == 0 {
		c.SendTimeout = defaultSendTimeout
	}
	if c.GiveUpAfter == 0 {
		c.GiveUpAfter = leastGiveUp
	}
	if c.GiveUpAfter < leastGiveUp {
		return fmt.Errorf("NTF-042: giving up after %v would lose notices in a longer outage; use at least %v", c.GiveUpAfter, leastGiveUp)
	}
	for _, l := range c.Limits {
		if l.Max < 1 || l.Window <= 0 || l.Per < PerChannel || l.Per > PerReceiverAndTopic {
			return fmt.Errorf("NTF-047: a limit of %d in %v is none; give at least 1 in a window, and a scope", l.Max, l.Window)
		}
	}
	if day := 24 * time.Hour; c.QuietFrom < 0 || c.QuietTo < 0 || c.QuietFrom >= day || c.QuietTo >= day {
		return fmt.Errorf("NTF-048: quiet hours from %v to %v are not times of a day; give them as hours since midnight", c.QuietFrom, c.QuietTo)
	}
	if c.Urgent == nil {
		c.Urgent = urgent
	}
	if c.SendTimeout < 0 || c.Lease < 2*c.SendTimeout {
		return fmt.Errorf("NTF-043: a lease of %v is too short for attempts of %v; use at least twice as long", c.Lease, c.SendTimeout)
	}
	return nil
}
