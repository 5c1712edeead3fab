// SPDX-License-Identifier: Apache-2.0

package notify_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/icpfiling/icp/notify"
)

// result2018 is a result of April 2018, told to the people named in the filing (S0-23).
func result2018() Notice {
	return Notice{
		Kind: KindReviewResult, Audience: AudienceNamedInFiling, Channels: set(ChannelEmail, ChannelSMS), Topic: TopicApproved,
		Account: "a-1", Subject: "s-1", Filing: "f-1", Named: [2]string{"p-1", "p-2"},
		Region: "inner_mongolia", FilingKind: "first_filing", Index: 2, At: at,
	}
}

// progress2020 is told to the owner and the contacts (S2-5).
func progress2020() Notice {
	return Notice{
		Kind: KindProgress, Audience: AudienceOwnerAndContacts, Channels: set(ChannelEmail, ChannelInbox), Topic: TopicSMSWindow,
		Account: "a-1", Subject: "s-1", Filing: "f-1", Due: at.Add(24 * time.Hour), At: at,
	}
}

func TestValidate(t *testing.T) {
	require.NoError(t, result2018().Validate())
	require.NoError(t, progress2020().Validate())
	for name, spoil := range map[string]func(*Notice){
		"kind": func(n *Notice) { n.Kind = 9 }, "no kind": func(n *Notice) { n.Kind = 0 },
		"audience": func(n *Notice) { n.Audience = 0 }, "no channel": func(n *Notice) { n.Channels = 0 },
		"channel": func(n *Notice) { n.Channels = 1 << 6 }, "topic": func(n *Notice) { n.Topic = "" },
		"account": func(n *Notice) { n.Account = "" }, "time": func(n *Notice) { n.At = time.Time{} },
		"year": func(n *Notice) { n.Due = at.AddDate(9000, 0, 0) }, "index": func(n *Notice) { n.Index = -1 },
		"address": func(n *Notice) { n.Account = "me@example.com" }, "line": func(n *Notice) { n.Filing = "f\r\nBcc: x" },
		"long": func(n *Notice) { n.Subject = strings.Repeat("s", MaxIDLen+1) }, "chinese": func(n *Notice) { n.Region = "上海" },
		"nobody": func(n *Notice) { n.Named = [2]string{} }, "contact": func(n *Notice) { n.Contact = "c" },
		"no contact": func(n *Notice) { n.Audience, n.Named = AudienceContact, [2]string{} },
		"persons":    func(n *Notice) { n.Audience = AudienceOwnerAndContacts },
	} {
		n := result2018()
		spoil(&n)
		assert.ErrorContains(t, n.Validate(), "NTF-020", name)
	}
}

func TestTheLongestNoticeFits(t *testing.T) {
	id := strings.Repeat("s", MaxIDLen)
	n := Notice{
		Kind: KindItemReviewResult, Audience: AudienceNamedInFiling, Channels: set(ChannelEmail, ChannelSMS, ChannelInbox, ChannelWebhook),
		Topic: id, Account: id, Subject: id, Filing: id, Named: [2]string{id, id}, Region: id, FilingKind: id,
		Due: at.Add(time.Nanosecond), Index: 9999, At: at.Add(time.Nanosecond),
	}
	data, err := n.MarshalJSON()
	require.NoError(t, err)
	assert.LessOrEqual(t, len(data), MaxRecordLen)
	var read Notice
	require.NoError(t, read.UnmarshalJSON(data))
	assert.Equal(t, n, read)
}

func TestExpand(t *testing.T) {
	b := must(t, Book{Account: "a-1"}, add("c"), verify("c", 1), SelectContact{"c"}, add("d"), SelectContact{"d"}, add("e"), verify("e", 1))
	owner := []Receiver{{OwnerID, ChannelEmail, 0}, {OwnerID, ChannelInbox, 0}}
	c := []Receiver{{"c", ChannelEmail, 1}, {"c", ChannelInbox, 1}}

	assert.Equal(t, append(owner[:2:2], c...), Expand(progress2020(), b, at), "d is not verified, e not selected (S2-25, S2-27)")
	assert.Equal(t, owner, Expand(progress2020(), must(t, b, modify("c", "2")), at), "suspended until verified again (S2-33)")
	assert.Equal(t, c, Expand(progress2020(), must(t, b, SetOwner{false}), at))
	assert.Equal(t, []Receiver{owner[1], c[1]}, Expand(progress2020(), must(t, b, SetChannels{set(ChannelInbox)}), at), "S2-14")

	hook := progress2020()
	hook.Channels = set(ChannelInbox, ChannelWebhook)
	chosen := must(t, b, SetChannels{set(ChannelEmail)})
	assert.Equal(t, []Receiver{{OwnerID, ChannelWebhook, 0}}, Expand(hook, chosen, at), "a webhook is the owner's, and not chosen in the book")

	named := []Receiver{{"p-1", ChannelEmail, 0}, {"p-1", ChannelSMS, 0}, {"p-2", ChannelEmail, 0}, {"p-2", ChannelSMS, 0}}
	assert.Equal(t, named, Expand(result2018(), chosen, at), "in 2018 the book is not asked (A-04)")
	same := result2018()
	same.Named = [2]string{"p-1", "p-1"}
	assert.Equal(t, named[:2], Expand(same, b, at), "one person is told once")
	same.Named = [2]string{"", "p-2"}
	assert.Equal(t, named[2:], Expand(same, b, at))
	assert.Empty(t, Expand(Notice{}, b, at))
}

