// SPDX-License-Identifier: Apache-2.0

package smtpfault_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/email"
	"github.com/icpfiling/icp/notify/notifytest/smtpfault"
)

func start(t *testing.T, c smtpfault.Config) *smtpfault.Server {
	t.Helper()
	s, err := smtpfault.Start(c)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	return s
}

func sender(t *testing.T, s *smtpfault.Server, change func(*email.Config)) *email.Sender {
	t.Helper()
	c := email.Config{
		Host: s.Host(), Port: s.Port(), From: "ICP Filing 备案 <noreply@example.com>", Timeout: 20 * time.Second,
		TLS: &tls.Config{RootCAs: s.Roots(), ServerName: s.Host(), MinVersion: tls.VersionTLS12},
	}
	if change != nil {
		change(&c)
	}
	e, err := email.New(c)
	require.NoError(t, err)
	return e
}

func message(address string) notify.Message {
	return notify.Message{
		Key: "s-1/7/0/owner/email", To: notify.Receiver{ID: "owner", Channel: notify.ChannelEmail}, Lang: "zh",
		Address: notify.NewAddress(address), Subject: "您的备案申请已通过审核", Text: "通信管理局已通过您的备案申请。\n.\n订单：f-1\n",
		HTML: "<p>通信管理局已通过您的备案申请。</p>\n.\n",
	}
}

// TestFaultMatrix is the table of what a mail server can do and what it means.
func TestFaultMatrix(t *testing.T) {
	const (
		retry     = notify.OutcomeRetry
		permanent = notify.OutcomePermanent
		unknown   = notify.OutcomeUnknown
	)
	for name, c := range map[string]struct {
		fault   smtpfault.Fault
		outcome notify.Outcome
		config  bool
		code    string
		kept    int
	}{
		"greylisting":            {smtpfault.Fault{Stage: smtpfault.AtReceiver, Code: 450, Enhanced: [3]int{4, 2, 0}}, retry, false, "450 4.2.0", 0},
		"mailbox busy":           {smtpfault.Fault{Stage: smtpfault.AtReceiver, Code: 452, Enhanced: [3]int{4, 2, 2}}, retry, false, "452 4.2.2", 0},
		"closing at data":        {smtpfault.Fault{Stage: smtpfault.AtBody, Code: 421, Enhanced: [3]int{4, 3, 2}}, retry, false, "421 4.3.2", 0},
		"no such user":           {smtpfault.Fault{Stage: smtpfault.AtReceiver, Code: 550, Enhanced: [3]int{5, 1, 1}}, permanent, false, "550 5.1.1", 0},
		"refused content":        {smtpfault.Fault{Stage: smtpfault.AtEnd, Code: 554, Enhanced: [3]int{5, 7, 1}}, permanent, false, "554 5.7.1", 0},
		"busy after the body":    {smtpfault.Fault{Stage: smtpfault.AtEnd, Code: 451, Enhanced: [3]int{4, 3, 0}}, retry, false, "451 4.3.0", 0},
		"sender refused":         {smtpfault.Fault{Stage: smtpfault.AtSender, Code: 553, Enhanced: [3]int{5, 7, 1}}, retry, true, "553 5.7.1", 0},
		"sender later":           {smtpfault.Fault{Stage: smtpfault.AtSender, Code: 451, Enhanced: [3]int{4, 7, 1}}, retry, false, "451 4.7.1", 0},
		"password asked at mail": {smtpfault.Fault{Stage: smtpfault.AtReceiver, Code: 530, Enhanced: [3]int{5, 7, 0}}, retry, true, "530 5.7.0", 0},
		"dropped at the sender":  {smtpfault.Fault{Stage: smtpfault.AtSender}, retry, false, "dropped", 0},
		"dropped at receiver":    {smtpfault.Fault{Stage: smtpfault.AtReceiver}, retry, false, "dropped", 0},
		"dropped after the body": {smtpfault.Fault{Stage: smtpfault.AtEnd}, unknown, false, "dropped", 1},
		"hangs after the body":   {smtpfault.Fault{Stage: smtpfault.AtEnd, Hang: true}, unknown, false, "dropped", 1},
		"hangs at receiver":      {smtpfault.Fault{Stage: smtpfault.AtReceiver, Hang: true}, retry, false, "dropped", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, smtpfault.Config{})
			e := sender(t, s, func(ec *email.Config) {
				if c.fault.Hang {
					ec.Timeout = time.Second
				}
			})
			s.Next(c.fault)
			r := e.Send(t.Context(), message("receiver@example.com"))
			assert.Equal(t, c.outcome, r.Outcome)
			assert.Equal(t, c.config, r.Config)
			assert.Equal(t, c.fault.Stage == smtpfault.AtSender && !c.config, r.Down, "nothing passes there, whoever it is for")
			assert.Equal(t, c.code, r.Code)
			assert.NotContains(t, r.Detail, "@", "the server's words quote the address")
			assert.Len(t, s.Mails(), c.kept)
			if c.fault.Hang {
				return
			}
			again := e.Send(t.Context(), message("receiver@example.com"))
			assert.Equal(t, notify.OutcomeDelivered, again.Outcome)
			mails := s.Mails()
			require.Len(t, mails, c.kept+1)
			for _, m := range mails {
				assert.Contains(t, m.Data, "Message-ID: <s-1/7/0/owner/email@example.com>\r\n", "the same id, whatever happened before")
			}
		})
	}
}

