// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/notify/webhook"
)

// upstream plays the provider: it sends callbacks, and knows where its filings stand.
type upstream struct {
	out       io.Writer
	callbacks string
	state     map[string]string
	secret    string
	now       func() time.Time
}

// send delivers a callback and prints what it was answered with.
func (u *upstream) send(what string, e event) {
	body, err := json.Marshal(e)
	if err != nil {
		panic(err) // an event is plain data
	}
	response, err := u.post(e.ID, body)
	if err != nil {
		fmt.Fprintf(u.out, "%s: %v\n", what, err)
		return
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	fmt.Fprintf(u.out, "%s: %s %s\n  %d %s\n", what, e.ID, e.What, response.StatusCode, strings.TrimSpace(string(text)))
}

// post signs a callback as Standard Webhooks do.
func (u *upstream) post(id string, body []byte) (*http.Response, error) {
	signature, err := webhook.Sign([]string{u.secret}, id, u.now(), body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(http.MethodPost, u.callbacks, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set(webhook.HeaderID, id)
	request.Header.Set(webhook.HeaderTimestamp, strconv.FormatInt(u.now().Unix(), 10))
	request.Header.Set(webhook.HeaderSignature, signature)
	return http.DefaultClient.Do(request)
}

// ServeHTTP answers GET /filings/ID.
func (u *upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/filings/")
	fmt.Fprintf(u.out, "  (the provider is asked for %s: %s)\n", id, u.state[id])
	fmt.Fprint(w, u.state[id])
}
