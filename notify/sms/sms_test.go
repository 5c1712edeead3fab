// SPDX-License-Identifier: Apache-2.0

package sms_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/notifytest/conformance"
	"github.com/icpfiling/icp/notify/sms"
)

var _ deliver.ReceiptQuerier = (*sms.Sender)(nil)

// bridge is a host's bridge to a provider.
type bridge struct {
	mu      sync.Mutex
	keys    []string
	bodies  []string
	status  int    // 0 takes the message
	after   string // what Retry-After says; "" says nothing
	drop    bool   // takes it and does not answer
	receipt string // of every key; "" has none
}

func (b *bridge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.after != "" {
		w.Header().Set("Retry-After", b.after)
	}
	if r.Header.Get("Authorization") != "Bearer t" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.Method == http.MethodGet {
		if b.receipt == "" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		if b.status != 0 {
			w.WriteHeader(b.status)
		}
		_, _ = io.WriteString(w, b.receipt)
		return
	}
	if b.status != 0 {
		w.WriteHeader(b.status)
		return
	}
	var got struct{ Key string }
	body, _ := io.ReadAll(r.Body)
	_ = json.Unmarshal(body, &got)
	b.keys, b.bodies = append(b.keys, got.Key), append(b.bodies, string(body))
	if b.drop {
		panic(http.ErrAbortHandler)
	}
}

func (b *bridge) received() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.keys...)
}

func start(t *testing.T) (*bridge, *sms.Sender, *httptest.Server) {
	t.Helper()
	b := &bridge{}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	gateway, err := sms.NewHTTP(server.URL, "t", nil)
	require.NoError(t, err)
	return b, sms.New(gateway), server
}

func message(phone string) notify.Message {
	return notify.Message{
		Key: "s-1/7/0/owner/sms", To: notify.Receiver{ID: "owner", Channel: notify.ChannelSMS}, Address: notify.NewAddress(phone), Lang: "zh",
		Text: "备案订单f-1：通信管理局已通过您的备案申请。", Notice: notify.Notice{Topic: notify.TopicApproved, At: time.Unix(0, 0)},
	}
}

func TestConformance(t *testing.T) {
	conformance.Run(t, func(t *testing.T) conformance.Channel {
		b, sender, server := start(t)
		return conformance.Channel{
			Notifier: sender, Channel: notify.ChannelSMS, Address: "13800138000", Received: b.received, Break: server.Close,
		}
	})
}

func TestOnlyMainlandMobileNumbers(t *testing.T) { // A-04
	b, sender, _ := start(t)
	for _, phone := range []string{"13800138000", "+8619900000000", "+86 138-0013-8000", "(+86) 138 0013 8000"} {
		assert.Equal(t, notify.OutcomeDelivered, sender.Send(t.Context(), message(phone)).Outcome)
	}
	for _, phone := range []string{"", "1380013800", "138001380000", "12800138000", "01085281234", "+85261234567", "+1 650 253 0000", "１３８００１３８０００", "1380013800a", "+86+8613800138000"} {
		r := sender.Send(t.Context(), message(phone))
		assert.Equal(t, notify.OutcomePermanent, r.Outcome, phone)
		assert.Equal(t, "address", r.Code)
		_, known := sender.Receipt(t.Context(), message(phone))
		assert.True(t, known)
	}
	assert.Len(t, b.received(), 4)
	assert.JSONEq(t, `{"key":"s-1/7/0/owner/sms","phone":"19900000000","text":"备案订单f-1：通信管理局已通过您的备案申请。","lang":"zh","topic":"approved"}`, b.bodies[1])
	assert.Contains(t, b.bodies[2], `"phone":"13800138000"`)
	assert.Contains(t, b.bodies[3], `"phone":"13800138000"`)
	m := message("13800138000")
	m.Text = "https://example.com"
	assert.Equal(t, "link", sender.Send(t.Context(), m).Code)
}

func TestAnswersOfTheBridge(t *testing.T) {
	for status, want := range map[int]notify.Result{
		400: {Outcome: notify.OutcomePermanent, Code: "400"}, 422: {Outcome: notify.OutcomePermanent, Code: "422"},
		401: {Outcome: notify.OutcomeRetry, Code: "401", Config: true}, 403: {Outcome: notify.OutcomeRetry, Code: "403", Config: true},
		302: {Outcome: notify.OutcomeRetry, Code: "302"}, 429: {Outcome: notify.OutcomeRetry, Code: "429"}, 503: {Outcome: notify.OutcomeRetry, Code: "503"},
	} {
		b, sender, _ := start(t)
		b.status = status
		r := sender.Send(t.Context(), message("13800138000"))
		want.Detail = r.Detail
		assert.Equal(t, want, r)
	}
	b, sender, _ := start(t)
	b.drop = true
	assert.Equal(t, notify.OutcomeUnknown, sender.Send(t.Context(), message("13800138000")).Outcome)
	assert.Len(t, b.received(), 1)
}

