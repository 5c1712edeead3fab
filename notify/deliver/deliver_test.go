// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

func TestOwnerAndSelectedVerifiedContactsAreTold(t *testing.T) {
	w := newWorld(t, "c-1", "c-2", "c-3")
	w.do(notify.DeselectContact{ID: "c-2"})
	w.do(notify.ModifyContact{ID: "c-3", Name: "n2", Title: "t2", Email: "e2"})
	w.tell(notify.TopicApproved, notify.ChannelEmail, notify.ChannelInbox)
	report := w.run()
	assert.Equal(t, deliver.Report{Expanded: 1, Delivered: 4}, report)
	assert.ElementsMatch(t, []string{
		"approved>owner/inbox", "approved>c-1/inbox", "approved>owner/email", "approved>c-1/email",
	}, w.got())
	assert.Equal(t, "owner@example.com", w.rec.Delivered()[2].Address.Reveal())
	assert.Equal(t, deliver.Report{}, w.run(), "nothing is told twice")
}

func TestModifiedBetweenExpansionAndAttemptIsNotTold(t *testing.T) { // S2-33
	w := newWorld(t, "c-1")
	w.rec.Always(func(notify.Message) notify.Result { return notify.Result{Outcome: notify.OutcomeRetry, Code: "450"} })
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	assert.Equal(t, 2, w.run().Retried)
	w.do(notify.ModifyContact{ID: "c-1", Name: "n2", Title: "t2", Email: "e2"})
	w.rec.Always(nil)
	assert.Equal(t, 1, w.until(w.now.Add(time.Hour)).Dropped)
	assert.Equal(t, []string{"approved>owner/email"}, w.got())
}

func TestOrderIsKeptInALaneAndOtherLanesGoOn(t *testing.T) {
	w := newWorld(t, "c-1")
	down := true
	w.rec.Always(func(m notify.Message) notify.Result {
		if down && m.To.ID == "c-1" && m.To.Channel == notify.ChannelEmail {
			return notify.Result{Outcome: notify.OutcomeRetry}
		}
		return notify.Result{Outcome: notify.OutcomeDelivered}
	})
	for _, topic := range []string{notify.TopicSubmitted, notify.TopicPreliminaryPassed, notify.TopicApproved} {
		w.tell(topic, notify.ChannelEmail, notify.ChannelInbox)
		w.run()
	}
	assert.Len(t, w.got(), 9, "owner by mail and inbox, contact by inbox")
	down = false
	w.until(w.now.Add(time.Hour))
	var mails []string
	for _, line := range w.got() {
		if rest, ok := strings.CutSuffix(line, ">c-1/email"); ok {
			mails = append(mails, rest)
		}
	}
	assert.Equal(t, []string{"submitted", "preliminary_passed", "approved"}, mails)
}

func TestRetryWaitsAndHonoursTheFarSide(t *testing.T) {
	w := newWorld(t)
	asked := w.now.Add(3 * time.Hour)
	w.rec.Next(notify.Result{Outcome: notify.OutcomeRetry, NotBefore: asked}, notify.Result{Outcome: notify.OutcomeRetry, NotBefore: w.now.AddDate(100, 0, 0)})
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	w.run()
	next, waiting, err := w.d.NextDue(t.Context())
	require.NoError(t, err)
	assert.True(t, waiting)
	assert.Equal(t, asked, next)
	w.now = asked
	w.run()
	next, _, err = w.d.NextDue(t.Context())
	require.NoError(t, err)
	assert.Equal(t, asked.Add(24*time.Hour), next, "nobody can ask for a hundred years")
}

func TestGivesUpAfterFourteenDaysAndNotBefore(t *testing.T) {
	w := newWorld(t)
	w.rec.Always(func(notify.Message) notify.Result { return notify.Result{Outcome: notify.OutcomeRetry, Code: "451"} })
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	assert.Empty(t, w.until(start.Add(14*24*time.Hour-time.Second)).Dead)
	dead := w.until(start.Add(15 * 24 * time.Hour)).Dead
	require.Len(t, dead, 1)
	assert.Equal(t, "451", dead[0].Code)
	assert.Equal(t, "owner", dead[0].To.ID)
	_, waiting, err := w.d.NextDue(t.Context())
	require.NoError(t, err)
	assert.False(t, waiting)
	kept, err := w.journal.DeadOutbox(t.Context(), 0, 10)
	require.NoError(t, err)
	require.Len(t, kept, 1)

	require.NoError(t, w.journal.ReviveOutbox(t.Context(), kept[0].ID, w.now))
	w.rec.Always(nil)
	w.run()
	assert.Equal(t, []string{"approved>owner/email"}, w.got(), "a dead letter can be replayed")
}

