// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules/builtin"
)

// replayed is a journal that gives records from a list, in pages of at most two.
type replayed struct {
	journal.Journal
	list []journal.Stored
}

func (r *replayed) ReadAll(_ context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
	from, _ := strconv.Atoi(string(after))
	to := min(len(r.list), from+min(limit, 2))
	return r.list[from:to], journal.Cursor(strconv.Itoa(to)), nil
}

func (r *replayed) Load(_ context.Context, stream string, after uint64) (list []journal.Stored, err error) {
	for _, s := range r.list {
		if s.Stream == stream && s.Version > after {
			list = append(list, s)
		}
	}
	return list, nil
}

// give gives commands to any subject, at the world's time.
func (w *world) give(id string, commands ...fsm.Command) {
	w.t.Helper()
	for _, c := range commands {
		_, err := w.host.Do(w.t.Context(), id, w.id(), c)
		require.NoError(w.t, err, "%s %s", id, c.Name())
	}
}

func (w *world) desk() *host.Desk {
	w.t.Helper()
	d := w.host.Desk()
	require.NoError(w.t, d.Follow(w.t.Context()))
	return d
}

// brief gives items as "subject state waits deadline".
func brief(items []host.Item) []string {
	list := []string{}
	for _, i := range items {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s%v %s", i.Subject, i.State, i.Waits, i.Persons, i.Deadline.Name)))
	}
	return list
}

func china(day, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, calendar.Zone())
	if err != nil {
		panic(err)
	}
	return t
}

// desks fills a journal with one filing of every sort.
func desks(t *testing.T) *world {
	w := newWorld(t)
	w.give("s-late", submitted("beijing")...) // due on the 8th
	w.at(china("2018-04-05", "09:00"))
	w.give("s-draft", first("hebei"))
	w.at(china("2018-04-09", "09:00"))
	w.give("s-today", submitted("beijing")...) // due on the 10th
	w.give("s-photo", submitted("beijing")...)
	w.give("s-photo", fsm.PassPreliminary{})
	w.give("s-post", submitted("beijing")...)
	w.give("s-post", fsm.PassPreliminary{}, fsm.PromptOriginals{}, fsm.UploadPhoto{Ref: "photo-1"})
	w.give("s-over", submitted("beijing")...)
	w.give("s-over", fsm.Withdraw{Reason: "wrong_information"}, fsm.Abandon{Reason: "changed_mind"})
	sms := first("tianjin")
	sms.SubjectAdministrator, sms.WebsiteAdministrator = "p-7", "p-8"
	w.give("s-sms", append([]fsm.Command{sms}, submitted("tianjin")[1:]...)...)
	w.give("s-sms", append(reviewed(), fsm.SubmitToAuthority{}, fsm.AnswerSMS{Person: "website_administrator", Correct: true})...)
	return w
}

func TestDeskQueries(t *testing.T) {
	d := desks(t).desk()
	noon := china("2018-04-10", "12:00")
	assert.Equal(t, []string{
		"s-post verification_review applicant[a-1] photo_review",
		"s-today preliminary_review platform[] preliminary_review",
	}, brief(d.DueToday(noon)))
	assert.Empty(t, d.DueToday(china("2018-04-10", "18:01")), "the day's work is over")
	assert.Equal(t, []string{"s-late preliminary_review platform[] preliminary_review"}, brief(d.Overdue(noon)))
	assert.Equal(t, []string{
		"s-draft draft applicant[a-1] none",
		"s-photo verification website_administrator[p-2] none",
		"s-post verification_review applicant[a-1] photo_review",
		"s-sms sms_verification subject_administrator[p-7] sms_window",
	}, brief(d.Waiting()))
	assert.Equal(t, []string{
		"s-post verification_review applicant[a-1] photo_review",
		"s-today preliminary_review platform[] preliminary_review",
	}, brief(d.NextDue(noon, 2)))
	assert.Equal(t, []string{"s-sms sms_verification subject_administrator[p-7] sms_window"}, brief(d.NextDue(china("2018-04-11", "00:00"), 9)))
	assert.Empty(t, d.NextDue(noon, -1))
	assert.Empty(t, d.Pending())
	for _, item := range d.Waiting() {
		assert.Equal(t, "alibabacloud", item.Provider, item.Subject)
	}
}

