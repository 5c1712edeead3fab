// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

// counted gives a host over a journal that counts what is read and written.
func (w *world) counted(change func(*host.Options)) (h *host.Host, j *faulty, loads *int) {
	loads = new(int)
	j = &faulty{Journal: w.journal, load: func() { *loads++ }}
	return w.open(j, change), j, loads
}

func attach(ref string) fsm.Command { return fsm.Attach{Document: "identity_document", Ref: ref} }

func TestRememberedSubjectIsNotReadAgain(t *testing.T) {
	w := newWorld(t)
	h, j, loads := w.counted(nil)
	for i, c := range submitted("beijing") {
		_, err := h.Do(t.Context(), subject, fmt.Sprint("cmd-", i), c)
		require.NoError(t, err)
	}
	assert.Equal(t, 2, *loads, "the new subject, and the contact book for the opening")
	assert.Equal(t, len(submitted("beijing")), j.appends)
	fresh, err := w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	kept, err := h.Subject(t.Context(), subject)
	require.NoError(t, err)
	assert.Equal(t, fresh, kept)
}

func TestNothingIsRememberedWithoutACache(t *testing.T) {
	w := newWorld(t)
	h, _, loads := w.counted(func(o *host.Options) { o.Cache = -1 })
	for i, c := range submitted("beijing") {
		_, err := h.Do(t.Context(), subject, fmt.Sprint("cmd-", i), c)
		require.NoError(t, err)
	}
	assert.Equal(t, len(submitted("beijing"))+1, *loads)
}

func TestTheSubjectUsedLongestAgoIsForgotten(t *testing.T) {
	w := newWorld(t)
	h, _, loads := w.counted(func(o *host.Options) { o.Cache = 2 })
	give := func(id, command string, c fsm.Command) int {
		before := *loads
		_, err := h.Do(t.Context(), id, command, c)
		require.NoError(t, err)
		return *loads - before
	}
	give("s-1", "open", first("beijing"))
	give("s-2", "open", first("beijing"))
	assert.Zero(t, give("s-1", "cmd-1", attach("a")))
	give("s-3", "open", first("beijing"))
	assert.Zero(t, give("s-1", "cmd-2", attach("b")), "used after s-2")
	assert.Equal(t, 1, give("s-2", "cmd-1", attach("a")))
	assert.Equal(t, 1, give("s-3", "cmd-1", attach("a")))
}

// Two processes: what one of them remembers is old, its append is refused, and it decides again on what is there.
func TestAnotherProcessWroteMeanwhile(t *testing.T) {
	w := newWorld(t)
	h, j, loads := w.counted(func(o *host.Options) { o.Attempts = 1 })
	_, err := h.Do(t.Context(), subject, "cmd-1", first("beijing"))
	require.NoError(t, err)
	for _, c := range submitted("beijing")[1:4] {
		w.do(c) // the other process
	}
	j.appends, *loads = 0, 0
	r, err := h.Do(t.Context(), subject, "cmd-2", fsm.Attach{Document: "domain_certificate", Ref: "file-9"})
	require.NoError(t, err, "finding out is not a lost race, even with one attempt")
	assert.Equal(t, 2, j.appends)
	assert.Equal(t, 1, *loads)
	assert.Len(t, r.Subject.Filing.Attached, 4)
	assert.Equal(t, w.version(), r.Version)
	r, err = h.Do(t.Context(), subject, "cmd-3", fsm.Submit{})
	require.NoError(t, err)
	assert.Equal(t, fsm.PreliminaryReview, r.Subject.Filing.State)
}

func TestNoRefusalOnWhatIsOld(t *testing.T) {
	w := newWorld(t)
	h, _, _ := w.counted(func(o *host.Options) { o.Attempts = 1 })
	_, err := h.Do(t.Context(), subject, "cmd-open", first("beijing"))
	require.NoError(t, err)
	for _, c := range submitted("beijing")[1:5] {
		w.do(c)
	}
	r, err := h.Do(t.Context(), subject, "cmd-submit", fsm.Submit{})
	require.NoError(t, err, "the documents were attached by the other process")
	assert.Equal(t, fsm.PreliminaryReview, r.Subject.Filing.State)

	w.do(fsm.PassPreliminary{}, fsm.UploadPhoto{Ref: "photo-1"}, fsm.PassPhoto{TopColour: "other"}, fsm.SubmitToAuthority{})
	_, err = h.Do(t.Context(), subject, "cmd-withdraw", fsm.Withdraw{Reason: "wrong_information"})
	var refusal *fsm.Refusal
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, "FSM-007", refusal.Code(), "it is refused for where it is, not for where it was")
}

