// SPDX-License-Identifier: Apache-2.0

// Smtp sends the mails of a filing to a mail server on this machine, which puts the first one off as many servers do
// with senders they do not know, and shows what has arrived.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/email"
	"github.com/icpfiling/icp/notify/notifytest/smtpfault"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	server, err := smtpfault.Start(smtpfault.Config{Username: "filing", Password: "secret"})
	if err != nil {
		return err
	}
	defer server.Close() //nolint:errcheck // the program ends
	server.Next(smtpfault.Fault{Stage: smtpfault.AtReceiver, Code: 450, Enhanced: [3]int{4, 2, 0}})

	now := time.Date(2018, time.April, 4, 10, 0, 0, 0, calendar.Zone())
	clock := func() time.Time { return now } // leave it out for the real one
	mail, err := email.New(email.Config{
		Host: server.Host(), Port: server.Port(), From: "ICP Filing <noreply@example.cn>", Username: "filing", Password: "secret",
		TLS: &tls.Config{RootCAs: server.Roots(), ServerName: server.Host()}, // leave it out for the system's
		Now: clock,
	})
	if err != nil {
		return err
	}
	people := directory.NewMemory([]byte("a secret of your own"))
	if _, err := people.Put("account-1", "person-1", directory.Entry{Email: "li@example.cn"}); err != nil {
		return err
	}
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return err
	}
	h, err := host.New(machine, journal.NewMemory(), host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: mail}, Directory: people, Clock: clock, Lang: "zh",
		Attempted: func(l deliver.Letter, o notify.Outcome) {
			fmt.Fprintf(out, "%s  %s: %v (%s)\n", now.Format("15:04:05"), l.Notice.Topic, o, l.Code)
		},
	})
	if err != nil {
		return err
	}
	if err := submit(h); err != nil {
		return err
	}
	for range 2 { // h.Start() does this by itself, whenever something is due
		if _, err := h.Deliver(context.Background()); err != nil {
			return err
		}
		now = now.Add(time.Minute)
	}
	for _, m := range server.Mails() {
		if err := show(out, m); err != nil {
			return err
		}
	}
	return nil
}

func submit(h *host.Host) error {
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
		if _, err := h.Do(context.Background(), "subject-1", fmt.Sprint("command-", id), command); err != nil {
			return err
		}
	}
	return nil
}