func TestPermanentIsADeadLetterAndBlocksNobody(t *testing.T) {
	w := newWorld(t)
	w.rec.Next(notify.Result{Outcome: notify.OutcomePermanent, Code: "550"})
	w.tell(notify.TopicSubmitted, notify.ChannelEmail)
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	report := w.run()
	require.Len(t, report.Dead, 1)
	assert.Equal(t, "550", report.Dead[0].Code)
	assert.Equal(t, notify.TopicSubmitted, report.Dead[0].Notice.Topic)
	assert.Equal(t, 1, report.Dead[0].Attempts)
	assert.Equal(t, []string{"approved>owner/email"}, w.got())
}

func TestUnknownGoesAgainUnderTheSameKey(t *testing.T) {
	w := newWorld(t)
	var seen []string
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Observe = func(l deliver.Letter, o notify.Outcome) { seen = append(seen, fmt.Sprint(l.Attempts, l.Code, o)) }
	})
	w.rec.Next(notify.Result{Outcome: notify.OutcomeUnknown, Code: "dropped"}, notify.Result{Outcome: notify.OutcomeUnknown})
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	assert.Equal(t, 2, w.until(w.now.Add(time.Hour)).Unknown)
	attempts := w.rec.Attempts()
	require.Len(t, attempts, 3)
	assert.Equal(t, []string{"1droppedunknown", "2unknown", "3delivered"}, seen)
	for _, a := range attempts {
		assert.Equal(t, "s-1/1/0/owner/email", a.Message.Key)
	}
}

func TestConfigurationFaultStopsTheChannelAndBurnsNoAttempt(t *testing.T) {
	w := newWorld(t, "c-1", "c-2", "c-3")
	fault := notify.Result{Config: true, Outcome: notify.OutcomeRetry, Code: "535"}
	w.rec.Always(func(m notify.Message) notify.Result {
		if m.To.Channel == notify.ChannelEmail {
			return fault
		}
		return notify.Result{Outcome: notify.OutcomeDelivered}
	})
	for range 20 {
		w.tell(notify.TopicApproved, notify.ChannelEmail, notify.ChannelInbox)
	}
	day := w.until(start.Add(24 * time.Hour))
	assert.Equal(t, 80, day.Delivered, "the inbox is not held up")
	assert.LessOrEqual(t, len(day.Stopped), 24*60+1, "one probe a minute")
	assert.Equal(t, "535", day.Stopped[0].Code)
	assert.Empty(t, day.Dead)

	w.until(start.Add(20 * 24 * time.Hour))
	w.rec.Always(nil)
	healed := w.until(start.Add(21 * 24 * time.Hour))
	assert.Equal(t, 80, healed.Delivered)
	for _, m := range w.rec.Attempts()[len(w.rec.Attempts())-80:] {
		assert.Equal(t, notify.OutcomeDelivered, m.Result.Outcome)
	}
}

func TestCrashBetweenSendAndSettleSendsOnlyWhatIsMissing(t *testing.T) {
	died := errors.New("the process died")
	for at := range 7 {
		w := newWorld(t, "c-1", "c-2")
		settled := 0
		w.outbox.crash = func(deliver.Row) error {
			settled++
			if settled == at+1 {
				return died
			}
			return nil
		}
		w.tell(notify.TopicApproved, notify.ChannelEmail, notify.ChannelInbox)
		_, err := w.d.Run(t.Context(), w.now)
		require.ErrorIs(t, err, died)
		assert.Contains(t, err.Error(), "NTF-046")
		w.d = w.deliverer(nil)
		w.until(w.now.Add(time.Hour))
		times := map[string]int{}
		for _, m := range w.rec.Delivered() {
			times[m.Key]++
		}
		assert.Len(t, times, 6, "crash before settlement %d: nobody is forgotten", at)
		twice := 0
		for _, n := range times {
			assert.LessOrEqual(t, n, 2)
			twice += n - 1
		}
		want := 1 // the one message whose settlement was lost goes again under its key
		if at == 0 {
			want = 0 // the expansion was lost, and nothing had been sent
		}
		assert.Equal(t, want, twice, "crash before settlement %d", at)
	}
}

