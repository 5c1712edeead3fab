// SPDX-License-Identifier: Apache-2.0

package verify_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/verify"
)

// world is an account with one contact, and the service over it.
type world struct {
	t       *testing.T
	mu      sync.Mutex
	book    notify.Book
	now     time.Time
	store   *verify.Memory
	service *verify.Service
	broken  error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, book: notify.Book{Account: "a"}, now: time.Date(2020, 7, 1, 2, 0, 0, 0, time.UTC), store: verify.NewMemory()}
	w.do(notify.AddContact{ID: "c", Name: "n", Title: "t", Email: "e"})
	var err error
	w.service, err = verify.New(w.config())
	require.NoError(t, err)
	return w
}

func (w *world) config() verify.Config {
	return verify.Config{
		URL: "https://filing.example.com/verify", Store: w.store, Now: func() time.Time { return w.now },
		Verify: func(_ context.Context, account string, c notify.VerifyContact) error {
			assert.Equal(w.t, "a", account)
			if w.broken != nil {
				return w.broken
			}
			return w.try(c)
		},
	}
}

func (w *world) try(c notify.BookCommand) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	step, err := notify.DecideBook(w.book, c, notify.Limits{}, w.now)
	for _, e := range step.Events {
		w.book = notify.EvolveBook(w.book, e)
	}
	return err
}

func (w *world) do(c notify.BookCommand) {
	w.t.Helper()
	require.NoError(w.t, w.try(c))
}

func (w *world) verified() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, _ := w.book.Contact("c")
	return c.Verified.Has(notify.ChannelEmail)
}

// link issues a link for the contact as it is now.
func (w *world) link() string {
	w.t.Helper()
	c, _ := w.book.Contact("c")
	n := notify.Notice{Kind: notify.KindContactVerification, Audience: notify.AudienceContact, Account: "a", Contact: "c", Version: c.Version}
	link, err := w.service.Proof(w.t.Context(), n, notify.Receiver{ID: "c", Channel: notify.ChannelEmail, AddressVersion: c.Version})
	require.NoError(w.t, err)
	return link
}

func token(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	require.NoError(t, err)
	return u.Query().Get("t")
}

func (w *world) request(method, token, from string) *httptest.ResponseRecorder {
	var body io.Reader
	target := "/verify?t=" + url.QueryEscape(token)
	if method == http.MethodPost {
		body, target = strings.NewReader(url.Values{"t": {token}}.Encode()), "/verify"
	}
	r := httptest.NewRequest(method, target, body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = net.JoinHostPort(from, "1234")
	out := httptest.NewRecorder()
	w.service.ServeHTTP(out, r)
	return out
}

func TestOnlyTheButtonVerifies(t *testing.T) { // S2-25
	w := newWorld(t)
	link := w.link()
	assert.True(t, strings.HasPrefix(link, "https://filing.example.com/verify?t="))
	tok := token(t, link)
	assert.Len(t, tok, 43, "256 bits")
	for range 20 { // mail scanners fetch links, again and again
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			out := w.request(method, tok, "scanner")
			assert.Equal(t, http.StatusOK, out.Code)
			assert.Equal(t, method == http.MethodHead, out.Body.Len() == 0)
		}
	}
	assert.False(t, w.verified())
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch} {
		assert.Equal(t, http.StatusMethodNotAllowed, w.request(method, tok, "scanner").Code)
	}
	assert.False(t, w.verified())

	out := w.request(http.MethodPost, tok, "person")
	assert.Equal(t, http.StatusOK, out.Code)
	assert.Contains(t, out.Body.String(), "verified")
	assert.Contains(t, out.Body.String(), "已验证")
	assert.True(t, w.verified())
	for header, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} {
		assert.Equal(t, want, out.Header().Get(header))
	}
}

