// SPDX-License-Identifier: Apache-2.0

package email

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"net"
	"net/mail"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"github.com/icpfiling/icp/notify"
)

// Sender is the e-mail channel. It is safe for concurrent use.
type Sender struct {
	c      Config
	from   string
	domain string
}

var _ notify.Notifier = (*Sender)(nil)

// New checks the configuration and gives a sender; it does not connect. An unusable
// configuration is the error NTF-070.
func New(c Config) (*Sender, error) {
	from, err := c.complete()
	if err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	return &Sender{c: c, from: from.String(), domain: domain}, nil
}

// Send implements [notify.Notifier]. Nothing the server says goes into the result but its
// codes: servers like to quote the address.
func (s *Sender) Send(ctx context.Context, m notify.Message) notify.Result {
	msg, ok := s.compose(m)
	if !ok {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "address", Detail: "not a mail address that can be sent to"}
	}
	ctx, cancel := context.WithTimeout(ctx, s.c.Timeout)
	defer cancel()
	line := &line{c: &s.c}
	defer line.hangUp()
	client, err := line.client()
	if err != nil {
		return notify.Result{Config: true, Outcome: notify.OutcomeRetry, Code: "config", Detail: "the mail settings are not usable"}
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return greeting(ctx, err)
	}
	stop := context.AfterFunc(ctx, line.hangUp) // the client itself looks at ctx only while dialling
	defer stop()
	err = client.SendWithSMTPClient(conn, msg)
	if msg.IsDelivered() {
		_ = conn.Quit()
		return notify.Result{Outcome: notify.OutcomeDelivered, Code: "250"}
	}
	return sending(err)
}

// compose makes the mail, or reports that the address is none.
func (s *Sender) compose(m notify.Message) (*gomail.Msg, bool) {
	to, err := mail.ParseAddress(m.Address.Reveal())
	if err != nil || to.Name != "" || to.Address != m.Address.Reveal() || !plain(to.Address) {
		return nil, false
	}
	sum := sha256.Sum256([]byte(m.Key)) // the same mail for every attempt
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("icp-"+hex.EncodeToString(sum[:16])))
	if msg.From(s.from) != nil || msg.To(to.Address) != nil {
		return nil, false
	}
	msg.Subject(header(m.Subject))
	msg.SetMessageIDWithValue(m.Key + "@" + s.domain)
	msg.SetDateWithValue(s.c.Now())
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // no out-of-office answers (RFC 3834)
	msg.SetGenHeader("Content-Language", m.Lang)
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" && !s.c.TextOnly {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return msg, true
}

// header keeps a header's text on one line, whoever wrote it.
func header(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// line is one connection. It is kept so that it can be closed: the client forgets one on
// which the greeting failed.
type line struct {
	c    *Config
	conn net.Conn
}

func (l *line) client() (*gomail.Client, error) {
	options := []gomail.Option{
		gomail.WithPort(l.c.Port), gomail.WithTimeout(l.c.Timeout), gomail.WithTLSConfig(l.c.TLS),
		gomail.WithDialContextFunc(l.dial), gomail.WithoutNoop(),
	}
	switch {
	case l.c.Implicit || l.c.Insecure: // TLS is dial's matter, or nobody's
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if l.c.Hello != "" {
		options = append(options, gomail.WithHELO(l.c.Hello))
	}
	if l.c.Username != "" {
		options = append(options, gomail.WithUsername(l.c.Username), gomail.WithPassword(l.c.Password), gomail.WithSMTPAuth(l.auth()))
	}
	return gomail.NewClient(l.c.Host, options...)
}

// auth lets the server offer its best method; over TLS of our own making the client does
// not see that the line is encrypted and would leave PLAIN out.
func (l *line) auth() gomail.SMTPAuthType {
	if l.c.Implicit {
		return gomail.SMTPAuthPlain
	}
	return gomail.SMTPAuthAutoDiscover
}

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	var err error
	if l.c.Implicit {
		l.conn, err = (&tls.Dialer{Config: l.c.TLS}).DialContext(ctx, network, address)
	} else {
		l.conn, err = (&net.Dialer{}).DialContext(ctx, network, address)
	}
	return l.conn, err
}

func (l *line) hangUp() {
	if l.conn != nil {
		_ = l.conn.Close()
	}
}
