// SPDX-License-Identifier: Apache-2.0

// Custom-channel sends internal messages through a channel of its own, the company's chat, which here is busy at first.
// The channel is in chat.go; its test runs the suite that every channel has to pass.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http/httptest"
	"os"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	room := &room{busy: 1}
	server := httptest.NewServer(room) // stands for the chat
	defer server.Close()

	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return err
	}
	now := time.Date(2020, time.August, 3, 10, 0, 0, 0, calendar.Zone()) // by then there are internal messages
	h, err := host.New(machine, journal.NewMemory(), host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelInbox: chat{server.URL}},
		Directory: directory.NewMemory([]byte("a secret of your own")), // nobody's address is needed to chat
		Clock:     func() time.Time { return now },
		Attempted: func(l deliver.Letter, o notify.Outcome) {
			fmt.Fprintf(out, "%s  %s to %s by %s: %v (%s)\n", now.Format("15:04:05"), l.Notice.Topic, l.To.ID, l.To.Channel, o, l.Code)
		},
	})
	if err != nil {
		return err
	}
	ctx := context.Background()
	for id, command := range []fsm.Command{
		fsm.Open{
			ID: "filing-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "account-1",
			SubjectAdministrator: "person-1", WebsiteAdministrator: "person-1",
			Targets: []fsm.Target{{Website: "website-1", Domains: []string{"example.cn"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		fsm.Submit{},
	} {
		if _, err := h.Do(ctx, "subject-1", fmt.Sprint("command-", id), command); err != nil {
			return err
		}
	}
	for range 2 { // h.Start() does this by itself, whenever something is due
		if _, err := h.Deliver(ctx); err != nil {
			return err
		}
		now = now.Add(time.Minute)
	}
	fmt.Fprint(out, "\nIn the chat:\n", room)
	return nil
}
