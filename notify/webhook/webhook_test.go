// SPDX-License-Identifier: Apache-2.0

package webhook

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
)

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

var now = time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)

func message(address string) notify.Message {
	return notify.Message{
		Key: "s-1/7/0/owner/webhook", To: notify.Receiver{ID: "owner", Channel: notify.ChannelWebhook}, Lang: "en",
		Address: notify.NewAddress(address), Subject: "Your ICP filing was approved", Text: "Approved.",
		Notice: notify.Notice{
			Kind: notify.KindReviewResult, Topic: notify.TopicApproved, Account: "a-1", Filing: "f-1",
			FilingKind: "first_filing", Region: "shanghai", At: now, Due: now.Add(time.Hour),
		},
	}
}

// sender posts to loopback, in clear.
func sender(t *testing.T, change func(*Config)) *Sender {
	t.Helper()
	c := Config{
		Secrets: func(context.Context, string) ([]string, error) { return []string{secret}, nil },
		Allow:   func(netip.AddrPort) bool { return true }, InClear: true, Now: func() time.Time { return now },
	}
	if change != nil {
		change(&c)
	}
	s, err := New(c)
	require.NoError(t, err)
	return s
}

func TestPublishedVector(t *testing.T) {
	at := time.Unix(1614265330, 0)
	body := []byte(`{"test": 2432232314}`)
	signature, err := Sign([]string{secret}, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body)
	require.NoError(t, err)
	assert.Equal(t, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature)
	h := http.Header{}
	h.Set(HeaderID, "msg_p5jXN8AQM9LWM0D4loKWxJek")
	h.Set(HeaderTimestamp, "1614265330")
	h.Set(HeaderSignature, "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,x "+signature)
	require.NoError(t, Verify([]string{secret}, h, body, at.Add(Window)))
	require.NoError(t, Verify([]string{secret}, h, body, at.Add(-Window)))
	assert.ErrorContains(t, Verify([]string{secret}, h, body, at.Add(Window+time.Second)), "NTF-082")
	assert.ErrorContains(t, Verify([]string{secret}, h, body, at.Add(-Window-time.Second)), "NTF-082")
}

func TestPostIsSignedAndVerifies(t *testing.T) {
	other := "whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))
	var got http.Header
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()
	s := sender(t, func(c *Config) {
		c.Secrets = func(_ context.Context, account string) ([]string, error) {
			assert.Equal(t, "a-1", account)
			return []string{other, secret}, nil
		}
	})
	r := s.Send(t.Context(), message(server.URL+"/hook"))
	assert.Equal(t, notify.Result{Outcome: notify.OutcomeDelivered, Code: "204"}, r)
	assert.Equal(t, "s-1/7/0/owner/webhook", got.Get(HeaderID))
	for _, known := range []string{secret, other} {
		require.NoError(t, Verify([]string{known}, got, body, now), "while a secret rotates either verifies")
	}
	assert.Equal(t, `{"type":"icp.approved","timestamp":"2018-04-04T02:00:00Z","data":{"kind":"review_result","account":"a-1",`+
		`"filing":"f-1","filing_kind":"first_filing","region":"shanghai","due":"2018-04-04T03:00:00Z","lang":"en",`+
		`"subject":"Your ICP filing was approved","text":"Approved."}}`, string(body))
}

func TestForgedIsRefusedWithOneText(t *testing.T) {
	body := []byte(`{"test":1}`)
	signature, err := Sign([]string{secret}, "id", now, body)
	require.NoError(t, err)
	good := func() http.Header {
		h := http.Header{}
		h.Set(HeaderID, "id")
		h.Set(HeaderTimestamp, strconv.FormatInt(now.Unix(), 10))
		h.Set(HeaderSignature, signature)
		return h
	}
	require.NoError(t, Verify([]string{secret}, good(), body, now))
	for i := range signature {
		for _, c := range []byte("A1+,= ") {
			mutant := signature[:i] + string(c) + signature[i+1:]
			h := good()
			h.Set(HeaderSignature, mutant)
			if mutant == signature {
				continue
			}
			assert.Equal(t, errForged, Verify([]string{secret}, h, body, now), mutant)
		}
	}
	for name, spoil := range map[string]func(http.Header){
		"id": func(h http.Header) { h.Set(HeaderID, "other") }, "no id": func(h http.Header) { h.Del(HeaderID) },
		"time": func(h http.Header) { h.Set(HeaderTimestamp, "1522807201") }, "no time": func(h http.Header) { h.Del(HeaderTimestamp) },
		"padded time": func(h http.Header) { h.Set(HeaderTimestamp, "0"+h.Get(HeaderTimestamp)) }, "none": func(h http.Header) { h.Del(HeaderSignature) },
		"many": func(h http.Header) { h.Set(HeaderSignature, strings.Repeat("v1,x ", 100)+signature) },
	} {
		h := good()
		spoil(h)
		assert.Equal(t, errForged, Verify([]string{secret}, h, body, now), name)
	}
	assert.Equal(t, errForged, Verify([]string{secret}, good(), []byte(`{"test":2}`), now))
	assert.Equal(t, errForged, Verify(nil, good(), body, now))
	assert.ErrorContains(t, Verify([]string{"secret"}, good(), body, now), "NTF-081")
	for _, bad := range [][]string{nil, {"x"}, {"whsec_"}, {"whsec_????"}, {"whsec_c2hvcnQ="}} {
		_, err := Sign(bad, "id", now, body)
		assert.ErrorContains(t, err, "NTF-081")
	}
}

