// SPDX-License-Identifier: Apache-2.0

// Package webhookfault is a receiver of webhooks inside a test, that verifies what comes and
// fails as told.
//
// Most tests call [Start], post to [Server.URL] with [Secret], plan failures with
// [Server.Next] and look at [Server.Taken]. The sender must be told that loopback and http
// are fine: see Config.Allow and Config.InClear of package webhook. Close it at the end.
package webhookfault

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"time"

	"github.com/icpfiling/icp/notify/webhook"
)

// Fault is what becomes of one post.
type Fault struct {
	Status     int    // the answer, such as 503; 0 gives none
	RetryAfter string // of the answer
	Keep       bool   // take the post in spite of it
	Hang       bool   // without a Status: say nothing until the server closes, instead of dropping the connection
}

// Post is one webhook that was taken.
type Post struct {
	ID   string
	Body string
}

// Server is a running receiver. It is safe for concurrent use.
type Server struct {
	server  *httptest.Server
	closing chan struct{}
	clock   func() time.Time // against which signatures are fresh

	mu     sync.Mutex
	faults []Fault
	taken  []Post
	forged int
}

// Secret is what posts must be signed with.
const Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// Start runs a receiver on a free loopback port until Close.
func Start() *Server {
	s := &Server{closing: make(chan struct{}), clock: time.Now}
	s.server = httptest.NewServer(s)
	return s
}

// Close ends it and every connection.
func (s *Server) Close() {
	close(s.closing)
	s.server.CloseClientConnections()
	s.server.Close()
}

// URL is where to post.
func (s *Server) URL() string { return s.server.URL + "/hook" }

// Next plans faults for the next posts, one each; the posts after them are taken.
func (s *Server) Next(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Taken gives the posts taken so far, in order.
func (s *Server) Taken() []Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.taken)
}

// Forged gives how many posts did not verify.
func (s *Server) Forged() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.forged
}

// ServeHTTP receives one post.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil || webhook.Verify([]string{Secret}, r.Header, body, s.clock()) != nil {
		s.mu.Lock()
		s.forged++
		s.mu.Unlock()
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	f, planned := s.receive(Post{r.Header.Get(webhook.HeaderID), string(body)})
	switch {
	case !planned:
		w.WriteHeader(http.StatusNoContent)
	case f.Status != 0:
		if f.RetryAfter != "" {
			w.Header().Set("Retry-After", f.RetryAfter)
		}
		w.WriteHeader(f.Status)
	default:
		if f.Hang {
			<-s.closing
		}
		panic(http.ErrAbortHandler)
	}
}

func (s *Server) receive(p Post) (f Fault, planned bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if planned = len(s.faults) > 0; planned {
		f, s.faults = s.faults[0], s.faults[1:]
	}
	if !planned || f.Keep {
		s.taken = append(s.taken, p)
	}
	return f, planned
}
