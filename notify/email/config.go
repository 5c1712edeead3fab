// SPDX-License-Identifier: Apache-2.0

package email

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"strings"
	"time"
)

// Config says how mail is sent. Host and From are required.
type Config struct {
	Host string
	Port int    // 0 means 587, or 465 with Implicit
	From string // "ICP Filing <noreply@example.com>" or the bare address

	Username string // "" sends without authentication
	Password string

	Implicit bool        // TLS from the first byte instead of STARTTLS
	Insecure bool        // no TLS at all: for a server on this machine
	TLS      *tls.Config // nil verifies the server by its name and the system's roots; one without ServerName, by Host

	TextOnly bool          // leave out the HTML part
	Hello    string        // the name given to the server; "" means the machine's
	Timeout  time.Duration // for connecting, and again for each message; 0 means 20 seconds
	Now      func() time.Time
}

// String shows the server and sender, never the password.
func (c Config) String() string {
	return fmt.Sprintf("email by %s:%d from %s", c.Host, c.port(), c.From)
}

// Format answers every verb of fmt without the password.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MarshalText answers every encoder, encoding/json and log/slog among them, without the password.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// port is the one that is used.
func (c Config) port() int {
	switch {
	case c.Port != 0:
		return c.Port
	case c.Implicit:
		return 465
	}
	return 587
}

func (c *Config) complete() (*mail.Address, error) {
	if c.Host == "" {
		return nil, errors.New("NTF-070: no mail server is named; set email.Config.Host")
	}
	from, err := mail.ParseAddress(c.From)
	if err != nil || !plain(from.Address) {
		return nil, fmt.Errorf("NTF-070: the sender %q is not a mail address; set email.Config.From to one", c.From)
	}
	if c.Insecure && c.Implicit {
		return nil, errors.New("NTF-070: Implicit is TLS and Insecure is none; unset one of them")
	}
	if c.Insecure && c.Username != "" {
		return nil, errors.New("NTF-070: a password must not go over a connection without TLS; unset email.Config.Insecure")
	}
	c.Port = c.port()
	if c.Timeout == 0 {
		c.Timeout = 20 * time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.TLS == nil {
		c.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if c.TLS.ServerName == "" { // with STARTTLS nothing else says whom the certificate has to name
		c.TLS = c.TLS.Clone()
		c.TLS.ServerName = c.Host
	}
	return from, nil
}

// plain reports whether an address can go into an SMTP command and a header as it is: plain
// ASCII, one @, nothing to quote. Mailboxes beyond that exist, but not every server on the
// way takes them.
func plain(address string) bool {
	local, domain, found := strings.Cut(address, "@")
	if !found || local == "" || len(local) > 64 || len(address) > 254 || !strings.Contains(domain, ".") && domain != "localhost" {
		return false
	}
	const special = "!#$%&'*+/=?^_`{|}~-."
	return !strings.ContainsFunc(local, func(r rune) bool { return !alnum(r) && !strings.ContainsRune(special, r) }) &&
		!strings.ContainsFunc(domain, func(r rune) bool { return !alnum(r) && r != '-' && r != '.' })
}

func alnum(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
