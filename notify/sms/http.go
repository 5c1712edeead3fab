// SPDX-License-Identifier: Apache-2.0

package sms

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/icpfiling/icp/internal/retryafter"
	"github.com/icpfiling/icp/notify"
)

// HTTP is a gateway over HTTP, for a host's own bridge to its provider.
//
// It posts {"key","phone","text","lang","topic"} to the address with the header
// Authorization: Bearer and the token; 2xx means taken, 400 and 422 that it never will be,
// 401 and 403 that the token is wrong, anything else that later may go better, and not before
// the answer's Retry-After. The receipt of a key is at the address, one slash and the key: 404
// means it was never had, 200 answers {"status":"delivered"}, "failed" or "unknown".
type HTTP struct {
	Now     func() time.Time // from which the seconds of Retry-After count; nil means time.Now. Set it before the first message
	address string
	token   string
	client  *http.Client
}

var _ Gateway = (*HTTP)(nil)

// NewHTTP makes a gateway for an absolute https address, or an http one of this machine.
// Another address is the error NTF-090. client may be nil.
func NewHTTP(address, token string, client *http.Client) (*HTTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || strings.ContainsAny(address, "?#") || u.Scheme != "https" && (u.Scheme != "http" || !local(u.Hostname())) {
		return nil, errors.New("NTF-090: the gateway's address is not usable; give an https address without user, query and fragment")
	}
	if client == nil {
		client = &http.Client{Timeout: 20 * time.Second}
	}
	once := *client
	once.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &HTTP{address: address, token: token, client: &once}, nil
}

func local(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }

// String shows no token.
func (h *HTTP) String() string { return "sms by " + h.address }

// Format answers every verb of fmt without the token.
func (h *HTTP) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, h.String()) }

type submitWire struct {
	Key   string `json:"key"`
	Phone string `json:"phone"`
	Text  string `json:"text"`
	Lang  string `json:"lang"`
	Topic string `json:"topic"`
}

// Submit implements [Gateway].
func (h *HTTP) Submit(ctx context.Context, s Submission) notify.Result {
	body, err := json.Marshal(submitWire{s.Key, s.Phone.Reveal(), s.Text, s.Lang, s.Notice.Topic})
	if err != nil {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "payload", Detail: "the message cannot be encoded"}
	}
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})
	response, _, err := h.do(ctx, http.MethodPost, h.address, body)
	switch {
	case err != nil && written.Load():
		return notify.Result{Outcome: notify.OutcomeUnknown, Code: "dropped", Detail: "the gateway did not answer"}
	case errors.As(err, new(*tls.CertificateVerificationError)):
		return notify.Result{Outcome: notify.OutcomeRetry, Down: true, Code: "tls", Detail: "the gateway's certificate is not one of its address, is not trusted, or has expired"}
	case err != nil:
		return notify.Result{Outcome: notify.OutcomeRetry, Down: true, Code: "connect", Detail: "the gateway could not be reached"}
	case response.StatusCode/100 == 2:
		return notify.Result{Outcome: notify.OutcomeDelivered, Code: strconv.Itoa(response.StatusCode)}
	}
	r := refused(response.StatusCode)
	if r.Outcome == notify.OutcomeRetry {
		r.NotBefore = retryafter.Of(response.Header, h.now())
	}
	return r
}

func (h *HTTP) now() time.Time {
	now := time.Now
	if h.Now != nil {
		now = h.Now
	}
	return now()
}

func refused(status int) notify.Result {
	r := notify.Result{Outcome: notify.OutcomeRetry, Code: strconv.Itoa(status), Detail: "the gateway refused"}
	switch status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		r.Outcome = notify.OutcomePermanent
	case http.StatusUnauthorized, http.StatusForbidden:
		r.Config = true
	}
	return r
}

// Receipt implements [Gateway].
func (h *HTTP) Receipt(ctx context.Context, s Submission) (notify.Result, bool) {
	response, body, err := h.do(ctx, http.MethodGet, strings.TrimSuffix(h.address, "/")+"/"+url.PathEscape(s.Key), nil)
	switch {
	case err != nil:
		return notify.Result{Outcome: notify.OutcomeUnknown, Code: "connect", Detail: "the gateway gave no receipt"}, true
	case response.StatusCode == http.StatusNotFound:
		return notify.Result{}, false
	case response.StatusCode != http.StatusOK:
		r := refused(response.StatusCode)
		r.Outcome = notify.OutcomeUnknown
		return r, true
	}
	var answer struct {
		Status string `json:"status"`
	}
	if json.Unmarshal(body, &answer) != nil {
		answer.Status = ""
	}
	switch answer.Status {
	case "delivered":
		return notify.Result{Outcome: notify.OutcomeDelivered, Code: "receipt"}, true
	case "failed":
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "receipt", Detail: "the provider could not deliver it"}, true
	}
	return notify.Result{Outcome: notify.OutcomeUnknown, Code: "receipt", Detail: "the provider does not know yet"}, true
}

// do gives an answer and what its body holds; the body is closed.
func (h *HTTP) do(ctx context.Context, method, address string, body []byte) (*http.Response, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	request.GetBody = nil // a dropped connection is delivery's to repeat, not the transport's
	request.Header.Set("Authorization", "Bearer "+h.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := h.client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusSwitchingProtocols { // behind it is a connection, which no timeout ends
		return response, nil, nil
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	return response, answer, err
}
