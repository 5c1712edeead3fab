// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"

	"github.com/icpfiling/icp/fsm/journal"
)

// store knows the tables of one journal, and nothing of connections.
type store struct {
	names
	write writeTexts
	work  workTexts
	query readTexts
}

func newStore(n names) *store {
	return &store{names: n, write: n.writeTexts(), work: n.workTexts(), query: n.readTexts()}
}

// writeBatch answers the items and writes what they lead to.
func (s *store) writeBatch(ctx context.Context, q querier, items []*item) error {
	b := newBatch(items)
	if s.dialect == SQLite {
		if err := s.lookUpSQLite(ctx, q, b); err != nil {
			return err
		}
		b.decide()
		return s.writeSQLite(ctx, q, b)
	}
	if err := s.lookUpPostgres(ctx, q, b); err != nil {
		return err
	}
	b.decide()
	if err := s.lookAgain(ctx, q, b); err != nil || len(b.commits) == 0 {
		return err
	}
	return s.writePostgres(ctx, q, b)
}

// receiptOf reads what was kept of a commit.
func receiptOf(version int64, reply []byte) journal.Receipt {
	r := journal.Receipt{Version: uint64(version)}
	if len(reply) > 0 {
		r.Reply = reply
	}
	return r
}

// kept is data as a column that knows no NULL takes it.
func kept(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}