// Originals that were asked for and never come, or come and are never entered, have no deadline: a desk finds them, and says for
// whom they wait and since when.
func TestDeskFindsOriginalsThatNeverCome(t *testing.T) {
	w := newWorld(t)
	ready := append([]fsm.Command{}, submitted("beijing")...)
	ready = append(ready, reviewed()...)
	w.give("s-asked", ready...)
	w.give("s-posted", ready...)
	w.give("s-received", ready...)
	w.at(china("2018-05-02", "10:00"))
	for _, id := range []string{"s-asked", "s-posted", "s-received"} {
		w.give(id, fsm.PromptOriginals{})
	}
	w.at(china("2018-05-07", "10:00"))
	w.give("s-posted", fsm.MailOriginals{})
	w.give("s-received", fsm.MailOriginals{})
	w.at(china("2018-05-09", "10:00"))
	w.give("s-received", fsm.ReceiveOriginals{})
	d := w.desk()
	since := func(items []host.Item) (list []string) {
		for _, i := range items {
			list = append(list, i.Subject+" "+i.Originals.String()+" "+i.WaitsSince.In(calendar.Zone()).Format("2006-01-02 15:04"))
		}
		return list
	}
	assert.Equal(t, []string{"s-asked ready applicant[a-1] none"}, brief(d.Waiting()))
	assert.Equal(t, []string{"s-asked prompted 2018-05-02 10:00"}, since(d.Waiting(fsm.Applicant)))
	assert.Equal(t, []string{"s-posted mailed 2018-05-07 10:00", "s-received received 2018-05-09 10:00"}, since(d.Waiting(fsm.Platform)))
	assert.Equal(t, []string{"s-received ready platform[] submit_to_authority"}, brief(d.Overdue(china("2018-06-01", "10:00"))))
	assert.Empty(t, d.Waiting(fsm.Authority))
}

// Who is both administrators gets one code, and is one person to remind.
func TestBothAdministratorsInOnePersonAreOne(t *testing.T) {
	w := newWorld(t)
	sms := first("tianjin")
	sms.SubjectAdministrator, sms.WebsiteAdministrator = "p-7", "p-7"
	w.give("s-sms", append([]fsm.Command{sms}, submitted("tianjin")[1:]...)...)
	w.give("s-sms", append(reviewed(), fsm.SubmitToAuthority{})...)
	assert.Equal(t, []string{"s-sms sms_verification website_administrator[p-7] sms_window"}, brief(w.desk().Waiting()))
	steps, err := w.host.NextSteps(t.Context(), "s-sms", "en")
	require.NoError(t, err)
	require.Len(t, steps, 1)
	assert.Equal(t, "the website administrator: answer the SMS code", steps[0].Text)
}

// Where websites have administrators of their own, a desk names those who are still to be verified.
func TestDeskNamesEveryAdministratorWhoIsMissing(t *testing.T) {
	w := newWorld(t)
	open := first("tianjin")
	open.Targets = append(slices.Clone(open.Targets), fsm.Target{Website: "w-2", Domains: []string{"other.example"}, Administrator: "p-3"})
	w.give("s-two", open)
	for _, a := range submitted("tianjin")[1:] {
		if attach, ok := a.(fsm.Attach); ok {
			attach.Target = 1
			w.give("s-two", attach)
		}
		w.give("s-two", a)
	}
	w.give("s-two", fsm.PassPreliminary{})
	assert.Equal(t, []string{"s-two verification website_administrator[p-2 p-3] none"}, brief(w.desk().Waiting()))
	w.give("s-two", fsm.UploadPhoto{})
	assert.Equal(t, []string{"s-two verification website_administrator[p-3] none"}, brief(w.desk().Waiting()))
	w.give("s-two", fsm.UploadPhoto{Target: 1}, fsm.PassPhoto{TopColour: "other"}, fsm.SubmitToAuthority{})
	w.give("s-two", fsm.AnswerSMS{Person: "website_administrator", Correct: true})
	assert.Equal(t, []string{"s-two sms_verification website_administrator[p-3 p-1] sms_window"}, brief(w.desk().Waiting()))
	text, err := w.host.Support(t.Context(), "s-two", "en")
	require.NoError(t, err)
	assert.Contains(t, text, "answer the SMS code (websites: w-2)")
}

// A desk that follows says at every record what one rebuilt there says, and what the subjects themselves say.
func TestDeskFollowsAsIfRebuilt(t *testing.T) {
	w := desks(t)
	all, _, err := w.journal.ReadAll(t.Context(), "", 10_000)
	require.NoError(t, err)
	grown := &replayed{}
	h := w.open(grown, nil)
	following := h.Desk()
	late := china("2019-01-01", "00:00")
	for i := range all {
		grown.list = all[:i+1]
		require.NoError(t, following.Follow(t.Context()))
		if i%7 != 0 && i != len(all)-1 {
			continue
		}
		rebuilt := h.Desk()
		require.NoError(t, rebuilt.Follow(t.Context()))
		assert.Equal(t, rebuilt.Overdue(late), following.Overdue(late))
		assert.Equal(t, rebuilt.Waiting(), following.Waiting())
	}
	var items []host.Item
	for _, id := range []string{"s-late", "s-post", "s-sms", "s-today"} {
		s, err := w.host.Subject(t.Context(), id)
		require.NoError(t, err)
		items = append(items, host.Items(s)...)
	}
	assert.ElementsMatch(t, items, following.Overdue(late))
}