// receipts is a notifier that cannot recognise keys and can be asked.
type receipts struct {
	notify.Notifier
	asked  int
	answer notify.Result
	known  bool
}

func (r *receipts) Receipt(context.Context, notify.Message) (notify.Result, bool) {
	r.asked++
	return r.answer, r.known
}

func TestTextMessageAsksForItsReceiptBeforeItGoesAgain(t *testing.T) {
	w := newWorld(t)
	sms := &receipts{Notifier: w.rec}
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelSMS: sms}
	})
	w.rec.Always(func(notify.Message) notify.Result { return notify.Result{Outcome: notify.OutcomeUnknown} })
	w.tell(notify.TopicApproved, notify.ChannelSMS)
	w.run()
	assert.Zero(t, sms.asked, "a message that was never tried has no receipt")
	assert.Len(t, w.rec.Attempts(), 1)

	sms.known, sms.answer = true, notify.Result{Outcome: notify.OutcomeUnknown}
	w.now = w.now.Add(10 * time.Second)
	w.run()
	assert.Equal(t, 1, sms.asked)
	assert.Len(t, w.rec.Attempts(), 1, "not known yet: nothing is sent")

	sms.known = false
	w.now = w.now.Add(5 * time.Minute)
	w.run()
	assert.Len(t, w.rec.Attempts(), 2, "it never arrived: it goes again")

	sms.known, sms.answer = true, notify.Result{Outcome: notify.OutcomeDelivered}
	assert.Equal(t, 1, w.until(w.now.Add(time.Hour)).Delivered)
	assert.Len(t, w.rec.Attempts(), 2)
}

func TestCrashDuringATextMessageAsksForTheReceipt(t *testing.T) {
	w := newWorld(t)
	sms := &receipts{Notifier: w.rec, known: true, answer: notify.Result{Outcome: notify.OutcomeDelivered}}
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelSMS: sms}
	})
	died := errors.New("the process died")
	w.outbox.crash = func(r deliver.Row) error {
		if r.Queue == "sms" {
			return died
		}
		return nil
	}
	w.tell(notify.TopicApproved, notify.ChannelSMS)
	_, err := w.d.Run(t.Context(), w.now)
	require.ErrorIs(t, err, died)
	w.outbox.crash = nil
	assert.Equal(t, 1, w.until(w.now.Add(time.Hour)).Delivered)
	assert.Len(t, w.rec.Attempts(), 1, "sent once")
	assert.Equal(t, 1, sms.asked)
}

func TestWhoHasNoPhoneIsToldByMailAndWhoHasNothingIsADeadLetter(t *testing.T) {
	w := newWorld(t)
	w.commit(notify.Notice{
		Kind: notify.KindReviewResult, Audience: notify.AudienceNamedInFiling, Named: [2]string{notify.OwnerID, "p-2"},
		Channels: notify.Channels(0).Add(notify.ChannelEmail).Add(notify.ChannelSMS), Topic: notify.TopicApproved,
		Account: account, Filing: filing, At: w.now,
	})
	report := w.run()
	assert.Equal(t, []string{"approved>owner/email", "approved>owner/sms"}, w.got())
	require.Len(t, report.Dead, 1)
	assert.Equal(t, "p-2", report.Dead[0].To.ID)
	assert.Equal(t, "no_address", report.Dead[0].Code)
}

func TestADeadLetterNamesTheAddressThatIsMissing(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, w.dir.Erase(t.Context(), account, notify.OwnerID))
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelEmail: w.rec}
	})
	w.tell(notify.TopicApproved, notify.ChannelEmail, notify.ChannelInbox)
	said := map[string]string{}
	for _, l := range w.run().Dead {
		said[l.To.ID+"/"+l.To.Channel.String()+" "+l.Code] = l.Detail
	}
	assert.Equal(t, map[string]string{
		"owner/email no_address":  `the directory has no e-mail address of receiver "owner" of account "a-1"; put it there`,
		"owner/inbox no_notifier": "the host has no notifier for inbox, which the policy chose; give it one",
	}, said)
}

