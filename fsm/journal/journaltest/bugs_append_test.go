// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// onConflict does something else than to refuse.
func (h *hooks) onConflict(instead func(ctx context.Context, c journal.Commit, err error) (journal.Receipt, error)) {
	inner := h.append
	h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
		receipt, err := inner(ctx, c)
		if lost(err) {
			return instead(ctx, c, err)
		}
		return receipt, err
	}
}

// retryAt writes a commit that lost at whatever version the stream has, when the test says so.
func (h *hooks) retryAt(wrong func(expected, version uint64) bool) {
	h.onConflict(func(ctx context.Context, c journal.Commit, err error) (journal.Receipt, error) {
		records, _ := h.Journal.Load(ctx, c.Stream, 0)
		if version := uint64(len(records)); wrong(c.Expected, version) {
			c.Expected = version
			return h.Journal.Append(ctx, c)
		}
		return journal.Receipt{}, err
	})
}

func appendBugs() []bug {
	return []bug{
		{"the last writer wins", "append/version behind is a conflict", func(h *hooks) {
			h.retryAt(func(expected, version uint64) bool { return expected < version })
		}},
		{"the version may run ahead", "append/version ahead is a conflict", func(h *hooks) {
			h.retryAt(func(expected, version uint64) bool { return expected > version })
		}},
		{"only the first commit is guarded", "concurrent/16 writers on one version, one winner", func(h *hooks) {
			h.retryAt(func(expected, _ uint64) bool { return expected > 0 })
		}},
		{"a lost race is an unnamed error", "append/version behind is a conflict", func(h *hooks) {
			h.onConflict(func(context.Context, journal.Commit, error) (journal.Receipt, error) {
				return journal.Receipt{}, fmt.Errorf("UNIQUE constraint failed")
			})
		}},
		{"rows of a lost commit stay", "append/conflict changes nothing", func(h *hooks) {
			h.onConflict(func(ctx context.Context, c journal.Commit, err error) (journal.Receipt, error) {
				h.shadow(ctx, c)
				return journal.Receipt{}, err
			})
		}},
		{"a command that lost is remembered", "append/command that lost may win later", func(h *hooks) {
			gone := map[string]bool{}
			h.onReceipt(func(c journal.Commit, r *journal.Receipt, err *error) {
				h.mu.Lock()
				defer h.mu.Unlock()
				r.Duplicate = r.Duplicate || gone[c.Stream+c.CommandID]
				gone[c.Stream+c.CommandID] = gone[c.Stream+c.CommandID] || lost(*err)
			})
		}},
		{"versions count commits", "append/versions count records", func(h *hooks) {
			h.onReceipt(func(c journal.Commit, r *journal.Receipt, _ *error) {
				r.Version -= min(r.Version, uint64(len(c.Records)-1))
			})
		}},
		{"no reply with a new commit", "append/receipt of a new commit", func(h *hooks) {
			h.onReceipt(func(_ journal.Commit, r *journal.Receipt, _ *error) {
				if !r.Duplicate {
					r.Reply = nil
				}
			})
		}},
		{"one counter for all streams", "append/streams do not touch each other", func(h *hooks) {
			h.onCommit(func(c *journal.Commit) { c.Stream = "all" })
		}},
		{"stream names fold case", "append/streams with similar names", func(h *hooks) {
			h.onCommit(func(c *journal.Commit) {
				if c.Stream == "S" {
					c.Stream = "s"
				}
			})
		}},
	}
}

func commandBugs() []bug {
	serial := func(h *hooks, rename func(c *journal.Commit, n int)) {
		n := 0
		h.onCommit(func(c *journal.Commit) {
			h.mu.Lock()
			defer h.mu.Unlock()
			n++
			rename(c, n)
		})
	}
	return []bug{
		{"commands are not remembered", "command/repeated gets the same receipt", func(h *hooks) {
			serial(h, func(c *journal.Commit, n int) { c.CommandID = fmt.Sprint(c.CommandID, n) })
		}},
		{"a repeated command has no reply", "command/repeated gets the same receipt", func(h *hooks) {
			h.onReceipt(func(_ journal.Commit, r *journal.Receipt, _ *error) {
				if r.Duplicate {
					r.Reply = nil
				}
			})
		}},
		{"a repeated command is not marked", "command/reordered deliveries", func(h *hooks) {
			h.onReceipt(func(_ journal.Commit, r *journal.Receipt, _ *error) { r.Duplicate = false })
		}},
		{"a repeated command writes its rows again", "command/repeated changes nothing", func(h *hooks) {
			h.onReceipt(func(c journal.Commit, r *journal.Receipt, _ *error) {
				if r.Duplicate {
					h.shadow(context.Background(), c)
				}
			})
		}},
		{"a repeated command gets today's version", "command/repeated late keeps its receipt", func(h *hooks) {
			h.onReceipt(func(c journal.Commit, r *journal.Receipt, err *error) {
				if records, _ := h.Journal.Load(context.Background(), c.Stream, 0); *err == nil {
					r.Version = uint64(len(records))
				}
			})
		}},
		{"a repeated command gets the new reply", "command/repeated with another decision", func(h *hooks) {
			h.onReceipt(func(c journal.Commit, r *journal.Receipt, _ *error) { r.Reply = slices.Clone(c.Reply) })
		}},
		{"the version is looked at first", "command/repeated before the conflict", func(h *hooks) {
			inner := h.append
			h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
				records, _ := h.Journal.Load(ctx, c.Stream, 0)
				if c.Expected > uint64(len(records)) {
					return journal.Receipt{}, journal.ErrConflict
				}
				return inner(ctx, c)
			}
		}},
		{"command ids are global", "command/same id in another stream", func(h *hooks) {
			first := map[string]string{}
			h.onCommit(func(c *journal.Commit) {
				h.mu.Lock()
				defer h.mu.Unlock()
				if s, ok := first[c.CommandID]; ok {
					c.Stream = s
				} else {
					first[c.CommandID] = c.Stream
				}
			})
		}},
		{"an empty reply becomes text", "command/empty reply stays empty", func(h *hooks) {
			h.onReceipt(func(_ journal.Commit, r *journal.Receipt, _ *error) {
				if len(r.Reply) == 0 {
					r.Reply = []byte("null")
				}
			})
		}},
	}
}

