// SPDX-License-Identifier: Apache-2.0

package directorytest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
)

func versions(s *suite) {
	one := s.put("a", "c", directory.Entry{Name: "N", Email: "one@example.com", Phone: "13900000000"})
	two := s.put("a", "c", directory.Entry{Name: "N", Email: "two@example.com"})
	assert.Equal(s, []int{1, 2}, []int{one.Version, two.Version})
	assert.Equal(s, "one@example.com", s.address("a", "c", notify.ChannelEmail, 1))
	assert.Equal(s, "two@example.com", s.address("a", "c", notify.ChannelEmail, 2))
	assert.Equal(s, "two@example.com", s.address("a", "c", notify.ChannelEmail, 0), "0 is the newest")
	assert.Equal(s, "13900000000", s.address("a", "c", notify.ChannelSMS, 1))
	assert.Empty(s, s.address("a", "c", notify.ChannelSMS, 2), "the newer entry has no phone")
	assert.Empty(s, s.address("a", "c", notify.ChannelEmail, 3))
	newest, ok, err := s.d.Entry(s.Context(), "a", "c")
	require.NoError(s, err)
	assert.True(s, ok)
	assert.Equal(s, "two@example.com", newest.Email)
}

func apart(s *suite) {
	s.put("a", "bc", directory.Entry{Email: "a@example.com"})
	s.put("ab", "c", directory.Entry{Email: "ab@example.com"})
	assert.Equal(s, "a@example.com", s.address("a", "bc", notify.ChannelEmail, 1))
	assert.Equal(s, "ab@example.com", s.address("ab", "c", notify.ChannelEmail, 1))
	for _, account := range []string{"a", "b", ""} {
		assert.Empty(s, s.address(account, "c", notify.ChannelEmail, 0))
	}
	_, ok, err := s.d.Entry(s.Context(), "a", "c")
	require.NoError(s, err)
	assert.False(s, ok)
}

func addresses(s *suite) {
	s.put("a", "c", directory.Entry{Email: "e@example.com", Phone: "13900000000", Webhook: "https://example.com/hook"})
	for ch, want := range map[notify.Channel]string{
		notify.ChannelEmail: "e@example.com", notify.ChannelSMS: "13900000000", notify.ChannelWebhook: "https://example.com/hook",
		notify.ChannelInbox: "",
	} {
		assert.Equal(s, want, s.address("a", "c", ch, 0), ch)
	}
}

func digests(s *suite) {
	e := directory.Entry{Name: "N", Title: "T", Email: "e@example.com"}
	assert.Equal(s, e.Stored(Key(), 1), s.put("a", "c", e))
	assert.Equal(s, e.Stored(Key(), 2), s.put("a", "c", e), "the same text has the same digests")
}

func texts(s *suite) {
	e := directory.Entry{
		Name: `李'); DROP TABLE x; --`, Title: `总经理 "\%_`, Email: "=cmd|x@example.com",
		Phone: "+86 139", Webhook: "https://example.com/" + strings.Repeat("x", 2000),
	}
	s.put("a", "c", e)
	got, _, err := s.d.Entry(s.Context(), "a", "c")
	require.NoError(s, err)
	assert.True(s, e == got, "a text came back changed")
}

func pruning(s *suite) {
	for _, mail := range []string{"one@example.com", "two@example.com", "three@example.com"} {
		s.put("a", "c", directory.Entry{Email: mail})
	}
	s.put("a", "d", directory.Entry{Email: "d@example.com"})
	require.NoError(s, s.d.Prune(s.Context(), "a", "c", 2))
	require.NoError(s, s.d.Prune(s.Context(), "a", "nobody", 2))
	assert.Empty(s, s.address("a", "c", notify.ChannelEmail, 1))
	assert.Equal(s, "two@example.com", s.address("a", "c", notify.ChannelEmail, 2))
	assert.Equal(s, "three@example.com", s.address("a", "c", notify.ChannelEmail, 0))
	assert.Equal(s, "d@example.com", s.address("a", "d", notify.ChannelEmail, 1))
}

func erasing(s *suite) {
	s.put("a", "c", directory.Entry{Email: "one@example.com"})
	s.put("a", "c", directory.Entry{Email: "two@example.com"})
	s.put("a", "d", directory.Entry{Email: "d@example.com"})
	for range 2 {
		require.NoError(s, s.d.Erase(s.Context(), "a", "c"))
	}
	require.NoError(s, s.d.Erase(s.Context(), "a", "nobody"))
	for version := range 4 {
		assert.Empty(s, s.address("a", "c", notify.ChannelEmail, version))
	}
	_, ok, err := s.d.Entry(s.Context(), "a", "c")
	require.NoError(s, err)
	assert.False(s, ok)
	assert.Equal(s, "d@example.com", s.address("a", "d", notify.ChannelEmail, 0))
	next := s.put("a", "c", directory.Entry{Email: "other@example.com"})
	assert.Equal(s, 3, next.Version, "a link sent to an erased address fits no other")
}

func refusing(s *suite) {
	for _, e := range []directory.Entry{
		{Email: "canary@example.com\r\nBcc: x"},
		{Name: "canary\x00"},
		{Title: "canary\u202e"},
		{Phone: "canary\xff"},
		{Name: strings.Repeat("canary", 100)},
		{Email: "not an address of canary"},
		{Email: "canary"},
		{Email: "canary@"},
		{Email: "Li <canary@example.com>"},
		{Email: "canary@a@example.com"},
		{Phone: "canary"},
		{Phone: "+-"},
		{Webhook: "canary.example.com"},
		{Webhook: strings.Repeat("canary", 1000)},
	} {
		_, err := s.d.Put(s.Context(), "a", "c", e)
		require.ErrorContains(s, err, "NTF-060")
		assert.NotContains(s, err.Error(), "canary")
	}
	_, ok, err := s.d.Entry(s.Context(), "a", "c")
	require.NoError(s, err)
	assert.False(s, ok)
}

func racing(s *suite) {
	const puts = 16
	var together sync.WaitGroup
	got := make([]int, puts)
	for i := range puts {
		together.Go(func() {
			stored, err := s.d.Put(s.Context(), "a", "c", directory.Entry{Email: "e@example.com"})
			assert.NoError(s, err)
			got[i] = stored.Version
		})
	}
	together.Wait()
	slices.Sort(got)
	for i, version := range got {
		assert.Equal(s, i+1, version)
	}
}

func ended(s *suite) {
	s.put("a", "c", directory.Entry{Email: "e@example.com"})
	ctx, cancel := context.WithCancel(s.Context())
	cancel()
	_, _, err := s.d.Address(ctx, "a", notify.Receiver{ID: "c", Channel: notify.ChannelEmail})
	require.ErrorIs(s, err, context.Canceled)
	require.ErrorIs(s, s.d.Erase(ctx, "a", "c"), context.Canceled)
	assert.Equal(s, "e@example.com", s.address("a", "c", notify.ChannelEmail, 0))
}
