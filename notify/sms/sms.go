// SPDX-License-Identifier: Apache-2.0

package sms

import (
	"context"
	"strings"

	"github.com/icpfiling/icp/notify"
)

// Gateway is a provider of text messages.
type Gateway interface {
	// Submit hands one message over. Delivered means that the provider has it.
	Submit(ctx context.Context, s Submission) notify.Result
	// Receipt asks what became of an earlier submission. known is false when the provider
	// never had it.
	Receipt(ctx context.Context, s Submission) (r notify.Result, known bool)
}

// Submission is one text message. By the topic of Notice a gateway chooses the
// provider's template, and fills it from Notice.
type Submission struct {
	Key    string
	Phone  notify.Address // 11 digits, without the country's code
	Text   string
	Lang   string
	Notice notify.Notice
}

// Sender is the channel of text messages. It is as safe for concurrent use as its gateway.
type Sender struct{ gateway Gateway }

var _ notify.Notifier = (*Sender)(nil)

// New gives a sender over a gateway. It panics without one.
func New(g Gateway) *Sender {
	if g == nil {
		panic("sms: New needs a gateway")
	}
	return &Sender{g}
}

// Send implements [notify.Notifier]. A number that is not a mainland mobile number is
// permanently undeliverable.
func (s *Sender) Send(ctx context.Context, m notify.Message) notify.Result {
	sub, refused := submission(m)
	if refused.Outcome != 0 {
		return refused
	}
	return s.gateway.Submit(ctx, sub)
}

// Receipt asks the gateway what became of an earlier attempt; delivery calls it before it
// sends again.
func (s *Sender) Receipt(ctx context.Context, m notify.Message) (notify.Result, bool) {
	sub, refused := submission(m)
	if refused.Outcome != 0 {
		return refused, true
	}
	return s.gateway.Receipt(ctx, sub)
}

func submission(m notify.Message) (Submission, notify.Result) {
	phone := mobile(m.Address.Reveal())
	if phone == "" {
		return Submission{}, notify.Result{Outcome: notify.OutcomePermanent, Code: "address", Detail: "not a mainland mobile number"}
	}
	if strings.Contains(m.Text, "://") {
		return Submission{}, notify.Result{Outcome: notify.OutcomePermanent, Code: "link", Detail: "a text message cannot carry a link"}
	}
	return Submission{Key: m.Key, Phone: notify.NewAddress(phone), Text: m.Text, Lang: m.Lang, Notice: m.Notice}, notify.Result{}
}

// between are the signs people write in a number, as the directory takes them.
var between = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "")

// mobile gives the 11 digits of a mainland mobile number, "" for anything else.
func mobile(text string) string {
	digits := strings.TrimPrefix(between.Replace(text), "+86")
	if len(digits) != 11 || digits[0] != '1' || digits[1] < '3' {
		return ""
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return ""
		}
	}
	return digits
}
