// SPDX-License-Identifier: Apache-2.0

// Deadline-watch is the view of a desk: what is due today, what is overdue, who is waited for; and a deadline nobody
// can count yet, until the State Council's notice is loaded.
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
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// office is a desk with its clock.
type office struct {
	out     io.Writer
	journal journal.Journal
	host    *host.Host
	desk    *host.Desk
	now     time.Time
}

func run(out io.Writer) error {
	o := &office{out: out, journal: journal.NewMemory()}
	if err := o.open(calendar.China()); err != nil {
		return err
	}
	for _, step := range []func() error{o.april, o.december} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// open makes the host of a calendar; the journal stays.
func (o *office) open(days *calendar.Calendar) error {
	machine, err := fsm.New(builtin.Policy(), days)
	if err != nil {
		return err
	}
	o.host, err = host.New(machine, o.journal, host.Options{Clock: func() time.Time { return o.now }})
	if err != nil {
		return err
	}
	o.desk = o.host.Desk()
	return nil
}

// april is a week with a holiday in it.
func (o *office) april() error {
	o.now = at("2018-04-04 10:00")
	if err := o.file("s-1", "beijing"); err != nil {
		return err
	}
	o.now = at("2018-04-08 11:00")
	if err := o.file("s-2", "shanghai"); err != nil {
		return err
	}
	if err := o.do("s-2", "passed", fsm.PassPreliminary{}); err != nil {
		return err
	}
	if err := o.look(); err != nil {
		return err
	}
	if err := o.pass(at("2018-04-09 09:00")); err != nil {
		return err
	}
	return o.look()
}

// december is past what anybody has published.
func (o *office) december() error {
	o.now = at("2026-12-10 10:00")
	if err := o.do("s-1", "end", fsm.Reconcile{Observed: fsm.Abandoned, Evidence: "closed"}); err != nil {
		return err
	}
	if err := o.do("s-2", "handed-over", fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "query"}); err != nil {
		return err
	}
	if err := o.look(); err != nil {
		return err
	}
	days, err := calendar.Load(calendar.China(), calendar.File{Name: "2027.json", Data: []byte(notice2027)})
	if err != nil {
		return err
	}
	if err := o.open(days); err != nil {
		return err
	}
	changed, err := o.host.ReplanAll(context.Background(), "notice-2027")
	if err != nil {
		return err
	}
	fmt.Fprintln(o.out, "\nthe notice for 2027 is loaded; counted again:", changed)
	return o.look()
}

// look brings the desk up to date and prints it.
func (o *office) look() error {
	if err := o.desk.Follow(context.Background()); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "\n%s\n", o.now.Format("2006-01-02 15:04"))
	o.list("due today", o.desk.DueToday(o.now))
	o.list("overdue", o.desk.Overdue(o.now))
	o.list("waiting for", o.desk.Waiting())
	o.list("next", o.desk.NextDue(o.now, 3))
	o.list("no date yet", o.desk.Pending())
	return nil
}

func (o *office) list(title string, items []host.Item) {
	for _, i := range items {
		fmt.Fprintf(o.out, "  %-11s  %s %s: %s", title, i.Subject, i.Filing, i.Waits.Label("en"))
		if len(i.Persons) > 0 { // references into your directory; nobody for platform and authority
			fmt.Fprintf(o.out, " %v", i.Persons)
		}
		switch d := i.Deadline; {
		case d.Pending:
			fmt.Fprintf(o.out, ", %s, when %s is there", d.Name.Label("en"), d.Missing)
		case d.Name != fsm.DeadlineNone:
			fmt.Fprintf(o.out, ", %s by %s", d.Name.Label("en"), d.Due.In(calendar.Zone()).Format("2006-01-02 15:04"))
		}
		fmt.Fprintln(o.out)
	}
}

// pass lets time go by; [host.Host.Start] does it in a real host.
func (o *office) pass(until time.Time) error {
	o.now = until
	fired, err := o.host.Tick(context.Background())
	fmt.Fprintf(o.out, "\ndeadlines that passed: %d\n", fired)
	return err
}

func (o *office) do(subject, id string, c fsm.Command) error {
	_, err := o.host.Do(context.Background(), subject, id, c)
	return err
}

// file opens and submits a first filing.
func (o *office) file(subject, region string) error {
	for i, c := range []fsm.Command{
		fsm.Open{
			ID: "f-" + region, Kind: fsm.FirstFiling, Region: region, SubjectKind: "individual", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2",
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		fsm.Submit{},
	} {
		if err := o.do(subject, fmt.Sprint("command-", i), c); err != nil {
			return err
		}
	}
	return nil
}

func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, calendar.Zone())
	if err != nil {
		panic(err)
	}
	return t
}