func TestEveryBadTokenGetsTheSameAnswer(t *testing.T) {
	answers := map[string]bool{}
	post := func(w *world, tok string) {
		out := w.request(http.MethodPost, tok, "person")
		assert.Equal(t, http.StatusForbidden, out.Code)
		answers[out.Body.String()] = true
	}
	w := newWorld(t)
	post(w, "")
	post(w, strings.Repeat("A", 43))
	post(w, strings.Repeat("A", 5000))

	used := newWorld(t)
	tok := token(t, used.link())
	require.Equal(t, http.StatusOK, used.request(http.MethodPost, tok, "person").Code)
	post(used, tok)

	expired := newWorld(t)
	tok = token(t, expired.link())
	expired.now = expired.now.Add(72 * time.Hour)
	post(expired, tok)
	assert.False(t, expired.verified())

	superseded := newWorld(t)
	tok = token(t, superseded.link())
	superseded.do(notify.ModifyContact{ID: "c", Name: "n", Title: "t", Email: "e2"})
	post(superseded, tok)
	assert.False(t, superseded.verified(), "S2-33")

	deleted := newWorld(t)
	tok = token(t, deleted.link())
	deleted.do(notify.DeleteContact{ID: "c"})
	post(deleted, tok)

	foreign := newWorld(t)
	post(foreign, token(t, newWorld(t).link()))
	assert.Len(t, answers, 1)
}

func TestEveryMutantOfATokenIsRefused(t *testing.T) {
	w := newWorld(t)
	tok := token(t, w.link())
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	mutants := 0
	for i := range tok {
		for _, c := range []byte(alphabet) {
			if tok[i] == c {
				continue
			}
			mutants++
			require.ErrorIs(t, w.service.Confirm(t.Context(), tok[:i]+string(c)+tok[i+1:]), verify.ErrRefused)
		}
	}
	for _, alias := range []string{tok + "=", tok + "\n", "\n" + tok, tok[:10] + "\r\n" + tok[10:], tok + "A", tok[:42]} {
		require.ErrorIs(t, w.service.Confirm(t.Context(), alias), verify.ErrRefused)
	}
	assert.Equal(t, 43*63, mutants)
	assert.False(t, w.verified())
	require.NoError(t, w.service.Confirm(t.Context(), tok))
	assert.True(t, w.verified())
}