func TestErasedReceiverIsADeadLetterNotAGuess(t *testing.T) {
	w := newWorld(t)
	w.rec.Next(notify.Result{Outcome: notify.OutcomeRetry})
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	w.run()
	require.NoError(t, w.dir.Erase(t.Context(), account, notify.OwnerID))
	dead := w.until(w.now.Add(time.Hour)).Dead
	require.Len(t, dead, 1)
	assert.Equal(t, "no_address", dead[0].Code)
}

func TestContactsLanguageIsUsed(t *testing.T) {
	w := newWorld(t, "c-1")
	c, _ := w.book.Contact("c-1")
	w.do(notify.ModifyContact{ID: "c-1", Name: c.Name, Title: c.Title, Email: c.Email, Lang: "zh"})
	w.tell(notify.TopicApproved, notify.ChannelInbox)
	w.run()
	subjects := map[string]string{}
	for _, m := range w.rec.Delivered() {
		subjects[m.To.ID] = m.Subject
	}
	assert.Equal(t, map[string]string{"owner": "Your ICP filing was approved", "c-1": "您的备案申请已通过审核"}, subjects)
}

func TestTrouble(t *testing.T) {
	boom := errors.New("boom")
	t.Run("book", func(t *testing.T) {
		w := newWorld(t)
		broken := true
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Book = func(context.Context, string) (notify.Book, error) {
				if broken {
					return notify.Book{}, boom
				}
				return w.book, nil
			}
		})
		w.tell(notify.TopicApproved, notify.ChannelEmail)
		report := w.run()
		require.Len(t, report.Held, 1)
		assert.Equal(t, "no_book boom a-1", report.Held[0].Code+" "+report.Held[0].Detail+" "+report.Held[0].Notice.Account)
		report.Held = nil
		assert.Equal(t, deliver.Report{}, report)
		broken = false
		assert.Equal(t, 1, w.until(w.now.Add(time.Hour)).Delivered)
	})
	t.Run("directory", func(t *testing.T) {
		w := newWorld(t)
		flaky := &flakyDirectory{Directory: w.dir, failures: 3}
		w.d = w.deliverer(func(c *deliver.Config) { c.Directory = flaky })
		w.tell(notify.TopicApproved, notify.ChannelEmail)
		assert.Equal(t, 1, w.until(w.now.Add(time.Hour)).Delivered)
		assert.Zero(t, flaky.failures)
	})
	t.Run("claim", func(t *testing.T) {
		w := newWorld(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := w.d.Run(ctx, w.now)
		require.ErrorIs(t, err, context.Canceled)
	})
	t.Run("unreadable", func(t *testing.T) {
		w := newWorld(t)
		w.raw(deliver.NoticeQueue, `{"schema":1}`)
		w.raw("email", `{}`)
		w.raw("email", `{"schema":1,"since":"2018-04-04T02:00:00Z","receiver":"owner","notice":{"schema":1}}`)
		report := w.run()
		require.Len(t, report.Dead, 3)
		for _, l := range report.Dead {
			assert.Equal(t, "unreadable", l.Code)
		}
	})
	t.Run("no text, no notifier", func(t *testing.T) {
		w := newWorld(t)
		w.tell("a_hosts_own", notify.ChannelEmail)
		_, err := w.dir.Put(account, notify.OwnerID, w.entryWithHook())
		require.NoError(t, err)
		w.tell(notify.TopicApproved, notify.ChannelWebhook)
		var codes []string
		for _, l := range w.run().Dead {
			codes = append(codes, l.Code)
		}
		assert.Equal(t, []string{"no_text", "no_notifier"}, codes)
	})
}

func TestConfigIsChecked(t *testing.T) {
	w := newWorld(t)
	good := deliver.Config{Outbox: w.outbox, Directory: w.dir, Book: func(context.Context, string) (notify.Book, error) { return w.book, nil }}
	for code, spoil := range map[string]func(*deliver.Config){
		"NTF-041": func(c *deliver.Config) { c.Outbox = nil },
		"NTF-042": func(c *deliver.Config) { c.GiveUpAfter = time.Hour },
		"NTF-043": func(c *deliver.Config) { c.Lease = time.Second },
		"NTF-047": func(c *deliver.Config) { c.Limits = []deliver.Limit{{Max: 1, Window: time.Second}} },
		"NTF-048": func(c *deliver.Config) { c.QuietTo = 25 * time.Hour },
		"NTF-049": func(c *deliver.Config) {
			c.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelEmail: nil}
		},
		"NTF-054": func(c *deliver.Config) { c.Lang = "fr" },
	} {
		c := good
		spoil(&c)
		_, err := deliver.New(c)
		assert.ErrorContains(t, err, code)
	}
}

