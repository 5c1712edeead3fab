// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"time"
	"unicode/utf8"
)

// NextDue is when there may be something to claim.
func (p port) NextDue(ctx context.Context, queues ...string) (time.Time, bool, error) {
	var first int64
	found := false
	err := p.access.read(ctx, "next due", func(ctx context.Context, q querier) error {
		first, found = 0, false
		earliest := func(query string, args ...any) error {
			var ready int64
			ok, err := one(ctx, q, query, args, []any{&ready})
			if ok && (!found || ready < first) {
				first, found = ready, true
			}
			return err
		}
		if err := earliest(p.store.work.nextTimer); err != nil {
			return err
		}
		if len(queues) == 0 {
			var err error
			if queues, err = p.store.queues(ctx, q); err != nil {
				return err
			}
		}
		for _, queue := range queues {
			if !utf8.ValidString(queue) {
				continue
			}
			if err := earliest(p.store.work.nextRow, escape(queue)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || !found {
		return time.Time{}, false, err
	}
	return time.UnixMicro(first).UTC(), true, nil
}

// queues lists those with rows, jumping from one to the next in the index.
func (s *store) queues(ctx context.Context, q querier) ([]string, error) {
	var list []string
	last := ""
	for {
		var next string
		found, err := one(ctx, q, s.work.queues, []any{last}, []any{&next})
		if err != nil || !found {
			return list, err
		}
		list, last = append(list, unescape(next)), next
	}
}
