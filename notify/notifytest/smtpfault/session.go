// SPDX-License-Identifier: Apache-2.0

package smtpfault

import (
	"errors"
	"io"

	"github.com/emersion/go-sasl"
	smtp "github.com/emersion/go-smtp"
)

// session is one connection, and one mail at a time in it.
type session struct {
	s       *Server
	conn    *smtp.Conn
	welcome bool // no password needed, or given
	fault   Fault
	mail    Mail
}

func (s *Server) session(c *smtp.Conn) (smtp.Session, error) {
	return &session{s: s, conn: c, welcome: s.config.Username == ""}, nil
}

// at makes the planned fault happen when its stage has come.
func (c *session) at(stage Stage) error {
	if c.fault.Stage != stage {
		return nil
	}
	if c.fault.Reached != nil {
		close(c.fault.Reached)
	}
	if c.fault.Code != 0 {
		return c.fault.reply()
	}
	if c.fault.Hang {
		<-c.s.closing
	}
	_ = c.conn.Conn().Close()
	return errors.New("dropped as planned")
}

func (c *session) AuthMechanisms() []string {
	if c.s.config.Username == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (c *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != c.s.config.Username || password != c.s.config.Password {
			return smtp.ErrAuthFailed
		}
		c.welcome = true
		return nil
	}), nil
}

func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	if !c.welcome {
		return smtp.ErrAuthRequired
	}
	c.s.mu.Lock()
	if len(c.s.faults) > 0 {
		c.fault, c.s.faults = c.s.faults[0], c.s.faults[1:]
	}
	c.s.mu.Unlock()
	c.mail = Mail{From: from}
	return c.at(AtSender)
}

func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.mail.To = append(c.mail.To, to)
	return c.at(AtReceiver)
}

func (c *session) Data(r io.Reader) error {
	if err := c.at(AtBody); err != nil {
		return err
	}
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	c.mail.Data = string(body)
	if c.fault.Stage != AtEnd || c.fault.kept() {
		c.s.mu.Lock()
		c.s.mails = append(c.s.mails, c.mail)
		c.s.mu.Unlock()
	}
	return c.at(AtEnd)
}

func (c *session) Reset() { c.fault = Fault{} }

func (c *session) Logout() error { return nil }
