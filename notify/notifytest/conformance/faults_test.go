// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
)

type answers func(notify.Message) notify.Result

func (a answers) Send(_ context.Context, m notify.Message) notify.Result { return a(m) }

func TestTheSuiteSaysWhatIsWrongWithAnAnswer(t *testing.T) {
	m := Channel{Channel: notify.ChannelEmail, Address: "li@example.com"}.message("k")
	for want, a := range map[string]answers{
		"Send panicked with boom": func(notify.Message) notify.Result { panic("boom") },
		"has no outcome":          func(notify.Message) notify.Result { return notify.Result{} },
		"delivered and a fault": func(notify.Message) notify.Result {
			return notify.Result{Outcome: notify.OutcomeDelivered, Config: true}
		},
		"gives the address away":      func(m notify.Message) notify.Result { return unknown(m.Address.Reveal()) },
		"repeats the text":            func(m notify.Message) notify.Result { return unknown(m.Text) },
		"say what happened in a line": func(notify.Message) notify.Result { return unknown(strings.Repeat("x", 1001)) },
	} {
		_, faults := ask(t.Context(), a, m)
		require.Len(t, faults, 1, want)
		assert.Contains(t, faults[0], want)
	}
	_, faults := ask(t.Context(), answers(func(notify.Message) notify.Result { return unknown("busy") }), m)
	assert.Empty(t, faults)
}

func unknown(detail string) notify.Result {
	return notify.Result{Outcome: notify.OutcomeUnknown, Detail: detail}
}
