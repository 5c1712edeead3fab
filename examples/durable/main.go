// SPDX-License-Identifier: Apache-2.0

// Durable is a host on SQLite that is stopped and started again: filings, deadlines and messages are where they were.
//
//	go run . [-file icp.db]
//
// Without a file the database is a temporary one, which goes when the program ends.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	file := flag.String("file", "", "the database; empty: a temporary one")
	flag.Parse()
	if err := start(os.Stdout, *file); err != nil {
		log.Fatal(err)
	}
}

// start runs on a file of its own if none is named.
func start(out io.Writer, file string) (err error) {
	if file != "" {
		return run(out, file)
	}
	folder, err := os.MkdirTemp("", "icp-durable-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	return run(out, filepath.Join(folder, "icp.db"))
}

func run(out io.Writer, file string) error {
	fmt.Fprintln(out, "first start, Wednesday")
	if err := wednesday(out, file); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nsecond start, after the holidays")
	return monday(out, file)
}

// wednesday submits a filing and stops before its message is sent.
func wednesday(out io.Writer, file string) error {
	a, err := open(out, file, time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone()))
	if err != nil {
		return err
	}
	defer a.close()
	for i, c := range []fsm.Command{
		fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		submit,
	} {
		if err := a.do(fmt.Sprint("command-", i), c); err != nil {
			return err
		}
	}
	return nil
}

var submit = fsm.Submit{}

// monday finds everything again: the command that may have been lost, the deadline that passed, the messages.
func monday(out io.Writer, file string) error {
	a, err := open(out, file, time.Date(2018, 4, 9, 9, 0, 0, 0, calendar.Zone()))
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.do("command-3", submit); err != nil { // given again under its id, it changes nothing
		return err
	}
	fired, err := a.host.Tick(context.Background())
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "deadlines that passed meanwhile:", fired)
	if _, err := a.host.Deliver(context.Background()); err != nil {
		return err
	}
	text, err := a.host.Support(context.Background(), "s-1", "en")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%s", text)
	report, err := a.journal.Verify(context.Background())
	fmt.Fprintf(out, "\nthe journal: %d records as they were written, %d messages waiting\n", report.Records, report.Outbox)
	return err
}

// application is a host with its database.
type application struct {
	out     io.Writer
	db      *sql.DB
	journal *sqljournal.Journal
	host    *host.Host
}

func open(out io.Writer, file string, now time.Time) (a *application, err error) {
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return nil, err
	}
	a = &application{out: out}
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	a.db, err = sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)"+
		"&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)")
	if err != nil {
		return a, err
	}
	a.journal, err = sqljournal.Open(context.Background(), a.db, sqljournal.SQLite, sqljournal.Options{Install: true})
	if err != nil {
		return a, err
	}
	people := directory.NewMemory([]byte("a secret of your own")) // a real one is durable as well, and can forget
	if _, err := people.Put("a-1", "p-1", directory.Entry{Email: "li@example.cn"}); err != nil {
		return a, err
	}
	a.host, err = host.New(machine, a.journal, host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: mail{out}},
		Directory: people,
		Clock:     func() time.Time { return now }, // leave it out for the real one
	})
	return a, err
}

// close ends the journal before its pool.
func (a *application) close() {
	if a.journal != nil {
		if err := a.journal.Close(); err != nil {
			log.Print(err)
		}
	}
	if a.db != nil {
		if err := a.db.Close(); err != nil {
			log.Print(err)
		}
	}
}

func (a *application) do(id string, c fsm.Command) error {
	reply, err := a.host.Do(context.Background(), "s-1", id, c)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s %s: version %d, %s\n", id, c.Name(), reply.Version, reply.Subject.Filing.State.Status("en"))
	return nil
}

// mail is the channel to your mail server.
type mail struct{ out io.Writer }

func (m mail) Send(_ context.Context, msg notify.Message) notify.Result {
	fmt.Fprintf(m.out, "mail to %s: %s\n", msg.Address.Reveal(), msg.Subject)
	return notify.Result{Outcome: notify.OutcomeDelivered}
}