// A command that was given before gets its reply, though the state that is remembered would refuse it, change nothing
// or take it once more.
func TestRepeatedCommandAmongWhatIsRemembered(t *testing.T) {
	w := newWorld(t)
	commands := append(submitted("beijing"), fsm.PassPreliminary{}, fsm.Tick{})
	replies := make([]host.Reply, len(commands))
	for i, c := range commands {
		var err error
		replies[i], err = w.host.Do(t.Context(), subject, fmt.Sprint("cmd-", i), c)
		require.NoError(t, err)
	}
	version := w.version()
	for range 2 {
		for i, c := range commands {
			if c.Name() == fsm.CmdTick {
				continue // nothing was due: nothing was stored
			}
			again, err := w.host.Do(t.Context(), subject, fmt.Sprint("cmd-", i), c)
			require.NoError(t, err, c.Name())
			assert.Equal(t, replies[i], again)
		}
	}
	assert.Equal(t, version, w.version())

	w2 := newWorld(t) // attaching again would be accepted: the journal knows the command id
	w2.do(first("beijing"))
	before, err := w2.host.Do(t.Context(), subject, "cmd-attach", attach("file-1"))
	require.NoError(t, err)
	again, err := w2.host.Do(t.Context(), subject, "cmd-attach", attach("file-1"))
	require.NoError(t, err)
	assert.Equal(t, before, again)
}

// A journal that was put back to an earlier state under a running host is believed, and what is remembered is not.
func TestJournalBehindWhatIsRemembered(t *testing.T) {
	for name, c := range map[string]fsm.Command{"accepted": attach("file-3"), "refused": fsm.Approve{}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			h, j, _ := w.counted(nil)
			_, err := h.Do(t.Context(), subject, "cmd-1", first("beijing"))
			require.NoError(t, err)
			_, err = h.Do(t.Context(), subject, "cmd-2", attach("file-1"))
			require.NoError(t, err)
			j.Journal = journal.NewMemory()
			_, err = w.open(j.Journal, nil).Do(t.Context(), subject, "cmd-1", first("beijing"))
			require.NoError(t, err)
			r, err := h.Do(t.Context(), subject, "cmd-3", c)
			if name == "refused" {
				var refusal *fsm.Refusal
				require.ErrorAs(t, err, &refusal)
			} else {
				require.NoError(t, err)
				assert.Len(t, r.Subject.Filing.Attached, 1)
			}
			s, err := h.Subject(t.Context(), subject)
			require.NoError(t, err)
			assert.Less(t, len(s.Filing.Attached), 2)
		})
	}
}

func TestCallersDoNotWriteIntoWhatIsRemembered(t *testing.T) {
	w := newWorld(t)
	open := first("beijing")
	_, err := w.host.Do(t.Context(), subject, "cmd-1", open)
	require.NoError(t, err)
	open.Targets[0].Domains[0] = "changed.example"
	r, err := w.host.Do(t.Context(), subject, "cmd-2", attach("file-1"))
	require.NoError(t, err)
	r.Subject.Filing.Targets[0].Domains[0] = "changed.example"
	r.Subject.Filing.Attached[0].Ref = "changed"
	s, err := w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	s.Filing.Attached[0].Ref = "changed"
	for _, c := range submitted("beijing")[2:] {
		r = w.do(c)
	}
	for i := range r.Events {
		for j := range r.Events[i].Verdicts {
			r.Events[i].Verdicts[j].Value = "changed"
		}
	}
	kept, err := w.host.Subject(t.Context(), subject)
	require.NoError(t, err)
	read, err := w.open(w.journal, nil).Subject(t.Context(), subject)
	require.NoError(t, err)
	assert.Equal(t, read, kept)
}

func TestTwoProcessesUnderLoad(t *testing.T) {
	w := newWorld(t)
	w.do(first("beijing"))
	hosts := []*host.Host{w.host, w.open(w.journal, nil), w.open(w.journal, func(o *host.Options) { o.Cache = 1 })}
	var wg sync.WaitGroup
	for i := range 48 {
		wg.Go(func() {
			h := hosts[i%len(hosts)]
			_, err := h.Do(t.Context(), subject, fmt.Sprint("cmd-", i/2), attach(fmt.Sprint("file-", i/2)))
			assert.NoError(t, err)
			_, err = h.Do(t.Context(), fmt.Sprint("s-", 2+i%3), fmt.Sprint("open-", i), first("beijing"))
			if err != nil {
				assert.True(t, isRefusal(err), err)
			}
		})
	}
	wg.Wait()
	attached := 0
	for _, r := range w.records() {
		if r.Type == "filing/attached" {
			attached++
		}
	}
	assert.Equal(t, 24, attached, "each command was delivered to two processes, and counts once")
	for _, h := range hosts {
		s, err := h.Subject(t.Context(), subject)
		require.NoError(t, err)
		assert.Equal(t, w.version(), s.Version)
	}
}