func TestSettingsThatCannotWork(t *testing.T) {
	taken := func(t *testing.T) int {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		require.NoError(t, l.Close())
		return l.Addr().(*net.TCPAddr).Port
	}
	for name, c := range map[string]struct {
		server smtpfault.Config
		change func(*testing.T, *email.Config)
		config bool
		code   string
	}{
		"wrong password":   {smtpfault.Config{Username: "u", Password: "right"}, func(_ *testing.T, c *email.Config) { c.Username, c.Password = "u", "wrong" }, true, "535"},
		"password missing": {smtpfault.Config{Username: "u", Password: "right"}, nil, true, "502 5.7.0"},
		"no auth offered":  {smtpfault.Config{}, func(_ *testing.T, c *email.Config) { c.Username, c.Password = "u", "p" }, true, "tls"},
		"no tls offered":   {smtpfault.Config{NoTLS: true}, nil, true, "tls"},
		"unknown root":     {smtpfault.Config{}, func(_ *testing.T, c *email.Config) { c.TLS.RootCAs = nil }, true, "tls"},
		"another name":     {smtpfault.Config{}, func(_ *testing.T, c *email.Config) { c.TLS.ServerName = "mail.example.com" }, true, "tls"},
		"another's root": {smtpfault.Config{}, func(t *testing.T, c *email.Config) {
			c.TLS = &tls.Config{RootCAs: start(t, smtpfault.Config{}).Roots()}
		}, true, "tls"},
		"another's root, implicit": {smtpfault.Config{Implicit: true}, func(t *testing.T, c *email.Config) {
			c.Implicit, c.TLS = true, &tls.Config{RootCAs: start(t, smtpfault.Config{}).Roots()}
		}, true, "tls"},
		"nobody listens":  {smtpfault.Config{}, func(t *testing.T, c *email.Config) { c.Port = taken(t) }, false, "connect"},
		"greets in clear": {smtpfault.Config{NoTLS: true}, func(_ *testing.T, c *email.Config) { c.Implicit = true }, true, "tls"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, c.server)
			e := sender(t, s, func(ec *email.Config) {
				if c.change != nil {
					c.change(t, ec)
				}
			})
			r := e.Send(t.Context(), message("receiver@example.com"))
			assert.Equal(t, c.config, r.Config)
			assert.Equal(t, notify.OutcomeRetry, r.Outcome)
			assert.Equal(t, c.code, r.Code)
			assert.Empty(t, s.Mails())
		})
	}
}

func TestWaysToConnect(t *testing.T) {
	for name, c := range map[string]struct {
		server smtpfault.Config
		change func(*email.Config)
	}{
		"starttls":              {smtpfault.Config{}, nil},
		"starttls and password": {smtpfault.Config{Username: "u", Password: "p"}, func(c *email.Config) { c.Username, c.Password = "u", "p" }},
		"implicit":              {smtpfault.Config{Implicit: true}, func(c *email.Config) { c.Implicit = true }},
		"implicit and password": {smtpfault.Config{Implicit: true, Username: "u", Password: "p"}, func(c *email.Config) { c.Implicit, c.Username, c.Password = true, "u", "p" }},
		"starttls, no name":     {smtpfault.Config{}, func(c *email.Config) { c.TLS = &tls.Config{RootCAs: c.TLS.RootCAs} }},
		"implicit, no name":     {smtpfault.Config{Implicit: true}, func(c *email.Config) { c.Implicit, c.TLS = true, &tls.Config{RootCAs: c.TLS.RootCAs} }},
		"in clear":              {smtpfault.Config{NoTLS: true}, func(c *email.Config) { c.Insecure, c.Hello = true, "host.example.com" }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, c.server)
			r := sender(t, s, c.change).Send(t.Context(), message("receiver@example.com"))
			assert.Equal(t, notify.Result{Outcome: notify.OutcomeDelivered, Code: "250"}, r)
			mails := s.Mails()
			require.Len(t, mails, 1)
			assert.Equal(t, []string{"receiver@example.com"}, mails[0].To)
			assert.Equal(t, "noreply@example.com", mails[0].From)
			assert.Contains(t, mails[0].Data, "Auto-Submitted: auto-generated\r\n")
			assert.Contains(t, mails[0].Data, "Content-Language: zh\r\n")
		})
	}
}

