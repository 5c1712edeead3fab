// SPDX-License-Identifier: Apache-2.0

package host

import (
	"fmt"
	"sync"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify/deliver"
)

// Host runs filings on a journal. It holds no state of its own that a restart would miss: what it remembers of
// subjects only saves reading. It has no goroutine before [Host.Start].
type Host struct {
	machine   *fsm.Machine
	journal   journal.Journal
	o         Options
	cache     *cache
	histories sync.Pool          // of *subjectHistory
	deliverer *deliver.Deliverer // nil: this process does not deliver
	wake      chan struct{}      // a commit may have moved what is due next

	mu   sync.Mutex
	loop *loop // nil: not started
}

// New makes a host of a machine and a journal. What it cannot work with is [ErrOptions].
func New(machine *fsm.Machine, j journal.Journal, o Options) (*Host, error) {
	if machine == nil || j == nil {
		return nil, fmt.Errorf("%w: a host needs a machine and a journal; pass fsm.New(…) and journal.NewMemory() or one of your own", ErrOptions)
	}
	if err := o.complete(); err != nil {
		return nil, err
	}
	h := &Host{machine: machine, journal: j, o: o, cache: newCache(o.Cache), wake: make(chan struct{}, 1)}
	h.histories.New = func() any { return new(subjectHistory) }
	if len(o.Notifiers) == 0 {
		return h, nil
	}
	d, err := deliver.New(deliver.Config{
		Outbox: outbox{h, j}, Directory: o.Directory, Notifiers: o.Notifiers, Book: h.Book,
		Texts: o.Texts, Lang: o.Lang, LangOf: o.LangOf, Random: o.Rand, Lease: o.Lease, Proof: o.Proof,
		Limits: o.Limits, QuietFrom: o.QuietFrom, QuietTo: o.QuietTo, QuietChannels: o.QuietChannels, Observe: o.Attempted,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	h.deliverer = d
	return h, nil
}

// Machine is the machine the host decides with.
func (h *Host) Machine() *fsm.Machine { return h.machine }

// now is the host's clock as it stands in events and commits: UTC, whole microseconds, no monotonic reading.
func (h *Host) now() time.Time { return h.o.Clock().UTC().Truncate(time.Microsecond) }

// poke lets a running loop look again at what is due next.
func (h *Host) poke() {
	select {
	case h.wake <- struct{}{}:
	default: // it is told already
	}
}

const (
	subjectPrefix  = "subject/"
	contactsPrefix = "contacts/"
)
