// SPDX-License-Identifier: Apache-2.0

package verify

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/notify"
)

// Config is what a [Service] works with. URL, Store and Verify are required.
type Config struct {
	URL   string // where the service is mounted, as the outside sees it: https, without query
	Store Store
	// Verify decides the command on the account's book and appends the events. A
	// *notify.Refusal refuses the link; any other error means that it may be tried again.
	Verify func(ctx context.Context, account string, c notify.VerifyContact) error

	// CodeKey keys the hashes of codes, 16 bytes or more, the same in every process. A code has 6 digits: without a key, who
	// can read the store finds it by trying all of them. Nil: no key, where accounts have no phones to verify. The links'
	// tokens need none. Codes that were sent under another key do not work any more.
	CodeKey []byte

	// Directory has verifications counted by address as well, so that nobody is flooded whose address is entered for one
	// contact after the other, in any number of accounts. Give the one that delivery reads. Nil: by contact only.
	Directory notify.Directory

	TTL    time.Duration    // how long a link works, 1 hour to 30 days; 0 means 72 hours
	Now    func() time.Time // nil means time.Now
	Random io.Reader        // nil means crypto/rand
	// Client names who a request comes from, for the limit of tries; nil takes the
	// connection's address, of IPv6 its network of 64 bits, which behind a proxy is the proxy's.
	Client func(*http.Request) string
}

// Service issues links and verifies by them. It is an http.Handler and safe for concurrent
// use.
type Service struct {
	c       Config
	issued  window
	tried   window
	guessed window
}

// ErrRefused is what everything that is wrong with a link or a code leads to. It has Text(lang string) string, for "zh" or
// English.
var ErrRefused error = refused{}

type refused struct{}

func (r refused) Error() string { return r.Text("en") }

func (refused) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return "NTF-101：链接或验证码无效或已失效，请重新获取"
	}
	return "NTF-101: the link or code is not valid, or not any more; ask for a new one"
}

const (
	issuePerHour = 5  // links or codes for one contact, and to one address
	triesPerMin  = 10 // POSTs of one client
	guessPerHour = 5  // codes entered for one contact
	tokenBytes   = 32
	leastKey     = 16 // bytes
)

