// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/verify"
)

// The sentences of the document on contacts and notification methods, one test each, played
// through the contact book, delivery and verification together, as a host joins them.

// desk is an account whose contacts verify by the links they are sent.
type desk struct {
	*world
	service *verify.Service
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	k := &desk{world: newWorld(t)}
	service, err := verify.New(verify.Config{
		URL: "https://filing.example.com/verify", Store: verify.NewMemory(), Now: func() time.Time { return k.now },
		Verify: func(_ context.Context, _ string, c notify.VerifyContact) error { return k.command(c) },
	})
	require.NoError(t, err)
	k.service = service
	k.d = k.deliverer(func(c *deliver.Config) { c.Proof = service.Proof })
	return k
}

// command decides on the book, and commits what follows.
func (k *desk) command(c notify.BookCommand) error {
	step, err := notify.DecideBook(k.book, c, notify.Limits{}, k.now)
	for _, e := range step.Events {
		k.book = notify.EvolveBook(k.book, e)
	}
	for _, n := range step.Notices {
		k.commit(n)
	}
	return err
}

func (k *desk) must(commands ...notify.BookCommand) {
	k.t.Helper()
	for _, c := range commands {
		require.NoError(k.t, k.command(c), c.Command())
	}
	k.send()
}

// enter stores what was entered and gives what the directory made of it.
func (k *desk) enter(id string, e directory.Entry) directory.Stored {
	k.t.Helper()
	stored, err := k.dir.Put(account, id, e)
	require.NoError(k.t, err)
	return stored
}

func (k *desk) add(id string) {
	k.t.Helper()
	k.must(k.enter(id, directory.Entry{Name: "N " + id, Title: "Manager", Email: id + "@example.com"}).AddContact(id, "en"))
}

func (k *desk) send() { k.until(k.now.Add(time.Minute)) }

var linkIn = regexp.MustCompile(`https://filing\.example\.com/verify\?t=\S+`)

// link is the newest one that was mailed to an address.
func (k *desk) link(address string) string {
	k.t.Helper()
	sent := k.rec.Delivered()
	for i := len(sent) - 1; i >= 0; i-- {
		if m := sent[i]; m.Address.Reveal() == address && m.Notice.Kind == notify.KindContactVerification {
			return linkIn.FindString(m.Text)
		}
	}
	k.t.Fatalf("nothing was mailed to %s", address)
	return ""
}

// press opens a link and presses the button there.
func (k *desk) press(link string) int {
	k.t.Helper()
	u, err := url.Parse(link)
	require.NoError(k.t, err)
	r := httptest.NewRequest(http.MethodPost, "/verify", strings.NewReader(u.RawQuery))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	out := httptest.NewRecorder()
	k.service.ServeHTTP(out, r)
	return out.Code
}

func (k *desk) verified(id string) bool {
	c, _ := k.book.Contact(id)
	return c.Verified.Has(notify.ChannelEmail)
}

// told gives who was told of a topic by e-mail and internal message, of what is sent now.
func (k *desk) told(kind notify.Kind, topic string) []string {
	k.t.Helper()
	before := len(k.rec.Delivered())
	k.commit(notify.Notice{
		Kind: kind, Audience: notify.AudienceOwnerAndContacts, Topic: topic, Account: account, Subject: "s-1", Filing: filing, At: k.now,
		Channels: notify.Channels(0).Add(notify.ChannelEmail).Add(notify.ChannelInbox),
	})
	k.send()
	var got []string
	for _, m := range k.rec.Delivered()[before:] {
		got = append(got, fmt.Sprintf("%s/%v", m.To.ID, m.To.Channel))
	}
	return got
}

// ready adds a contact, verifies it and selects it.
func (k *desk) ready(id string) {
	k.t.Helper()
	k.add(id)
	require.Equal(k.t, http.StatusOK, k.press(k.link(id+"@example.com")))
	k.must(notify.SelectContact{ID: id})
}