func limitBugs() []bug {
	mend := func(name, caught string, change func(c *journal.Commit)) bug {
		return bug{"accepts " + name, "limits/" + caught, func(h *hooks) { h.onCommit(change) }}
	}
	cut := func(data *[]byte) {
		if len(*data) > journal.MaxData {
			*data = (*data)[:journal.MaxData]
		}
	}
	name := func(value *string) {
		if *value == "" {
			*value = "unnamed"
		}
	}
	return []bug{
		mend("nothing", "no records", func(c *journal.Commit) {
			if len(c.Records) == 0 {
				c.Records = commit("", 0, "x", 1).Records
			}
		}),
		mend("no stream", "no stream", func(c *journal.Commit) { name(&c.Stream) }),
		mend("no command id", "no command id", func(c *journal.Commit) { name(&c.CommandID) }),
		mend("no type", "no record type", func(c *journal.Commit) { eachRecord(c, func(r *journal.Record) { name(&r.Type) }) }),
		mend("schema zero", "no schema", func(c *journal.Commit) { eachRecord(c, func(r *journal.Record) { r.Schema = max(r.Schema, 1) }) }),
		mend("no queue", "no queue", func(c *journal.Commit) { eachRow(c, func(r *journal.OutboxRow) { name(&r.Queue) }) }),
		mend("no key", "no row key", func(c *journal.Commit) { eachRow(c, func(r *journal.OutboxRow) { name(&r.Key) }) }),
		mend("keys twice", "row key twice", func(c *journal.Commit) {
			c.Outbox = slices.CompactFunc(c.Outbox, func(a, b journal.OutboxRow) bool { return a.Key == b.Key })
		}),
		mend("timers twice", "timer twice", func(c *journal.Commit) {
			c.Timers = slices.CompactFunc(c.Timers, func(a, b journal.TimerChange) bool { return a.Name == b.Name })
		}),
		mend("bytes for a name", "stream not UTF-8", func(c *journal.Commit) { c.Stream = fmt.Sprintf("%q", c.Stream) }),
		mend("long names, cut", "long stream name", func(c *journal.Commit) { c.Stream = c.Stream[:min(len(c.Stream), journal.MaxName)] }),
		mend("no time", "no time", func(c *journal.Commit) {
			if c.At.IsZero() {
				c.At = time.Unix(0, 0)
			}
		}),
		mend("huge records, cut", "huge record", func(c *journal.Commit) { eachRecord(c, func(r *journal.Record) { cut(&r.Data) }) }),
		mend("huge rows, cut", "huge row", func(c *journal.Commit) { eachRow(c, func(r *journal.OutboxRow) { cut(&r.Data) }) }),
		mend("huge timers, cut", "huge timer", func(c *journal.Commit) {
			for i := range c.Timers {
				cut(&c.Timers[i].Data)
			}
		}),
		mend("huge replies, cut", "huge reply", func(c *journal.Commit) { cut(&c.Reply) }),
		mend("many records, cut", "many records", func(c *journal.Commit) { c.Records = c.Records[:min(len(c.Records), journal.MaxEntries)] }),
		mend("huge commits, cut", "huge commit", func(c *journal.Commit) { c.Records = c.Records[:min(len(c.Records), 7)] }),
		mend("records of 64 KiB, cut", "the largest record is kept", func(c *journal.Commit) {
			eachRecord(c, func(r *journal.Record) { r.Data = r.Data[:min(len(r.Data), 1<<16)] })
		}),
		mend("999 rows", "the longest commit is kept", func(c *journal.Commit) { c.Outbox = c.Outbox[:min(len(c.Outbox), 999)] }),
	}
}

func eachRecord(c *journal.Commit, change func(r *journal.Record)) {
	for i := range c.Records {
		change(&c.Records[i])
	}
}

func eachRow(c *journal.Commit, change func(r *journal.OutboxRow)) {
	for i := range c.Outbox {
		change(&c.Outbox[i])
	}
}