func TestBridgeThatSaysWhenToComeBack(t *testing.T) {
	now := time.Date(2018, 4, 4, 1, 0, 0, 0, time.UTC)
	b := &bridge{}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	gateway, err := sms.NewHTTP(server.URL, "t", nil)
	require.NoError(t, err)
	gateway.Now = func() time.Time { return now }
	later := now.Add(90 * time.Second)
	for _, c := range []struct {
		status int
		after  string
		want   time.Time
	}{
		{429, "90", later},
		{503, later.Format(http.TimeFormat), later},
		{403, "90", later},
		{503, now.Add(-time.Hour).Format(http.TimeFormat), time.Time{}},
		{503, "99999999999999999999", time.Time{}},
		{503, "", time.Time{}},
		{422, "90", time.Time{}}, // it never will be taken
		{204, "90", time.Time{}}, // it is taken
	} {
		b.status, b.after = c.status, c.after
		assert.Equal(t, c.want, sms.New(gateway).Send(t.Context(), message("13800138000")).NotBefore, "%d %s", c.status, c.after)
	}
	gateway.Now = nil
	b.status, b.after = 503, "3600"
	before := time.Now()
	assert.WithinRange(t, sms.New(gateway).Send(t.Context(), message("13800138000")).NotBefore, before.Add(time.Hour), time.Now().Add(time.Hour))
}

// See TestReceiverThatSwitchesTheProtocolHoldsUpNothing of webhook.
func TestGatewayThatSwitchesTheProtocolHoldsUpNothing(t *testing.T) {
	asked := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, buffer, err := w.(http.Hijacker).Hijack()
		if !assert.NoError(t, err) {
			return
		}
		_, _ = buffer.WriteString("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: silence\r\n\r\n")
		_ = buffer.Flush()
		<-asked
		_ = conn.Close()
	}))
	defer server.Close()
	gateway, err := sms.NewHTTP(server.URL, "t", nil)
	require.NoError(t, err)
	sent := sms.New(gateway).Send(t.Context(), message("13800138000"))
	receipt, known := sms.New(gateway).Receipt(t.Context(), message("13800138000"))
	close(asked)
	assert.Equal(t, notify.OutcomeRetry, sent.Outcome)
	assert.True(t, known)
	assert.Equal(t, notify.OutcomeUnknown, receipt.Outcome)
}

// The host sees whether the gateway is away or its certificate is out of date; either way nothing was handed over.
func TestGatewayWithoutATrustedCertificate(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer server.Close()
	gateway, err := sms.NewHTTP(server.URL, "t", nil)
	require.NoError(t, err)
	r := sms.New(gateway).Send(t.Context(), message("13800138000"))
	assert.Equal(t, "tls", r.Code)
	assert.True(t, r.Down)
	assert.Equal(t, notify.OutcomeRetry, r.Outcome)
}

func TestReceipts(t *testing.T) {
	for receipt, want := range map[string]notify.Outcome{
		`{"status":"delivered"}`: notify.OutcomeDelivered, `{"status":"failed"}`: notify.OutcomePermanent,
		`{"status":"unknown"}`: notify.OutcomeUnknown, `{"status":"soon"}`: notify.OutcomeUnknown, `[`: notify.OutcomeUnknown,
	} {
		b, sender, _ := start(t)
		b.receipt = receipt
		r, known := sender.Receipt(t.Context(), message("13800138000"))
		assert.True(t, known)
		assert.Equal(t, want, r.Outcome, receipt)
		b.status = 503
		r, known = sender.Receipt(t.Context(), message("13800138000"))
		assert.True(t, known)
		assert.Equal(t, notify.OutcomeUnknown, r.Outcome)
	}
	_, sender, server := start(t)
	_, known := sender.Receipt(t.Context(), message("13800138000"))
	assert.False(t, known, "the bridge never had it")
	server.Close()
	r, known := sender.Receipt(t.Context(), message("13800138000"))
	assert.True(t, known)
	assert.Equal(t, notify.OutcomeUnknown, r.Outcome)
}

// A bridge mounted below a path that ends in a slash, as http.ServeMux wants it, answers two slashes with a redirect: no
// receipt would ever be had there, and a message that once was not answered would not go again.
func TestReceiptsBelowAPath(t *testing.T) {
	b := &bridge{receipt: `{"status":"delivered"}`}
	mux := http.NewServeMux()
	mux.Handle("/sms/", b)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	gateway, err := sms.NewHTTP(server.URL+"/sms/", "t", nil)
	require.NoError(t, err)
	sender := sms.New(gateway)
	require.Equal(t, notify.OutcomeDelivered, sender.Send(t.Context(), message("13800138000")).Outcome)
	r, known := sender.Receipt(t.Context(), message("13800138000"))
	assert.True(t, known)
	assert.Equal(t, notify.OutcomeDelivered, r.Outcome)
}

func TestGatewayAddressAndToken(t *testing.T) {
	for _, bad := range []string{"", "sms.example.com", "http://sms.example.com", "https://u:p@sms.example.com", "https://sms.example.com?a=b", "https://sms.example.com/?", "https://sms.example.com/#sms", "ftp://localhost", "://"} {
		_, err := sms.NewHTTP(bad, "t", nil)
		assert.ErrorContains(t, err, "NTF-090", bad)
	}
	h, err := sms.NewHTTP("https://sms.example.com", "canary", &http.Client{})
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.False(t, strings.Contains(fmt.Sprintf(verb, h), "canary"))
	}
	assert.Panics(t, func() { sms.New(nil) })
}

// printer is a whole gateway: a provider with an interface of its own needs these two
// methods.
type printer struct{}

func (printer) Submit(_ context.Context, s sms.Submission) notify.Result {
	fmt.Println(s.Notice.Topic, s.Text)
	return notify.Result{Outcome: notify.OutcomeDelivered}
}

func (printer) Receipt(context.Context, sms.Submission) (notify.Result, bool) {
	return notify.Result{}, false
}

func Example() {
	channel := sms.New(printer{})
	fmt.Println(channel.Send(context.Background(), message("13800138000")).Outcome)
	// Output:
	// approved 备案订单f-1：通信管理局已通过您的备案申请。
	// delivered
}
