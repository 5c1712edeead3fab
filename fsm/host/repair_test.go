// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules/builtin"
)

// notice2027 is no notice of the State Council: none was published when this was written. It makes 2027 countable.
const notice2027 = `{
  "format": "icp-calendar-notice/1", "year": 2027, "number": "测试〔2026〕1号", "signed": "2026-11-01", "published": "2026-11-01",
  "festivals": [
    {"name": "元旦", "off": ["2027-01-01..2027-01-03"], "statutory": ["2027-01-01"]},
    {"name": "春节", "off": ["2027-02-05..2027-02-11"], "statutory": ["2027-02-05..2027-02-08"], "work": ["2027-01-31", "2027-02-13"]},
    {"name": "清明节", "off": ["2027-04-03..2027-04-05"], "statutory": ["2027-04-05"]},
    {"name": "劳动节", "off": ["2027-05-01..2027-05-05"], "statutory": ["2027-05-01..2027-05-02"], "work": ["2027-05-08"]},
    {"name": "端午节", "off": ["2027-06-09"], "statutory": ["2027-06-09"]},
    {"name": "中秋节", "off": ["2027-09-15"], "statutory": ["2027-09-15"]},
    {"name": "国庆节", "off": ["2027-10-01..2027-10-07"], "statutory": ["2027-10-01..2027-10-03"], "work": ["2027-09-25", "2027-10-09"]}
  ]
}`

func (w *world) with2027() *host.Host {
	w.t.Helper()
	cal, err := calendar.Load(calendar.China(), calendar.File{Name: "2027.json", Data: []byte(notice2027)})
	require.NoError(w.t, err)
	m, err := fsm.New(builtin.Policy(), cal)
	require.NoError(w.t, err)
	h, err := host.New(m, w.journal, host.Options{Clock: w.clock})
	require.NoError(w.t, err)
	return h
}

// pending gives subjects whose authority deadlines fall into 2027, and one whose do not.
func pending(t *testing.T) *world {
	w := newWorld(t)
	w.at(china("2026-12-10", "10:00"))
	for _, id := range []string{"s-b", "s-a"} {
		w.give(id, first("beijing"), fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "query"})
	}
	w.give("s-draft", first("beijing"))
	return w
}

func TestReplanSetsWhatWasPending(t *testing.T) {
	w := pending(t)
	items := w.desk().Pending()
	require.NotEmpty(t, items)
	assert.Equal(t, "s-a", items[0].Subject)
	assert.Contains(t, items[0].Deadline.Missing, "2027")
	before, err := w.host.Subject(t.Context(), "s-a")
	require.NoError(t, err)

	unchanged, err := w.host.Do(t.Context(), "s-a", "replan-early", fsm.Replan{})
	require.NoError(t, err)
	assert.Empty(t, unchanged.Events, "the notice is not there yet")

	h := w.with2027()
	same, err := h.Subject(t.Context(), "s-a")
	require.NoError(t, err)
	assert.Equal(t, before, same, "loading a notice moves nothing by itself")
	r, err := h.Do(t.Context(), "s-a", "replan", fsm.Replan{})
	require.NoError(t, err)
	require.NotEmpty(t, r.Events)
	for _, d := range r.Subject.Filing.Deadlines() {
		assert.False(t, d.Pending)
		assert.Equal(t, h.Machine().Calendar().ID(), d.Calendar)
	}
	again, err := h.Do(t.Context(), "s-a", "replan", fsm.Replan{})
	require.NoError(t, err)
	assert.Equal(t, r, again)

	due, ok := r.Subject.NextDue()
	require.True(t, ok)
	w.at(due.Add(1e9))
	fired, err := h.Tick(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 1, fired, "the timer follows the new deadline")
}