// New checks the configuration and gives a service. An unusable one is the error NTF-100.
func New(c Config) (*Service, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && u.Hostname() != "localhost" {
		return nil, fmt.Errorf("NTF-100: %q is not where a link can lead; give the https address the service is mounted at", c.URL)
	}
	if c.Store == nil || c.Verify == nil {
		return nil, errors.New("NTF-100: the service needs a Store and a Verify; set both in verify.Config")
	}
	if n := len(c.CodeKey); n > 0 && n < leastKey {
		return nil, fmt.Errorf("NTF-100: a CodeKey of %d bytes can be guessed; use %d random bytes or more, or none", n, leastKey)
	}
	c.CodeKey = slices.Clone(c.CodeKey)
	if c.TTL == 0 {
		c.TTL = 72 * time.Hour
	}
	if c.TTL < time.Hour || c.TTL > 30*24*time.Hour {
		return nil, fmt.Errorf("NTF-100: links that work for %v are too short or too long; use 1 hour to 30 days", c.TTL)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.Client == nil {
		c.Client = remoteHost
	}
	return &Service{
		c: c, issued: window{most: issuePerHour, length: time.Hour}, tried: window{most: triesPerMin, length: time.Minute},
		guessed: window{most: guessPerHour, length: time.Hour},
	}, nil
}

// Proof gives what the receiver of a verification notice verifies with: by e-mail a link
// with a new token, by text message a new code of 6 digits. It is what deliver.Config asks
// before it sends. Each attempt gets its own; all of them work until one is used. More than
// 5 an hour for one contact and channel, or for one address, are the error NTF-102, and so are
// more than 100,000 of them an hour: who invites more at once has them wait, which delivery does.
func (s *Service) Proof(ctx context.Context, n notify.Notice, to notify.Receiver) (string, error) {
	if n.Audience != notify.AudienceContact || to.Channel != notify.ChannelEmail && to.Channel != notify.ChannelSMS {
		return "", errors.New("NTF-103: only a contact's e-mail address and phone are verified; ask for verification notices alone")
	}
	now := s.c.Now()
	of, err := s.countedAs(ctx, n.Account, to)
	if err != nil {
		return "", err
	}
	if !s.issued.allow(now, of...) {
		return "", errors.New("NTF-102: this contact or its address was sent several verifications within the hour, or this process verifications to 100,000 of them; wait until the hour is over")
	}
	g := Grant{Account: n.Account, Contact: to.ID, Version: to.AddressVersion, Channel: to.Channel, Expires: now.Add(s.c.TTL)}
	raw := make([]byte, tokenBytes)
	if _, err := io.ReadFull(s.c.Random, raw); err != nil {
		return "", fmt.Errorf("NTF-104: there is no randomness for a verification: %w; try again", err)
	}
	proof := s.c.URL + "?t=" + base64.RawURLEncoding.EncodeToString(raw)
	g.Hash = hashOf(raw)
	if to.Channel == notify.ChannelSMS {
		proof = codeOf(raw)
		g.Hash, g.Expires = s.codeHash(n.Account, to.ID, proof), now.Add(codeTTL)
	}
	if err := s.c.Store.Put(ctx, g); err != nil {
		return "", fmt.Errorf("NTF-104: the verification could not be stored: %w; try again", err)
	}
	return proof, nil
}

// countedAs names what a verification is counted as: the contact on its channel, and the hash of the address if there is a
// directory to ask.
func (s *Service) countedAs(ctx context.Context, account string, to notify.Receiver) ([]string, error) {
	of := []string{account + "\x00" + to.ID + "\x00" + to.Channel.String()}
	if s.c.Directory == nil {
		return of, nil
	}
	address, found, err := s.c.Directory.Address(ctx, account, to)
	if err != nil {
		return nil, fmt.Errorf("NTF-104: the address could not be looked up: %w; try again", err)
	}
	if found {
		of = append(of, hashOf([]byte(strings.ToLower(address.Reveal()))))
	}
	return of, nil
}

// Confirm verifies by a token, as the page's button does. Whatever is wrong with the token
// or has become of the contact, the error is [ErrRefused]; any other error may pass.
func (s *Service) Confirm(ctx context.Context, token string) error {
	if len(token) != base64.RawURLEncoding.EncodedLen(tokenBytes) {
		return ErrRefused // the decoder skips line ends, which would make aliases
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != tokenBytes {
		return ErrRefused
	}
	return s.redeem(ctx, notify.ChannelEmail, hashOf(raw))
}

// redeem verifies by the grant of a hash. The grant is of the channel that is asked for: a code's hash can be met by a
// token that spells the code out, and nobody counts how many tokens are tried for a contact.
func (s *Service) redeem(ctx context.Context, by notify.Channel, hash string) error {
	g, found, err := s.c.Store.Get(ctx, hash)
	if err != nil {
		return fmt.Errorf("NTF-104: the link could not be looked up: %w; try again", err)
	}
	if !found || subtle.ConstantTimeCompare([]byte(g.Hash), []byte(hash)) != 1 || g.Channel != by || g.Used || !s.c.Now().Before(g.Expires) {
		return ErrRefused
	}
	// First the book, then the mark: what fails in between can be repeated, and verifying
	// twice changes nothing.
	err = s.c.Verify(ctx, g.Account, notify.VerifyContact{ID: g.Contact, Version: g.Version, Channel: g.Channel})
	var refusal *notify.Refusal
	if errors.As(err, &refusal) {
		return ErrRefused
	}
	if err != nil {
		return fmt.Errorf("NTF-104: the contact could not be verified: %w; try again", err)
	}
	first, err := s.c.Store.Use(ctx, hash)
	if err != nil {
		return fmt.Errorf("NTF-104: the link could not be marked as used: %w; try again", err)
	}
	if !first {
		return ErrRefused
	}
	return nil
}

func hashOf(token []byte) string {
	sum := sha256.Sum256(token)
	return hex.EncodeToString(sum[:])
}