func TestS2_1_ProgressAndResultsAreTold(t *testing.T) {
	k := newDesk(t)
	k.ready("c-1")
	for _, c := range []struct {
		kind  notify.Kind
		topic string
	}{
		{notify.KindProgress, notify.TopicSubmitted},
		{notify.KindReviewResult, notify.TopicApproved},
		{notify.KindItemReviewResult, notify.TopicPhotoPassed},
		{notify.KindReviewResult, notify.TopicRejected}, // of a change, after the filing was obtained
	} {
		assert.ElementsMatch(t, []string{"owner/email", "owner/inbox", "c-1/email", "c-1/inbox"}, k.told(c.kind, c.topic), c.topic)
	}
}

func TestS2_2_ConfiguringBeforehandIsRecommended(t *testing.T) {
	k := newDesk(t)
	assert.False(t, k.book.Configured())
	assert.NotEmpty(t, k.told(notify.KindProgress, notify.TopicSubmitted), "a book that is not configured stops nothing")
}

func TestS2_5_OwnerAndContactsByMailAndInternalMessage(t *testing.T) {
	k := newDesk(t)
	k.ready("c-1")
	k.ready("c-2")
	assert.ElementsMatch(t, []string{"owner/email", "owner/inbox", "c-1/email", "c-1/inbox", "c-2/email", "c-2/inbox"},
		k.told(notify.KindReviewResult, notify.TopicApproved))
}

func TestS2_6_ContactsAndMethodsAreConfigured(t *testing.T) {
	k := newDesk(t)
	k.must(notify.SetChannels{Channels: notify.Channels(0).Add(notify.ChannelEmail)})
	assert.False(t, k.book.Configured(), "methods without contacts")
	k.add("c-1")
	k.must(notify.SelectContact{ID: "c-1"})
	assert.False(t, k.book.Configured(), "nobody can receive yet")
	k.press(k.link("c-1@example.com"))
	assert.True(t, k.book.Configured())
}

func TestS2_14_EmailInternalMessagesOrBoth(t *testing.T) {
	k := newDesk(t)
	email, inbox := notify.Channels(0).Add(notify.ChannelEmail), notify.Channels(0).Add(notify.ChannelInbox)
	for want, choice := range map[string]notify.Channels{
		"owner/email": email, "owner/inbox": inbox, "owner/email owner/inbox": email | inbox,
	} {
		k.must(notify.SetChannels{Channels: choice})
		got := k.told(notify.KindProgress, notify.TopicSubmitted)
		assert.ElementsMatch(t, strings.Fields(want), got)
	}
	var refusal *notify.Refusal
	require.ErrorAs(t, k.command(notify.SetChannels{}), &refusal)
	assert.Equal(t, []string{"S2-14"}, refusal.Sources(), "neither is not offered")
	require.ErrorAs(t, k.command(notify.SetChannels{Channels: email.Add(notify.ChannelSMS)}), &refusal)
	assert.Equal(t, []string{"S2-14"}, refusal.Sources(), "text messages are not offered")
}

func TestS2_22_NameAddressAndTitleAreRequired(t *testing.T) {
	k := newDesk(t)
	for code, e := range map[string]directory.Entry{
		"NTF-003": {Title: "Manager", Email: "a@example.com"},
		"NTF-004": {Name: "N", Title: "Manager"},
		"NTF-005": {Name: "N", Email: "a@example.com"},
	} {
		var refusal *notify.Refusal
		require.ErrorAs(t, k.command(k.enter("c-1", e).AddContact("c-1", "en")), &refusal)
		assert.Equal(t, []string{code}, refusal.Codes())
		assert.Equal(t, []string{"S2-22"}, refusal.Sources())
	}
	k.add("c-1")
}

