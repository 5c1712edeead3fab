// SPDX-License-Identifier: Apache-2.0

package verify_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/verify"
)

// Mount the service, send its links, and let the book know who has verified.
func Example() {
	book := notify.Book{Account: "a-1"}
	decide := func(c notify.BookCommand) (notify.BookStep, error) {
		step, err := notify.DecideBook(book, c, notify.Limits{}, time.Date(2020, 7, 1, 2, 0, 0, 0, time.UTC))
		for _, e := range step.Events { // a host appends them to its journal here
			book = notify.EvolveBook(book, e)
		}
		return step, err
	}
	service, err := verify.New(verify.Config{
		URL: "https://filing.example.com/verify", Store: verify.NewMemory(),
		Verify: func(_ context.Context, _ string, c notify.VerifyContact) error { _, err := decide(c); return err },
	})
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/verify", service)
	server := httptest.NewServer(mux)
	defer server.Close()

	step, err := decide(notify.AddContact{ID: "c-1", Name: "digest-1", Title: "digest-2", Email: "digest-3"})
	if err != nil {
		panic(err)
	}
	notice := step.Notices[0] // delivery asks for the link when it sends this
	link, err := service.Proof(context.Background(), notice, notify.Expand(notice, book, notice.At)[0])
	if err != nil {
		panic(err)
	}
	_, token, _ := strings.Cut(link, "?t=")
	for _, press := range []func() (*http.Response, error){
		func() (*http.Response, error) { return http.Get(server.URL + "/verify?t=" + token) },
		func() (*http.Response, error) { return http.PostForm(server.URL+"/verify", url.Values{"t": {token}}) },
		func() (*http.Response, error) { return http.PostForm(server.URL+"/verify", url.Values{"t": {token}}) },
	} {
		response, err := press()
		if err != nil {
			panic(err)
		}
		response.Body.Close()
		contact, _ := book.Contact("c-1")
		fmt.Println(response.StatusCode, "verified:", contact.Verified.Has(notify.ChannelEmail))
	}
	// Output:
	// 200 verified: false
	// 200 verified: true
	// 403 verified: true
}
