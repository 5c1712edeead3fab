// SPDX-License-Identifier: Apache-2.0

package directorytest

import (
	"context"
	"testing"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
)

// Directory is what the suite asks of a directory beside [notify.Directory].
type Directory interface {
	notify.Directory
	// Put stores an entry under the receiver's next version, from 1.
	Put(ctx context.Context, account, receiver string, e directory.Entry) (directory.Stored, error)
	// Entry gives the newest entry, false when there is none.
	Entry(ctx context.Context, account, receiver string) (directory.Entry, bool, error)
	// Prune forgets the versions before the given one.
	Prune(ctx context.Context, account, receiver string, version int) error
}

// Key is what the directories of [Run] make their digests with.
func Key() []byte { return []byte("0123456789abcdef") }

// Run checks a directory. open gives an empty one that makes its digests with [Key]; it is
// asked again for every check.
func Run(t *testing.T, open func(t *testing.T) Directory) {
	t.Helper()
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) { c.check(&suite{T: t, d: open(t)}) })
	}
}

var checks = []struct {
	name  string
	check func(*suite)
}{
	{"versions overwrite nothing", versions},
	{"accounts and receivers are kept apart", apart},
	{"every channel has its address", addresses},
	{"digests are those of the entry", digests},
	{"texts come back as they were", texts},
	{"pruning keeps what is in use", pruning},
	{"erasing forgets everything and no number", erasing},
	{"bad entries are refused and not quoted", refusing},
	{"puts at the same time get versions of their own", racing},
	{"an ended context does nothing", ended},
}

// suite is a directory with the means to ask it.
type suite struct {
	*testing.T
	d Directory
}

func (s *suite) address(account, id string, ch notify.Channel, version int) string {
	s.Helper()
	a, ok, err := s.d.Address(s.Context(), account, notify.Receiver{ID: id, Channel: ch, AddressVersion: version})
	if err != nil || ok != (a.Reveal() != "") {
		s.Errorf("Address of %s's %v, version %d: found %t, error %v", id, ch, version, ok, err)
	}
	return a.Reveal()
}

func (s *suite) put(account, id string, e directory.Entry) directory.Stored {
	s.Helper()
	stored, err := s.d.Put(s.Context(), account, id, e)
	if err != nil {
		s.Fatalf("Put: %v", err)
	}
	return stored
}