// What cannot be read stands in the middle: it is named at every look, its subject stays as it was before it, and the
// others go on, with records behind it too.
func TestDeskGoesOnPastWhatItCannotRead(t *testing.T) {
	for name, spoil := range map[string]func(*journal.Stored){
		"unreadable": func(r *journal.Stored) { r.Data = []byte("{") },
		"a gap":      func(r *journal.Stored) { r.Version++ },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.give("s-1", first("beijing"))
			w.give("s-2", submitted("beijing")...)
			w.give("s-3", first("beijing"))
			all, _, err := w.journal.ReadAll(t.Context(), "", 100)
			require.NoError(t, err)
			at := slices.IndexFunc(all, func(r journal.Stored) bool { return r.Stream == "subject/s-2" && r.Type == "filing/submitted" })
			good := all[at]
			j := &replayed{list: slices.Clone(all)}
			spoil(&j.list[at])
			h := w.open(j, nil)
			d := h.Desk()
			for range 2 {
				err := d.Follow(t.Context())
				var corrupt *host.CorruptError
				require.ErrorAs(t, err, &corrupt)
				assert.Equal(t, "subject/s-2", corrupt.Stream)
				assert.Equal(t, good.Version, corrupt.Version)
				assert.Equal(t, 1, strings.Count(err.Error(), "HST-001"))
				assert.Equal(t, []string{"s-1 draft", "s-2 draft", "s-3 draft"}, states(d.Waiting()))
				assert.Len(t, d.Migrate(machine()), 2, "of s-2 nothing can be said")
			}
			w.give("s-3", fsm.Abandon{Reason: "changed_mind"})
			more, _, err := w.journal.ReadAll(t.Context(), "", 100)
			require.NoError(t, err)
			j.list = append(j.list, more[len(all):]...)
			require.Error(t, d.Follow(t.Context()))
			assert.Equal(t, []string{"s-1 draft", "s-2 draft"}, states(d.Waiting()), "the others are followed")
			j.list[at] = good
			require.NoError(t, d.Follow(t.Context()), "mended: it goes on from there")
			assert.Equal(t, []string{"s-1 draft"}, states(d.Waiting()), "s-2 is with the platform")
		})
	}
}

func states(items []host.Item) (list []string) {
	for _, i := range items {
		list = append(list, i.Subject+" "+i.State.String())
	}
	slices.Sort(list)
	return list
}

func TestDeskPassesOverStreamsOfOthers(t *testing.T) {
	w := newWorld(t)
	_, err := w.journal.Append(t.Context(), journal.Commit{
		Stream: "billing/1", CommandID: "x", At: start, Records: []journal.Record{{Type: "paid", Schema: 1}},
	})
	require.NoError(t, err)
	w.give("s-1", first("beijing"))
	assert.Len(t, w.desk().Waiting(), 1)
}

func TestDeskReadsAnExportAndPlansAMigration(t *testing.T) {
	w := desks(t)
	w.give("s-app", submitted("shanghai")...)
	var export bytes.Buffer
	_, err := w.host.Export(t.Context(), &export)
	require.NoError(t, err)
	var d host.Desk
	require.NoError(t, d.Read(host.ReadExport(&export)))
	late := china("2019-01-01", "00:00")
	assert.Equal(t, w.desk().Overdue(late), d.Overdue(late))

	policy, err := builtin.Policy().Without("shanghai-ca-app")
	require.NoError(t, err)
	m, err := fsm.New(policy, calendar.China())
	require.NoError(t, err)
	for _, plan := range d.Migrate(m) {
		if plan.Subject == "s-app" {
			assert.Equal(t, "moved", plan.Outcome)
			assert.Equal(t, "photo", plan.To[0].Value)
		} else {
			assert.Equal(t, "unchanged", plan.Outcome, plan)
		}
	}
	assert.Len(t, d.Migrate(m), 7, "what is over has nothing to move")

	require.ErrorIs(t, d.Read(host.ReadExport(strings.NewReader("x"))), host.ErrExport)
	var corrupt *host.CorruptError
	require.ErrorAs(t, new(host.Desk).Read(host.ReadExport(strings.NewReader(line1))), &corrupt)
}

// What is asked for comes first of many, whatever the order the desk finds them in.
func TestTheNextFewAreTheFirstOfAll(t *testing.T) {
	w := newWorld(t)
	for i := range 300 {
		w.at(start.Add(time.Duration(i*7919%300) * time.Hour))
		for k, c := range submitted("beijing") {
			_, err := w.host.Do(t.Context(), fmt.Sprint("s-", i), fmt.Sprint("cmd-", k), c)
			require.NoError(t, err)
		}
	}
	d := w.desk()
	all := d.NextDue(start, 1000)
	require.Len(t, all, 300)
	assert.True(t, slices.IsSortedFunc(all, func(a, b host.Item) int { return a.Deadline.Due.Compare(b.Deadline.Due) }))
	for _, limit := range []int{0, 1, 10, 100, 299} {
		assert.Equal(t, all[:limit:limit], append([]host.Item{}, d.NextDue(start, limit)...), limit)
	}
}