func TestAnswers(t *testing.T) {
	later := now.Add(90 * time.Second)
	for _, c := range []struct {
		status int
		after  string
		want   notify.Result
	}{
		{200, "", notify.Result{Outcome: notify.OutcomeDelivered, Code: "200"}},
		{302, "", notify.Result{Outcome: notify.OutcomeRetry, Code: "302"}},
		{404, "", notify.Result{Outcome: notify.OutcomeRetry, Code: "404"}},
		{410, "", notify.Result{Outcome: notify.OutcomePermanent, Code: "410", Detail: "the address is gone for good"}},
		{429, "90", notify.Result{Outcome: notify.OutcomeRetry, Code: "429", NotBefore: later}},
		{503, later.Format(http.TimeFormat), notify.Result{Outcome: notify.OutcomeRetry, Code: "503", NotBefore: later}},
		{503, "soon", notify.Result{Outcome: notify.OutcomeRetry, Code: "503"}},
		{503, "-5", notify.Result{Outcome: notify.OutcomeRetry, Code: "503"}},
		{503, now.Add(-time.Hour).Format(http.TimeFormat), notify.Result{Outcome: notify.OutcomeRetry, Code: "503"}},
	} {
		asked := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.Header().Set("Location", "/elsewhere")
			if c.after != "" {
				w.Header().Set("Retry-After", c.after)
			}
			w.WriteHeader(c.status)
		}))
		assert.Equal(t, c.want, sender(t, nil).Send(t.Context(), message(server.URL)))
		assert.Equal(t, 1, asked, "a redirect is not followed")
		server.Close()
	}
}

func TestBrokenConnections(t *testing.T) {
	dropped := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body)
		panic(http.ErrAbortHandler)
	}))
	defer dropped.Close()
	r := sender(t, nil).Send(t.Context(), message(dropped.URL))
	assert.Equal(t, notify.OutcomeUnknown, r.Outcome, "it may have been taken")

	quiet := make(chan struct{})
	hangs := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-quiet }))
	defer hangs.Close()
	defer close(quiet)
	r = sender(t, func(c *Config) { c.Timeout = 200 * time.Millisecond }).Send(t.Context(), message(hangs.URL))
	assert.Equal(t, notify.OutcomeUnknown, r.Outcome)

	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	r = sender(t, nil).Send(t.Context(), message("http://"+closed.Addr().String()))
	assert.Equal(t, notify.OutcomeRetry, r.Outcome)

	secure := httptest.NewTLSServer(http.NotFoundHandler())
	secure.Config.ErrorLog = nil
	defer secure.Close()
	r = sender(t, nil).Send(t.Context(), message(secure.URL))
	assert.Equal(t, notify.OutcomeRetry, r.Outcome, "an untrusted certificate is the receiver's to put right")
	assert.Equal(t, "tls", r.Code)
	r = sender(t, func(c *Config) {
		c.TLS = &tls.Config{RootCAs: secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	}).Send(t.Context(), message(secure.URL))
	assert.Equal(t, "404", r.Code)
}

// What comes behind 101 is no body but a connection, and no timeout of the client ends it: a receiver that answers so and
// then says nothing would hold up every message of the process, and its end.
func TestReceiverThatSwitchesTheProtocolHoldsUpNothing(t *testing.T) {
	sent := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, buffer, err := w.(http.Hijacker).Hijack()
		if !assert.NoError(t, err) {
			return
		}
		_, _ = buffer.WriteString("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: silence\r\n\r\n")
		_ = buffer.Flush()
		<-sent
		_ = conn.Close()
	}))
	defer server.Close()
	r := sender(t, nil).Send(t.Context(), message(server.URL))
	close(sent)
	assert.Equal(t, notify.Result{Outcome: notify.OutcomeRetry, Code: "101"}, r)
}

