// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"context"
	"errors"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// Integration is what a host has built around the machine: its loop, its store, its notifier, its callback endpoint.
// Drive gives it the steps of synthetic filings and compares it with the machine alone. All calls come one after the
// other, and the clock it was opened with moves between them only.
//
// A refusal is a *fsm.Refusal, wrapped or not; where a transport carries no reasons, ErrRefused. Any other error fails
// the test: nothing in the driver's scenarios should make a store fail.
type Integration interface {
	// Do gives a command of the applicant's side under an id that is the same however often the command is delivered,
	// and answers with the events it led to: for a repeated id those of the first time.
	Do(ctx context.Context, subject, id string, c fsm.Command) ([]fsm.Event, error)
	// Callback gives what platform, MIIT or authority report, the way they would: through the endpoint. The id is the
	// report's own. A report that was taken in before is answered like the first time.
	Callback(ctx context.Context, subject, id string, c fsm.Command) error
	// Tick lets every deadline that is due take effect.
	Tick(ctx context.Context) error
	// Subject gives the subject as it stands in the store.
	Subject(ctx context.Context, subject string) (fsm.Subject, error)
	// Restart forgets everything that is not stored, as a process does that ends and is started again.
	Restart(ctx context.Context) error
}

// Messenger is an Integration that also sends. Drive then compares what was sent with what the machine's notices expand
// to, by an empty contact book. Its channels should deliver at once: no quiet hours, no limits.
type Messenger interface {
	// Deliver sends everything that is due.
	Deliver(ctx context.Context) error
	// Sent gives every message that left so far, restarts or not.
	Sent() []notify.Message
}

// ErrRefused says that a command was refused, where the reasons did not come along.
var ErrRefused = errors.New("simtest: the command was refused")
