// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
)

// contact puts somebody into the directory and gives the command that adds them to the book.
func (w *world) contact(id string) notify.AddContact {
	w.t.Helper()
	stored, err := w.dir.Put(account, id, directory.Entry{Name: "N " + id, Title: "Manager", Email: id + "@example.com"})
	require.NoError(w.t, err)
	return stored.AddContact(id, "en")
}

func (w *world) contacts(commands ...notify.BookCommand) (last host.BookReply) {
	w.t.Helper()
	for _, c := range commands {
		r, err := w.host.Contacts(w.t.Context(), account, w.id(), c)
		require.NoError(w.t, err, c.Command())
		last = r
	}
	return last
}

func TestNewContactIsAskedToVerify(t *testing.T) { // S2-24
	w := newWorld(t)
	r := w.contacts(w.contact("c-1"))
	assert.Equal(t, 1, r.Book.Len())
	w.deliver(w.host)
	assert.Equal(t, []string{"contact_verification>c-1/email"}, w.topics())
	assert.Equal(t, "c-1@example.com", w.rec.Delivered()[0].Address.Reveal())
}

func TestBookHoldsWhatThePolicySays(t *testing.T) { // S2-23
	w := newWorld(t)
	for i := range 15 {
		w.contacts(w.contact(fmt.Sprintf("c-%d", i)))
	}
	_, err := w.host.Contacts(t.Context(), account, "cmd-full", w.contact("c-15"))
	var refusal *notify.Refusal
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, "refused", w.seen[len(w.seen)-1].Outcome)
	w.contacts(notify.DeleteContact{ID: "c-3"}, w.contact("c-15"))
	book, err := w.host.Book(t.Context(), account)
	require.NoError(t, err)
	assert.Equal(t, 15, book.Len())
}

func TestRacingForTheLastPlace(t *testing.T) {
	w := newWorld(t)
	for i := range 14 {
		w.contacts(w.contact(fmt.Sprintf("c-%d", i)))
	}
	commands := make([]notify.AddContact, 16)
	for i := range commands {
		commands[i] = w.contact(fmt.Sprintf("d-%d", i))
	}
	var wg sync.WaitGroup
	errs := make([]error, len(commands))
	for i, c := range commands {
		wg.Go(func() {
			_, errs[i] = w.host.Contacts(t.Context(), account, fmt.Sprintf("cmd-%d", i), c)
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		}
	}
	assert.Equal(t, 1, won)
}

func TestRepeatedBookCommandGetsTheSameReply(t *testing.T) {
	w := newWorld(t)
	add := w.contact("c-1")
	before, err := w.host.Contacts(t.Context(), account, "cmd-add", add)
	require.NoError(t, err)
	w.contacts(notify.SelectContact{ID: "c-1"}, notify.DeleteContact{ID: "c-1"})
	again, err := w.host.Contacts(t.Context(), account, "cmd-add", add)
	require.NoError(t, err)
	assert.Equal(t, before, again)
	stored := add
	stored.Version++
	again, err = w.host.Contacts(t.Context(), account, "cmd-add", &stored)
	require.NoError(t, err, "given by pointer it is the same command")
	assert.Equal(t, before, again)
	_, err = w.host.Contacts(t.Context(), account, "cmd-add", notify.DeleteContact{ID: "c-1"})
	require.ErrorIs(t, err, host.ErrReused)
}

func TestOpenKnowsWhetherNotificationsAreConfigured(t *testing.T) { // S2-6
	w := newWorld(t)
	add := w.contact("c-1")
	w.contacts(add, notify.SelectContact{ID: "c-1"}, notify.VerifyContact{ID: "c-1", Version: add.Version, Channel: notify.ChannelEmail},
		notify.SetChannels{Channels: notify.Channels(0).Add(notify.ChannelEmail)})
	r := w.do(first("beijing"))
	assert.True(t, r.Events[0].Opening.NotificationsConfigured)
	open := first("beijing")
	open.Account = "a-2"
	r, err := w.host.Do(t.Context(), "s-2", "cmd-open", &open)
	require.NoError(t, err)
	assert.False(t, r.Events[0].Opening.NotificationsConfigured)
	assert.False(t, open.NotificationsConfigured, "the caller's command stays as it is")
}

func TestForeignRecordInABookIsReported(t *testing.T) {
	w := newWorld(t)
	version := w.contacts(w.contact("c-1")).Version
	records, err := w.journal.Load(t.Context(), "contacts/"+account, 0)
	require.NoError(t, err)
	_, err = w.journal.Append(t.Context(), journal.Commit{
		Stream: "contacts/" + account, Expected: version, CommandID: "cmd-foreign", At: start,
		Records: []journal.Record{{Type: "contacts/contact_deleted", Schema: 1, Data: records[0].Data}},
	})
	require.NoError(t, err)
	_, err = w.host.Book(t.Context(), account)
	var corrupt *host.CorruptError
	require.ErrorAs(t, err, &corrupt)
	assert.Equal(t, version+1, corrupt.Version)
}

func TestUnusableBookArguments(t *testing.T) {
	w := newWorld(t)
	_, err := w.host.Contacts(t.Context(), "a b", "cmd-1", notify.SetOwner{})
	require.ErrorIs(t, err, host.ErrArgument)
	for _, none := range []notify.BookCommand{nil, (*notify.SetOwner)(nil)} {
		_, err = w.host.Contacts(t.Context(), account, "cmd-1", none)
		require.ErrorIs(t, err, host.ErrArgument)
	}
	r := w.contacts(notify.SetOwner{Receives: true})
	assert.Zero(t, r.Version, "so it was already")
}

// any change suspends (S2-33), or only one of the address.
func TestWhichChangesAreVerifiedAgain(t *testing.T) {
	for addressesOnly, sent := range map[bool]int{false: 2, true: 1} {
		w := newWorld(t)
		w.host = w.open(w.journal, func(o *host.Options) { o.AddressesOnly = addressesOnly })
		add := w.contact("c-1")
		w.contacts(add)
		w.deliver(w.host)
		w.contacts(notify.VerifyContact{ID: "c-1", Version: add.Version, Channel: notify.ChannelEmail})
		stored, err := w.dir.Put(account, "c-1", directory.Entry{Name: "N c-1", Title: "CTO", Email: "c-1@example.com"})
		require.NoError(t, err)
		w.contacts(stored.ModifyContact("c-1", "en"))
		w.deliver(w.host)
		verifications := 0
		for _, topic := range w.topics() {
			if topic == "contact_verification>c-1/email" {
				verifications++
			}
		}
		assert.Equal(t, sent, verifications, "addressesOnly %v", addressesOnly)
	}
}

func TestContactsCommandIDOfAnotherCommand(t *testing.T) {
	w := newWorld(t)
	before, err := w.host.Contacts(t.Context(), account, "cmd-add", w.contact("c-1"))
	require.NoError(t, err)
	again, err := w.host.Contacts(t.Context(), account, "cmd-add", w.contact("c-1"))
	require.NoError(t, err, "the directory stored the same texts once more")
	assert.Equal(t, before, again)
	_, err = w.host.Contacts(t.Context(), account, "cmd-add", w.contact("c-2"))
	require.ErrorIs(t, err, host.ErrReused)
	_, err = w.host.Contacts(t.Context(), account, "cmd-add", notify.SelectContact{ID: "c-1"})
	require.ErrorIs(t, err, host.ErrReused)
}