func TestGuardRefusesWhatIsNotPublic(t *testing.T) {
	for _, text := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
		"169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
		"198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
		"2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	} {
		assert.False(t, public(netip.MustParseAddr(text)), text)
	}
	for _, text := range []string{"8.8.8.8", "1.1.1.1", "100.63.255.255", "172.32.0.1", "223.5.5.5", "2400:3200::1", "2606:4700::1111", "::ffff:8.8.8.8"} {
		assert.True(t, public(netip.MustParseAddr(text)), text)
	}

	s := sender(t, func(c *Config) { c.Allow = nil })
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	require.NoError(t, err)
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "[::1]", "2130706433", "0x7f.1"} {
		r := s.Send(t.Context(), message(fmt.Sprintf("http://%s:%s/", host, port)))
		assert.NotEqual(t, notify.OutcomeDelivered, r.Outcome, host)
		if !strings.ContainsAny(host[:1], "2") && host != "0x7f.1" { // those do not resolve everywhere
			assert.Equal(t, "guard", r.Code, host)
		}
	}
	assert.ErrorIs(t, s.control("tcp", "not an address", nil), errGuard)
	assert.ErrorContains(t, errGuard, "NTF-083")
	assert.ErrorIs(t, sender(t, func(c *Config) { c.Allow = func(netip.AddrPort) bool { return false } }).control("tcp", "8.8.8.8:443", nil), errGuard)
}

func TestAddressesThatAreNone(t *testing.T) {
	s := sender(t, func(c *Config) { c.InClear = false })
	for _, address := range []string{"", "example.com", "ftp://example.com", "http://example.com", "https://", "https://u:p@example.com", "https://example.com/#x", "https://exa mple.com", "https://example.com/\r\nX: y", "://"} {
		r := s.Send(t.Context(), message(address))
		assert.Equal(t, notify.OutcomePermanent, r.Outcome, address)
		assert.Equal(t, "address", r.Code)
	}
}

func TestSecretsThatCannotBeHad(t *testing.T) {
	r := sender(t, func(c *Config) {
		c.Secrets = func(context.Context, string) ([]string, error) { return nil, errors.New("away") }
	}).Send(t.Context(), message("http://127.0.0.1"))
	assert.Equal(t, notify.OutcomeRetry, r.Outcome)
	r = sender(t, func(c *Config) { c.Secrets = func(context.Context, string) ([]string, error) { return nil, nil } }).Send(t.Context(), message("http://127.0.0.1"))
	assert.Equal(t, notify.OutcomePermanent, r.Outcome)
	_, err := New(Config{})
	assert.ErrorContains(t, err, "NTF-080")
}

func FuzzVerify(f *testing.F) {
	signature, err := Sign([]string{secret}, "id", now, []byte("{}"))
	require.NoError(f, err)
	f.Add("id", strconv.FormatInt(now.Unix(), 10), signature, []byte("{}"))
	f.Fuzz(func(t *testing.T, id, timestamp, given string, body []byte) {
		h := http.Header{HeaderID: {id}, HeaderTimestamp: {timestamp}, HeaderSignature: {given}}
		if Verify([]string{secret}, h, body, now) != nil {
			return
		}
		seconds, err := strconv.ParseInt(timestamp, 10, 64)
		require.NoError(t, err)
		want, err := Sign([]string{secret}, id, time.Unix(seconds, 0), body)
		require.NoError(t, err)
		assert.Contains(t, strings.Fields(given), want)
	})
}

func ExampleVerify() {
	receive := func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 20<<10))
		if err != nil || Verify([]string{secret}, r.Header, body, now) != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Println("taken:", r.Header.Get(HeaderID))
	}
	server := httptest.NewServer(http.HandlerFunc(receive))
	defer server.Close()

	hook, err := New(Config{
		Secrets: func(context.Context, string) ([]string, error) { return []string{secret}, nil },
		Allow:   func(a netip.AddrPort) bool { return a.Addr().IsLoopback() }, // only here: this receiver is on this machine
		InClear: true, Now: func() time.Time { return now },
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(hook.Send(context.Background(), message(server.URL)).Outcome)
	// Output:
	// taken: s-1/7/0/owner/webhook
	// delivered
}