func TestOneTokenWorksOnceAlsoAtOnce(t *testing.T) {
	w := newWorld(t)
	tok := token(t, w.link())
	var wg sync.WaitGroup
	var mu sync.Mutex
	good := 0
	for range 16 {
		wg.Go(func() {
			if w.service.Confirm(t.Context(), tok) == nil {
				mu.Lock()
				good++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	assert.Equal(t, 1, good)
}

func TestWhatFailsForNowCanBeTriedAgain(t *testing.T) {
	w := newWorld(t)
	tok := token(t, w.link())
	w.broken = errors.New("the journal is away")
	assert.Equal(t, http.StatusServiceUnavailable, w.request(http.MethodPost, tok, "person").Code)
	w.broken = nil
	assert.Equal(t, http.StatusOK, w.request(http.MethodPost, tok, "person").Code)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, w.service.Confirm(ctx, tok), context.Canceled)
	_, err := w.service.Proof(ctx, notify.Notice{Audience: notify.AudienceContact}, notify.Receiver{ID: "x", Channel: notify.ChannelEmail})
	assert.ErrorContains(t, err, "NTF-104")
}

// Who enters one address for contact after contact, in any account, does not flood it; another address has its own hour.
func TestLimitByAddress(t *testing.T) {
	w := newWorld(t)
	people := directory.NewMemory([]byte("a secret of the test"))
	put := func(account, contact, email string) notify.Receiver {
		stored, err := people.Put(account, contact, directory.Entry{Name: "n", Email: email})
		require.NoError(t, err)
		return notify.Receiver{ID: contact, Channel: notify.ChannelEmail, AddressVersion: stored.Version}
	}
	c := w.config()
	c.Directory = people
	service, err := verify.New(c)
	require.NoError(t, err)
	for i := range 5 {
		account := fmt.Sprintf("a%d", i%2)
		_, err = service.Proof(t.Context(), notify.Notice{Audience: notify.AudienceContact, Account: account},
			put(account, fmt.Sprintf("c%d", i), "Zhang@example.com"))
		require.NoError(t, err)
	}
	n := notify.Notice{Audience: notify.AudienceContact, Account: "a"}
	same, other := put("a", "same", "zhang@Example.com"), put("a", "other", "li@example.com")
	for range 6 { // a refusal is counted for nobody: the contact has its five when the hour is over
		_, err = service.Proof(t.Context(), n, same)
		assert.ErrorContains(t, err, "NTF-102")
	}
	_, err = service.Proof(t.Context(), n, other)
	require.NoError(t, err)
	w.now = w.now.Add(time.Hour)
	for range 5 {
		_, err = service.Proof(t.Context(), n, same)
		require.NoError(t, err)
	}
	_, err = service.Proof(t.Context(), n, same)
	assert.ErrorContains(t, err, "NTF-102")

	c.Directory = noDirectory{}
	service, err = verify.New(c)
	require.NoError(t, err)
	_, err = service.Proof(t.Context(), n, same)
	assert.ErrorContains(t, err, "NTF-104")
}

type noDirectory struct{ notify.Directory }

func (noDirectory) Address(context.Context, string, notify.Receiver) (notify.Address, bool, error) {
	return notify.Address{}, false, errors.New("the directory is away")
}

func TestLimits(t *testing.T) {
	w := newWorld(t)
	for range 5 {
		w.link()
	}
	n := notify.Notice{Audience: notify.AudienceContact, Account: "a"}
	to := notify.Receiver{ID: "c", Channel: notify.ChannelEmail}
	_, err := w.service.Proof(t.Context(), n, to)
	assert.ErrorContains(t, err, "NTF-102")
	w.now = w.now.Add(time.Hour)
	_, err = w.service.Proof(t.Context(), n, to)
	require.NoError(t, err)
	_, err = w.service.Proof(t.Context(), n, notify.Receiver{ID: "c", Channel: notify.ChannelInbox})
	assert.ErrorContains(t, err, "NTF-103")

	for range 10 {
		assert.Equal(t, http.StatusForbidden, w.request(http.MethodPost, "x", "guesser").Code)
	}
	out := w.request(http.MethodPost, "x", "guesser")
	assert.Equal(t, http.StatusTooManyRequests, out.Code)
	assert.Equal(t, "60", out.Header().Get("Retry-After"))
	assert.Equal(t, http.StatusForbidden, w.request(http.MethodPost, "x", "another").Code)
	w.now = w.now.Add(time.Minute)
	assert.Equal(t, http.StatusForbidden, w.request(http.MethodPost, "x", "guesser").Code)
}

// A network of 64 bits, which one subscriber has, is one guesser and takes one name of the memory; IPv4 is told address by
// address, also where it comes mapped.
func TestLimitsOfANetwork(t *testing.T) {
	w := newWorld(t)
	for i := range 10 {
		assert.Equal(t, http.StatusForbidden, w.request(http.MethodPost, "x", fmt.Sprintf("2001:db8:1:2::%x", i)).Code)
	}
	assert.Equal(t, http.StatusTooManyRequests, w.request(http.MethodPost, "x", "2001:db8:1:2:ffff::1").Code)
	assert.Equal(t, http.StatusForbidden, w.request(http.MethodPost, "x", "2001:db8:1:3::1").Code)
	for range 10 {
		assert.Equal(t, http.StatusForbidden, w.request(http.MethodPost, "x", "192.0.2.1").Code)
	}
	assert.Equal(t, http.StatusTooManyRequests, w.request(http.MethodPost, "x", "::ffff:192.0.2.1").Code)
	assert.Equal(t, http.StatusForbidden, w.request(http.MethodPost, "x", "192.0.2.2").Code)
}

// code gives a code sent to the contact as it is now.
func (w *world) code() string {
	w.t.Helper()
	c, _ := w.book.Contact("c")
	n := notify.Notice{Kind: notify.KindContactVerification, Audience: notify.AudienceContact, Account: "a", Contact: "c", Version: c.Version}
	code, err := w.service.Proof(w.t.Context(), n, notify.Receiver{ID: "c", Channel: notify.ChannelSMS, AddressVersion: c.Version})
	require.NoError(w.t, err)
	return code
}

func TestPhoneIsVerifiedByACode(t *testing.T) {
	w := newWorld(t)
	w.do(notify.ModifyContact{ID: "c", Name: "n", Title: "t", Email: "e", Phone: "p"})
	code := w.code()
	assert.Regexp(t, `^[0-9]{6}$`, code)
	require.ErrorIs(t, w.service.ConfirmCode(t.Context(), "a", "d", code), verify.ErrRefused, "another contact's")
	require.ErrorIs(t, w.service.ConfirmCode(t.Context(), "b", "c", code), verify.ErrRefused, "another account's")
	require.NoError(t, w.service.ConfirmCode(t.Context(), "a", "c", code))
	c, _ := w.book.Contact("c")
	assert.True(t, c.Verified.Has(notify.ChannelSMS))
	require.ErrorIs(t, w.service.ConfirmCode(t.Context(), "a", "c", code), verify.ErrRefused, "once")

	late := w.code()
	w.now = w.now.Add(15 * time.Minute)
	require.ErrorIs(t, w.service.ConfirmCode(t.Context(), "a", "c", late), verify.ErrRefused)

	w.now = w.now.Add(time.Hour)
	for range 5 {
		require.ErrorIs(t, w.service.ConfirmCode(t.Context(), "a", "c", "nonsense"), verify.ErrRefused)
	}
	require.ErrorIs(t, w.service.ConfirmCode(t.Context(), "a", "c", w.code()), verify.ErrRefused, "after five tries nothing is right")

	w.now = w.now.Add(time.Hour)
	old := w.code()
	w.do(notify.ModifyContact{ID: "c", Name: "n", Title: "t", Email: "e", Phone: "p2"})
	require.ErrorIs(t, w.service.ConfirmCode(t.Context(), "a", "c", old), verify.ErrRefused, "superseded")
}

// keeping remembers what was put into a store.
type keeping struct {
	*verify.Memory
	grants []verify.Grant
}

func (k *keeping) Put(ctx context.Context, g verify.Grant) error {
	k.grants = append(k.grants, g)
	return k.Memory.Put(ctx, g)
}

// Who reads the store cannot find the code by trying all there are; every process that has the key takes it.
func TestACodesHashTakesTheKeyToFind(t *testing.T) {
	w := newWorld(t)
	w.do(notify.ModifyContact{ID: "c", Name: "n", Title: "t", Email: "e", Phone: "p"})
	store := &keeping{Memory: w.store}
	with := func(key string) *verify.Service {
		c := w.config()
		c.Store, c.CodeKey = store, []byte(key)
		s, err := verify.New(c)
		require.NoError(t, err)
		return s
	}
	w.service = with("sixteen bytes +1")
	code := w.code()
	guess := sha256.Sum256(fmt.Appendf(nil, "%q %q %q", "a", "c", code))
	require.Len(t, store.grants, 1)
	assert.NotEqual(t, hex.EncodeToString(guess[:]), store.grants[0].Hash)
	require.ErrorIs(t, with("sixteen bytes +2").ConfirmCode(t.Context(), "a", "c", code), verify.ErrRefused)
	require.NoError(t, with("sixteen bytes +1").ConfirmCode(t.Context(), "a", "c", code))
}

// What is hashed for a code is as long as a token where account and contact have 18 letters. Guessing on the page of the
// links would get round the five tries of a code.
func TestNoLinkSpellsACode(t *testing.T) {
	const account, contact = "account-000001", "c-01"
	verified := false
	s, err := verify.New(verify.Config{
		URL: "https://filing.example.com/verify", Store: verify.NewMemory(),
		Verify: func(context.Context, string, notify.VerifyContact) error { verified = true; return nil },
	})
	require.NoError(t, err)
	n := notify.Notice{Kind: notify.KindContactVerification, Audience: notify.AudienceContact, Account: account, Contact: contact, Version: 1}
	code, err := s.Proof(t.Context(), n, notify.Receiver{ID: contact, Channel: notify.ChannelSMS, AddressVersion: 1})
	require.NoError(t, err)
	spelt := fmt.Appendf(nil, "%q %q %q", account, contact, code)
	require.Len(t, spelt, 32)
	require.ErrorIs(t, s.Confirm(t.Context(), base64.RawURLEncoding.EncodeToString(spelt)), verify.ErrRefused)
	assert.False(t, verified)
	require.NoError(t, s.ConfirmCode(t.Context(), account, contact, code), "the code itself still works")
}

func TestHostileTokensAreNoMarkup(t *testing.T) {
	w := newWorld(t)
	for _, hostile := range []string{`"><script>alert(1)</script>`, "' onfocus=x", "\x00", "javascript:x", "{{.}}"} {
		body := w.request(http.MethodGet, hostile, "x").Body.String()
		assert.NotContains(t, body, "<script")
		assert.NotContains(t, body, `" on`)
		assert.Equal(t, 1, strings.Count(body, "<form"))
	}
}

func TestNoTokenIsKeptOrLogged(t *testing.T) {
	var logged bytes.Buffer
	log.SetOutput(&logged)
	defer log.SetOutput(io.Discard)
	w := newWorld(t)
	tok := token(t, w.link())
	w.request(http.MethodGet, tok, "x")
	w.request(http.MethodPost, tok, "x")
	assert.Empty(t, logged.String())
	kept, found, err := w.store.Get(t.Context(), tok)
	require.NoError(t, err)
	assert.False(t, found)
	assert.NotContains(t, kept.Hash, tok)
	w.store.Sweep(w.now.Add(72 * time.Hour))
	assert.ErrorIs(t, w.service.Confirm(t.Context(), tok), verify.ErrRefused)
}

func TestConfigIsChecked(t *testing.T) {
	w := newWorld(t)
	for name, spoil := range map[string]func(*verify.Config){
		"http": func(c *verify.Config) { c.URL = "http://example.com" }, "query": func(c *verify.Config) { c.URL += "?a=b" },
		"none": func(c *verify.Config) { c.URL = "" }, "bad": func(c *verify.Config) { c.URL = "://" },
		"store": func(c *verify.Config) { c.Store = nil }, "verify": func(c *verify.Config) { c.Verify = nil },
		"short": func(c *verify.Config) { c.TTL = time.Minute }, "long": func(c *verify.Config) { c.TTL = 31 * 24 * time.Hour },
		"key": func(c *verify.Config) { c.CodeKey = []byte("15 bytes of key") },
	} {
		c := w.config()
		spoil(&c)
		_, err := verify.New(c)
		assert.ErrorContains(t, err, "NTF-100", name)
	}
	c := w.config()
	c.Random = strings.NewReader("short")
	s, err := verify.New(c)
	require.NoError(t, err)
	_, err = s.Proof(t.Context(), notify.Notice{Audience: notify.AudienceContact}, notify.Receiver{ID: "c", Channel: notify.ChannelEmail})
	assert.ErrorContains(t, err, "NTF-104")
}

func FuzzToken(f *testing.F) {
	f.Add("")
	f.Add(strings.Repeat("A", 43))
	f.Add("%00")
	f.Fuzz(func(t *testing.T, tok string) {
		w := newWorld(t)
		require.ErrorIs(t, w.service.Confirm(t.Context(), tok), verify.ErrRefused)
		out := w.request(http.MethodGet, tok, "x")
		assert.Equal(t, http.StatusOK, out.Code)
		assert.Equal(t, 1, strings.Count(out.Body.String(), "<input"))
	})
}

func TestARefusalIsSaidInBothLanguages(t *testing.T) {
	worded, ok := verify.ErrRefused.(interface{ Text(lang string) string })
	require.True(t, ok)
	require.Equal(t, "NTF-101：链接或验证码无效或已失效，请重新获取", worded.Text("zh"))
	require.Equal(t, verify.ErrRefused.Error(), worded.Text("en"))
}