func TestReplanAllByIdempotentCommands(t *testing.T) {
	w := pending(t)
	changed, err := w.host.ReplanAll(t.Context(), "nothing-new")
	require.NoError(t, err)
	assert.Empty(t, changed)
	h := w.with2027()
	changed, err = h.ReplanAll(t.Context(), "notice-2027")
	require.NoError(t, err)
	assert.Equal(t, []string{"s-a", "s-b"}, changed)
	records, _, err := w.journal.ReadAll(t.Context(), "", 1000)
	require.NoError(t, err)
	for range 2 { // again, by this host and by one that was restarted
		changed, err = w.with2027().ReplanAll(t.Context(), "notice-2027")
		require.NoError(t, err)
		assert.Empty(t, changed)
	}
	after, _, err := w.journal.ReadAll(t.Context(), "", 1000)
	require.NoError(t, err)
	assert.Equal(t, records, after)
	d := h.Desk()
	require.NoError(t, d.Follow(t.Context()))
	assert.Empty(t, d.Pending())
	_, err = h.ReplanAll(t.Context(), "a b")
	require.ErrorIs(t, err, host.ErrArgument)
}

func TestReplanAllGoesOnPastTrouble(t *testing.T) {
	w := pending(t)
	h := w.with2027()
	s, err := h.Subject(t.Context(), "s-a")
	require.NoError(t, err)
	j := &faulty{Journal: w.journal, before: once(errLost)}
	broken, err := host.New(h.Machine(), j, host.Options{Clock: w.clock, Attempts: 1})
	require.NoError(t, err)
	changed, err := broken.ReplanAll(t.Context(), "notice-2027")
	require.ErrorIs(t, err, host.ErrUnknown)
	assert.ErrorContains(t, err, s.ID)
	assert.Equal(t, []string{"s-b"}, changed)
	changed, err = broken.ReplanAll(t.Context(), "notice-2027")
	require.NoError(t, err)
	assert.Equal(t, []string{"s-a"}, changed)
}

// A subject that cannot be read is named, and the others are counted again.
func TestReplanAllGoesOnPastACorruptSubject(t *testing.T) {
	w := pending(t)
	s, err := w.host.Subject(t.Context(), "s-a")
	require.NoError(t, err)
	_, err = w.journal.Append(t.Context(), journal.Commit{
		Stream: "subject/s-a", Expected: s.Version, CommandID: "cmd-foreign", At: start, Records: []journal.Record{{Type: "foreign", Schema: 1}},
	})
	require.NoError(t, err)
	changed, err := w.with2027().ReplanAll(t.Context(), "notice-2027")
	var corrupt *host.CorruptError
	require.ErrorAs(t, err, &corrupt)
	assert.Equal(t, "subject/s-a", corrupt.Stream)
	assert.Equal(t, s.Version+1, corrupt.Version)
	assert.Equal(t, []string{"s-b"}, changed)
}

func TestReplanAllWantsAPrefixForCommandIDs(t *testing.T) {
	w := pending(t)
	for _, prefix := range []string{"", "a b", "timer/x", "dead/x", strings.Repeat("p", 120)} {
		changed, err := w.with2027().ReplanAll(t.Context(), prefix)
		require.ErrorIs(t, err, host.ErrArgument, prefix)
		assert.Empty(t, changed)
		assert.NotContains(t, err.Error(), "s-a", "it is refused before anything is given")
	}
	_, err := w.with2027().ReplanAll(t.Context(), strings.Repeat("p", 83))
	require.ErrorContains(t, err, "give 1 to 82")
	changed, err := w.with2027().ReplanAll(t.Context(), strings.Repeat("p", 82))
	require.NoError(t, err)
	assert.NotEmpty(t, changed)
}

func TestRejudgeThroughTheHost(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("shanghai")...)
	policy, err := builtin.Policy().Without("shanghai-ca-app")
	require.NoError(t, err)
	m, err := fsm.New(policy, calendar.China())
	require.NoError(t, err)
	h, err := host.New(m, w.journal, host.Options{Clock: w.clock})
	require.NoError(t, err)
	s, err := h.Subject(t.Context(), subject)
	require.NoError(t, err)
	verdict, _ := s.Filing.Verdict("verify_method")
	assert.Equal(t, "shanghai_ca_app", verdict.Value, "another policy changes nothing by itself")
	r, err := h.Do(t.Context(), subject, "rejudge", fsm.Rejudge{Reason: "wrong_policy"})
	require.NoError(t, err)
	verdict, _ = r.Subject.Filing.Verdict("verify_method")
	assert.Equal(t, "photo", verdict.Value)
	again, err := h.Do(t.Context(), subject, "rejudge", fsm.Rejudge{Reason: "wrong_policy"})
	require.NoError(t, err)
	assert.Equal(t, r, again)
}
