// SPDX-License-Identifier: Apache-2.0

package email

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/textproto"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	gomail "github.com/wneessen/go-mail"

	"github.com/icpfiling/icp/notify"
)

// The whole fault matrix runs against a real server in the module notifytest/smtpfault.

func TestConfigIsChecked(t *testing.T) {
	for name, c := range map[string]Config{
		"no host":           {From: "a@example.com"},
		"no sender":         {Host: "mail.example.com"},
		"sender is no mail": {Host: "mail.example.com", From: "a@b@c"},
		"sender in chinese": {Host: "mail.example.com", From: "张@example.com"},
		"password in clear": {Host: "mail.example.com", From: "a@example.com", Insecure: true, Username: "u"},
		"tls and no tls":    {Host: "mail.example.com", From: "a@example.com", Insecure: true, Implicit: true},
	} {
		_, err := New(c)
		assert.ErrorContains(t, err, "NTF-070", name)
		assert.Equal(t, name == "tls and no tls", strings.Contains(fmt.Sprint(err), "unset one of them"), name)
	}
	for port, c := range map[int]Config{587: {}, 465: {Implicit: true}, 25: {Port: 25}} {
		c.Host, c.From = "mail.example.com", "备案 <a@example.com>"
		s, err := New(c)
		require.NoError(t, err)
		assert.Equal(t, port, s.c.Port)
		assert.Equal(t, "example.com", s.domain)
	}
}

func TestPasswordIsNeverPrinted(t *testing.T) {
	c := Config{Host: "mail.example.com", Port: 587, From: "a@example.com", Password: "canary"}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q"} {
		fmt.Fprintf(&out, verb, c)
		fmt.Fprintf(&out, verb, &c)
	}
	require.NoError(t, json.NewEncoder(&out).Encode(c))
	slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "c", c)
	assert.NotContains(t, out.String(), "canary")
	assert.Contains(t, out.String(), "mail.example.com")
}

func TestMailIsComposed(t *testing.T) {
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, time.FixedZone("UTC+8", 8*60*60))
	s, err := New(Config{Host: "mail.example.com", From: "ICP Filing <noreply@example.com>", Now: func() time.Time { return now }})
	require.NoError(t, err)
	msg, ok := s.compose(notify.Message{
		Key: "s-1/7/0/owner/email", Address: notify.NewAddress("owner@example.com"), Lang: "en",
		Subject: "Your ICP filing was approved", Text: "Approved.\n",
	})
	require.True(t, ok)
	var out bytes.Buffer
	_, err = msg.WriteTo(&out)
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(`Auto-Submitted: auto-generated
Content-Language: en
Date: Wed, 04 Apr 2018 10:00:00 +0800
MIME-Version: 1.0
Message-ID: <s-1/7/0/owner/email@example.com>
Subject: Your ICP filing was approved
From: "ICP Filing" <noreply@example.com>
To: <owner@example.com>
Content-Transfer-Encoding: quoted-printable
Content-Type: text/plain; charset=UTF-8

Approved.
`, "\n", "\r\n"), out.String())
}

func TestMailWithAPage(t *testing.T) {
	c := Config{Host: "mail.example.com", From: "noreply@example.com", Now: func() time.Time { return time.Unix(0, 0).UTC() }}
	m := notify.Message{Key: "k", Address: notify.NewAddress("owner@example.com"), Lang: "en", Subject: "S", Text: "Text.\n", HTML: "<p>Page. é</p>\n"}
	write := func(c Config) string {
		s, err := New(c)
		require.NoError(t, err)
		msg, ok := s.compose(m)
		require.True(t, ok)
		var out bytes.Buffer
		_, err = msg.WriteTo(&out)
		require.NoError(t, err)
		return strings.ReplaceAll(out.String(), "\r\n", "\n")
	}
	boundary := "icp-8254c329a92850f6d539dd376f4816ee"
	assert.Equal(t, `Auto-Submitted: auto-generated
Content-Language: en
Date: Thu, 01 Jan 1970 00:00:00 +0000
MIME-Version: 1.0
Message-ID: <k@example.com>
Subject: S
From: <noreply@example.com>
To: <owner@example.com>
Content-Type: multipart/alternative;
 boundary=`+boundary+`

--`+boundary+`
Content-Transfer-Encoding: quoted-printable
Content-Type: text/plain; charset=UTF-8

Text.

--`+boundary+`
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset=UTF-8

<p>Page. =C3=A9</p>

--`+boundary+`--
`, write(c), "the text first, and the same boundary for every attempt")
	c.TextOnly = true
	assert.NotContains(t, write(c), "Page")
}

func TestFailuresBeforeTheMessage(t *testing.T) {
	for _, c := range []struct {
		err    error
		code   string
		config bool
	}{
		{&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, "connect", false},
		{&net.DNSError{IsTemporary: true}, "connect", false},
		{&net.DNSError{IsNotFound: true}, "dns", true},
		{fmt.Errorf("SMTP AUTH failed: %w", &textproto.Error{Code: 454}), "454", false},
		{fmt.Errorf("SMTP AUTH failed: %w", &textproto.Error{Code: 535}), "535", true},
		{&textproto.Error{Code: 421}, "421", false},
		{errors.New("server does not support SMTP AUTH"), "tls", true},
	} {
		r := greeting(t.Context(), c.err)
		assert.Equal(t, c.code, r.Code)
		assert.Equal(t, c.config, r.Config)
		assert.Equal(t, notify.OutcomeRetry, r.Outcome)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	assert.False(t, greeting(ended, errors.New("anything")).Config, "an ended ctx says nothing about the settings")
	assert.Equal(t, notify.OutcomeUnknown, sending(errors.New("anything")).Outcome)
	assert.Equal(t, notify.OutcomeRetry, sending(&gomail.SendError{Reason: gomail.ErrConnCheck}).Outcome)
}

func FuzzAddress(f *testing.F) {
	for _, a := range []string{"a@example.com", "a@b@c", "a\r\n@example.com", "\"a b\"@example.com", "张@例子.中国", "a@localhost", "=cmd|x@example.com"} {
		f.Add(a)
	}
	s, err := New(Config{Host: "mail.example.com", From: "noreply@example.com"})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, address string) {
		msg, ok := s.compose(notify.Message{Key: "k", Address: notify.NewAddress(address), Subject: address, Text: address})
		if !ok {
			return
		}
		to, err := msg.GetRecipients()
		require.NoError(t, err)
		assert.Equal(t, []string{"<" + address + ">"}, to, "one receiver, and the one meant")
		assert.False(t, strings.ContainsAny(address, " \r\n\x00<>\"(),;:"))
	})
}