func TestHostileTextsInjectNothing(t *testing.T) {
	s := start(t, smtpfault.Config{})
	e := sender(t, s, nil)
	for _, subject := range []string{
		"a\r\nBcc: x@example.com", "a\nBcc: x@example.com", "a\rBcc: x@example.com", "a\r\n\r\nBcc: x@example.com",
		"a\x00Bcc: x@example.com", "备案\r\nBcc: x@example.com", "\u2028Bcc: x@example.com", strings.Repeat("备", 2000) + "\r\nBcc: x",
	} {
		m := message("receiver@example.com")
		m.Subject, m.Text = subject, "\r\n.\r\nRCPT TO:<x@example.com>\r\n"+subject
		m.HTML = m.Text
		require.Equal(t, notify.OutcomeDelivered, e.Send(t.Context(), m).Outcome)
	}
	for _, mail := range s.Mails() {
		head, _, _ := strings.Cut(mail.Data, "\r\n\r\n")
		for line := range strings.SplitSeq(head, "\r\n") {
			assert.False(t, strings.HasPrefix(strings.ToLower(line), "bcc"), line)
			assert.NotContains(t, line, "\n")
		}
		assert.Equal(t, []string{"receiver@example.com"}, mail.To)
	}
	for _, address := range []string{
		"", "nobody", "a@b", "a@example.com\r\nRCPT TO:<x@example.com>", "a@example.com, x@example.com", "<a@example.com>",
		"X <a@example.com>", "a b@example.com", "\"a\"@example.com", "张@example.com", "a@例子.com", "a@[127.0.0.1]", "a@exa mple.com",
		strings.Repeat("a", 65) + "@example.com", "a@" + strings.Repeat("b.", 200) + "com", "a\x00@example.com",
	} {
		r := e.Send(t.Context(), message(address))
		assert.Equal(t, notify.OutcomePermanent, r.Outcome, address)
		assert.Equal(t, "address", r.Code)
	}
	assert.Len(t, s.Mails(), 8)
}

// What is written arrives, in lines every server takes: Chinese, lines of dots, long lines, whatever looks like SMTP or MIME.
func TestTextsArrive(t *testing.T) {
	s := start(t, smtpfault.Config{})
	e := sender(t, s, nil)
	for _, subject := range []string{"", "您的备案申请已通过审核", strings.Repeat("备案", 3000), "𠮷 mixed 中文 words " + strings.Repeat("长 x ", 200) + "."} {
		for _, text := range []string{
			".\n..\n.\n", "\n.\nQUIT\n", "From me\n", "=3D=\n", "trailing \t\n", strings.Repeat("备案", 20000) + "\n", strings.Repeat("a", 70000) + "\n",
		} {
			m := message("receiver@example.com")
			m.Subject, m.Text, m.HTML = subject, text, ""
			require.Equal(t, notify.OutcomeDelivered, e.Send(t.Context(), m).Outcome)
			mails := s.Mails()
			data := mails[len(mails)-1].Data
			for line := range strings.SplitSeq(data, "\r\n") {
				assert.LessOrEqual(t, len(line), 78, "RFC 5322 wants no longer lines")
			}
			got, err := mail.ReadMessage(strings.NewReader(data))
			require.NoError(t, err)
			head, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
			require.NoError(t, err)
			assert.Equal(t, subject, head)
			body, err := io.ReadAll(quotedprintable.NewReader(got.Body))
			require.NoError(t, err)
			assert.Equal(t, text, strings.ReplaceAll(string(body), "\r\n", "\n"))
		}
	}
}

func TestCancelledWhileTheServerHangs(t *testing.T) {
	s := start(t, smtpfault.Config{})
	reached := make(chan struct{})
	s.Next(smtpfault.Fault{Stage: smtpfault.AtReceiver, Hang: true, Reached: reached})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan notify.Result)
	go func() { done <- sender(t, s, nil).Send(ctx, message("receiver@example.com")) }()
	<-reached
	cancel()
	assert.NotEqual(t, notify.OutcomeDelivered, (<-done).Outcome)
	assert.Empty(t, s.Mails())
}

func Example() {
	server, err := smtpfault.Start(smtpfault.Config{})
	if err != nil {
		panic(err)
	}
	defer server.Close()
	mail, err := email.New(email.Config{
		Host: server.Host(), Port: server.Port(), From: "noreply@example.com",
		TLS: &tls.Config{RootCAs: server.Roots(), ServerName: server.Host()},
	})
	if err != nil {
		panic(err)
	}
	m := notify.Message{Key: "k-1", Address: notify.NewAddress("owner@example.com"), Subject: "Approved", Text: "Your filing was approved."}

	server.Next(smtpfault.Fault{Stage: smtpfault.AtReceiver, Code: 450}, smtpfault.Fault{Stage: smtpfault.AtEnd})
	for range 3 {
		fmt.Println(mail.Send(context.Background(), m).Outcome)
	}
	fmt.Println(len(server.Mails()), "mails with one Message-ID")
	// Output:
	// retry
	// unknown
	// delivered
	// 2 mails with one Message-ID
}