func TestExpandIntoAGivenSliceDoesNotAllocate(t *testing.T) {
	b := must(t, Book{Account: "a-1"}, add("c"), verify("c", 1), SelectContact{"c"})
	n := progress2020()
	dst := make([]Receiver, 0, 8)
	assert.Zero(t, testing.AllocsPerRun(100, func() { dst = n.AppendReceivers(dst[:0], &b, at) }))
	assert.Len(t, dst, 4)
}

func TestKey(t *testing.T) {
	n, r := result2018(), Receiver{"p-1", ChannelSMS, 0}
	assert.Equal(t, "s-1/7/2/p-1/sms", Key("s-1", 7, n, r))
	r2 := r
	r2.AddressVersion = 3
	assert.Equal(t, Key("s-1", 7, n, r), Key("s-1", 7, n, r2), "a changed address is the same message")
	assert.Equal(t, "a=2Fb=40c/7/2/p=201/sms", Key("a/b@c", 7, n, Receiver{"p 1", ChannelSMS, 0}))
	assert.Len(t, Key(strings.Repeat("s", 256), 7, n, r), 66)
}

func TestKeysAreNeverShared(t *testing.T) {
	type message struct {
		stream  string
		version uint64
		index   int
		id      string
		channel Channel
	}
	texts := rapid.StringMatching(`[a/=%1.h]{0,4}`)
	draw := rapid.Custom(func(t *rapid.T) message {
		return message{
			texts.Draw(t, "stream"), rapid.Uint64Range(0, 20).Draw(t, "version"), rapid.IntRange(0, 12).Draw(t, "index"),
			texts.Draw(t, "id"), rapid.SampledFrom(set(ChannelEmail, ChannelSMS, ChannelInbox).List()).Draw(t, "channel"),
		}
	})
	key := func(m message) string {
		return Key(m.stream, m.version, Notice{Index: m.index}, Receiver{ID: m.id, Channel: m.channel})
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		assert.Equal(t, a == b, key(a) == key(b))
		assert.Regexp(t, `^[A-Za-z0-9_/=-]+$`, key(a))
	})
}

func TestNames(t *testing.T) {
	for _, c := range set(ChannelEmail, ChannelSMS, ChannelInbox, ChannelWebhook).List() {
		parsed, err := ParseChannel(c.String())
		require.NoError(t, err)
		assert.Equal(t, c, parsed)
	}
	for _, bad := range []string{"", "Email", "mail", strings.Repeat("x", 1000)} {
		_, err := ParseChannel(bad)
		require.ErrorContains(t, err, "NTF-030")
		assert.Less(t, len(err.Error()), 200)
	}
	s := set(ChannelWebhook, ChannelEmail)
	assert.Equal(t, "email webhook", s.String())
	assert.Equal(t, []Channel{ChannelEmail, ChannelWebhook}, s.List())
	assert.False(t, s.Has(ChannelSMS) || s.Has(0) || s.Has(9))
	assert.Panics(t, func() { s.Add(0) })
	assert.Equal(t, "progress review_result item_review_result reminder contact_verification kind(0)",
		strings.Join([]string{KindProgress.String(), KindReviewResult.String(), KindItemReviewResult.String(), KindReminder.String(), KindContactVerification.String(), Kind(0).String()}, " "))
	assert.Equal(t, "named_in_filing owner_and_contacts contact audience(7)",
		strings.Join([]string{AudienceNamedInFiling.String(), AudienceOwnerAndContacts.String(), AudienceContact.String(), Audience(7).String()}, " "))
	assert.Equal(t, "delivered retry permanent unknown outcome(0)",
		strings.Join([]string{OutcomeDelivered.String(), OutcomeRetry.String(), OutcomePermanent.String(), OutcomeUnknown.String(), Outcome(0).String()}, " "))
	assert.Equal(t, "channel(0)", Channel(0).String())
}
