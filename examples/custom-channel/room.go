// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// room stands for the chat: it takes a message with an id once.
type room struct {
	mu   sync.Mutex
	busy int // requests it is too busy for
	ids  []string
	said strings.Builder
}

func (r *room) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var m struct{ ID, To, Text string }
	switch {
	case r.busy > 0:
		r.busy--
		w.WriteHeader(http.StatusServiceUnavailable)
	case json.NewDecoder(http.MaxBytesReader(w, q.Body, 64<<10)).Decode(&m) != nil:
		w.WriteHeader(http.StatusBadRequest)
	case !r.has(m.ID):
		r.ids = append(r.ids, m.ID)
		fmt.Fprintf(&r.said, "to %s: %s", m.To, m.Text)
	}
}

func (r *room) has(id string) bool {
	for _, known := range r.ids {
		if known == id {
			return true
		}
	}
	return false
}

// keys gives the ids of what was taken.
func (r *room) keys() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.ids...)
}

func (r *room) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.said.String()
}
