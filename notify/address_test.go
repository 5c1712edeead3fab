// SPDX-License-Identifier: Apache-2.0

package notify_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	. "github.com/icpfiling/icp/notify"
)

var china = time.FixedZone("UTC+8", 8*60*60)

// TestAddressIsNeverPrinted looks for a canary in everything that could print a message.
func TestAddressIsNeverPrinted(t *testing.T) {
	const canary = "canary-7731@example.com"
	m := Message{Key: "k", Notice: progress2020(), Address: NewAddress(canary)}
	hidden := struct{ m Message }{m}
	var out bytes.Buffer
	for _, v := range []any{m, &m, m.Address, &m.Address, hidden, &hidden, []any{m}, map[string]any{"m": m.Address}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		require.NoError(t, json.NewEncoder(&out).Encode(v))
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "v", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "v", v)
	}
	assert.NotContains(t, out.String(), "canary")
	assert.NotContains(t, out.String(), hex.EncodeToString([]byte("canary")))
	assert.Contains(t, out.String(), "[address]")

	assert.Equal(t, canary, m.Address.Reveal())
	assert.False(t, m.Address.IsZero())
	assert.True(t, NewAddress("").IsZero())
	assert.Empty(t, Address{}.Reveal())
	assert.Empty(t, Address{}.String())
}