func TestS2_23_UpToFifteenContacts(t *testing.T) {
	k := newDesk(t)
	for i := range 15 {
		k.add(fmt.Sprint("c-", i))
	}
	sixteenth := k.enter("c-15", directory.Entry{Name: "N", Title: "Manager", Email: "p@example.com"}).AddContact("c-15", "en")
	var refusal *notify.Refusal
	require.ErrorAs(t, k.command(sixteenth), &refusal)
	assert.Equal(t, []string{"S2-23"}, refusal.Sources())
	k.must(notify.DeleteContact{ID: "c-7"}, sixteenth)
	assert.Equal(t, 15, k.book.Len())
}

func TestS2_24_AVerificationMailGoesToTheNewAddress(t *testing.T) {
	k := newDesk(t)
	k.add("c-1")
	sent := k.rec.Delivered()
	require.Len(t, sent, 1)
	assert.Equal(t, "c-1@example.com", sent[0].Address.Reveal())
	assert.Equal(t, notify.ChannelEmail, sent[0].To.Channel)
	assert.Regexp(t, linkIn, sent[0].Text)
}

func TestS2_25_OnlyTheContactsOwnLinkVerifies(t *testing.T) {
	k := newDesk(t)
	k.add("c-1")
	k.must(notify.SelectContact{ID: "c-1"})
	link := k.link("c-1@example.com")
	k.service.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, link, nil))
	assert.False(t, k.verified("c-1"), "a scanner that fetches the link is not the contact")
	assert.Equal(t, http.StatusForbidden, k.press(link[:len(link)-1]))
	assert.NotContains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email")
	assert.Equal(t, http.StatusOK, k.press(link))
	assert.True(t, k.verified("c-1"))
	assert.Contains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email")
}

func TestS2_27_ASelectedContactIsAReceiver(t *testing.T) {
	k := newDesk(t)
	k.add("c-1")
	k.press(k.link("c-1@example.com"))
	assert.NotContains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email", "verified is not selected")
	k.must(notify.SelectContact{ID: "c-1"})
	assert.Contains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email")
}

func TestS2_28_AClearedContactStaysInTheBook(t *testing.T) {
	k := newDesk(t)
	k.ready("c-1")
	k.must(notify.DeselectContact{ID: "c-1"})
	assert.NotContains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email")
	assert.True(t, k.verified("c-1"))
	k.must(notify.SelectContact{ID: "c-1"})
	assert.Contains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email", "nothing has to be verified again")
}

func TestS2_32_ContactsAreModifiedAndDeleted(t *testing.T) {
	k := newDesk(t)
	k.ready("c-1")
	k.must(k.enter("c-1", directory.Entry{Name: "N", Title: "CTO", Email: "new@example.com"}).ModifyContact("c-1", "en"))
	k.press(k.link("new@example.com"))
	assert.Contains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email")
	for _, m := range k.rec.Delivered() {
		if m.To.ID == "c-1" && m.Notice.Topic == notify.TopicSubmitted && m.To.Channel == notify.ChannelEmail {
			assert.Equal(t, "new@example.com", m.Address.Reveal())
		}
	}
	k.must(notify.DeleteContact{ID: "c-1"})
	assert.Equal(t, []string{"owner/inbox", "owner/email"}, k.told(notify.KindProgress, notify.TopicSubmitted))
	assert.Zero(t, k.book.Len())
}

func TestS2_33_AModifiedContactIsVerifiedBeforeItReceives(t *testing.T) {
	k := newDesk(t)
	k.ready("c-1")
	k.must(k.enter("c-1", directory.Entry{Name: "Another name", Title: "Manager", Email: "c-1@example.com"}).ModifyContact("c-1", "en"))
	assert.NotContains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email", "any change suspends")
	old := k.link("c-1@example.com")
	k.must(k.enter("c-1", directory.Entry{Name: "Another name", Title: "Manager", Email: "new@example.com"}).ModifyContact("c-1", "en"))
	assert.Equal(t, http.StatusForbidden, k.press(old), "the link of the information before")
	assert.Equal(t, http.StatusOK, k.press(k.link("new@example.com")))
	assert.Contains(t, k.told(notify.KindProgress, notify.TopicSubmitted), "c-1/email", "still selected")
}
