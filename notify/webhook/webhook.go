// SPDX-License-Identifier: Apache-2.0

package webhook

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/icpfiling/icp/internal/retryafter"
	"github.com/icpfiling/icp/notify"
)

// Config says how webhooks are posted. Secrets is required.
type Config struct {
	// Secrets gives the secrets of an account, the newest first.
	Secrets func(ctx context.Context, account string) ([]string, error)
	// Allow replaces the address guard: it is asked with each resolved address before the
	// connection is made. nil allows public addresses only.
	Allow func(netip.AddrPort) bool
	// InClear permits http addresses beside https.
	InClear bool
	TLS     *tls.Config      // nil verifies by the system's roots
	Timeout time.Duration    // for one attempt; 0 means 20 seconds
	Now     func() time.Time // nil means time.Now
}

// Sender is the webhook channel. It is safe for concurrent use.
type Sender struct {
	c      Config
	dialer *net.Dialer
	client *http.Client
}

var _ notify.Notifier = (*Sender)(nil)

// New checks the configuration and gives a sender. Without Secrets it is the error NTF-080.
func New(c Config) (*Sender, error) {
	if c.Secrets == nil {
		return nil, errors.New("NTF-080: nobody knows the secrets of an account; set webhook.Config.Secrets")
	}
	if c.Timeout == 0 {
		c.Timeout = 20 * time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Sender{c: c}
	s.dialer = &net.Dialer{Control: s.control}
	s.client = &http.Client{
		// No proxy: behind one the guard would see the proxy's address and not the target's.
		Transport: &http.Transport{
			DialContext: s.dialer.DialContext, TLSClientConfig: c.TLS, ForceAttemptHTTP2: true,
			DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return s, nil
}

// Send implements [notify.Notifier].
func (s *Sender) Send(ctx context.Context, m notify.Message) notify.Result {
	if !s.usable(m.Address.Reveal()) {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "address", Detail: "not an address that webhooks are posted to"}
	}
	secrets, err := s.c.Secrets(ctx, m.Notice.Account)
	if err != nil {
		return notify.Result{Outcome: notify.OutcomeRetry, Code: "secrets", Detail: "the account's secrets could not be loaded"}
	}
	body, err := payload(m)
	if err != nil {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "payload", Detail: "the message cannot be encoded"}
	}
	now := s.c.Now()
	signature, err := Sign(secrets, m.Key, now, body)
	if err != nil {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "secrets", Detail: "the account has no usable secret"}
	}
	ctx, cancel := context.WithTimeout(ctx, s.c.Timeout)
	defer cancel()
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, m.Address.Reveal(), bytes.NewReader(body))
	if err != nil {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "address", Detail: "not an address that webhooks are posted to"}
	}
	request.GetBody = nil // a dropped connection is delivery's to repeat, not the transport's
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "icp-webhook/1")
	request.Header.Set(HeaderID, m.Key)
	request.Header.Set(HeaderTimestamp, strconv.FormatInt(now.Unix(), 10))
	request.Header.Set(HeaderSignature, signature)
	response, err := s.client.Do(request)
	if err != nil {
		return failed(err, written.Load())
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusSwitchingProtocols { // behind it is a connection, which no timeout ends
		_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))
	}
	return answered(response, now)
}

// usable reports whether the text is an absolute address of the kind that is posted to.
func (s *Sender) usable(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Hostname() != "" && u.User == nil && u.Fragment == "" &&
		(u.Scheme == "https" || s.c.InClear && u.Scheme == "http")
}

// failed maps an error of the connection. Once the request has begun to go out nobody
// knows how far it came.
func failed(err error, written bool) notify.Result {
	switch {
	case errors.Is(err, errGuard):
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "guard", Detail: "the address leads to a network that is not public"}
	case written:
		return notify.Result{Outcome: notify.OutcomeUnknown, Code: "dropped", Detail: "the connection ended before an answer came"}
	case errors.As(err, new(*tls.CertificateVerificationError)):
		return notify.Result{Outcome: notify.OutcomeRetry, Code: "tls", Detail: "the certificate is not one of that address, is not trusted, or has expired"}
	}
	return notify.Result{Outcome: notify.OutcomeRetry, Code: "connect", Detail: "the address could not be reached"}
}

// answered maps a status. Whatever is not 2xx may be better later, except an address that
// says it is gone for good.
func answered(r *http.Response, now time.Time) notify.Result {
	result := notify.Result{Outcome: notify.OutcomeRetry, Code: strconv.Itoa(r.StatusCode)}
	switch {
	case r.StatusCode/100 == 2:
		result.Outcome = notify.OutcomeDelivered
	case r.StatusCode == http.StatusGone:
		result.Outcome, result.Detail = notify.OutcomePermanent, "the address is gone for good"
	default:
		result.NotBefore = retryafter.Of(r.Header, now)
	}
	return result
}
