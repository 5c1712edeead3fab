// SPDX-License-Identifier: Apache-2.0

package verify

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
)

//go:embed page.tmpl
var pageFile embed.FS

var page = template.Must(template.ParseFS(pageFile, "page.tmpl"))

// view is what the page shows: a button, or what came of pressing it. It says everything in
// English and Chinese, the reader's language first.
type view struct {
	Token   string
	Said    string // "", verified, refused, later or slow
	Chinese bool   // first
	Style   template.CSS
}

// style is the only thing beside a form that the page may hold: its policy names the hash.
const style = `body{margin:0;padding:2rem 1rem;font-family:system-ui,sans-serif;line-height:1.5;color:#222;background:#fff}` +
	`main{max-width:34rem;margin:0 auto}h1{font-size:1.25rem;margin:1rem 0 .25rem}p{margin:0 0 1rem}` +
	`button{font:inherit;padding:.6rem 1.5rem;border:0;border-radius:4px;color:#fff;background:#0b57d0;cursor:pointer}`

var policy = func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}()

// ServeHTTP shows the page on GET and HEAD, and verifies on POST. It looks at no store
// before that, so that fetching a link, as mail scanners do, says and changes nothing.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		write(w, r, http.StatusOK, view{Token: r.URL.Query().Get("t")})
	case http.MethodPost:
		s.post(w, r)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (s *Service) post(w http.ResponseWriter, r *http.Request) {
	if !s.tried.allow(s.c.Now(), s.c.Client(r)) {
		w.Header().Set("Retry-After", strconv.Itoa(60))
		write(w, r, http.StatusTooManyRequests, view{Said: "slow"})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	err := s.Confirm(r.Context(), r.PostFormValue("t"))
	switch {
	case err == nil:
		write(w, r, http.StatusOK, view{Said: "verified"})
	case errors.Is(err, ErrRefused):
		write(w, r, http.StatusForbidden, view{Said: "refused"})
	default:
		write(w, r, http.StatusServiceUnavailable, view{Said: "later"})
	}
}

func write(w http.ResponseWriter, r *http.Request, status int, v view) {
	var b bytes.Buffer
	v.Chinese, v.Style = prefersChinese(r.Header.Get("Accept-Language")), style
	if err := page.Execute(&b, v); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Content-Security-Policy", policy)
	h.Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b.Bytes())
	}
}

// prefersChinese reports whether a reader names Chinese before English. Browsers name the
// languages in the order of preference.
func prefersChinese(accepted string) bool {
	for language := range strings.SplitSeq(accepted, ",") {
		language, _, _ = strings.Cut(strings.TrimSpace(language), ";")
		if lang := tongue.Of(language); lang != "" {
			return lang == tongue.Chinese
		}
	}
	return false
}

// remoteHost is the other end of the connection; of IPv6 the network of 64 bits, which is what one subscriber has at least.
func remoteHost(r *http.Request) string {
	end, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	address := end.Addr().Unmap().WithZone("")
	if address.Is6() {
		return netip.PrefixFrom(address, 64).Masked().String()
	}
	return address.String()
}
