// SPDX-License-Identifier: Apache-2.0

package directory_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
)

var key = []byte("0123456789abcdef")

func address(t *testing.T, m *directory.Memory, id string, ch notify.Channel, version int) string {
	t.Helper()
	a, ok, err := m.Address(t.Context(), "a", notify.Receiver{ID: id, Channel: ch, AddressVersion: version})
	require.NoError(t, err)
	assert.Equal(t, ok, a.Reveal() != "")
	return a.Reveal()
}

func TestVersionsOverwriteNothing(t *testing.T) {
	m := directory.NewMemory(key)
	one, err := m.Put("a", "c", directory.Entry{Name: "N", Email: "one@example.com", Phone: "13900000000"})
	require.NoError(t, err)
	two, err := m.Put("a", "c", directory.Entry{Name: "N", Email: "two@example.com", Webhook: "https://example.com"})
	require.NoError(t, err)
	assert.Equal(t, []int{1, 2}, []int{one.Version, two.Version})
	assert.Equal(t, "one@example.com", address(t, m, "c", notify.ChannelEmail, 1))
	assert.Equal(t, "two@example.com", address(t, m, "c", notify.ChannelEmail, 2))
	assert.Equal(t, "two@example.com", address(t, m, "c", notify.ChannelEmail, 0), "0 is the newest")
	assert.Equal(t, "13900000000", address(t, m, "c", notify.ChannelSMS, 1))
	assert.Empty(t, address(t, m, "c", notify.ChannelSMS, 2))
	assert.Equal(t, "https://example.com", address(t, m, "c", notify.ChannelWebhook, 2))
	assert.Empty(t, address(t, m, "c", notify.ChannelEmail, 3))
	assert.Empty(t, address(t, m, "d", notify.ChannelEmail, 0))
	newest, ok := m.Entry("a", "c")
	assert.True(t, ok)
	assert.Equal(t, "two@example.com", newest.Email)

	assert.Equal(t, one.Name, two.Name, "the same text, the same digest")
	assert.NotEqual(t, one.Email, two.Email)
	assert.Empty(t, two.Phone)
	assert.NotEqual(t, directory.Digest(key, "name", "x"), directory.Digest(key, "title", "x"))
	assert.NotEqual(t, directory.Digest(key, "name", "x"), directory.Digest([]byte("another key......"), "name", "x"))

	m.Prune("a", "c", 2)
	m.Prune("a", "nobody", 2)
	assert.Empty(t, address(t, m, "c", notify.ChannelEmail, 1))
	assert.Equal(t, "two@example.com", address(t, m, "c", notify.ChannelEmail, 2))
}

func TestErase(t *testing.T) {
	m := directory.NewMemory(key)
	_, err := m.Put("a", "c", directory.Entry{Email: "canary@example.com"})
	require.NoError(t, err)
	require.NoError(t, m.Erase(t.Context(), "a", "c"))
	require.NoError(t, m.Erase(t.Context(), "a", "nobody"))
	_, ok := m.Entry("a", "c")
	assert.False(t, ok)
	for version := range 3 {
		assert.Empty(t, address(t, m, "c", notify.ChannelEmail, version))
	}
	next, err := m.Put("a", "c", directory.Entry{Email: "other@example.com"})
	require.NoError(t, err)
	assert.Equal(t, 2, next.Version, "a link sent to the erased address fits no other")
}

func TestCancelledContext(t *testing.T) {
	m := directory.NewMemory(key)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := m.Address(ctx, "a", notify.Receiver{})
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, m.Erase(ctx, "a", "c"), context.Canceled)
}

func TestStoredMakesCommands(t *testing.T) {
	s := directory.Stored{Version: 3, Name: "n", Title: "t", Email: "e", Phone: "p"}
	assert.Equal(t, notify.AddContact{ID: "c", Version: 3, Name: "n", Title: "t", Email: "e", Phone: "p", Lang: "zh"}, s.AddContact("c", "zh"))
	assert.Equal(t, notify.ModifyContact{ID: "c", Version: 3, Name: "n", Title: "t", Email: "e", Phone: "p"}, s.ModifyContact("c", ""))
}

func TestBadEntriesAreRefusedWithoutQuotingThem(t *testing.T) {
	m := directory.NewMemory(key)
	for _, e := range []directory.Entry{
		{Email: "canary@example.com\r\nBcc: x"},
		{Name: "canary\x00"},
		{Title: "canary\u202e"},
		{Phone: "canary\xff"},
		{Name: strings.Repeat("canary", 100)},
		{Webhook: strings.Repeat("canary", 1000)},
	} {
		_, err := m.Put("a", "c", e)
		require.ErrorContains(t, err, "NTF-060")
		assert.NotContains(t, err.Error(), "canary")
	}
	assert.Panics(t, func() { directory.NewMemory([]byte("short")) })
}

func TestEntryIsNeverPrinted(t *testing.T) {
	e := directory.Entry{Name: "canary", Title: "canary", Email: "canary", Phone: "canary", Webhook: "canary"}
	var out bytes.Buffer
	for _, v := range []any{e, &e, []directory.Entry{e}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			fmt.Fprintf(&out, verb, v)
		}
		require.NoError(t, json.NewEncoder(&out).Encode(v))
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "v", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "v", v)
	}
	assert.NotContains(t, out.String(), "canary")
}