func TestFarSideThatIsDownStopsTheChannelToo(t *testing.T) {
	w := newWorld(t, "c-1")
	down := notify.Result{Outcome: notify.OutcomeRetry, Down: true, Code: "connect"}
	w.rec.Always(func(notify.Message) notify.Result { return down })
	for range 10 {
		w.tell(notify.TopicApproved, notify.ChannelEmail)
	}
	report := w.run()
	require.Len(t, report.Stopped, 1, "the first one finds out, the others wait")
	assert.Len(t, w.rec.Attempts(), 1)
	hour := w.until(start.Add(time.Hour))
	assert.LessOrEqual(t, len(hour.Stopped), 61)
	w.rec.Always(nil)
	assert.Equal(t, 20, w.until(start.Add(2*time.Hour)).Delivered)
}

func TestLimitsAndQuietHoursPutOff(t *testing.T) {
	w := newWorld(t)
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Limits = []deliver.Limit{{Channel: notify.ChannelSMS, Per: deliver.PerReceiver, Max: 1, Window: time.Minute}}
		c.QuietFrom, c.QuietTo = 22*time.Hour, 8*time.Hour
		c.QuietChannels = notify.Channels(0).Add(notify.ChannelSMS)
	})
	var sent []string
	w.rec.Always(func(m notify.Message) notify.Result {
		sent = append(sent, m.Notice.Topic+" "+w.now.UTC().Format("02 15:04"))
		return notify.Result{Outcome: notify.OutcomeDelivered}
	})
	w.now = time.Date(2018, 4, 4, 15, 0, 0, 0, time.UTC) // 23:00 in China
	w.tell(notify.TopicSMSWindow, notify.ChannelSMS)
	w.tell(notify.TopicApproved, notify.ChannelSMS)
	w.tell(notify.TopicExpired, notify.ChannelSMS)
	report := w.until(w.now.Add(48 * time.Hour))
	assert.Equal(t, []string{"sms_window 04 15:00", "approved 05 00:00", "expired 05 00:01"}, sent)
	assert.Equal(t, 3, report.Delivered)
}

func TestVerificationMailCarriesItsLink(t *testing.T) { // S2-24
	w := newWorld(t)
	fails := 1
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Proof = func(_ context.Context, n notify.Notice, to notify.Receiver) (string, error) {
			if fails > 0 {
				fails--
				return "", errors.New("not now")
			}
			assert.Equal(t, 1, to.AddressVersion)
			return "https://filing.example.com/verify?t=" + n.Contact, nil
		}
	})
	stored, err := w.dir.Put(account, "c-1", w.entryWithHook())
	require.NoError(t, err)
	step, err := notify.DecideBook(w.book, stored.AddContact("c-1", ""), notify.Limits{}, w.now)
	require.NoError(t, err)
	w.book = notify.EvolveBook(w.book, step.Events[0])
	w.commit(step.Notices[0])
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	assert.Equal(t, 2, w.until(w.now.Add(time.Hour)).Delivered)
	for _, m := range w.rec.Delivered() {
		assert.Equal(t, m.To.ID == "c-1", strings.Contains(m.Text, "\nhttps://filing.example.com/verify?t=c-1\n"))
	}
}

func TestAddressesThatANotifierQuotesAreTakenOut(t *testing.T) {
	w := newWorld(t)
	w.rec.Always(func(m notify.Message) notify.Result {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "550", Detail: "<" + m.Address.Reveal() + ">: no such user"}
	})
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	dead := w.run().Dead
	require.Len(t, dead, 1)
	assert.Equal(t, "<[address]>: no such user", dead[0].Detail)
	kept, err := w.journal.DeadOutbox(t.Context(), 0, 10)
	require.NoError(t, err)
	assert.NotContains(t, fmt.Sprintf("%s %s", kept[0].Detail, kept[0].Data), "owner@example.com")
}
