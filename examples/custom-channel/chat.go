// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/icpfiling/icp/notify"
)

// chat is a channel of your own: it posts internal messages to the company's chat.
type chat struct{ url string }

// Send posts one message. Every answer is one of four outcomes; when in doubt it is unknown.
func (c chat) Send(ctx context.Context, m notify.Message) notify.Result {
	body, err := json.Marshal(map[string]string{"id": m.Key, "to": m.Notice.Account + "/" + m.To.ID, "text": m.Subject + "\n" + m.Text})
	if err != nil {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "payload"}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return notify.Result{Outcome: notify.OutcomeRetry, Config: true, Code: "url"} // our own settings: stop, lose nothing
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return notify.Result{Outcome: notify.OutcomeUnknown, Code: "dropped"} // the chat knows the id when it comes again
	}
	defer response.Body.Close()
	switch code := strconv.Itoa(response.StatusCode); {
	case response.StatusCode < 300:
		return notify.Result{Outcome: notify.OutcomeDelivered, Code: code}
	case response.StatusCode == http.StatusBadRequest:
		return notify.Result{Outcome: notify.OutcomePermanent, Code: code} // a dead letter, kept for you to look at
	default:
		return notify.Result{Outcome: notify.OutcomeRetry, Code: code}
	}
}
