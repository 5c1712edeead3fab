// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"context"
	"time"
)

// Journal keeps streams of records, the messages still to be sent and the timers still to fire. All methods are safe
// for concurrent use. An error carries a [Code], or the context's own error; ask with errors.Is. Unless its code is
// [ErrUncertain] or [ErrFailed], nothing was changed.
type Journal interface {
	// Append adds a commit to its stream. A CommandID the stream knows gives the first receipt again, marked as
	// Duplicate. A lost race is [ErrConflict]; a commit that breaks a rule or limit is [ErrInvalid] or [ErrTooLarge].
	Append(ctx context.Context, c Commit) (Receipt, error)

	// Load reads the records of a stream with a version above after, in order. An unknown stream, or one that has no
	// such records, gives none and no error.
	Load(ctx context.Context, stream string, after uint64) ([]Stored, error)

	// ReadAll reads at most limit records of all streams behind a cursor, "" being the start, and the cursor to go on
	// with. No record is skipped or given twice to a reader that follows the cursors.
	ReadAll(ctx context.Context, after Cursor, limit int) ([]Stored, Cursor, error)

	// ClaimOutbox leases at most limit rows of a queue that are due at now, for as long as the lease says. A row whose
	// lease has run out at now may be claimed again. Rows come by the time since when they can be claimed, then by
	// age. Of a lane only the oldest unsettled row is claimed, so that a lane keeps its order.
	ClaimOutbox(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]Lease, error)

	// SettleOutbox says how a claimed row ended, and adds the rows that follow from it in the same transaction.
	// [ErrStale] means that the row was claimed again or settled meanwhile; nothing was changed.
	SettleOutbox(ctx context.Context, l Lease, s Settlement) error

	// DeadOutbox lists at most limit rows that were settled as [Dead], by ID, with an ID above after.
	DeadOutbox(ctx context.Context, after uint64, limit int) ([]Lease, error)

	// ReviveOutbox makes a dead row due again at the given time, with no attempts counted. A row that is not dead is
	// [ErrStale]. In its lane it takes its old place; a younger row that is claimed at that moment stays claimed.
	ReviveOutbox(ctx context.Context, id uint64, due time.Time) error

	// ClaimTimers leases at most limit timers that are due at now, as ClaimOutbox does rows without a lane.
	ClaimTimers(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Lease, error)

	// SettleTimer removes a timer that has been dealt with. [ErrStale] means that a commit replaced or cancelled it,
	// or that it was claimed again or settled meanwhile; nothing was changed.
	SettleTimer(ctx context.Context, l Lease) error

	// NextDue is the first moment at which ClaimTimers, or ClaimOutbox for one of the queues, can give something: a
	// due time, or the end of a running lease. Without queues it speaks of all of them. False: nothing is waiting.
	NextDue(ctx context.Context, queues ...string) (time.Time, bool, error)

	// Verify reads everything and checks the chain of every stream. [ErrDamaged] names the records that do not fit.
	Verify(ctx context.Context) (Report, error)
}

// Cursor is a place in the order of all records. It is opaque, and belongs to the journal that gave it.
type Cursor string

// Report counts what Verify has read.
type Report struct {
	Streams int // streams with at least one record
	Records int // records of all streams
	Outbox  int // rows not settled yet
	Dead    int // rows settled as Dead
	Timers  int // timers set
}
