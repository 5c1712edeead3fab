// SPDX-License-Identifier: Apache-2.0

package smtpfault

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"slices"
	"sync"
	"time"

	smtp "github.com/emersion/go-smtp"
)

// Config says what the server offers. The zero value offers STARTTLS and asks for no
// password.
type Config struct {
	NoTLS    bool   // offer no STARTTLS
	Implicit bool   // TLS from the first byte
	Username string // "" asks for no password
	Password string
}

// Mail is one mail the server has taken.
type Mail struct {
	From string
	To   []string
	Data string // header and body, lines ending in CRLF
}

// Server is a running server. It is safe for concurrent use.
type Server struct {
	config   Config
	server   *smtp.Server
	listener net.Listener
	roots    *x509.CertPool
	done     chan struct{}
	closing  chan struct{}

	mu     sync.Mutex
	faults []Fault
	mails  []Mail
}

// Start runs a server on a free loopback port until Close.
func Start(c Config) (*Server, error) {
	certificate, roots, err := newCertificate()
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, listener: listener, roots: roots, done: make(chan struct{}), closing: make(chan struct{})}
	s.server = smtp.NewServer(smtp.BackendFunc(s.session))
	s.server.Domain = "localhost"
	s.server.ReadTimeout, s.server.WriteTimeout = time.Minute, time.Minute
	s.server.ErrorLog = quiet{}
	tlsConfig := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	switch {
	case c.Implicit:
		s.listener = tls.NewListener(listener, tlsConfig)
	case !c.NoTLS:
		s.server.TLSConfig = tlsConfig
	}
	go func() {
		defer close(s.done)
		_ = s.server.Serve(s.listener)
	}()
	return s, nil
}

// Close ends the server and every connection, and waits for both.
func (s *Server) Close() error {
	close(s.closing)
	err := s.server.Close()
	if closed := s.listener.Close(); closed != nil && !errors.Is(closed, net.ErrClosed) { // Serve may not have begun
		err = errors.Join(err, closed)
	}
	<-s.done
	return err
}

// Host is the name the certificate is for.
func (s *Server) Host() string { return "127.0.0.1" }

// Port is the port it listens on.
func (s *Server) Port() int { return s.listener.Addr().(*net.TCPAddr).Port }

// Roots verifies the server's certificate.
func (s *Server) Roots() *x509.CertPool { return s.roots }

// Next plans faults: each spoils one mail, in order; the mails after them pass.
func (s *Server) Next(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Mails gives what was taken so far, in order.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}
