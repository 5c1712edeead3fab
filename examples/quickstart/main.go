// SPDX-License-Identifier: Apache-2.0

// Quickstart is a whole host: a first filing is opened, completed and submitted, the person concerned is told, and a
// second filing at the same time is refused with its reason and its remedy.
package main

import (
	"context"
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
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/inbox"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	wednesday := time.Date(2018, time.April, 4, 10, 0, 0, 0, calendar.Zone())
	if err := run(os.Stdout, wednesday); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer, now time.Time) error {
	machine, err := fsm.New(builtin.Policy(), calendar.China()) // the rules and the business days
	if err != nil {
		return err
	}
	people := directory.NewMemory([]byte("a secret of your own")) // names and addresses stay here
	for person, address := range map[string]string{notify.OwnerID: "owner@example.cn", "person-1": "li@example.cn"} {
		if _, err := people.Put("account-1", person, directory.Entry{Email: address}); err != nil {
			return err
		}
	}
	h, err := host.New(machine, journal.NewMemory(), host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{
			notify.ChannelEmail: mail{out},
			notify.ChannelInbox: inbox.New(inbox.NewMemory()), // what users read in your own pages
		},
		Directory: people,
		Clock:     func() time.Time { return now }, // leave it out for the real one
	})
	if err != nil {
		return err
	}
	open := fsm.Open{
		ID: "filing-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "account-1",
		SubjectAdministrator: "person-1", WebsiteAdministrator: "person-1",
		Targets: []fsm.Target{{Website: "website-1", Domains: []string{"example.cn"}}},
	}
	another := open
	another.ID = "filing-2"
	for id, command := range []fsm.Command{
		open,
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		fsm.Submit{},
		another,
	} {
		reply, err := h.Do(context.Background(), "subject-1", fmt.Sprint("command-", id), command)
		if err != nil {
			fmt.Fprintln(out, err)
			continue
		}
		fmt.Fprintf(out, "%s: %s\n", command.Name(), reply.Subject.Filing.State.Status("en"))
		for _, w := range reply.Warnings {
			fmt.Fprintf(out, "  %s: %s\n", w.Code, w.Text("en"))
		}
		for _, d := range reply.Subject.Filing.Deadlines() {
			fmt.Fprintf(out, "  %s: %s\n", d.Name.Label("en"), d.Due.In(calendar.Zone()).Format("2006-01-02 15:04"))
		}
	}
	report, err := h.Deliver(context.Background()) // h.Start() does it in the background, and lets deadlines pass
	for _, l := range report.Dead {                // nobody was told: Options.Logger says so as well
		fmt.Fprintf(out, "no %s to %s: %s\n", l.To.Channel, l.To.ID, l.Detail)
	}
	return err
}

// mail is the channel to your mail server.
type mail struct{ out io.Writer }

func (m mail) Send(_ context.Context, msg notify.Message) notify.Result {
	fmt.Fprintf(m.out, "mail to %s: %s\n", msg.Address.Reveal(), msg.Subject)
	return notify.Result{Outcome: notify.OutcomeDelivered}
}
