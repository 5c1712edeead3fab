// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

func loadBugs() []bug {
	return []bug{
		{"bytes pass through text", "load/gives what was written", func(h *hooks) {
			h.onRecords(func(r *journal.Stored) { r.Data = []byte(strings.ToValidUTF8(string(r.Data), "?")) })
		}},
		{"command ids are not kept", "load/gives what was written", func(h *hooks) {
			h.onRecords(func(r *journal.Stored) { r.CommandID = "" })
		}},
		{"an unknown stream is an error", "load/unknown stream is empty", func(h *hooks) {
			inner := h.load
			h.load = func(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
				records, err := inner(ctx, stream, after)
				if len(records) == 0 && after == 0 && stream == "unknown" {
					return nil, errors.New("no rows")
				}
				return records, err
			}
		}},
		{"after is taken in", "load/after a version", func(h *hooks) {
			inner := h.load
			h.load = func(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
				return inner(ctx, stream, after-min(after, 1))
			}
		}},
		{"after is a signed number", "load/after a version that is not there yet", func(h *hooks) {
			inner := h.load
			h.load = func(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
				return inner(ctx, stream, uint64(max(int64(after), 0)))
			}
		}},
		{"no data becomes text", "load/a record without data", func(h *hooks) {
			h.onRecords(func(r *journal.Stored) {
				if len(r.Data) == 0 {
					r.Data = []byte("null")
				}
			})
		}},
		{"the caller's bytes are kept", "memory/what comes in is copied", func(h *hooks) {
			given := map[string][]byte{}
			h.onReceipt(func(c journal.Commit, _ *journal.Receipt, _ *error) {
				h.mu.Lock()
				defer h.mu.Unlock()
				for _, r := range c.Records {
					given[string(r.Data)] = r.Data
				}
			})
			h.onRecords(func(r *journal.Stored) {
				h.mu.Lock()
				defer h.mu.Unlock()
				if data, ok := given[string(r.Data)]; ok {
					r.Data = data
				}
			})
		}},
		{"what was loaded is cached", "memory/what goes out is a copy", func(h *hooks) {
			cache := map[string][]journal.Stored{}
			inner := h.load
			h.load = func(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
				h.mu.Lock()
				defer h.mu.Unlock()
				if cached, ok := cache[stream]; ok && after == 0 {
					return cached, nil
				}
				records, err := inner(ctx, stream, after)
				if after == 0 && len(records) > 0 {
					cache[stream] = records
				}
				return records, err
			}
		}},
		{"times in seconds", "time/kept in UTC with microseconds, cut off", func(h *hooks) {
			h.onCommit(func(c *journal.Commit) { c.At = c.At.Truncate(time.Second) })
		}},
		{"times in the local zone", "time/kept in UTC with microseconds, cut off", func(h *hooks) {
			h.onRecords(func(r *journal.Stored) { r.At = r.At.In(time.FixedZone("CST", 8*3600)) })
		}},
		{"due times cut off", "time/due times are rounded up", func(h *hooks) {
			h.onCommit(func(c *journal.Commit) {
				for i := range c.Timers {
					c.Timers[i].Due = c.Timers[i].Due.Truncate(time.Microsecond)
				}
			})
		}},
		{"leases cut off", "time/a lease is rounded up", func(h *hooks) {
			h.onLease(func(l *journal.Lease) { l.Until = l.Until.Add(-1).Truncate(time.Microsecond) })
		}},
		{"times in nanoseconds since 1970", "time/long ago and far ahead", func(h *hooks) {
			h.onRecords(func(r *journal.Stored) { r.At = time.Unix(0, r.At.UnixNano()).UTC() })
		}},
	}
}

func readAllBugs() []bug {
	type page = []journal.Stored
	change := func(h *hooks, change func(after, next journal.Cursor, records page) (page, journal.Cursor)) {
		inner := h.read
		h.read = func(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
			records, next, err := inner(ctx, after, limit)
			records, next = change(after, next, records)
			return records, next, err
		}
	}
	step := func(c journal.Cursor, by int) journal.Cursor {
		n, _ := strconv.Atoi(string(c))
		return journal.Cursor(strconv.Itoa(max(n+by, 1)))
	}
	return []bug{
		{"a record is skipped between pages", "read all/every record once, at any page size", func(h *hooks) {
			change(h, func(after, next journal.Cursor, records page) (page, journal.Cursor) {
				if after != "" && len(records) > 1 {
					records = records[1:]
				}
				return records, next
			})
		}},
		{"a record is given twice", "read all/cursor can be used again", func(h *hooks) {
			change(h, func(_, next journal.Cursor, records page) (page, journal.Cursor) {
				if len(records) > 1 {
					next = step(next, -1)
				}
				return records, next
			})
		}},
		{"one record too many", "read all/every record once, at any page size", func(h *hooks) {
			inner := h.read
			h.read = func(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
				return inner(ctx, after, limit+min(limit, 1))
			}
		}},
		{"the empty journal has a cursor behind it", "read all/empty journal", func(h *hooks) {
			change(h, func(_, next journal.Cursor, records page) (page, journal.Cursor) {
				if len(records) == 0 {
					next = step(next, 1)
				}
				return records, next
			})
		}},
		{"the end is final", "read all/cursor at the end sees what comes", func(h *hooks) {
			ended := journal.Cursor("none")
			change(h, func(after, next journal.Cursor, records page) (page, journal.Cursor) {
				h.mu.Lock()
				defer h.mu.Unlock()
				if len(records) == 0 && after != "" {
					ended = after
				}
				if after == ended {
					return nil, after
				}
				return records, next
			})
		}},
		{"hashes are left out", "read all/gives what Load gives", func(h *hooks) {
			change(h, func(_, next journal.Cursor, records page) (page, journal.Cursor) {
				for i := range records {
					records[i].Hash = [32]byte{}
				}
				return records, next
			})
		}},
		{"any cursor will do", "read all/a foreign cursor is refused", func(h *hooks) {
			inner := h.read
			h.read = func(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
				if _, err := strconv.Atoi(string(after)); err != nil {
					after = ""
				}
				return inner(ctx, after, limit)
			}
		}},
		{"a limit of zero means all", "read all/limit of zero is refused", func(h *hooks) {
			inner := h.read
			h.read = func(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
				if limit == 0 {
					limit = 1000
				}
				return inner(ctx, after, limit)
			}
		}},
		{"readers miss what commits late", "concurrent/read all misses nothing", func(h *hooks) {
			change(h, func(_, next journal.Cursor, records page) (page, journal.Cursor) {
				return records[len(records)/2:], next
			})
		}},
	}
}

func verifyBugs() []bug {
	return []bug{
		{"the report is empty", "verify/counts what is there", func(h *hooks) {
			h.verify = func(ctx context.Context) (journal.Report, error) { return journal.Report{}, ctx.Err() }
		}},
		{"an empty journal is damaged", "verify/an empty journal", func(h *hooks) {
			inner := h.verify
			h.verify = func(ctx context.Context) (journal.Report, error) {
				report, err := inner(ctx)
				if report == (journal.Report{}) && err == nil {
					err = journal.ErrDamaged
				}
				return report, err
			}
		}},
		{"each record is hashed alone", "verify/records are chained", func(h *hooks) {
			h.onRecords(func(r *journal.Stored) { r.Hash = r.Link([32]byte{}) })
		}},
		{"each commit starts a new chain", "verify/the chain goes on over commits", func(h *hooks) {
			h.onRecords(func(r *journal.Stored) {
				if r.CommandID == "c" {
					r.Hash = r.Link([32]byte{})
				}
			})
		}},
	}
}
