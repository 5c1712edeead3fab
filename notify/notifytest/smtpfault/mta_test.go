// SPDX-License-Identifier: Apache-2.0

//go:build mta

package smtpfault_test

import (
	"crypto/tls"
	"crypto/x509"
	"mime"
	"net/mail"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/email"
)

// These run against real mail servers, which .ci/parts/mail.sh starts and names in variables.

func variable(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	require.NotEmpty(t, value, "%s is not set; run .ci/parts/mail.sh", name)
	return value
}

// mta sends to the server on the port that a variable names.
func mta(t *testing.T, port string, change func(*email.Config)) *email.Sender {
	t.Helper()
	pem, err := os.ReadFile(variable(t, "ICP_MTA_ROOTS"))
	require.NoError(t, err)
	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(pem))
	number, err := strconv.Atoi(variable(t, port))
	require.NoError(t, err)
	c := email.Config{
		Host: "127.0.0.1", Port: number, From: "ICP Filing 备案 <noreply@icp.test>", Timeout: time.Minute,
		Username: os.Getenv("ICP_MTA_USERNAME"), Password: os.Getenv("ICP_MTA_PASSWORD"),
		TLS: &tls.Config{RootCAs: roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12},
	}
	if change != nil {
		change(&c)
	}
	s, err := email.New(c)
	require.NoError(t, err)
	return s
}

func keyed(key, address string) notify.Message {
	m := message(address)
	m.Key = key
	return m
}

// row is one line of the fault matrix.
type row struct {
	name, port, address string
	change              func(*email.Config)
	outcome             notify.Outcome
	config              bool
	code                string
}

func check(t *testing.T, rows []row) {
	t.Helper()
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			r := mta(t, c.port, c.change).Send(t.Context(), keyed("refused-"+strconv.Itoa(len(c.name)), c.address))
			assert.Equal(t, c.outcome, r.Outcome)
			assert.Equal(t, c.config, r.Config)
			assert.Equal(t, c.code, r.Code)
			assert.NotContains(t, r.Detail, "@")
		})
	}
}

const known = "receiver@icp.test"

// arrived waits for the mail with a key in the Maildir, and wants it there once.
func arrived(t *testing.T, key string) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	found := 0
	for tries := 0; found == 0 && tries < 400; tries++ {
		<-tick.C
		files, err := filepath.Glob(filepath.Join(variable(t, "ICP_MTA_MAILDIR"), "new", "*"))
		require.NoError(t, err)
		for _, file := range files {
			f, err := os.Open(file)
			require.NoError(t, err)
			m, err := mail.ReadMessage(f)
			require.NoError(t, err)
			if m.Header.Get("Message-ID") == "<"+key+"@icp.test>" {
				found++
				subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
				require.NoError(t, err)
				assert.Equal(t, "您的备案申请已通过审核", subject)
				assert.Equal(t, "<"+known+">", m.Header.Get("To"))
				assert.Equal(t, "auto-generated", m.Header.Get("Auto-Submitted"))
			}
			require.NoError(t, f.Close())
		}
	}
	assert.Equal(t, 1, found, "mails with this Message-ID in the Maildir")
}

// TestPostfix is the matrix on Postfix with postgrey.
func TestPostfix(t *testing.T) {
	check(t, []row{
		{name: "no such user", port: "ICP_MTA_PORT", address: "nobody@icp.test", outcome: notify.OutcomePermanent, code: "550 5.1.1"},
		{name: "another's domain", port: "ICP_MTA_PORT", address: "a@example.com", outcome: notify.OutcomePermanent, code: "554 5.7.1"},
		{name: "no starttls", port: "ICP_MTA_PORT_CLEAR", address: known, outcome: notify.OutcomeRetry, config: true, code: "tls"},
		{name: "no auth offered", port: "ICP_MTA_PORT", address: known, change: func(c *email.Config) { c.Username, c.Password = "u", "p" }, outcome: notify.OutcomeRetry, config: true, code: "tls"},
		{name: "unknown root", port: "ICP_MTA_PORT", address: known, change: func(c *email.Config) { c.TLS.RootCAs = x509.NewCertPool() }, outcome: notify.OutcomeRetry, config: true, code: "tls"},
		{name: "another name", port: "ICP_MTA_PORT", address: known, change: func(c *email.Config) { c.TLS.ServerName = "mail.example.com" }, outcome: notify.OutcomeRetry, config: true, code: "tls"},
	})
	t.Run("delivered", func(t *testing.T) {
		r := mta(t, "ICP_MTA_PORT", nil).Send(t.Context(), keyed("plain-1", known))
		assert.Equal(t, notify.Result{Outcome: notify.OutcomeDelivered, Code: "250"}, r)
		arrived(t, "plain-1")
	})
	t.Run("greylisting", func(t *testing.T) {
		s := mta(t, "ICP_MTA_PORT_GREY", nil)
		tick := time.NewTicker(500 * time.Millisecond)
		defer tick.Stop()
		put := 0
		for r := s.Send(t.Context(), keyed("grey-1", known)); r.Outcome != notify.OutcomeDelivered; r = s.Send(t.Context(), keyed("grey-1", known)) {
			require.Equal(t, notify.OutcomeRetry, r.Outcome)
			require.False(t, r.Config || r.Down)
			require.Equal(t, "450 4.2.0", r.Code)
			put++
			require.Less(t, put, 100)
			<-tick.C
		}
		t.Logf("put off %d times, then taken", put)
		assert.GreaterOrEqual(t, put, 2)
		arrived(t, "grey-1")
	})
}

// TestExim is the matrix on Exim, which wants a password.
func TestExim(t *testing.T) {
	check(t, []row{
		{name: "no such user", port: "ICP_MTA_PORT", address: "nobody@icp.test", outcome: notify.OutcomePermanent, code: "550"},
		{name: "another's domain", port: "ICP_MTA_PORT", address: "a@example.com", outcome: notify.OutcomePermanent, code: "550"},
		{name: "wrong password", port: "ICP_MTA_PORT", address: known, change: func(c *email.Config) { c.Password = "wrong" }, outcome: notify.OutcomeRetry, config: true, code: "535"},
		{name: "no password", port: "ICP_MTA_PORT", address: known, change: func(c *email.Config) { c.Username, c.Password = "", "" }, outcome: notify.OutcomeRetry, config: true, code: "530"},
		{name: "no starttls", port: "ICP_MTA_PORT_CLEAR", address: known, outcome: notify.OutcomeRetry, config: true, code: "tls"},
		{name: "unknown root", port: "ICP_MTA_PORT", address: known, change: func(c *email.Config) { c.TLS.RootCAs = x509.NewCertPool() }, outcome: notify.OutcomeRetry, config: true, code: "tls"},
	})
	t.Run("delivered", func(t *testing.T) {
		r := mta(t, "ICP_MTA_PORT", nil).Send(t.Context(), keyed("exim-1", known))
		assert.Equal(t, notify.Result{Outcome: notify.OutcomeDelivered, Code: "250"}, r)
		arrived(t, "exim-1")
	})
}
