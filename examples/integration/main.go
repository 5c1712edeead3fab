// SPDX-License-Identifier: Apache-2.0

// Integration is an application with a journal of its own, a file, and an endpoint for the provider's reports, and the
// test that drives both through synthetic filings: see drive_test.go.
//
//	go run ./examples/integration
//	go test ./examples/integration
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// shop is the application: what is open while its process lives.
type shop struct {
	machine *fsm.Machine
	journal *fileJournal
	host    *host.Host
}

func openShop(file string, m *fsm.Machine, o host.Options) (*shop, error) {
	j, err := openFile(file)
	if err != nil {
		return nil, err
	}
	h, err := host.New(m, j, o)
	return &shop{m, j, h}, err
}

// do is what the endpoint gives its commands to.
func (s *shop) do(ctx context.Context, subject, id string, c fsm.Command) (fsm.State, error) {
	reply, err := s.host.Do(ctx, subject, id, c)
	return reply.Subject.Filing.State, err
}

func run(out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "shop")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return err
	}
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	open := func() (*shop, error) {
		return openShop(filepath.Join(folder, "journal"), machine, host.Options{Clock: func() time.Time { return now }})
	}
	s, err := open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.journal.Close()) }()
	server := httptest.NewServer(&endpoint{func(ctx context.Context, subject, id string, c fsm.Command) (fsm.State, error) {
		return s.do(ctx, subject, id, c) // whichever shop is open
	}})
	defer server.Close()
	if err := apply(s); err != nil {
		return err
	}
	now = time.Date(2018, 4, 8, 15, 0, 0, 0, calendar.Zone())
	passed := report{"r-1", "s-1", "pass_preliminary", json.RawMessage(`{"Filing":"f-1"}`)}
	approved := report{"r-2", "s-1", "approve", json.RawMessage(`{"Filing":"f-1","SubjectNumber":"ICP-1","WebsiteNumbers":["ICP-1-1"]}`)}
	post(out, server.URL, "a report", passed)
	post(out, server.URL, "the same one again", passed)
	if err := s.journal.Close(); err != nil {
		return err
	}
	if s, err = open(); err != nil { // the process ends, and another one begins
		return err
	}
	post(out, server.URL, "and again, after a restart", passed)
	post(out, server.URL, "one that is too early", approved)
	post(out, server.URL, "one that nobody knows", report{"r-3", "s-1", "applaud", json.RawMessage(`{}`)})
	post(out, server.URL, "an id that came with something else", report{"r-1", "s-1", "approve", approved.With})
	post(out, server.URL, "an id that is none", report{"r 4", "s-1", "pass_preliminary", passed.With})
	return nil
}

// apply is what the applicant did before.
func apply(s *shop) error {
	commands := []fsm.Command{fsm.Open{
		ID: "f-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "a-1",
		SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
		Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
	}}
	for _, document := range []string{"identity_document", "authenticity_statement"} {
		commands = append(commands, fsm.Attach{Document: document, Ref: "scan-of-" + document})
	}
	for i, c := range append(commands, fsm.Submit{}) {
		if _, err := s.do(context.Background(), "s-1", fmt.Sprint("applicant-", i), c); err != nil {
			return err
		}
	}
	return nil
}

// post plays the provider, and prints what it is answered with.
func post(out io.Writer, url, what string, r report) {
	body, err := json.Marshal(r)
	if err != nil {
		panic(err) // a report is plain data
	}
	response, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		fmt.Fprintf(out, "%s: %v\n", what, err)
		return
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	fmt.Fprintf(out, "%s: %s %s\n  %d %s\n", what, r.ID, r.What, response.StatusCode, bytes.TrimSpace(text))
}
